//! The kitchen begins at its time.

use super::{Next, Trouble, unreadable, write};
use crate::app::App;
use crate::flow::order::prepare::{self, PrepareRefusal};
use crate::flow::timer::JobKind;
use musette_domain::TextValue;
use musette_domain::id::OrderId;

pub(super) async fn run(app: &App, subject: &str) -> Result<Next, Trouble> {
    let Ok(id) = OrderId::parse(subject) else {
        return Ok(unreadable(JobKind::PreparationStarts.text(), subject));
    };
    match write(app, move |c, app| prepare::run(c, app, &id)).await {
        Ok(()) | Err(PrepareRefusal::Elsewhere) => Ok(Next::Done),
        Err(error) => Err(error.to_string()),
    }
}
