//! A site on a throw-away SQLite database and browsers that walk its pages through the real router, for tests.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header, request};
use chrono::TimeDelta;
use musette_domain::id::{
    DeliveryId, EventId, MenuItemId, OrderId, RestaurantId, SpecialId, UserId,
};
use musette_domain::role::Role;
use musette_domain::{Currency, Instant, Position};
use tower::ServiceExt;

use super::{Site, router};
use crate::app::handoffs::{CarrierSays, Door, DoorClosed, OrderSays};
use crate::app::ids::SystemIds;
use crate::app::lookup::{FoundAccount, LookupError};
use crate::app::mail::{Letter, NotSent};
use crate::app::quotes::{NoQuote, Quote, QuoteQuestion};
use crate::app::tell::DeskId;
use crate::app::{App, Clock, Events, Handoffs, Mail, Parts, Quotes, RemoteLookup, Tell, Wake};
use crate::config::{Config, database, federation, instance, mail, trade};
use crate::flow::account::create::{self, NewAccount};
use crate::flow::restaurant::{claim, create as create_restaurant};
use crate::services::password;
use crate::store::coop::{self, Coop};
use crate::store::restaurant::{self, Restaurant};
use crate::store::{self, Conn, Db, Place};
use crate::url::Urls;

/// The password of every account in tests.
pub(crate) const PASSWORD: &str = "ein kurzer Satz";
/// The reverse proxy of tests.
pub(crate) const PROXY: &str = "10.0.0.2";
/// The restaurant of tests.
pub(crate) const HANDLE: &str = "poireau";

/// Friday 27 November 2026, noon in Vaduz.
const START: i64 = 1_795_777_200_000;

/// A clock that stands still until it is moved. Both times are the same.
#[derive(Default)]
pub(crate) struct StillClock(AtomicI64);

impl StillClock {
    pub(crate) fn forward(&self, span: TimeDelta) {
        self.0.fetch_add(span.num_milliseconds(), Ordering::SeqCst);
    }
}

impl Clock for StillClock {
    fn now(&self) -> Instant {
        Instant::from_millis(START + self.0.load(Ordering::SeqCst))
    }
    fn wire(&self) -> Instant {
        self.now()
    }
    fn real(&self, span: TimeDelta) -> Duration {
        span.to_std().unwrap_or_default()
    }
}

