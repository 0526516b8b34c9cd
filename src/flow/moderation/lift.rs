//! What was decided about a server, or somebody at one, does not hold any more.

use super::decide::level_of;
use super::{By, ModerationRefusal, Subject, note};
use crate::app::{App, Topic};
use crate::flow::timer::{self, JobKind};
use crate::flow::{Changed, read_coop};
use crate::store::host_policy::Level;
use crate::store::moderation_entry::ModerationAct;
use crate::store::policies;
use crate::store::{
    Conn, Result, actor_policy, host_policy, remote_actor, remote_coop, restaurant_follow,
};

/// Lifts it. Without a decision nothing changes.
pub fn run(
    c: &mut Conn,
    app: &App,
    about: &Subject,
    by: &By,
) -> Result<Changed, ModerationRefusal> {
    let Some(before) = level_of(c, about)? else {
        return Ok(Changed::nothing());
    };
    match about {
        Subject::Host(host) => host_policy::delete(c, host)?,
        Subject::Actor { id, .. } => actor_policy::delete(c, id)?,
    };
    note(c, app, by, ModerationAct::Lifted, about.text())?;
    if before == Level::Suspended {
        speak_again(c, app, about)?;
    }
    Ok(Changed::topics([Topic::Coop, Topic::Specials]))
}

/// Takes up again what our side ended: whom customers follow is followed, and co-ops are read. Their people follow us again if they like.
pub(super) fn speak_again(c: &mut Conn, app: &App, about: &Subject) -> Result<()> {
    timer::clear(c, JobKind::PurgeSuspended, about.text())?;
    let policies = policies::load(c)?;
    for host in about.hosts(c)? {
        let coops = remote_coop::ids_of_host(c, &host)?;
        for coop in coops.iter().filter(|id| concerns(about, id)) {
            if policies.suspends(&host, Some(coop)) {
                continue;
            }
            // One that only a neighbour named was never followed.
            if remote_coop::find(c, coop)?.depth == 0 {
                follow(c, app, coop)?;
            }
            read_coop::soon(c, app, coop)?;
        }
        let followed = restaurant_follow::targets_of_host(c, &host)?;
        for target in followed.iter().filter(|id| concerns(about, id)) {
            if !policies.suspends(&host, Some(target)) {
                follow(c, app, target)?;
            }
        }
    }
    Ok(())
}

/// Follows somebody whose address we still know.
fn follow(c: &mut Conn, app: &App, target: &str) -> Result<()> {
    let known = remote_actor::find_optional(c, target)?;
    if known.is_some_and(|row| row.gone_at.is_none()) {
        app.tell.follow(c, target)?;
    }
    Ok(())
}

fn concerns(about: &Subject, actor: &str) -> bool {
    match about {
        Subject::Host(_) => true,
        Subject::Actor { id, .. } => id == actor,
    }
}
