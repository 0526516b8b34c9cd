//! A co-op with a menu, a neighbour with one, a customer and a browser, through the real router.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use musette_domain::id::UserId;
use musette_domain::zone::{Cell, Zone};
use musette_domain::{Currency, Instant, Position, TextValue};
use tower::ServiceExt;
use tower_sessions::session::Id;

use crate::app::testing::{Network, TestApp, TestClock, test_app};
use crate::app::{App, Parts};
use crate::http::{Site, router, session_store};
use crate::store::partner::{Partner, PartnerState};
use crate::store::remote_coop::RemoteCoop;
use crate::store::remote_menu_item::RemoteMenuItem;
use crate::store::remote_restaurant::RemoteRestaurant;
use crate::store::restaurant::{Restaurant, RestaurantState};
use crate::store::session::SessionRow;
use crate::store::testing::{Fresh, Kind};
use crate::store::{
    self, Conn, address, address_token, coop, menu_item, menu_section, partner, remote_coop,
    remote_menu_item, remote_restaurant, restaurant, user_account,
};

/// Friday 27 November 2026, 18:00 in Vaduz.
const EVENING: &str = "2026-11-27T17:00:00Z";
/// Our restaurant's actor.
pub const MIMI: &str = "http://vaduz.test/ap/r/mimi";
/// The neighbour's restaurant's actor.
pub const FENNEL: &str = "http://schaan.test/ap/r/fennel";
/// A dish of the neighbour's.
pub const FENNEL_DISH: &str = "http://schaan.test/ap/i/daube";
/// About a kilometre from the counter.
pub const NEAR: (&str, &str) = ("47.1480", "9.5150");
/// In another country.
pub const FAR: (&str, &str) = ("48.8500", "2.3500");

/// The world of a test.
pub struct World {
    pub t: TestApp,
    router: Router,
    cookies: BTreeMap<String, String>,
    _fresh: Fresh,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub body: String,
}

impl Answer {
    /// The value of the first attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let opening = format!("{name}=\"");
        let rest = self.body.split_once(&opening)?.1;
        rest.split('"').next()
    }
    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let opening = format!("name=\"{name}\" value=\"");
        let rest = self.body.split_once(&opening).map(|(_, rest)| rest);
        rest.and_then(|rest| rest.split('"').next())
            .unwrap_or_default()
            .to_owned()
    }
}

impl World {
    /// On SQLite.
    pub async fn new() -> Self {
        let Some(world) = Self::on(Kind::Sqlite).await else {
            panic!("no SQLite");
        };
        world
    }

    /// On a database; none where there is no such one to test on.
    pub async fn on(kind: Kind) -> Option<Self> {
        let fresh = Fresh::of(kind)?;
        let db = fresh.open().unwrap();
        let clock = TestClock::at(Instant::parse_rfc3339(EVENING).unwrap());
        let t = test_app(db, "http://vaduz.test", 7, clock, &Network::default());
        let router = router::of_site(&Site::new(t.app.clone()), Router::new());
        let world = Self {
            t,
            router,
            cookies: BTreeMap::new(),
            _fresh: fresh,
        };
        let now = world.now();
        world.write(move |c| rows(c, now)).await;
        Some(world)
    }

    /// The same with the imported map of Liechtenstein.
    pub async fn with_map() -> Self {
        let mut world = Self::new().await;
        let map = tokio::task::spawn_blocking(crate::services::map::liechtenstein::map);
        let app = &world.t.app;
        let parts = Parts {
            db: app.db.clone(),
            config: app.config.clone(),
            clock: app.clock.clone(),
            ids: app.ids.clone(),
            urls: app.urls.clone(),
            events: app.events.clone(),
            tell: app.tell.clone(),
            wake: app.wake.clone(),
            full_notes: app.full_notes.clone(),
            quotes: app.quotes.clone(),
            handoffs: app.handoffs.clone(),
            lookup: app.lookup.clone(),
            mail: app.mail.clone(),
            map: Some(Arc::new(map.await.unwrap())),
        };
        world.t.app = App::new(parts);
        world.router = router::of_site(&Site::new(world.t.app.clone()), Router::new());
        world
    }

    pub fn now(&self) -> Instant {
        self.t.app.clock.now()
    }

    pub async fn write(&self, f: impl Fn(&mut Conn) -> store::Result<()> + Send + 'static) {
        self.t.app.db.write(f).await.unwrap();
    }

