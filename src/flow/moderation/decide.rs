//! A server, or somebody at one, is allowed, limited or suspended.

use super::{By, MOST, ModerationRefusal, REASON, Subject, farewell, lift, note};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::flow::timer::{self, JobKind};
use crate::store::actor_policy::{self, ActorPolicy};
use crate::store::host_policy::{self, HostPolicy, Level};
use crate::store::moderation_entry::ModerationAct;
use crate::store::{Conn, Result};

/// Decides. Deciding the same again changes nothing.
///
/// Who is suspended is left at once: we stop following them, they stop following us, and what waits for them is not sent. What we have of theirs is
/// forgotten by a job, since that may be much. All of it is told to nobody but them.
pub fn run(
    c: &mut Conn,
    app: &App,
    about: &Subject,
    level: Level,
    by: &By,
) -> Result<Changed, ModerationRefusal> {
    let reason = by.reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON {
        return Err(ModerationRefusal::NoReason);
    }
    if about.is_ours(app) {
        return Err(ModerationRefusal::Ourselves);
    }
    let before = level_of(c, about)?;
    if before == Some(level) {
        return Ok(Changed::nothing());
    }
    if before.is_none() && (host_policy::count(c)? >= MOST || actor_policy::count(c)? >= MOST) {
        return Err(ModerationRefusal::TooMany);
    }
    write(c, app, about, level, by)?;
    let act = match level {
        Level::Allowed => ModerationAct::Allowed,
        Level::Limited => ModerationAct::Limited,
        Level::Suspended => ModerationAct::Suspended,
    };
    note(c, app, by, act, about.text())?;
    if level == Level::Suspended {
        farewell::say(c, app, about)?;
        timer::now(c, app, JobKind::PurgeSuspended, about.text())?;
    } else if before == Some(Level::Suspended) {
        lift::speak_again(c, app, about)?;
    }
    Ok(Changed::topics([Topic::Coop, Topic::Specials]))
}

/// What was decided about exactly this one.
pub(super) fn level_of(c: &mut Conn, about: &Subject) -> Result<Option<Level>> {
    Ok(match about {
        Subject::Host(host) => host_policy::find_optional(c, host)?.map(|row| row.level),
        Subject::Actor { id, .. } => actor_policy::find_optional(c, id)?.map(|row| row.level),
    })
}

fn write(c: &mut Conn, app: &App, about: &Subject, level: Level, by: &By) -> Result<()> {
    let (reason, by_user, at) = (
        by.reason.trim().to_owned(),
        by.user.clone(),
        app.clock.wire(),
    );
    match about {
        Subject::Host(host) => host_policy::put(
            c,
            &HostPolicy {
                host: host.clone(),
                level,
                reason,
                by_user,
                at,
            },
        ),
        Subject::Actor { id, host } => actor_policy::put(
            c,
            &ActorPolicy {
                actor_id: id.clone(),
                host: host.clone(),
                level,
                reason,
                by_user,
                at,
            },
        ),
    }
}
