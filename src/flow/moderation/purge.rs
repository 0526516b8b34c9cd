//! What we have of those who are suspended is forgotten: menus, specials, replies, likes, boosts, and who they are.
//!
//! Kept are the names of co-ops, of whom customers follow, and of partners, with what we owe each other: without them nothing could be taken up again.

use super::{Subject, farewell};
use crate::app::App;
use crate::store::{
    Conn, Result, policies, reaction, remote_actor, remote_menu_item, remote_restaurant,
    remote_special, reply,
};

/// How many restaurants, or authors, are forgotten in one transaction.
const AT_A_TIME: i64 = 50;
/// How many specials of others: of a co-op, of whom customers follow.
const SPECIALS: i64 = 500;

/// Forgets some of it; says whether something is left.
pub fn some(c: &mut Conn, app: &App, about: &Subject) -> Result<bool> {
    if farewell::say(c, app, about)? {
        return Ok(true);
    }
    let policies = policies::load(c)?;
    match about {
        Subject::Actor { id, host } => {
            if policies.suspends(host, Some(id)) {
                restaurant(c, id)?;
                reply::remove_of(c, id, app.clock.now())?;
                reaction::delete_of(c, id)?;
            }
            Ok(false)
        }
        Subject::Host(_) => {
            for host in about.hosts(c)? {
                if policies.suspends(&host, None) && of_host(c, app, &host)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
    }
}

fn of_host(c: &mut Conn, app: &App, host: &str) -> Result<bool> {
    let restaurants = remote_restaurant::ids_of_host(c, host, AT_A_TIME)?;
    for id in &restaurants {
        restaurant(c, id)?;
    }
    let authors = reply::authors_of_host(c, host, AT_A_TIME)?;
    for author in &authors {
        reply::remove_of(c, author, app.clock.now())?;
    }
    reaction::delete_of_host(c, host)?;
    let specials = remote_special::ids_of_host(c, host, SPECIALS)?;
    remote_special::delete_all(c, &specials)?;
    let actors = remote_actor::purge_of_host(c, host, remote_actor::AT_A_TIME)?;
    Ok(!restaurants.is_empty() || !authors.is_empty() || !specials.is_empty() || actors > 0)
}

fn restaurant(c: &mut Conn, id: &str) -> Result<()> {
    remote_menu_item::delete_of(c, id)?;
    remote_special::delete_of(c, id)?;
    remote_restaurant::delete(c, id)?;
    Ok(())
}
