//! An [`App`] for tests: clocks that are set, ids that count, messages that are recorded, peers that are other apps of the same test.
//!
//! Only built for tests and with the cargo feature `testing`; never in a released binary.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use musette_domain::id::{DeliveryId, EventId, MenuItemId, OrderId, RestaurantId, SpecialId};
use musette_domain::{Instant, TextValue};

use super::clock::Clock;
use super::handoffs::{CarrierSays, Door, DoorClosed, Handoffs, OrderSays};
use super::ids::Ids;
use super::lookup::{FoundAccount, LookupError, RemoteLookup};
use super::mail::{Letter, Mail, NotSent};
use super::quotes::{NoQuote, Quote, QuoteQuestion, Quotes};
use super::tell::{DeskId, Tell};
use super::{App, Events, Parts, Wake};
use crate::config::{self, Config};
use crate::flow::address::{self, Reader};
use crate::flow::carry::report;
use crate::flow::pin_check;
use crate::store::{Conn, Db, Result};
use crate::url::Urls;

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A clock that stands until it is moved. Both times are the same.
pub struct TestClock(AtomicI64);

impl TestClock {
    /// A clock at this time.
    pub fn at(now: Instant) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(now.millis())))
    }
    /// Moves the clock.
    pub fn pass(&self, span: TimeDelta) {
        self.0.fetch_add(span.num_milliseconds(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        Instant::from_millis(self.0.load(Ordering::SeqCst))
    }
    fn wire(&self) -> Instant {
        self.now()
    }
    fn real(&self, span: TimeDelta) -> Duration {
        span.to_std().unwrap_or_default()
    }
}

/// Ids and secrets that count, different in each app.
pub struct TestIds {
    seed: u64,
    next: AtomicU64,
}

impl TestIds {
    /// Ids of the app with this number.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            next: AtomicU64::new(1),
        }
    }
    fn count(&self) -> u64 {
        self.next.fetch_add(1, Ordering::SeqCst)
    }
}

impl Ids for TestIds {
    fn uuid(&self) -> String {
        format!("01930000-0000-7000-{:04x}-{:012x}", self.seed, self.count())
    }
    fn random(&self) -> [u8; 32] {
        let digest = pin_check::fingerprint(format!("{}/{}", self.seed, self.count()).as_bytes());
        let mut bytes = [0; 32];
        for (byte, sign) in bytes.iter_mut().zip(digest.bytes()) {
            *byte = sign.wrapping_mul(31).wrapping_add(7);
        }
        bytes
    }
}

/// A message that a flow wanted to be sent, as it named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The function of [`Tell`].
    pub what: &'static str,
    /// The row it is about.
    pub id: String,
    /// The other arguments.
    pub more: Vec<String>,
}

/// Writes down what was told.
#[derive(Default)]
pub struct RecordingTell(Mutex<Vec<Told>>);

impl RecordingTell {
    /// What was told since the last time, the oldest first.
    pub fn take(&self) -> Vec<Told> {
        std::mem::take(&mut *lock(&self.0))
    }
    #[expect(
        clippy::unnecessary_wraps,
        reason = "every function of Tell returns what a transaction wants"
    )]
    fn push(&self, what: &'static str, id: &str, more: &[&str]) -> Result<()> {
        lock(&self.0).push(Told {
            what,
            id: id.to_owned(),
            more: more.iter().map(ToString::to_string).collect(),
        });
        Ok(())
    }
}

/// Implements the functions of [`Tell`] that name one row.
macro_rules! told {
    ($($name:ident($ty:ty)),+ $(,)?) => {
        $(fn $name(&self, _: &mut Conn, id: &$ty) -> Result<()> {
            self.push(stringify!($name), id.as_ref_text(), &[])
        })+
    };
}

