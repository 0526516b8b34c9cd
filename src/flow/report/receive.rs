//! A server elsewhere reports a restaurant of ours, the co-op, or what one of them said.

use chrono::TimeDelta;

use super::CONTENT;
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::services::plain_text;
use crate::store::noise::{self, NoiseReason};
use crate::store::report::{self, Report, ReportDirection};
use crate::store::{Conn, Result};

/// How many reports are taken from one server in a day.
pub const OF_ONE_HOST: i64 = 20;
/// How many things one report may name.
const OBJECTS: usize = 20;

/// What was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The activity's id.
    pub id: String,
    /// The server that reports. Its people's names are not kept.
    pub host: String,
    /// What it names; only what is ours counts.
    pub objects: Vec<String>,
    /// Why, in its words.
    pub content: String,
}

/// Keeps it for a moderator. What is about nothing of ours is not kept; of a server that reported too much today it is only counted.
pub fn run(c: &mut Conn, app: &App, new: &Incoming) -> Result<Changed> {
    let ours = new.objects.iter().filter(|id| app.urls.is_ours(id));
    let ours: Vec<String> = ours.take(OBJECTS).cloned().collect();
    let Some(first) = ours.first() else {
        return Ok(Changed::nothing());
    };
    let now = app.clock.wire();
    let since = now.minus(TimeDelta::days(1));
    if report::count_of_host(c, ReportDirection::In, &new.host, since)? >= OF_ONE_HOST {
        noise::once(c, &new.host, NoiseReason::TooManyReports, now)?;
        return Ok(Changed::nothing());
    }
    let row = Report {
        id: new.id.clone(),
        direction: ReportDirection::In,
        host: new.host.clone(),
        actor_id: first.clone(),
        objects: ours,
        content: plain_text::line(&new.content, CONTENT),
        received_at: now,
        forwarded_at: None,
        closed_by: None,
        closed_at: None,
        note: String::new(),
    };
    report::insert_if_absent(c, &row)?;
    Ok(Changed::topics([Topic::Coop]))
}
