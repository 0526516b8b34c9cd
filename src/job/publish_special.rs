//! A planned special is published at its time.

use musette_domain::TextValue;
use musette_domain::id::SpecialPlanId;

use super::{Next, Trouble, unreadable};
use crate::app::App;
use crate::flow::special::publish_planned;
use crate::flow::timer::JobKind;

pub(super) async fn run(app: &App, subject: &str) -> Result<Next, Trouble> {
    let Ok(id) = SpecialPlanId::parse(subject) else {
        return Ok(unreadable(JobKind::PublishSpecial.text(), subject));
    };
    let flow = app.clone();
    let written = app
        .db
        .write(move |c| publish_planned::run(c, &flow, &id))
        .await;
    let (changed, next) = written.map_err(|error: crate::store::Error| error.to_string())?;
    app.committed(changed);
    Ok(next.map_or(Next::Done, Next::At))
}