/// Writes down what others would have been told.
#[derive(Default)]
pub(crate) struct Told(Mutex<Vec<&'static str>>);

impl Told {
    /// What was told since the last time this was asked.
    pub(crate) fn take(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

macro_rules! told {
    ($($name:ident($($arg:ident: $type:ty),*));+ $(;)?) => {
        impl Tell for Told { $(
            fn $name(&self, _: &mut Conn, $($arg: $type),*) -> store::Result<()> {
                $(let _ = $arg;)*
                self.0.lock().unwrap().push(stringify!($name));
                Ok(())
            }
        )+ }
    };
}
told! {
    restaurant_opened(id: &RestaurantId);
    restaurant_changed(id: &RestaurantId);
    restaurant_moved(id: &RestaurantId);
    restaurant_removed(id: &RestaurantId);
    coop_closing();
    coop_closed();
    coop_changed();
    menu_changed(id: &RestaurantId);
    menu_item_changed(id: &MenuItemId);
    menu_item_removed(id: &MenuItemId);
    special_published(id: &SpecialId);
    special_edited(id: &SpecialId);
    special_removed(id: &SpecialId);
    event_published(id: &EventId);
    event_changed(id: &EventId);
    reply_published(id: &str);
    reply_edited(id: &str);
    reply_removed(id: &str);
    stamp_revoked(id: &str);
    follow(target: &str);
    unfollow(target: &str);
    follower_removed(name: &str, follower: &str);
    report_forwarded(id: &str);
    agreement_offered(id: &str);
    agreement_answered(id: &str);
    agreement_ended(id: &str);
    order_offered(id: &OrderId);
    order_withdrawn(id: &OrderId);
    order_answered(id: &OrderId);
    order_changed(id: &OrderId);
    delivery_offered(id: &DeliveryId, desks: &[String]);
    delivery_awarded(id: &str);
    bid_rejected(desk: &DeskId, bid: &str, context: &str, reason: &str);
    award_revoked(id: &str, reason: &str);
    receipt_answered(id: &str);
    bid_made(proposal: &str, eta: Instant, valid: Instant);
    delivery_reported(proposal: &str);
    receipt_issued(proposal: &str, pin: Option<&str>);
    capacity_published(to: Option<&str>);
}

/// Nobody else is there.
struct Alone;

#[async_trait]
impl Quotes for Alone {
    async fn quote(&self, _: &QuoteQuestion) -> Result<Quote, NoQuote> {
        Err(NoQuote::NoAgreement)
    }
}
#[async_trait]
impl Handoffs for Alone {
    async fn door(&self, _: &str, _: &str, _: i64) -> Result<Door, DoorClosed> {
        Err(DoorClosed::NotYetOpen)
    }
    async fn delivery_state(&self, _: &str, _: &str) -> Result<Option<CarrierSays>, String> {
        Ok(None)
    }
    async fn order(&self, _: &str, _: &str) -> Result<Option<OrderSays>, String> {
        Ok(None)
    }
}
#[async_trait]
impl RemoteLookup for Alone {
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
        account: &str,
        _object: &str,
    ) -> Result<Option<String>, LookupError> {
        // One server that has such a page, and all others that do not answer.
        match account.split_once('@') {
            Some((_, "intents.example")) => Ok(Some("https://intents.example/f?o=1".into())),
            _ => Err(LookupError::NotAnAddress(account.to_owned())),
        }
    }
    async fn account(&self, address: &str) -> Result<FoundAccount, LookupError> {
        // One restaurant that has a new home and says so there, one whose new home says nothing.
        let (id, also_known_as) = match address {
            "mimi@new.example" => (
                "https://new.example/ap/r/mimi",
                vec!["http://vaduz.localhost:7101/ap/r/poireau".to_owned()],
            ),
            "mimi@other.example" => ("https://other.example/ap/r/mimi", Vec::new()),
            _ => return Err(LookupError::NotAnAddress(address.to_owned())),
        };
        Ok(FoundAccount {
            id: id.to_owned(),
            handle: address.to_owned(),
            also_known_as,
        })
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
        crate::peer::policy::host_key(written)
    }
    fn policy_changed(&self) {}
}
#[async_trait]
impl Mail for Alone {
    async fn send(&self, _: &Letter) -> Result<(), NotSent> {
        Ok(())
    }
}

/// A site with a co-op, its database in a folder that goes with it.
pub(crate) struct TestSite {
    pub(crate) site: Site,
    pub(crate) clock: Arc<StillClock>,
    pub(crate) told: Arc<Told>,
    router: Router,
    _folder: tempfile::TempDir,
}

impl TestSite {
    /// At `http://vaduz.localhost:7101`.
    pub(crate) async fn new() -> Self {
        Self::at("http://vaduz.localhost:7101").await
    }

    /// At this public URL.
    pub(crate) async fn at(url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Sqlite(folder.path().join("test.sqlite"));
        let readers = 2.try_into().unwrap();
        let db = Db::open(&place, readers).unwrap();
        let url: url::Url = url.parse().unwrap();
        let config = Config {
            instance: instance::Instance {
                url: url.clone(),
                bind: "127.0.0.1:0".parse().unwrap(),
                data: folder.path().into(),
                proxies: vec![PROXY.parse().unwrap()],
                source: None,
            },
            database: database::Database { place, readers },
            federation: federation::Federation::default(),
            trade: trade::Trade::default(),
            mail: mail::MailSettings::Folder(folder.path().into()),
            log: crate::config::log::Log::default(),
        };
        let clock = Arc::new(StillClock::default());
        let told = Arc::new(Told::default());
        let alone = Arc::new(Alone);
        let app = App::new(Parts {
            db,
            config,
            clock: Arc::clone(&clock) as _,
            ids: Arc::new(SystemIds),
            urls: Urls::new(&url),
            events: Events::default(),
            tell: Arc::clone(&told) as _,
            wake: Wake::default(),
            full_notes: crate::app::FullNotes::default(),
            quotes: Arc::clone(&alone) as _,
            handoffs: Arc::clone(&alone) as _,
            lookup: Arc::clone(&alone) as _,
            mail: alone,
            map: None,
        });
        let site = Site::new(app);
        let row = coop_row(site.app.clock.now());
        site.app
            .db
            .write(move |c| coop::insert(c, &row))
            .await
            .unwrap();
        let router = router::of_site(&site, Router::new());
        Self {
            site,
            clock,
            told,
            router,
            _folder: folder,
        }
    }

    /// Makes an account `name@example.org` with roles.
    pub(crate) async fn person(&self, name: &str, roles: &[Role]) -> UserId {
        let app = self.site.app.clone();
        let new = NewAccount {
            email: format!("{name}@example.org"),
            name: name.to_owned(),
            phone: None,
            password_hash: password::hash(PASSWORD, app.ids.random()).unwrap(),
            locale: None,
            roles: roles.to_vec(),
        };
        let db = app.db.clone();
        db.write(move |c| create::run(c, &app, &new)).await.unwrap()
    }

    /// Makes the restaurant [`HANDLE`], run by `person`.
    pub(crate) async fn restaurant(&self, person: &UserId) -> RestaurantId {
        let app = self.site.app.clone();
        let new = create_restaurant::NewRestaurant {
            handle: HANDLE.into(),
            name: "Le Poireau Masqué".into(),
            position: Position::new(47.141, 9.521).unwrap(),
        };
        let person = person.clone();
        let db = app.db.clone();
        let made = db.write(
            move |c| -> Result<_, create_restaurant::CreateRestaurantRefusal> {
                let (id, _) = create_restaurant::run(c, &app, &new)?;
                let _ = claim::run(c, &app, &id, &person)?;
                Ok(id)
            },
        );
        made.await.unwrap()
    }

    /// The row of the restaurant [`HANDLE`].
    pub(crate) async fn restaurant_row(&self) -> Restaurant {
        let row = self.read(|c| restaurant::of_handle(c, HANDLE)).await;
        row.unwrap()
    }

    /// Reads from the database.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Conn) -> store::Result<T> + Send + 'static,
    ) -> T {
        self.site.app.db.read(f).await.unwrap()
    }

    /// A browser that has never been here.
    pub(crate) fn browser(&self) -> Browser {
        Browser {
            router: self.router.clone(),
            origin: self.site.app.urls.origin().to_owned(),
            cookies: BTreeMap::new(),
        }
    }

    /// A browser in which `name@example.org` is signed in.
    pub(crate) async fn signed_in(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        let email = format!("{name}@example.org");
        let fields = [("email", email.as_str()), ("password", PASSWORD)];
        let answer = browser.post("/sign-in", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }
}

fn coop_row(now: Instant) -> Coop {
    Coop {
        id: "coop".into(),
        name: "Les Mollets".into(),
        place: "Vaduz".into(),
        about: String::new(),
        hue: "blue".into(),
        latitude: 47.141,
        longitude: 9.521,
        currency: Currency::CHF,
        timezone: "Europe/Vaduz".into(),
        locale: "en".into(),
        phone: None,
        mail: None,
        tariff_base: 300,
        tariff_per_km: 80,
        courier_share: 900,
        commission: 100,
        pickup_delay: 0,
        created_at: now,
        updated_at: now,
        closes_at: None,
        closed_at: None,
    }
}

/// A browser: keeps cookies, says where a form comes from.
pub(crate) struct Browser {
    router: Router,
    origin: String,
    pub(crate) cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// Where a redirect leads.
    pub(crate) fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |to| to.to_str().unwrap())
    }
}

