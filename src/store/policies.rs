//! How we stand with other servers and their people: one answer to one question, from everything that moderators decided.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::host_policy::{self, Level};
use super::partner::PartnerState;
use super::schema::{partner, setting};
use super::setting::Setting;
use super::{Conn, Result, actor_policy};
use crate::each_backend;

/// The setting that says whether the instance speaks only with servers that it knows; `serve` writes it from its configuration.
const ALLOW_LIST: &str = "federation.allow_list";

/// Everything that moderators decided.
#[derive(Debug, Clone, Default)]
pub struct Policies {
    hosts: HashMap<String, Level>,
    actors: HashMap<String, Level>,
    /// With an allow-list: the servers of co-ops with which we have an agreement. They count as allowed.
    partners: Option<HashSet<String>>,
}

/// Reads everything that moderators decided.
pub fn load(c: &mut Conn) -> Result<Policies> {
    let hosts = host_policy::levels(c)?;
    let actors = actor_policy::levels(c)?;
    let only_known: Option<String> = setting::table
        .find(ALLOW_LIST)
        .select(setting::value)
        .first(c)
        .optional()?;
    let partners = if only_known.as_deref() == Some("true") {
        Some(
            partner::table
                .filter(partner::state.eq(PartnerState::Active.text()))
                .select(partner::host)
                .load::<String>(c)?
                .into_iter()
                .collect(),
        )
    } else {
        None
    };
    Ok(Policies {
        hosts: hosts
            .into_iter()
            .map(|(host, level)| (host, level.0))
            .collect(),
        actors: actors
            .into_iter()
            .map(|(actor, level)| (actor, level.0))
            .collect(),
        partners,
    })
}

/// Notes whether the instance speaks only with servers that it knows.
pub fn set_allow_list(c: &mut Conn, only_known: bool) -> Result<()> {
    let row = Setting {
        key: ALLOW_LIST.to_owned(),
        value: only_known.to_string(),
    };
    let new = each_backend!(c, |c| diesel::insert_into(setting::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    if new == 0 {
        super::setting::save(c, &row)?;
    }
    Ok(())
}

impl Policies {
    /// How we stand with somebody at a host, or with the host. The strictest of what was decided about the actor, the host and the names above it.
    pub fn of(&self, host: &str, actor: Option<&str>) -> Level {
        let of_actor = actor.and_then(|actor| self.actors.get(actor));
        self.of_host(host)
            .max(of_actor.copied().unwrap_or(Level::Allowed))
    }

    /// Whether we do not speak with somebody at a host, or with the host.
    pub fn suspends(&self, host: &str, actor: Option<&str>) -> bool {
        self.of(host, actor) == Level::Suspended
    }

    /// Whether what somebody at a host says is shown to everybody.
    pub fn shows(&self, host: &str, actor: Option<&str>) -> bool {
        self.of(host, actor) == Level::Allowed
    }

    /// Whether only servers that we know are spoken with.
    pub const fn only_known(&self) -> bool {
        self.partners.is_some()
    }

    fn of_host(&self, host: &str) -> Level {
        let decided = names_above(host)
            .filter_map(|name| self.hosts.get(name))
            .max();
        match (decided, &self.partners) {
            (Some(level), _) => *level,
            (None, Some(partners)) if !partners.contains(host) => Level::Suspended,
            (None, _) => Level::Allowed,
        }
    }
}

/// The names whose rules hold for a host: its own, the same without a port, and those above it.
///
/// Who owns a name owns all names below it and can make any number of them.
pub fn names_above(host: &str) -> impl Iterator<Item = &str> {
    let name = host.split(':').next().unwrap_or_default();
    let with_port = Some(host).filter(|host| *host != name);
    let above = std::iter::successors(Some(name), |name| {
        name.split_once('.')
            .map(|(_, rest)| rest)
            .filter(|rest| !rest.is_empty())
    });
    with_port.into_iter().chain(above)
}
