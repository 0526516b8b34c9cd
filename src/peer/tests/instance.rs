//! A whole instance on a loopback port.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use musette_domain::Instant;
use musette_domain::id::{DeliveryId, OrderId};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::app::handoffs::{CarrierSays, Door, DoorClosed, OrderSays};
use crate::app::ids::SystemIds;
use crate::app::mail::{Letter, NotSent};
use crate::app::quotes::{NoQuote, Quote, QuoteQuestion};
use crate::app::{App, Clock, Events, Handoffs, Ids, Mail, Parts, Quotes, Wake, clock::WallClock};
use crate::config::Config;
use crate::config::database::Database;
use crate::config::federation::Federation;
use crate::config::instance::Instance as InstanceSettings;
use crate::config::mail::MailSettings;
use crate::config::trade::Trade;
use crate::peer::keys::remote::WITHIN;
use crate::peer::outbox::TradeHooks;
use crate::peer::{Peer, Teller, TradeTell, routes};
use crate::store::testing::{Fresh, Kind};
use crate::store::{Conn, Db, Result};
use crate::url::Urls;

/// A clock that can be moved.
#[derive(Default)]
pub struct Moved(AtomicI64);

impl Moved {
    pub fn forward(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }
}

impl Clock for Moved {
    fn now(&self) -> Instant {
        self.wire()
    }
    fn wire(&self) -> Instant {
        let by = self.0.load(Ordering::SeqCst);
        WallClock.wire().plus(TimeDelta::milliseconds(by))
    }
    fn real(&self, span: TimeDelta) -> Duration {
        span.to_std().unwrap_or_default()
    }
}

/// What the trade tier heard.
#[derive(Default)]
pub struct Heard {
    pub acknowledged: Mutex<Vec<i64>>,
    pub refused: Mutex<Vec<(String, u16)>>,
    pub parked: Mutex<Vec<String>>,
}

#[async_trait]
impl TradeHooks for Heard {
    async fn acknowledged(&self, _app: &App, _partner: &str, seq: i64) {
        self.acknowledged.lock().unwrap().push(seq);
    }
    async fn refused(&self, _app: &App, _partner: &str, activity: &str, status: u16) {
        self.refused
            .lock()
            .unwrap()
            .push((activity.to_owned(), status));
    }
    async fn parked(&self, _app: &App, _partner: &str, activity: &str) {
        self.parked.lock().unwrap().push(activity.to_owned());
    }
    async fn silent(&self, _app: &App, _partner: &str) {}
}

pub struct Instance {
    pub app: App,
    pub peer: Peer,
    pub db: Db,
    pub urls: Urls,
    pub clock: Arc<Moved>,
    pub heard: Arc<Heard>,
    pub router: axum::Router,
    pub shutdown: CancellationToken,
    sender: Mutex<Option<(CancellationToken, tokio::task::JoinHandle<()>)>>,
    _fresh: Fresh,
}

impl Instance {
    /// An instance on SQLite, serving and sending.
    pub async fn start(name: &str) -> Self {
        let instance = Self::on(Kind::Sqlite, name).await.unwrap();
        instance.send();
        instance
    }

    /// An instance that serves but does not send yet; none without that database.
    pub async fn on(kind: Kind, name: &str) -> Option<Self> {
        Self::with(kind, name, |_| {}).await
    }

    /// The same with other settings.
    pub async fn with(kind: Kind, name: &str, change: fn(&mut Config)) -> Option<Self> {
        Self::put_together(kind, name, change, WITHIN).await
    }

    /// The same that does not wait longer than this for keys of others.
    pub async fn impatient(kind: Kind, name: &str, patience: Duration) -> Option<Self> {
        Self::put_together(kind, name, |_| {}, patience).await
    }

    async fn put_together(
        kind: Kind,
        name: &str,
        change: fn(&mut Config),
        patience: Duration,
    ) -> Option<Self> {
        let fresh = Fresh::of(kind)?;
        let db = fresh.open().unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let bind = listener.local_addr().unwrap();
        let url = Url::parse(&format!("http://{name}.localhost:{}/", bind.port())).unwrap();
        let mut config = settings(url.clone(), bind, &fresh);
        change(&mut config);
        let urls = Urls::new(&url);
        let clock = Arc::new(Moved::default());
        let ids: Arc<dyn Ids> = Arc::new(SystemIds);
        let wake = Wake::default();
        let peer = Peer::prepare_patiently(
            db.clone(),
            &config,
            urls.clone(),
            Arc::<Moved>::clone(&clock),
            Arc::clone(&ids),
            wake.clone(),
            patience,
        )
        .await
        .unwrap();
        let app = App::new(Parts {
            db: db.clone(),
            config,
            clock: Arc::<Moved>::clone(&clock),
            ids,
            urls: urls.clone(),
            events: Events::default(),
            tell: Arc::new(Teller::new(peer.clone(), Box::new(NoTrade))),
            wake,
            full_notes: crate::app::FullNotes::default(),
            quotes: Arc::new(NoTrade),
            handoffs: Arc::new(NoTrade),
            lookup: Arc::new(peer.lookup()),
            mail: Arc::new(NoTrade),
            map: None,
        });
        let router = routes(&peer).with_state(app.clone());
        let shutdown = CancellationToken::new();
        let (served, stop) = (router.clone(), shutdown.clone());
        tokio::spawn(async move {
            axum::serve(listener, served)
                .with_graceful_shutdown(stop.cancelled_owned())
                .await
                .unwrap();
        });
        Some(Self {
            app,
            peer,
            db,
            urls,
            clock,
            heard: Arc::default(),
            router,
            shutdown,
            sender: Mutex::default(),
            _fresh: fresh,
        })
    }

