//! What moderators decide about other servers and their people, and what follows from it. Each act is noted in the same transaction: who, when, what, why.

pub mod advise;
pub mod block_list;
pub mod close_report;
pub mod decide;
pub mod farewell;
pub mod forget_advice;
pub mod forward_report;
pub mod lift;
pub mod purge;
pub mod show_reply;

use chrono::TimeDelta;
use musette_domain::id::UserId;

use crate::app::App;
use crate::flow::refusal::refusals;
use crate::store::moderation_entry::{self, ModerationAct, ModerationEntry};
use crate::store::policies::names_above;
use crate::store::{Conn, Result, known_hosts, noise, report};

/// How long a reason may be, in characters.
pub const REASON: usize = 500;
/// How many servers, and how many actors, something may be decided about.
pub const MOST: i64 = 20_000;
/// How long it is kept what moderators did, and what was reported.
const ENTRIES: TimeDelta = TimeDelta::days(366);
/// How long it is kept what was refused.
const NOISE: TimeDelta = TimeDelta::days(30);

/// Whom a decision is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A server, and the names below it.
    Host(String),
    /// Somebody at a server.
    Actor {
        /// The actor's id.
        id: String,
        /// The server.
        host: String,
    },
}

impl Subject {
    /// Whom somebody means with the name of a server, an address in the Fediverse's form, or the address of an actor.
    pub fn parse(app: &App, written: &str) -> Option<Self> {
        let written = written.trim();
        let host = app.lookup.host_key(written)?;
        let path = written
            .split_once("://")
            .and_then(|(_, rest)| rest.split_once('/'));
        Some(match path {
            Some((_, path)) if !path.is_empty() => Self::Actor {
                id: written.to_owned(),
                host,
            },
            _ => Self::Host(host),
        })
    }

    /// The server's name or the actor's id.
    pub fn text(&self) -> &str {
        match self {
            Self::Host(host) => host,
            Self::Actor { id, .. } => id,
        }
    }

    /// The servers of which we have anything that the decision may concern.
    fn hosts(&self, c: &mut Conn) -> Result<Vec<String>> {
        match self {
            Self::Host(host) => known_hosts::below(c, host),
            Self::Actor { host, .. } => Ok(vec![host.clone()]),
        }
    }

    /// Whether the decision holds for ourselves.
    fn is_ours(&self, app: &App) -> bool {
        match self {
            Self::Host(host) => names_above(app.urls.authority()).any(|name| name == host),
            Self::Actor { id, .. } => app.urls.is_ours(id),
        }
    }
}

/// Who decides, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Somebody with an account; none from the command line.
    pub user: Option<UserId>,
    /// Why, in their words.
    pub reason: String,
}

refusals! {
    /// Why a moderator's act is not done.
    pub enum ModerationRefusal {
        /// Nobody is named.
        #[error("this names no server and nobody at one; write it like spam.example or https://spam.example/users/x")]
        Nobody = "moderation-nobody",
        /// It is this server.
        #[error("this is this server itself")]
        Ourselves = "moderation-ourselves",
        /// There is no reason.
        #[error("say why, so that others can understand it later")]
        NoReason = "moderation-no-reason",
        /// Too many decisions.
        #[error("something was decided about {MOST} already; lift what is not needed any more")]
        TooMany = "moderation-too-many",
        /// The report was dealt with.
        #[error("somebody has dealt with this report already")]
        Closed = "moderation-report-closed",
        /// Nothing to send it to.
        #[error("the server that this is about is not known any more, or is suspended; the report cannot be sent there")]
        NotReachable = "moderation-not-reachable",
        /// No list.
        #[error("this is no block list that can be read: neither a CSV list of Mastodon nor a FIRES data set")]
        NoList = "advice-no-list",
    }
}

/// Notes what was done.
pub(super) fn note(
    c: &mut Conn,
    app: &App,
    by: &By,
    act: ModerationAct,
    subject: &str,
) -> Result<()> {
    let row = ModerationEntry {
        id: app.ids.uuid(),
        at: app.clock.wire(),
        by_user: by.user.clone(),
        act,
        subject: subject.to_owned(),
        reason: by.reason.clone(),
    };
    moderation_entry::insert(c, &row)
}

/// Forgets what has had its time.
pub fn forget(c: &mut Conn, app: &App) -> Result<()> {
    let now = app.clock.wire();
    moderation_entry::purge(c, now.minus(ENTRIES))?;
    report::purge(c, now.minus(ENTRIES))?;
    noise::purge(c, now.minus(NOISE))?;
    Ok(())
}
