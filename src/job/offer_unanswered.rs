//! The other co-op's time to answer our customer's order is over: nothing was confirmed, nothing is charged.

use super::{Next, Trouble, unreadable, write};
use crate::app::App;
use crate::flow::order::expire::{self, ExpireRefusal};
use crate::flow::order::place_elsewhere::GRACE;
use crate::flow::timer::JobKind;
use crate::store::orders;
use musette_domain::TextValue;
use musette_domain::id::OrderId;

pub(super) async fn run(app: &App, subject: &str) -> Result<Next, Trouble> {
    let Ok(id) = OrderId::parse(subject) else {
        return Ok(unreadable(JobKind::OfferUnanswered.text(), subject));
    };
    let order = id.clone();
    match write(app, move |c, app| expire::run(c, app, &order)).await {
        Ok(()) | Err(ExpireRefusal::Store(crate::store::Error::NotFound)) => Ok(Next::Done),
        Err(ExpireRefusal::NotYet) => {
            let order = app.db.read(move |c| orders::find(c, &id)).await;
            let order = order.map_err(|error| error.to_string())?;
            Ok(Next::At(order.answer_by.plus(GRACE)))
        }
        Err(error) => Err(error.to_string()),
    }
}