/// Ids and texts alike.
trait AsRefText {
    fn as_ref_text(&self) -> &str;
}
impl AsRefText for str {
    fn as_ref_text(&self) -> &str {
        self
    }
}
impl<T: TextValue> AsRefText for T {
    fn as_ref_text(&self) -> &str {
        self.as_str()
    }
}

impl Tell for RecordingTell {
    told!(
        restaurant_opened(RestaurantId),
        restaurant_changed(RestaurantId),
        restaurant_moved(RestaurantId),
        restaurant_removed(RestaurantId),
        menu_changed(RestaurantId),
        menu_item_changed(MenuItemId),
        menu_item_removed(MenuItemId),
        special_published(SpecialId),
        special_edited(SpecialId),
        special_removed(SpecialId),
        event_published(EventId),
        event_changed(EventId),
        reply_published(str),
        reply_edited(str),
        reply_removed(str),
        stamp_revoked(str),
        follow(str),
        unfollow(str),
        report_forwarded(str),
        agreement_offered(str),
        agreement_answered(str),
        agreement_ended(str),
        order_offered(OrderId),
        order_withdrawn(OrderId),
        order_answered(OrderId),
        order_changed(OrderId),
        delivery_awarded(str),
        receipt_answered(str),
        delivery_reported(str),
    );
    fn follower_removed(&self, _: &mut Conn, name: &str, follower: &str) -> Result<()> {
        self.push("follower_removed", name, &[follower])
    }
    fn coop_closing(&self, _: &mut Conn) -> Result<()> {
        self.push("coop_closing", "", &[])
    }
    fn coop_closed(&self, _: &mut Conn) -> Result<()> {
        self.push("coop_closed", "", &[])
    }
    fn coop_changed(&self, _: &mut Conn) -> Result<()> {
        self.push("coop_changed", "", &[])
    }
    fn delivery_offered(&self, _: &mut Conn, id: &DeliveryId, desks: &[String]) -> Result<()> {
        let desks: Vec<&str> = desks.iter().map(String::as_str).collect();
        self.push("delivery_offered", id.as_str(), &desks)
    }
    fn bid_rejected(
        &self,
        _: &mut Conn,
        desk: &DeskId,
        bid: &str,
        context: &str,
        reason: &str,
    ) -> Result<()> {
        self.push("bid_rejected", bid, &[desk, context, reason])
    }
    fn award_revoked(&self, _: &mut Conn, agreement: &str, reason: &str) -> Result<()> {
        self.push("award_revoked", agreement, &[reason])
    }
    fn bid_made(
        &self,
        _: &mut Conn,
        proposal: &str,
        eta: Instant,
        valid_through: Instant,
    ) -> Result<()> {
        let (eta, until) = (eta.millis().to_string(), valid_through.millis().to_string());
        self.push("bid_made", proposal, &[&eta, &until])
    }
    fn receipt_issued(&self, _: &mut Conn, proposal: &str, pin: Option<&str>) -> Result<()> {
        self.push("receipt_issued", proposal, &[pin.unwrap_or_default()])
    }
    fn capacity_published(&self, _: &mut Conn, to: Option<&DeskId>) -> Result<()> {
        self.push("capacity_published", to.unwrap_or_default(), &[])
    }
}

/// The apps of a test that can reach each other, by desk.
#[derive(Clone, Default)]
pub struct Network {
    apps: Arc<Mutex<HashMap<String, App>>>,
    down: Arc<AtomicBool>,
}

impl Network {
    /// Lets others reach an app.
    pub fn join(&self, app: &App) {
        lock(&self.apps).insert(app.urls.desk(), app.clone());
    }
    /// Nobody reaches anybody until it is up again.
    pub fn down(&self, down: bool) {
        self.down.store(down, Ordering::SeqCst);
    }
    /// The key of a desk in tests: what a partner's row holds.
    pub fn key(desk: &str) -> Vec<u8> {
        format!("key of {desk}").into_bytes()
    }
    fn find(&self, fits: impl Fn(&App) -> bool) -> Option<App> {
        if self.down.load(Ordering::SeqCst) {
            return None;
        }
        lock(&self.apps).values().find(|app| fits(app)).cloned()
    }
}

