//! While we carry for a neighbour it hears from us every ten minutes, also when nothing is new.

use super::{Next, Trouble, write};
use crate::app::App;
use crate::flow::carry::heartbeat;

pub(super) async fn run(app: &App, subject: &str) -> Result<Next, Trouble> {
    let proposal = subject.to_owned();
    write(app, move |c, app| heartbeat::run(c, app, &proposal))
        .await
        .map_err(|error| error.to_string())?;
    Ok(Next::Done)
}
