//! What is remembered of other hosts while the process runs: which signature each takes, which do not answer, which are blocked.
//!
//! `peer_host` keeps the same across restarts; this is the copy that a request can look at without asking the database.

use std::time::Duration;

use moka::sync::Cache;

use crate::store::peer_host::{self, SignatureForm};
use crate::store::{self, Db};

/// How many hosts are remembered.
const MOST: u64 = 10_000;
/// How long the list of blocked hosts is believed.
const BLOCKED: Duration = Duration::from_mins(1);

/// What is remembered of other hosts.
#[derive(Clone)]
pub struct Hosts {
    db: Db,
    forms: Cache<String, SignatureForm>,
    failing: Cache<String, ()>,
    blocked: moka::future::Cache<(), std::sync::Arc<Vec<String>>>,
}

impl Hosts {
    /// What an earlier run found out: who fails, and who takes the newer signature.
    pub async fn load(db: Db) -> store::Result<Self> {
        let hosts = Self {
            forms: Cache::new(MOST),
            failing: Cache::new(MOST),
            blocked: moka::future::Cache::builder()
                .max_capacity(1)
                .time_to_live(BLOCKED)
                .build(),
            db,
        };
        for row in hosts.db.read(peer_host::failing).await? {
            hosts.failing.insert(row.host, ());
        }
        let form = SignatureForm::Rfc9421;
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        for host in hosts
            .db
            .read(move |c| peer_host::taking(c, form, most))
            .await?
        {
            hosts.remember_form(&host, form);
        }
        Ok(hosts)
    }

    /// The form to try first: what worked last, else draft-cavage, which most servers take.
    pub fn form_of(&self, host: &str) -> SignatureForm {
        self.forms.get(host).unwrap_or(SignatureForm::Cavage)
    }

    /// Whether it is remembered which form a host takes.
    pub fn knows_form(&self, host: &str) -> bool {
        self.forms.contains_key(host)
    }

    /// Remembers which form a host takes, as the table has it.
    pub fn remember_form(&self, host: &str, form: SignatureForm) {
        self.forms.insert(host.to_owned(), form);
    }

    /// Remembers which form worked, for good.
    pub async fn learn_form(&self, host: &str, form: SignatureForm) -> store::Result<()> {
        self.remember_form(host, form);
        let host = host.to_owned();
        self.db
            .write(move |c| peer_host::learn_form(c, &host, form))
            .await
    }

    /// Remembers that messages wait because a host did not answer.
    pub fn fails(&self, host: &str) {
        self.failing.insert(host.to_owned(), ());
    }

    /// Whether messages wait for this host, which answers again; forgets it.
    pub fn take_failing(&self, host: &str) -> bool {
        self.failing.contains_key(host) && self.failing.remove(host).is_some()
    }

    /// Whether the administrator blocked this host.
    pub async fn is_blocked(&self, host: &str) -> store::Result<bool> {
        let db = self.db.clone();
        let blocked = self
            .blocked
            .try_get_with((), async move {
                db.read(peer_host::blocked).await.map(std::sync::Arc::new)
            })
            .await
            .map_err(|e| store::Error::Busy(e.to_string()))?;
        Ok(blocked.iter().any(|name| name == host))
    }
}