/// Reads the other apps' doors and deliveries, as a signed GET would.
pub struct NetworkHandoffs {
    desk: String,
    network: Network,
}

#[async_trait]
impl Handoffs for NetworkHandoffs {
    async fn door(&self, url: &str, agreement: &str, epoch: i64) -> Result<Door, DoorClosed> {
        let unreachable = || DoorClosed::Unreachable("the network is down".to_owned());
        let app = self
            .network
            .find(|app| app.urls.is_ours(url))
            .ok_or_else(unreachable)?;
        let secret = url.rsplit('/').next().unwrap_or_default().to_owned();
        let reader = Reader {
            desk: self.desk.clone(),
            key: Some(pin_check::fingerprint(&Network::key(&self.desk))),
            agreement: agreement.to_owned(),
            epoch,
        };
        let inner = app.clone();
        let answer = app
            .db
            .write(move |c| address::read(c, &inner, &secret, &reader))
            .await
            .map_err(|error| DoorClosed::Unreachable(error.to_string()))?;
        answer.map_err(|refusal| match refusal {
            address::NotReadable::NotYetOpen => DoorClosed::NotYetOpen,
            address::NotReadable::Gone => DoorClosed::Over,
            other => DoorClosed::Refused(other.to_string()),
        })
    }
    async fn delivery_state(
        &self,
        desk: &str,
        agreement: &str,
    ) -> Result<Option<CarrierSays>, String> {
        let app = self
            .network
            .find(|app| app.urls.desk() == desk)
            .ok_or("the network is down")?;
        let agreement = agreement.to_owned();
        let report = app
            .db
            .read(move |c| report::of_agreement(c, &agreement))
            .await
            .map_err(|error| error.to_string())?;
        Ok(report.map(|report| CarrierSays {
            state: report.progress.text().to_owned(),
            revision: report.revision,
        }))
    }
    async fn order(&self, _: &str, _: &str) -> Result<Option<OrderSays>, String> {
        Err("the network carries no orders".to_owned())
    }
}

/// Answers every question for a price with what was put in.
#[derive(Default)]
pub struct FakeQuotes(pub Mutex<Option<Quote>>);

#[async_trait]
impl Quotes for FakeQuotes {
    async fn quote(&self, _: &QuoteQuestion) -> Result<Quote, NoQuote> {
        lock(&self.0).clone().ok_or(NoQuote::NoAgreement)
    }
}

/// Finds nobody.
pub struct FakeLookup;

#[async_trait]
impl RemoteLookup for FakeLookup {
    async fn coop(&self, host: &str) -> Result<String, LookupError> {
        Err(LookupError::NotAnAddress(host.to_owned()))
    }
    async fn restaurant(&self, address: &str) -> Result<String, LookupError> {
        Err(LookupError::NotAnAddress(address.to_owned()))
    }
    async fn coop_again(
        &self,
        coop: &str,
        _after: Option<&str>,
    ) -> Result<Option<String>, LookupError> {
        Err(LookupError::Gone(coop.to_owned()))
    }
    async fn page_to_follow(
        &self,
        _account: &str,
        _object: &str,
    ) -> Result<Option<String>, LookupError> {
        Ok(None)
    }
    async fn account(&self, address: &str) -> Result<FoundAccount, LookupError> {
        Err(LookupError::NotAnAddress(address.to_owned()))
    }
    async fn archive(&self, _: &App, _: &RestaurantId) -> Result<Vec<u8>, LookupError> {
        Ok(b"archive".to_vec())
    }
    async fn answers(&self, _desk: &str) -> bool {
        false
    }
    async fn refresh_menu(&self, restaurant: &str) -> Result<(), LookupError> {
        Err(LookupError::Gone(restaurant.to_owned()))
    }
    fn host_key(&self, written: &str) -> Option<String> {
        let bare = written.split_once("://").map_or(written, |(_, rest)| rest);
        let host = bare.split('/').next().unwrap_or_default().to_lowercase();
        Some(host).filter(|host| !host.is_empty())
    }
    fn policy_changed(&self) {}
}

