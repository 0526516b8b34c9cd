//! A co-op elsewhere is read again, a few restaurants at a time with a pause in between.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{Next, Trouble};
use crate::app::App;
use crate::app::lookup::LookupError;
use crate::store::job::Job;

/// The pause between two parts.
const PAUSE: TimeDelta = TimeDelta::seconds(2);
/// How often a server that does not answer is asked again; after that it waits for the daily reading.
const TRIES: i32 = 8;

pub(super) async fn run(app: &App, job: &Job) -> Result<Next, Trouble> {
    let payload: Value = serde_json::from_str(&job.payload).unwrap_or_default();
    let after = payload.get("after").and_then(Value::as_str);
    match app.lookup.coop_again(&job.subject, after).await {
        Ok(None) => Ok(Next::Done),
        Ok(Some(last)) => Ok(Next::From(
            app.clock.wire().plus(PAUSE),
            json!({ "after": last }).to_string(),
        )),
        Err(LookupError::Store(why)) => Err(why),
        Err(error @ LookupError::Unreachable { .. }) if job.attempts < TRIES => {
            Err(error.to_string())
        }
        Err(error) => {
            tracing::info!(coop.id = job.subject, %error, "a co-op could not be read again");
            Ok(Next::Done)
        }
    }
}
