//! Timers and other background work as rows: what a flow wants to happen later, written in its own transaction.

use musette_domain::Instant;

use super::refusal::broken;
use crate::app::App;
use crate::store::job::{Job, JobClock};
use crate::store::{Conn, Result, job};

musette_domain::text_enum! {
    /// What a row of `job` is about; each has a file below `job/`.
    pub enum JobKind("job kind") {
        /// The restaurant's time to answer is over. Subject: the order.
        OrderUnanswered = "order_unanswered",
        /// The other co-op's time to answer our order is over. Subject: the order.
        OfferUnanswered = "offer_unanswered",
        /// The kitchen begins. Subject: the order.
        PreparationStarts = "preparation_starts",
        /// The neighbours' time to offer is over. Subject: offer and epoch.
        OfferWindowEnded = "offer_window_ended",
        /// The winner's time to acknowledge, or to fetch the bag, is over. Subject: offer and epoch.
        AwardDeadline = "award_deadline",
        /// The winner is asked how far it is. Subject: offer and epoch.
        AskCarrier = "ask_carrier",
        /// An order at a partner's restaurant that should have ended is asked for. Subject: the order.
        AskOrder = "ask_order",
        /// The winner's time to say how far it is is over. Subject: offer and epoch.
        CarrierSilent = "carrier_silent",
        /// The door of a delivery that we carry for a neighbour is read. Subject: proposal and epoch.
        ReadDoor = "read_door",
        /// The door of a partner's customer whom our own courier visits is read. Subject: the delivery.
        ReadOwnDoor = "read_own_door",
        /// Our time to answer or acknowledge a neighbour's offer, or our bid, is over. Subject: proposal and epoch.
        CarryDeadline = "carry_deadline",
        /// We say again how far a neighbour's delivery is. Subject: the proposal.
        Heartbeat = "heartbeat",
        /// Our capacity is told to the partners. Subject: `coop`.
        PublishCapacity = "publish_capacity",
        /// A partner that did not answer is asked whether it is there. Subject: its desk.
        ProbePartner = "probe_partner",
        /// A co-op elsewhere is read again, with its restaurants and menus. Subject: the co-op.
        ReadCoop = "read_coop",
        /// Co-ops elsewhere that were not read for a day are read again. Subject: `all`.
        ReadOldCoops = "read_old_coops",
        /// Restaurants that a customer brought along are looked up. Subject: the customer.
        BringFollows = "bring_follows",
        /// Follows that nobody answered are sent once more. Subject: `all`.
        RepeatFollows = "repeat_follows",
        /// Letters about new specials are written. Subject: `all`.
        NotifyFollowers = "notify_followers",
        /// A planned special is published. Subject: the plan.
        PublishSpecial = "publish_special",
        /// What we have of who was suspended is forgotten. Subject: the server or the actor.
        PurgeSuspended = "purge_suspended",
        /// The co-op closes for good. Subject: `coop`.
        CloseCoop = "close_coop",
        /// What must be forgotten is deleted. Subject: `all`.
        Purge = "purge",
        /// A letter is sent. Subject: its own.
        Mail = "mail",
    }
}

/// Sets a timer, or moves it if it is set already: one row for a kind and a subject.
pub fn set(
    c: &mut Conn,
    app: &App,
    kind: JobKind,
    subject: &str,
    clock: JobClock,
    at: Instant,
) -> Result<()> {
    set_with(c, app, kind, subject, clock, at, "{}".to_owned())
}

/// Sets a timer that carries something beside its subject, as JSON.
pub fn set_with(
    c: &mut Conn,
    app: &App,
    kind: JobKind,
    subject: &str,
    clock: JobClock,
    at: Instant,
    payload: String,
) -> Result<()> {
    let row = Job {
        id: app.ids.new_id().map_err(broken)?,
        kind: kind.text().to_owned(),
        subject: subject.to_owned(),
        payload,
        clock,
        run_at: at,
        attempts: 0,
        last_error: None,
        created_at: app.clock.wire(),
    };
    if !job::insert_if_absent(c, &row)? {
        job::reschedule(c, kind.text(), subject, at)?;
    }
    Ok(())
}

/// A timer of trade time.
pub fn at(c: &mut Conn, app: &App, kind: JobKind, subject: &str, when: Instant) -> Result<()> {
    set(c, app, kind, subject, JobClock::Trade, when)
}

/// Work to be done at once.
pub fn now(c: &mut Conn, app: &App, kind: JobKind, subject: &str) -> Result<()> {
    set(c, app, kind, subject, JobClock::Trade, app.clock.now())
}

/// Takes a timer back; it is fine if there is none.
pub fn clear(c: &mut Conn, kind: JobKind, subject: &str) -> Result<()> {
    job::delete_of(c, kind.text(), subject)?;
    Ok(())
}
