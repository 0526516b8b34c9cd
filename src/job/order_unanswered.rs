//! The restaurant's time to answer is over.

use super::{Next, Trouble, unreadable, write};
use crate::app::App;
use crate::flow::order::expire::{self, ExpireRefusal};
use crate::flow::timer::JobKind;
use crate::store::orders;
use musette_domain::TextValue;
use musette_domain::id::OrderId;

pub(super) async fn run(app: &App, subject: &str) -> Result<Next, Trouble> {
    let Ok(id) = OrderId::parse(subject) else {
        return Ok(unreadable(JobKind::OrderUnanswered.text(), subject));
    };
    let order = id.clone();
    match write(app, move |c, app| expire::run(c, app, &order)).await {
        Ok(()) | Err(ExpireRefusal::Store(crate::store::Error::NotFound)) => Ok(Next::Done),
        Err(ExpireRefusal::NotYet) => {
            let order = app.db.read(move |c| orders::find(c, &id)).await;
            let order = order.map_err(|error| error.to_string())?;
            Ok(Next::At(order.answer_by))
        }
        Err(error) => Err(error.to_string()),
    }
}
