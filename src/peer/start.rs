//! Putting the parts together, and the tasks that run beside the server.

use std::sync::Arc;
use std::time::Duration;

use musette_federation::signature::KeyRefused;
use tokio_util::sync::CancellationToken;

use super::address::AddressRules;
use super::allowance::Allowance;
use super::client::{self, ClientProblem};
use super::closed::Closed;
use super::crowded::Crowded;
use super::day_room::DayRoom;
use super::deliver::{Deliver, Postman};
use super::fetch::signed::SignedFetch;
use super::fetch::{Fetcher, Ground, Resolve};
use super::hosts::Hosts;
use super::keys::remote::{KeyFinder, RemoteKeys, WITHIN};
use super::keys::{KeyPool, LocalKeys, NewActor, ensure_actor};
use super::lookup::Lookup;
use super::noise::Noise;
use super::outbox::{Outbox, TradeHooks};
use super::verify::{Verifier, VerifyRequest};
use crate::app::{App, Clock, Ids, Wake};
use crate::config::Config;
use crate::store::local_actor::ActorKind;
use crate::store::{self, Db, policies};
use crate::url::Urls;

/// Why federation cannot start.
#[derive(Debug, thiserror::Error)]
pub enum PeerProblem {
    /// The HTTP client.
    #[error(transparent)]
    Client(#[from] ClientProblem),
    /// The database.
    #[error("{0}")]
    Store(#[from] store::Error),
    /// The library.
    #[error("the federation library cannot start: {0}")]
    Library(String),
    /// The switch for tests and the demo on a server that others can reach.
    #[error(
        "federation.loopback_peers is for tests and the demo: it needs instance.bind on a loopback address, not {0}"
    )]
    LoopbackPeers(std::net::SocketAddr),
    /// No keys could be made.
    #[error("no keys could be made: {0}")]
    Keys(#[from] KeyRefused),
}

impl store::Failure for PeerProblem {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

/// The federated part of the instance. Cloning is cheap.
#[derive(Clone)]
pub struct Peer(Arc<Parts>);

/// The parts of a [`Peer`].
pub struct Parts {
    /// The database.
    pub db: Db,
    /// Every URL of this instance.
    pub urls: Urls,
    /// Both clocks.
    pub clock: Arc<dyn Clock>,
    /// Ids and random codes.
    pub ids: Arc<dyn Ids>,
    /// Wakes the outbox.
    pub wake: Wake,
    /// Which addresses are spoken to.
    pub rules: AddressRules,
    /// The guarded client.
    pub client: reqwest::Client,
    /// What is remembered of other hosts.
    pub hosts: Hosts,
    /// Counts what is refused.
    pub noise: Noise,
    /// How much each host may send to the open inboxes.
    pub allowance: Allowance,
    /// Which hosts may bring no more followers.
    pub crowded: Crowded,
    /// How many specials others may still publish today.
    pub day_room: DayRoom,
    /// How much each host may send to the desk.
    pub trade_allowance: Allowance,
    /// Keys of our actors.
    pub keys: LocalKeys,
    /// New keys in stock.
    pub pool: KeyPool,
    /// Keys of others.
    pub key_finder: Arc<KeyFinder>,
    /// Reads documents elsewhere.
    pub fetch: Arc<dyn Resolve>,
    /// Says who sent a request.
    pub verify: Arc<dyn VerifyRequest>,
    /// Posts to inboxes.
    pub deliver: Arc<dyn Deliver>,
    /// `federation.authorized_fetch`: documents are for those who sign.
    pub authorized_fetch: bool,
    /// Whether the co-op has closed for good.
    pub closed: Closed,
}

impl std::ops::Deref for Peer {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Peer {
    /// Makes the actors of the instance, the co-op and the desk if they are not there yet, and everything that sends, fetches and verifies.
    ///
    /// Needs a migrated database; runs before [`App`] is put together, whose `tell` and `lookup` come from here.
    pub async fn prepare(
        db: Db,
        config: &Config,
        urls: Urls,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        wake: Wake,
    ) -> Result<Self, PeerProblem> {
        Self::prepare_patiently(db, config, urls, clock, ids, wake, WITHIN).await
    }