    pub async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Conn) -> store::Result<T> + Send + 'static,
    ) -> T {
        self.t.app.db.read(f).await.unwrap()
    }

    /// Changes the row of our restaurant.
    pub async fn mimi(&self, change: impl Fn(&mut Restaurant) + Send + 'static) {
        self.write(move |c| {
            let mut row = restaurant::of_handle(c, "mimi")?.unwrap();
            change(&mut row);
            restaurant::save(c, &row)
        })
        .await;
    }

    /// Changes a dish of ours.
    pub async fn dish(
        &self,
        id: &'static str,
        change: impl Fn(&mut menu_item::MenuItem) + Send + 'static,
    ) {
        self.write(move |c| {
            let mut row = menu_item::find(c, &TextValue::parse(id).unwrap())?;
            change(&mut row);
            menu_item::save(c, &row)
        })
        .await;
    }

    /// Signs `customer` in, in this browser.
    pub async fn sign_in(&mut self, user: &'static str) {
        let id = Id(i128::try_from(user.len()).unwrap() + 77);
        let (row_id, now) = (session_store::row_id(&id), self.now());
        self.write(move |c| {
            let row = SessionRow {
                id: row_id.clone(),
                user_id: UserId::parse(user).ok(),
                data: format!("{{\"account\":\"{user}\",\"seen\":{}}}", now.millis()),
                device: None,
                created_at: now,
                seen_at: now,
                expires_at: now.plus(chrono::TimeDelta::days(1)),
            };
            store::session::insert(c, &row)
        })
        .await;
        self.cookies.insert("session".into(), id.to_string());
    }

    /// Forgets who was here.
    pub fn another_browser(&mut self) {
        self.cookies.clear();
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).header("accept", "text/html");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(path)
            .header("accept", "text/html")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            let cookies = cookies.join("; ").parse().unwrap();
            request.headers_mut().insert(header::COOKIE, cookies);
        }
        let (head, body) = self
            .router
            .clone()
            .oneshot(request)
            .await
            .unwrap()
            .into_parts();
        for cookie in head.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let location = head.headers.get(header::LOCATION);
        Answer {
            status: head.status,
            location: location.map_or("", |to| to.to_str().unwrap()).to_owned(),
            body: String::from_utf8(to_bytes(body, 1_000_000).await.unwrap().to_vec()).unwrap(),
        }
    }

    /// Puts a dish of ours into the cart.
    pub async fn put(&mut self, item: &str, count: &str) -> Answer {
        let fields = [("restaurant", MIMI), ("item", item), ("count", count)];
        self.post("/cart/lines", &fields).await
    }
}

fn rows(c: &mut Conn, now: Instant) -> store::Result<()> {
    coop::insert(c, &coop_row(now))?;
    restaurant::insert(c, &restaurant_row(now))?;
    let section = menu_section::MenuSection {
        id: TextValue::parse("section").unwrap(),
        restaurant_id: TextValue::parse("mimi").unwrap(),
        position: 1,
        name: "Mains".into(),
    };
    menu_section::insert(c, &section)?;
    for (position, (id, name, price)) in [
        ("knoepfle", "Käsknöpfle", 1850),
        ("salad", "<b>Salad</b>", 700),
    ]
    .into_iter()
    .enumerate()
    {
        let row = menu_item::MenuItem {
            id: TextValue::parse(id).unwrap(),
            restaurant_id: TextValue::parse("mimi").unwrap(),
            section_id: TextValue::parse("section").unwrap(),
            position: i32::try_from(position).unwrap(),
            name: name.into(),
            description: String::new(),
            price,
            allergens: vec!["gluten".into(), "milk".into()],
            sold_out: false,
            revision: 1,
            created_at: now,
            updated_at: now,
            removed_at: None,
        };
        menu_item::insert(c, &row)?;
    }
    for (id, number) in [("addr-12", "12"), ("addr-14", "14")] {
        let row = address::Address {
            id: TextValue::parse(id).unwrap(),
            street: "Äulestrasse".into(),
            housenumber: number.into(),
            postcode: "9490".into(),
            city: "Vaduz".into(),
            country: "LI".into(),
            latitude: 47.1480,
            longitude: 9.5150,
        };
        address::insert(c, &row)?;
        let text = format!(
            "{} {} {} {}",
            row.street, row.housenumber, row.postcode, row.city
        );
        for token in musette_domain::address::tokens(&text) {
            let address_id = row.id.clone();
            address_token::insert_if_absent(c, &address_token::AddressToken { token, address_id })?;
        }
    }
    for id in ["customer", "somebody-else"] {
        let account = user_account::UserAccount {
            id: UserId::parse(id).unwrap(),
            email: format!("{id}@vaduz.test"),
            name: "Dominique".into(),
            phone: Some("+4231234567".into()),
            password_hash: String::new(),
            locale: None,
            disabled: false,
            created_at: now,
        };
        user_account::insert(c, &account)?;
    }
    neighbour(c, now)
}

fn zone() -> Vec<String> {
    let counter = Position::new(47.1410, 9.5209).unwrap();
    Zone::around(counter, 4_000.0)
        .cells()
        .map(|cell: Cell| cell.to_string())
        .collect()
}

