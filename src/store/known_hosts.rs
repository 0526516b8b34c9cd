//! Other servers of which we have anything.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::policies::names_above;
use super::schema::{
    follower, outbox_host, partner, reaction, remote_actor, remote_coop, remote_restaurant, reply,
};
use super::{Conn, Result};

/// The servers of which we have anything and for which a rule about `name` holds: itself and what lies below it.
pub fn below(c: &mut Conn, name: &str) -> Result<Vec<String>> {
    let mut hosts = BTreeSet::from([name.to_owned()]);
    macro_rules! of {
        ($($table:ident),+) => { $(
            let found: Vec<String> = $table::table.select($table::host).distinct().load(c)?;
            hosts.extend(found.into_iter().filter(|host| names_above(host).any(|above| above == name)));
        )+ };
    }
    of!(
        follower,
        outbox_host,
        partner,
        reaction,
        remote_actor,
        remote_coop,
        remote_restaurant,
        reply
    );
    Ok(hosts.into_iter().collect())
}
