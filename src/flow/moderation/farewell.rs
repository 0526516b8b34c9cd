//! What is said to those who were suspended just now: that we do not follow them any more, and that they do not follow us.

use super::Subject;
use crate::app::App;
use crate::store::follower::{self, Follower};
use crate::store::outbox_activity::Lane;
use crate::store::policies;
use crate::store::{Conn, Result, following, outbox_host, outbox_message, remote_actor};

/// How many followers are told in one transaction.
const AT_A_TIME: i64 = 500;

/// Ends what there is between us, as far as it fits one transaction; says whether something is left.
pub fn say(c: &mut Conn, app: &App, about: &Subject) -> Result<bool> {
    let policies = policies::load(c)?;
    let mut left = AT_A_TIME;
    match about {
        Subject::Actor { id, host } => {
            if !policies.suspends(host, Some(id)) {
                return Ok(false);
            }
            // First what waits already, then the farewells, which are not held back.
            if let Some(actor) = remote_actor::find_optional(c, id)? {
                outbox_message::refuse_inbox(c, host, &actor.inbox)?;
            }
            app.tell.unfollow(c, id)?;
            for row in follower::list_of_follower(c, id)? {
                end(c, app, &row)?;
            }
        }
        Subject::Host(_) => {
            for host in about.hosts(c)? {
                if !policies.suspends(&host, None) {
                    continue;
                }
                for row in following::list_of_host(c, &host)? {
                    app.tell.unfollow(c, &row.target_id)?;
                }
                for row in follower::list_of_host(c, &host, left)? {
                    end(c, app, &row)?;
                    left -= 1;
                }
                // The outbox closes what waits otherwise, slice by slice, as soon as it looks.
                outbox_host::hasten(c, &host, Lane::ALL, app.clock.wire())?;
                if left == 0 {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}

fn end(c: &mut Conn, app: &App, row: &Follower) -> Result<()> {
    app.tell
        .follower_removed(c, &row.actor_name, &row.follower_id)?;
    follower::delete(c, &row.actor_name, &row.follower_id)?;
    Ok(())
}