impl Browser {
    /// Opens a page.
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(
            Request::get(path)
                .header("accept", "text/html")
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }
    /// Sends a form as a page of ours does.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let origin = self.origin.clone();
        let request = form(path)
            .header("origin", origin)
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(encode(fields))).unwrap())
            .await
    }
    /// Sends a form as a page of another site does.
    pub(crate) async fn post_from(
        &mut self,
        origin: &str,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let request = form(path)
            .header("origin", origin)
            .header("sec-fetch-site", "cross-site");
        self.send(request.body(Body::from(encode(fields))).unwrap())
            .await
    }
    /// Sends any request, with the cookies.
    pub(crate) async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request
                .headers_mut()
                .insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        request
            .headers_mut()
            .insert(header::USER_AGENT, "Test/1 <b>".parse().unwrap());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        for cookie in head.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let (value, attributes) = rest.split_once(';').unwrap_or((rest, ""));
            if value.is_empty() || attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
        let body = to_bytes(body, 10_000_000).await.unwrap();
        Answer {
            status: head.status,
            headers: head.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}

fn form(path: &str) -> request::Builder {
    Request::post(path)
        .header("accept", "text/html")
        .header("host", "vaduz.localhost:7101")
        .header("content-type", "application/x-www-form-urlencoded")
}

fn encode(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}