fn coop_row(now: Instant) -> coop::Coop {
    coop::Coop {
        id: "coop".into(),
        name: "Les Mollets".into(),
        place: "Vaduz".into(),
        about: String::new(),
        hue: "blue".into(),
        latitude: 47.1410,
        longitude: 9.5209,
        currency: Currency::CHF,
        timezone: "Europe/Vaduz".into(),
        locale: "en".into(),
        phone: None,
        mail: None,
        tariff_base: 500,
        tariff_per_km: 100,
        courier_share: 900,
        commission: 100,
        pickup_delay: 0,
        created_at: now,
        updated_at: now,
        closes_at: None,
        closed_at: None,
    }
}

fn restaurant_row(now: Instant) -> Restaurant {
    Restaurant {
        id: TextValue::parse("mimi").unwrap(),
        handle: "mimi".into(),
        name: "Mimi’s <i>Küche</i>".into(),
        description: "<script>alert(1)</script>".into(),
        cuisine: "Knöpfle".into(),
        street: "Städtle".into(),
        housenumber: "1".into(),
        postcode: "9490".into(),
        city: "Vaduz".into(),
        country: "LI".into(),
        latitude: 47.1410,
        longitude: 9.5209,
        phone: None,
        website: None,
        opening_hours: "24/7".into(),
        hue: "green".into(),
        weave: "dots".into(),
        emblem: "ladle".into(),
        minimum: 1500,
        currency: Currency::CHF,
        delivers: true,
        collects: true,
        busy_until: None,
        ordering_delay: 0,
        zone: zone(),
        state: RestaurantState::Listed,
        closed_until: None,
        closed_reason: None,
        osm_ref: None,
        menu_revision: 1,
        created_at: now,
        updated_at: now,
    }
}

/// A restaurant of the co-op of Schaan, with which we trade.
fn neighbour(c: &mut Conn, now: Instant) -> store::Result<()> {
    let actor = "http://schaan.test/ap/coop";
    let desk = "http://schaan.test/ap/desk";
    let coop = RemoteCoop {
        actor_id: actor.into(),
        host: "schaan.test".into(),
        name: "Die Speichen".into(),
        place: "Schaan".into(),
        hue: "brick".into(),
        desk_id: Some(desk.into()),
        restaurants_url: None,
        latitude: None,
        longitude: None,
        timezone: Some("Europe/Vaduz".into()),
        fetched_at: now,
        walked_at: None,
        gone_at: None,
        neighbours_url: None,
        depth: 0,
        found_via: None,
    };
    remote_coop::insert(c, &coop)?;
    let partner_row = Partner {
        desk_id: desk.into(),
        coop_id: actor.into(),
        host: "schaan.test".into(),
        name: "Die Speichen".into(),
        place: "Schaan".into(),
        hue: "brick".into(),
        inbox: format!("{desk}/inbox"),
        quote_url: None,
        log_url: None,
        capacity_url: None,
        key_id: format!("{desk}#key"),
        public_key: Vec::new(),
        agreement_id: None,
        state: PartnerState::Active,
        sent_seq: 0,
        received_seq: 0,
        acknowledged_seq: 0,
        last_contact_at: None,
        silent_since: None,
        created_at: now,
    };
    partner::insert(c, &partner_row)?;
    let row = RemoteRestaurant {
        actor_id: FENNEL.into(),
        coop_id: Some(actor.into()),
        host: "schaan.test".into(),
        handle: "fennel".into(),
        name: "Au Fenouil".into(),
        description: String::new(),
        cuisine: "Cuisine du Sud".into(),
        address: "Landstrasse 1, Schaan".into(),
        latitude: Some(47.1650),
        longitude: Some(9.5087),
        timezone: None,
        opening_hours: "24/7".into(),
        closed_until: None,
        minimum: None,
        currency: Some(Currency::CHF),
        delivers: true,
        collects: true,
        zone: zone(),
        hue: "brick".into(),
        weave: "basque".into(),
        emblem: "fennel".into(),
        menu_url: None,
        specials_url: None,
        menu_revision: 1,
        menu_fetched_at: Some(now),
        fetched_at: now,
        gone_at: None,
    };
    remote_restaurant::insert(c, &row)?;
    let dish = RemoteMenuItem {
        id: FENNEL_DISH.into(),
        restaurant_id: FENNEL.into(),
        section: "Plats".into(),
        section_position: 1,
        position: 1,
        name: "Daube de fenouil".into(),
        description: String::new(),
        price: 1400,
        currency: Currency::CHF,
        allergens: vec!["celery".into()],
        sold_out: false,
        revision: 3,
        removed_at: None,
    };
    remote_menu_item::insert(c, &dish)
}
