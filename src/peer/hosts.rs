//! What is remembered of other hosts while the process runs: which signature each takes, which do not answer, how we stand with them.
//!
//! `peer_host` keeps the same across restarts; this is the copy that a request can look at without asking the database.

use moka::sync::Cache;

use super::policy::Policy;
use crate::store::peer_host::{self, SignatureForm};
use crate::store::{self, Db};

/// How many hosts are remembered.
const MOST: u64 = 10_000;

/// What is remembered of other hosts.
#[derive(Clone)]
pub struct Hosts {
    db: Db,
    forms: Cache<String, SignatureForm>,
    failing: Cache<String, ()>,
    /// How we stand with them.
    pub policy: Policy,
}

impl Hosts {
    /// What an earlier run found out: who fails, and who takes the newer signature.
    pub async fn load(db: Db) -> store::Result<Self> {
        let hosts = Self {
            forms: Cache::new(MOST),
            failing: Cache::new(MOST),
            policy: Policy::new(db.clone()),
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
}
