//! Somebody here reports a reply, or a restaurant of another co-op, to our moderators. Who it was is not written down.

use musette_domain::text::{self, TextProblem};

use super::CONTENT;
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::store::report::{self, Report, ReportDirection};
use crate::store::{Conn, Result, remote_restaurant, reply};

refusals! {
    /// Why a report is not taken.
    pub enum ReportRefusal {
        /// It is not known here.
        #[error("this is not known here any more")]
        Unknown = "report-unknown",
        /// Nothing was written, too much, or what cannot be shown.
        #[error("{0}")]
        Text(TextProblem) = "answer-text",
    }
}

/// What can be reported: who said it or is it, at which server, and the addresses that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// The actor.
    pub actor: String,
    /// Its server.
    pub host: String,
    /// What is shown of it.
    pub name: String,
    /// What a report names besides the actor.
    pub objects: Vec<String>,
}

/// What an address means: a reply to one of ours, or a restaurant elsewhere.
pub fn find(c: &mut Conn, id: &str) -> Result<Option<Reported>> {
    if let Some(row) = reply::find_optional(c, id)? {
        return Ok((!row.ours && row.removed_at.is_none()).then(|| Reported {
            actor: row.author_id,
            host: row.host,
            name: row.author_handle,
            objects: vec![row.id],
        }));
    }
    let found = remote_restaurant::find_optional(c, id)?.filter(|row| row.gone_at.is_none());
    Ok(found.map(|row| Reported {
        name: format!("@{}@{}", row.handle, row.host),
        actor: row.actor_id,
        host: row.host,
        objects: Vec::new(),
    }))
}

/// Keeps it for a moderator. The same words about the same are one report.
pub fn run(c: &mut Conn, app: &App, id: &str, written: &str) -> Result<Changed, ReportRefusal> {
    let of = find(c, id)?.ok_or(ReportRefusal::Unknown)?;
    let content = text::description(written).map_err(ReportRefusal::Text)?;
    if content.is_empty() {
        return Err(ReportRefusal::Text(TextProblem::Empty));
    }
    let content: String = content.chars().take(CONTENT).collect();
    let open = report::open(c, 1_000)?;
    if open
        .iter()
        .any(|row| row.actor_id == of.actor && row.content == content)
    {
        return Ok(Changed::nothing());
    }
    let row = Report {
        id: app.ids.uuid(),
        direction: ReportDirection::Out,
        host: of.host,
        actor_id: of.actor,
        objects: of.objects,
        content,
        received_at: app.clock.wire(),
        forwarded_at: None,
        closed_by: None,
        closed_at: None,
        note: String::new(),
    };
    report::insert_if_absent(c, &row)?;
    Ok(Changed::topics([Topic::Coop]))
}
