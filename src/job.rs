//! Background work: rows of `job` that are due at a time of one of the two clocks, a file a kind.
//!
//! Timers are rows, never sleeping tasks: a row survives a restart, and waking is only a hint. A row is taken by moving it a minute ahead, so a process
//! that dies in the middle only delays it; every job may therefore run twice.

mod ask_carrier;
mod ask_order;
mod award_deadline;
mod bring_follows;
mod carrier_silent;
mod carry_deadline;
mod close_coop;
mod heartbeat;
mod mail;
mod notify_followers;
mod offer_unanswered;
mod offer_window_ended;
mod order_unanswered;
mod preparation_starts;
mod probe_partner;
mod publish_capacity;
mod publish_special;
mod purge;
mod purge_suspended;
mod read_coop;
mod read_door;
mod read_old_coops;
mod read_own_door;
mod repeat_follows;
mod runner;

use musette_domain::{Instant, TextValue};

pub use runner::{run, run_due};

use crate::app::App;
use crate::flow::Changed;
use crate::flow::timer::JobKind;
use crate::store::job::Job;
use crate::store::{Conn, Failure};

/// What becomes of a row whose work is done.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Next {
    /// Nothing more.
    Done,
    /// Once more, then.
    At(Instant),
    /// Once more, then, from where it stopped, which stands in the row's payload.
    From(Instant, String),
}

/// Why a job did not succeed; it is tried again. For the log.
type Trouble = String;

/// Does the work of a row.
async fn perform(app: &App, job: &Job) -> Result<Next, Trouble> {
    let kind = JobKind::parse(&job.kind).map_err(|error| error.to_string())?;
    match kind {
        JobKind::OrderUnanswered => order_unanswered::run(app, &job.subject).await,
        JobKind::OfferUnanswered => offer_unanswered::run(app, &job.subject).await,
        JobKind::PreparationStarts => preparation_starts::run(app, &job.subject).await,
        JobKind::OfferWindowEnded => offer_window_ended::run(app, &job.subject).await,
        JobKind::AwardDeadline => award_deadline::run(app, &job.subject).await,
        JobKind::AskCarrier => ask_carrier::run(app, &job.subject).await,
        JobKind::AskOrder => ask_order::run(app, &job.subject).await,
        JobKind::CarrierSilent => carrier_silent::run(app, &job.subject).await,
        JobKind::ReadDoor => read_door::run(app, &job.subject).await,
        JobKind::ReadOwnDoor => read_own_door::run(app, &job.subject).await,
        JobKind::CarryDeadline => carry_deadline::run(app, &job.subject).await,
        JobKind::Heartbeat => heartbeat::run(app, &job.subject).await,
        JobKind::PublishCapacity => publish_capacity::run(app).await,
        JobKind::ProbePartner => probe_partner::run(app, &job.subject).await,
        JobKind::ReadCoop => read_coop::run(app, job).await,
        JobKind::ReadOldCoops => read_old_coops::run(app).await,
        JobKind::BringFollows => bring_follows::run(app, &job.subject).await,
        JobKind::RepeatFollows => repeat_follows::run(app).await,
        JobKind::NotifyFollowers => notify_followers::run(app).await,
        JobKind::PublishSpecial => publish_special::run(app, &job.subject).await,
        JobKind::CloseCoop => close_coop::run(app).await,
        JobKind::Purge => purge::run(app).await,
        JobKind::PurgeSuspended => purge_suspended::run(app, &job.subject).await,
        JobKind::Mail => mail::run(app, &job.payload).await,
    }
}

/// Runs a flow as a transaction and tells live pages what changed.
async fn write<E, F>(app: &App, flow: F) -> Result<(), E>
where
    E: Failure,
    F: Fn(&mut Conn, &App) -> Result<Changed, E> + Send + 'static,
{
    let inner = app.clone();
    let changed = app.db.write(move |c| flow(c, &inner)).await?;
    app.committed(changed);
    Ok(())
}

/// A subject that names nothing: written by another version. There is nothing to do for it.
fn unreadable(kind: &str, subject: &str) -> Next {
    tracing::warn!(kind, subject, "a job about nothing was dropped");
    Next::Done
}

#[cfg(test)]
mod tests;
