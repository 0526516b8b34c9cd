//! How we stand with a server and its people: the one question that the inbox, fetches, the outbox and documents ask.
//!
//! The rules are in `host_policy` and `actor_policy`; this is the copy that a request can look at without asking the database. A server is named as
//! [`HostKey`] writes it, so that no other spelling gets past a rule.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use moka::future::Cache;
use musette_federation::HostKey;
use url::Url;

use super::address::authority;
use super::problem::Problem;
use crate::store::host_policy::Level;
use crate::store::policies::{self, Policies};
use crate::store::{self, Db};

/// How long the copy is believed. Another process, such as the command line, may change the rules.
const BELIEVED: Duration = Duration::from_mins(1);

/// How we stand with others. Cloning is cheap.
#[derive(Clone)]
pub struct Policy {
    db: Db,
    copy: Cache<(), Arc<Policies>>,
    changes: Arc<AtomicU64>,
}

/// What the rules were at some time. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct Edition {
    changes: Arc<AtomicU64>,
    number: u64,
}

impl Edition {
    /// Whether the rules are still the same, as far as this process changes them.
    pub fn is_current(&self) -> bool {
        self.changes.load(Ordering::SeqCst) == self.number
    }
}

impl Policy {
    /// Reads the rules of this database.
    pub fn new(db: Db) -> Self {
        Self {
            db,
            copy: Cache::builder()
                .max_capacity(1)
                .time_to_live(BELIEVED)
                .build(),
            changes: Arc::default(),
        }
    }

    /// The rules as they are now, for who asks first and acts later.
    pub fn edition(&self) -> Edition {
        Edition {
            changes: Arc::clone(&self.changes),
            number: self.changes.load(Ordering::SeqCst),
        }
    }

    /// How we stand with somebody at a host, or with the host.
    pub async fn of(&self, host: &str, actor: Option<&str>) -> store::Result<Level> {
        let db = self.db.clone();
        let rules = self
            .copy
            .try_get_with(
                (),
                async move { db.read(policies::load).await.map(Arc::new) },
            )
            .await
            .map_err(|e| store::Error::Busy(e.to_string()))?;
        Ok(rules.of(host, actor))
    }

    /// Whether we do not speak with somebody at a host, or with the host.
    pub async fn suspends(&self, host: &str, actor: Option<&str>) -> store::Result<bool> {
        Ok(self.of(host, actor).await? == Level::Suspended)
    }

    /// Refuses who is suspended.
    pub async fn check(&self, host: &str, actor: &str) -> Result<(), Problem> {
        if self.suspends(host, Some(actor)).await? {
            return Err(Problem::forbidden(
                "This server does not federate with yours.",
            ));
        }
        Ok(())
    }

    /// Forgets the copy: a rule was changed just now.
    pub fn changed(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
        self.copy.invalidate_all();
    }
}

/// The server that somebody wrote, alone or as part of an address, as our tables name it.
pub fn host_key(written: &str) -> Option<String> {
    let written = written.trim();
    if written.contains("://") {
        let url = Url::parse(written).ok()?;
        return HostKey::of(&url).map(|_| authority(&url));
    }
    let bare = written.split('/').next().unwrap_or_default();
    let bare = bare.rsplit('@').next().unwrap_or_default();
    HostKey::parse(bare).map(|key| key.to_string())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::store::policies::names_above;

    #[rstest]
    #[case("evil.example", "evil.example")]
    #[case("evil.example", "a.b.evil.example")]
    #[case("evil.example", "evil.example:8443")]
    #[case("evil.example", "a.evil.example:8443")]
    #[case("evil.example", "notevil.example")]
    #[case("evil.example", "evil.example.org")]
    #[case("a.evil.example", "evil.example")]
    #[case("evil.localhost:1", "evil.localhost:1")]
    #[case("evil.localhost:1", "evil.localhost:2")]
    #[case("evil.localhost:1", "a.evil.localhost:1")]
    fn rules_hold_for_whom_the_key_covers(#[case] rule: &str, #[case] host: &str) {
        let keys = [rule, host].map(|name| HostKey::parse(name).unwrap());
        assert_eq!(
            names_above(host).any(|name| name == rule),
            keys[0].covers(&keys[1]),
            "{rule} {host}"
        );
    }

    #[rstest]
    #[case("Spam.Example.", Some("spam.example"))]
    #[case("https://SPAM.example:443/users/x", Some("spam.example"))]
    #[case("spam.example/about", Some("spam.example"))]
    #[case("@anna@spam.example", Some("spam.example"))]
    #[case("münchen.example", Some("xn--mnchen-3ya.example"))]
    #[case("spam.localhost:7101", Some("spam.localhost:7101"))]
    #[case("https://127.0.0.1/x", None)]
    #[case("a b", None)]
    #[case("", None)]
    fn what_people_write(#[case] written: &str, #[case] key: Option<&str>) {
        assert_eq!(host_key(written).as_deref(), key);
    }
}
