//! Finding co-ops and restaurants elsewhere, and keeping what they publish in our tables.

pub mod account;
pub mod again;
pub mod coop;
pub mod menu;
pub mod neighbours;
pub mod probe;
pub mod restaurant;

use std::time::Duration;

use async_trait::async_trait;
use musette_domain::id::RestaurantId;
use musette_federation::webfinger::Account;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::fetch::{Actor, Errand, FetchProblem};
use super::{Peer, export, policy, webfinger};
use crate::app::lookup::{FoundAccount, LookupError};
use crate::app::{App, RemoteLookup};
use crate::store::{self, remote_restaurant};

/// How often menus that are marked as old are looked for.
const SWEEP: Duration = Duration::from_mins(10);
/// How many of them are read in one go.
const PER_SWEEP: i64 = 50;

/// Reads actors elsewhere.
#[derive(Clone)]
pub struct Lookup {
    peer: Peer,
}

impl Lookup {
    /// Reads through `peer`.
    pub const fn new(peer: Peer) -> Self {
        Self { peer }
    }
}

#[async_trait]
impl RemoteLookup for Lookup {
    async fn coop(&self, host: &str) -> Result<String, LookupError> {
        Box::pin(coop::find(&self.peer, host)).await
    }
    async fn restaurant(&self, address: &str) -> Result<String, LookupError> {
        Box::pin(restaurant::find(&self.peer, address)).await
    }
    async fn coop_again(
        &self,
        coop: &str,
        after: Option<&str>,
    ) -> Result<Option<String>, LookupError> {
        Box::pin(again::read(&self.peer, coop, after)).await
    }
    async fn page_to_follow(
        &self,
        account: &str,
        object: &str,
    ) -> Result<Option<String>, LookupError> {
        let account =
            Account::parse(account).ok_or(LookupError::NotAnAddress(account.to_owned()))?;
        match webfinger::page_to_follow(&self.peer, &account, object).await {
            Ok(page) => Ok(page.map(String::from)),
            Err(problem) => Err(because(problem, "an account")),
        }
    }
    async fn account(&self, address: &str) -> Result<FoundAccount, LookupError> {
        Box::pin(account::find(&self.peer, address)).await
    }
    async fn archive(&self, app: &App, id: &RestaurantId) -> Result<Vec<u8>, LookupError> {
        Ok(export::of_restaurant(&self.peer, app, id).await?)
    }
    async fn answers(&self, desk: &str) -> bool {
        probe::answers(&self.peer, desk).await
    }
    async fn refresh_menu(&self, restaurant: &str) -> Result<(), LookupError> {
        menu::refresh(&self.peer, restaurant).await
    }
    fn host_key(&self, written: &str) -> Option<String> {
        policy::host_key(written)
    }
    fn policy_changed(&self) {
        self.peer.hosts.policy.changed();
    }
}

/// An actor as its server describes it now. A description that cannot be believed is counted.
async fn actor(peer: &Peer, id: &Url, errand: &Errand) -> Result<Actor, FetchProblem> {
    let found = peer.fetch.actor_anew(id, errand).await;
    found.inspect_err(|problem| peer.noise.doubt(id, problem))
}

/// What a failed fetch means to a person who looked for `wanted`.
fn because(problem: FetchProblem, wanted: &'static str) -> LookupError {
    match problem {
        FetchProblem::NotAPeer(problem) => LookupError::NotAnAddress(problem.to_string()),
        FetchProblem::Blocked(host) => LookupError::Blocked(host),
        FetchProblem::Gone(what) | FetchProblem::NotFound(what) => LookupError::Gone(what),
        FetchProblem::Unreachable { host, why } => LookupError::Unreachable { host, why },
        FetchProblem::Store(why) => LookupError::Store(why),
        FetchProblem::NotUnderstood { url, why } => LookupError::NotUnderstood {
            host: url,
            wanted,
            why,
        },
        FetchProblem::Refused { url, status } => LookupError::NotUnderstood {
            host: url,
            wanted,
            why: format!("it answered {status}"),
        },
        FetchProblem::AskedToWait { ref host, .. } => LookupError::Unreachable {
            host: host.clone(),
            why: problem.to_string(),
        },
        FetchProblem::Budget(_)
        | FetchProblem::TooMany(_)
        | FetchProblem::Unwelcome(_)
        | FetchProblem::EnoughForToday(_) => LookupError::NotUnderstood {
            host: "it".into(),
            wanted,
            why: problem.to_string(),
        },
    }
}

impl From<store::Error> for LookupError {
    fn from(error: store::Error) -> Self {
        Self::Store(error.to_string())
    }
}

impl store::Failure for LookupError {
    fn store_error(&self) -> Option<&store::Error> {
        None
    }
}

/// Reads menus that were marked as old but not read, because we stopped or their server did not answer.
pub async fn stale_menus(lookup: Lookup, shutdown: CancellationToken) {
    let mut after = String::new();
    loop {
        match sweep(&lookup, &after, PER_SWEEP, &shutdown).await {
            Ok(last) => after = last,
            Err(error) => tracing::error!(%error, "old menus could not be looked for"),
        }
        tokio::select! {
            () = tokio::time::sleep(SWEEP) => {}
            () = shutdown.cancelled() => return,
        }
    }
}

/// Reads old menus of at most `most` restaurants, whose addresses come after `after`. Says where to go on the next time: menus that cannot be read
/// must not keep the others back.
pub(in crate::peer) async fn sweep(
    lookup: &Lookup,
    after: &str,
    most: i64,
    shutdown: &CancellationToken,
) -> store::Result<String> {
    let from = after.to_owned();
    let old = lookup
        .peer
        .db
        .read(move |c| remote_restaurant::list_without_menu(c, &from, most))
        .await?;
    let is_last = i64::try_from(old.len()).is_ok_and(|count| count < most);
    let mut last = String::new();
    for row in old {
        if shutdown.is_cancelled() {
            break;
        }
        let errand = lookup.peer.fetch.crawl();
        if let Err(error) = menu::read_menu(&lookup.peer, &row, &errand).await {
            tracing::debug!(actor.id = row.actor_id, %error, "a menu could not be read");
        }
        last = row.actor_id;
    }
    Ok(if is_last { String::new() } else { last })
}