    /// Starts the outbox.
    pub fn send(&self) {
        let stop = self.shutdown.child_token();
        let (peer, app, heard, token) = (
            self.peer.clone(),
            self.app.clone(),
            Arc::<Heard>::clone(&self.heard),
            stop.clone(),
        );
        let task = tokio::spawn(async move { peer.run(app, heard, token).await });
        *self.sender.lock().unwrap() = Some((stop, task));
    }

    /// Kills the outbox where it stands, as a crash would.
    pub fn crash(&self) {
        if let Some((_, task)) = self.sender.lock().unwrap().take() {
            task.abort();
        }
    }

    /// Writes, and wakes the outbox as a handler would.
    pub async fn write<T, F>(&self, f: F) -> T
    where
        T: Send + 'static,
        F: Fn(&mut Conn, &App) -> Result<T> + Send + 'static,
    {
        let app = self.app.clone();
        let written = self.db.write(move |c| f(c, &app)).await.unwrap();
        self.app.committed([]);
        written
    }

    /// Moves both clocks and lets the outbox look again.
    pub fn forward(&self, by: TimeDelta) {
        self.clock.forward(by);
        self.app.wake.outbox();
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

fn settings(url: Url, bind: SocketAddr, fresh: &Fresh) -> Config {
    Config {
        instance: InstanceSettings::at(url, bind, std::env::temp_dir()),
        database: Database {
            place: fresh.place().clone(),
            readers: std::num::NonZeroU32::MIN,
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

/// No trade, no letters.
struct NoTrade;

#[async_trait]
impl Quotes for NoTrade {
    async fn quote(&self, _question: &QuoteQuestion) -> std::result::Result<Quote, NoQuote> {
        Err(NoQuote::NoAgreement)
    }
}

#[async_trait]
impl Handoffs for NoTrade {
    async fn door(&self, _: &str, _: &str, _: i64) -> std::result::Result<Door, DoorClosed> {
        Err(DoorClosed::NotYetOpen)
    }
    async fn delivery_state(
        &self,
        _: &str,
        _: &str,
    ) -> std::result::Result<Option<CarrierSays>, String> {
        Ok(None)
    }
    async fn order(&self, _: &str, _: &str) -> std::result::Result<Option<OrderSays>, String> {
        Ok(None)
    }
}

#[async_trait]
impl Mail for NoTrade {
    async fn send(&self, _letter: &Letter) -> std::result::Result<(), NotSent> {
        Ok(())
    }
}

impl TradeTell for NoTrade {
    fn agreement_offered(&self, _: &Teller, _: &mut Conn, _: &str) -> Result<()> {
        Ok(())
    }
    fn agreement_answered(&self, _: &Teller, _: &mut Conn, _: &str) -> Result<()> {
        Ok(())
    }
    fn agreement_ended(&self, _: &Teller, _: &mut Conn, _: &str) -> Result<()> {
        Ok(())
    }
    fn order_offered(&self, _: &Teller, _: &mut Conn, _: &OrderId) -> Result<()> {
        Ok(())
    }
    fn order_withdrawn(&self, _: &Teller, _: &mut Conn, _: &OrderId) -> Result<()> {
        Ok(())
    }
    fn order_answered(&self, _: &Teller, _: &mut Conn, _: &OrderId) -> Result<()> {
        Ok(())
    }
    fn order_changed(&self, _: &Teller, _: &mut Conn, _: &OrderId) -> Result<()> {
        Ok(())
    }
    fn delivery_offered(
        &self,
        _: &Teller,
        _: &mut Conn,
        _: &DeliveryId,
        _: &[String],
    ) -> Result<()> {
        Ok(())
    }
    fn delivery_awarded(&self, _: &Teller, _: &mut Conn, _: &str) -> Result<()> {
        Ok(())
    }
    fn bid_rejected(
        &self,
        _: &Teller,
        _: &mut Conn,
        _: &str,
        _: &str,
        _: &str,
        _: &str,
    ) -> Result<()> {
        Ok(())
    }
    fn award_revoked(&self, _: &Teller, _: &mut Conn, _: &str, _: &str) -> Result<()> {
        Ok(())
    }
    fn receipt_answered(&self, _: &Teller, _: &mut Conn, _: &str) -> Result<()> {
        Ok(())
    }
    fn bid_made(&self, _: &Teller, _: &mut Conn, _: &str, _: Instant, _: Instant) -> Result<()> {
        Ok(())
    }
    fn delivery_reported(&self, _: &Teller, _: &mut Conn, _: &str) -> Result<()> {
        Ok(())
    }
    fn receipt_issued(&self, _: &Teller, _: &mut Conn, _: &str, _: Option<&str>) -> Result<()> {
        Ok(())
    }
    fn capacity_published(&self, _: &Teller, _: &mut Conn, _: Option<&str>) -> Result<()> {
        Ok(())
    }
}
