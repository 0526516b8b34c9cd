//! An instance that trades: the real parts, a trade clock that can be moved, letters that go nowhere.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use axum::Extension;
use chrono::TimeDelta;
use musette_domain::Instant;
use musette_domain::id::OrderId;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::app::ids::SystemIds;
use crate::app::mail::{Letter, NotSent};
use crate::app::{App, Clock, Events, Ids, Mail, Parts, Wake, clock::WallClock};
use crate::config::Config;
use crate::config::database::Database;
use crate::config::federation::Federation;
use crate::config::instance::Instance as InstanceSettings;
use crate::config::mail::MailSettings;
use crate::config::trade::Trade;
use crate::flow::Changed;
use crate::job::run_due;
use crate::peer::trade::{self, DeskClient, DeskTell, Hooks};
use crate::peer::{self, Peer, Teller};
use crate::store::testing::{Fresh, Kind};
use crate::store::{Conn, Db, Failure, Result};
use crate::url::Urls;

/// Wire time is real; trade time is so many milliseconds ahead.
#[derive(Default)]
pub struct TwoClocks(AtomicI64);

impl Clock for TwoClocks {
    fn now(&self) -> Instant {
        self.wire()
            .plus(TimeDelta::milliseconds(self.0.load(Ordering::SeqCst)))
    }
    fn wire(&self) -> Instant {
        WallClock.wire()
    }
    fn real(&self, span: TimeDelta) -> Duration {
        span.to_std().unwrap_or_default()
    }
}

struct NoMail;

#[async_trait]
impl Mail for NoMail {
    async fn send(&self, _letter: &Letter) -> Result<(), NotSent> {
        Ok(())
    }
}

pub struct Instance {
    pub app: App,
    pub peer: Peer,
    pub router: axum::Router,
    clock: Arc<TwoClocks>,
    shutdown: CancellationToken,
    _fresh: Fresh,
}

impl Instance {
    /// Serves and sends; none without that database.
    pub async fn start(kind: Kind, name: &str) -> Option<Self> {
        let fresh = Fresh::of(kind)?;
        let db = fresh.open().unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let bind = listener.local_addr().unwrap();
        let url = Url::parse(&format!("http://{name}.localhost:{}/", bind.port())).unwrap();
        let config = settings(url.clone(), bind, &fresh);
        let clock = Arc::new(TwoClocks::default());
        let (app, peer) = put_together(db, config, Urls::new(&url), &clock).await;
        let router = peer::routes(&peer)
            .merge(trade::routes().layer(Extension(peer.clone())))
            .with_state(app.clone());
        let shutdown = CancellationToken::new();
        let (served, stop) = (router.clone(), shutdown.clone());
        tokio::spawn(async move {
            axum::serve(listener, served)
                .with_graceful_shutdown(stop.cancelled_owned())
                .await
                .unwrap();
        });
        let (sender, its_app, stop) = (peer.clone(), app.clone(), shutdown.clone());
        tokio::spawn(async move { sender.run(its_app, Arc::new(Hooks), stop).await });
        Some(Self {
            app,
            peer,
            router,
            clock,
            shutdown,
            _fresh: fresh,
        })
    }

    pub fn desk(&self) -> String {
        self.app.urls.desk()
    }

    /// An act of a person: a flow in a transaction, and what a handler does after it. The order it was about.
    pub async fn act<E, F>(&self, f: F) -> Option<OrderId>
    where
        E: Failure + std::fmt::Debug,
        F: Fn(&mut Conn, &App) -> Result<Changed, E> + Send + 'static,
    {
        let app = self.app.clone();
        let changed = self.app.db.write(move |c| f(c, &app)).await.unwrap();
        self.app.committed(changed.topics);
        changed.order
    }

    pub async fn read<T, F>(&self, f: F) -> T
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        self.app.db.read(f).await.unwrap()
    }

    pub async fn write<T, F>(&self, f: F) -> T
    where
        T: Send + 'static,
        F: Fn(&mut Conn) -> Result<T> + Send + 'static,
    {
        self.app.db.write(f).await.unwrap()
    }

    /// Reads until `found` finds something; running the jobs that are due meanwhile, as the runner would.
    pub async fn until<T, F>(&self, what: &str, found: F) -> T
    where
        T: Send + 'static,
        F: Fn(&mut Conn) -> Result<Option<T>> + Clone + Send + 'static,
    {
        let look = async {
            let mut tick = tokio::time::interval(Duration::from_millis(10));
            loop {
                tick.tick().await;
                if let Some(value) = self.app.db.read(found.clone()).await.unwrap() {
                    return value;
                }
            }
        };
        let Ok(value) = tokio::time::timeout(Duration::from_secs(20), look).await else {
            panic!("{}: waited in vain: {what}", self.app.urls.authority());
        };
        value
    }

    pub async fn until_true<F>(&self, what: &str, holds: F)
    where
        F: Fn(&mut Conn) -> Result<bool> + Clone + Send + 'static,
    {
        self.until(what, move |c| Ok(holds(c)?.then_some(()))).await;
    }

    /// Runs the jobs that are due.
    pub async fn jobs(&self) {
        run_due(&self.app).await.unwrap();
        self.app.wake.outbox();
    }

    /// Lets trade time pass. Wire time stays.
    pub fn forward(&self, by: TimeDelta) {
        self.clock
            .0
            .fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

async fn put_together(db: Db, config: Config, urls: Urls, clock: &Arc<TwoClocks>) -> (App, Peer) {
    let ids: Arc<dyn Ids> = Arc::new(SystemIds);
    let wake = Wake::default();
    let clock: Arc<dyn Clock> = Arc::<TwoClocks>::clone(clock);
    let peer = Peer::prepare(
        db.clone(),
        &config,
        urls.clone(),
        Arc::clone(&clock),
        Arc::clone(&ids),
        wake.clone(),
    )
    .await
    .unwrap();
    let client = Arc::new(DeskClient::new(&peer));
    let app = App::new(Parts {
        db,
        config,
        clock,
        ids,
        urls,
        events: Events::default(),
        tell: Arc::new(Teller::new(peer.clone(), Box::new(DeskTell))),
        wake,
        full_notes: crate::app::FullNotes::default(),
        quotes: Arc::<DeskClient>::clone(&client),
        handoffs: client,
        lookup: Arc::new(peer.lookup()),
        mail: Arc::new(NoMail),
        map: None,
    });
    (app, peer)
}

fn settings(url: Url, bind: SocketAddr, fresh: &Fresh) -> Config {
    Config {
        instance: InstanceSettings::at(url, bind, std::env::temp_dir()),
        database: Database {
            place: fresh.place().clone(),
            readers: NonZeroU32::MIN,
        },
        federation: Federation {
            loopback_peers: true,
            extra_ca: None,
            authorized_fetch: false,
            allow_list: false,
        },
        trade: Trade::default(),
        mail: MailSettings::Folder(std::env::temp_dir()),
        log: crate::config::log::Log::default(),
    }
}