/// Keeps letters; refuses them while it is `down`.
#[derive(Default)]
pub struct FakeMail {
    letters: Mutex<Vec<Letter>>,
    down: AtomicBool,
}

impl FakeMail {
    /// The letters so far.
    pub fn letters(&self) -> Vec<Letter> {
        lock(&self.letters).clone()
    }
    /// Whether letters are refused.
    pub fn down(&self, down: bool) {
        self.down.store(down, Ordering::SeqCst);
    }
}

#[async_trait]
impl Mail for FakeMail {
    async fn send(&self, letter: &Letter) -> Result<(), NotSent> {
        if self.down.load(Ordering::SeqCst) {
            return Err(NotSent("the mail server is down".to_owned()));
        }
        lock(&self.letters).push(letter.clone());
        Ok(())
    }
}

/// An app with its fakes at hand.
pub struct TestApp {
    /// The app.
    pub app: App,
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// What it told.
    pub tell: Arc<RecordingTell>,
    /// The prices it gets.
    pub quotes: Arc<FakeQuotes>,
    /// The letters it sent.
    pub mail: Arc<FakeMail>,
}

/// Builds an app on an open database. Apps with the same clock and network are neighbours.
pub fn test_app(
    db: Db,
    origin: &str,
    seed: u64,
    clock: Arc<TestClock>,
    network: &Network,
) -> TestApp {
    test_app_with(
        db,
        origin,
        seed,
        clock,
        network,
        config::trade::Trade::default(),
    )
}

/// Builds an app with settings of the trade.
///
/// # Panics
/// On an origin that is no URL.
pub fn test_app_with(
    db: Db,
    origin: &str,
    seed: u64,
    clock: Arc<TestClock>,
    network: &Network,
    trade: config::trade::Trade,
) -> TestApp {
    let url = url::Url::parse(origin).unwrap_or_else(|error| panic!("{origin}: {error}"));
    let urls = Urls::new(&url);
    let tell = Arc::new(RecordingTell::default());
    let quotes = Arc::new(FakeQuotes::default());
    let mail = Arc::new(FakeMail::default());
    let handoffs = NetworkHandoffs {
        desk: urls.desk(),
        network: network.clone(),
    };
    let config = config(url, db.place().clone(), trade);
    let app = App::new(Parts {
        db,
        config,
        clock: Arc::clone(&clock) as Arc<dyn Clock>,
        ids: Arc::new(TestIds::new(seed)),
        urls,
        events: Events::default(),
        tell: Arc::clone(&tell) as Arc<dyn Tell>,
        wake: Wake::default(),
        full_notes: crate::app::FullNotes::default(),
        quotes: Arc::clone(&quotes) as Arc<dyn Quotes>,
        handoffs: Arc::new(handoffs),
        lookup: Arc::new(FakeLookup),
        mail: Arc::clone(&mail) as Arc<dyn Mail>,
        map: None,
    });
    network.join(&app);
    TestApp {
        app,
        clock,
        tell,
        quotes,
        mail,
    }
}

fn config(url: url::Url, place: crate::store::Place, trade: config::trade::Trade) -> Config {
    Config {
        instance: config::instance::Instance::at(url, ([127, 0, 0, 1], 0).into(), PathBuf::new()),
        database: config::database::Database {
            place,
            readers: NonZeroU32::MIN,
        },
        federation: config::federation::Federation::default(),
        trade,
        mail: config::mail::MailSettings::Folder(PathBuf::new()),
        log: config::log::Log::default(),
    }
}
