//! A letter is sent. Its text stands in the row until it has left.

use super::{Next, Trouble, unreadable};
use crate::app::App;
use crate::app::mail::Letter;
use crate::flow::timer::JobKind;

pub(super) async fn run(app: &App, payload: &str) -> Result<Next, Trouble> {
    let Ok(letter) = serde_json::from_str::<Letter>(payload) else {
        return Ok(unreadable(JobKind::Mail.text(), "a letter"));
    };
    app.mail
        .send(&letter)
        .await
        .map(|()| Next::Done)
        .map_err(|error| error.to_string())
}