    /// The same, but a key of others may take so long to come.
    pub async fn prepare_patiently(
        db: Db,
        config: &Config,
        urls: Urls,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        wake: Wake,
        patience: Duration,
    ) -> Result<Self, PeerProblem> {
        let settings = &config.federation;
        let closed = Closed::load(&db).await?;
        if settings.loopback_peers && !config.instance.bind.ip().is_loopback() {
            return Err(PeerProblem::LoopbackPeers(config.instance.bind));
        }
        let pool = KeyPool::default();
        ensure_own_actors(&db, &urls, &clock, &pool).await?;
        let only_known = settings.allow_list;
        db.write(move |c| policies::set_allow_list(c, only_known))
            .await?;
        let rules = AddressRules::new(settings);
        let client = client::build(settings, &urls)?;
        let hosts = Hosts::load(db.clone()).await?;
        let noise = Noise::new(db.clone(), Arc::clone(&clock));
        let keys = LocalKeys::new(db.clone());
        let remote_keys = RemoteKeys::default();
        let signed = SignedFetch {
            keys: keys.of(&urls.instance()).await?,
            clock: Arc::clone(&clock),
            rules,
            hosts: hosts.clone(),
        };
        let ground = Ground {
            db: db.clone(),
            clock: Arc::clone(&clock),
            remote_keys: remote_keys.clone(),
            hosts: hosts.clone(),
            noise: noise.clone(),
        };
        let fetcher = Fetcher::new(client.clone(), signed, ground, &urls)
            .await
            .map_err(PeerProblem::Library)?;
        let fetch: Arc<dyn Resolve> = Arc::new(fetcher);
        let key_finder = Arc::new(KeyFinder::new(
            db.clone(),
            Arc::clone(&clock),
            Arc::clone(&fetch),
            remote_keys,
            patience,
        ));
        let verify = Verifier::new(urls.clone(), Arc::clone(&clock), Arc::clone(&key_finder));
        let deliver = Postman::new(client.clone(), rules, Arc::clone(&clock));
        Ok(Self(Arc::new(Parts {
            db,
            urls,
            clock,
            ids,
            wake,
            rules,
            client,
            hosts,
            noise,
            allowance: Allowance::of_open_tier(),
            crowded: Crowded::default(),
            day_room: DayRoom::default(),
            trade_allowance: Allowance::of_trade(),
            keys,
            pool,
            key_finder,
            fetch,
            verify: Arc::new(verify),
            deliver: Arc::new(deliver),
            authorized_fetch: settings.authorized_fetch,
            closed,
        })))
    }

    /// Finds actors elsewhere.
    pub fn lookup(&self) -> Lookup {
        Lookup::new(self.clone())
    }

    /// Sends the outbox and keeps keys in stock, until `shutdown`. What is on its way then is finished first.
    pub async fn run(&self, app: App, hooks: Arc<dyn TradeHooks>, shutdown: CancellationToken) {
        let outbox = Outbox::new(
            app.clone(),
            Arc::clone(&self.deliver),
            self.keys.clone(),
            self.hosts.clone(),
            hooks,
        );
        let refill = self.pool.clone().refill(shutdown.clone());
        let menus = super::lookup::stale_menus(self.lookup(), shutdown.clone());
        let forget = super::forget::run(self.clone(), shutdown.clone());
        let noise = self.noise.clone().run(shutdown.clone());
        tokio::join!(outbox.run(shutdown), refill, menus, forget, noise);
    }
}

/// Makes the three actors that every instance has.
async fn ensure_own_actors(
    db: &Db,
    urls: &Urls,
    clock: &Arc<dyn Clock>,
    pool: &KeyPool,
) -> Result<(), PeerProblem> {
    let host = urls.authority().split(':').next().unwrap_or_default();
    let actor = |id: String, name: &str, kind| NewActor {
        id,
        name: name.to_owned(),
        kind,
        restaurant: None,
    };
    let wanted = [
        actor(urls.instance(), host, ActorKind::Instance),
        actor(urls.coop(), "coop", ActorKind::Coop),
        actor(urls.desk(), "desk", ActorKind::Desk),
    ];
    let (pool, now) = (pool.clone(), clock.wire());
    db.write(move |c| -> store::Result<()> {
        for new in &wanted {
            ensure_actor(c, new, &pool, now)?;
        }
        Ok(())
    })
    .await?;
    Ok(())
}
