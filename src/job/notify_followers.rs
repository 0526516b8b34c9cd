//! Letters about new specials are written for who wants them and had none today.

use chrono::TimeDelta;

use super::{Next, Trouble};
use crate::app::App;
use crate::flow::follow::news_letter;
use crate::store::news_reader;

/// How often is looked. Long enough that what a restaurant writes in one go comes in one letter, short enough for lunch.
const EVERY: TimeDelta = TimeDelta::minutes(15);

pub(super) async fn run(app: &App) -> Result<Next, Trouble> {
    let now = app.clock.now();
    let before = now.minus(news_letter::BETWEEN);
    let due = app.db.read(move |c| news_reader::due(c, before)).await;
    let mut letters = 0_u32;
    // One at a time: others want to write meanwhile.
    for reader in due.map_err(|error| error.to_string())? {
        let flow = app.clone();
        let written = app
            .db
            .write(move |c| news_letter::run(c, &flow, &reader.user_id))
            .await;
        letters += u32::from(written.map_err(|error| error.to_string())?);
    }
    if letters > 0 {
        tracing::debug!(letters, "new specials were told of");
    }
    Ok(Next::At(now.plus(EVERY)))
}
