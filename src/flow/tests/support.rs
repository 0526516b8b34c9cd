//! A co-op with a restaurant, a menu and people, on a fresh database.

use chrono::TimeDelta;
use musette_domain::id::{CartId, CartLineId, MenuItemId, OrderId, UserId};
use musette_domain::order::{Fulfilment, OrderState};
use musette_domain::role::Role;
use musette_domain::zone::Zone;
use musette_domain::{Currency, Instant, Position, TextValue};

use crate::app::App;
use crate::app::testing::{Network, TestApp, TestClock, test_app_with};
use crate::config::trade::Trade;
use crate::flow::Changed;
use crate::flow::order::doorstep::Doorstep;
use crate::flow::order::place::Placement;
use crate::store::testing::{Fresh, Kind};
use crate::store::{
    Conn, Failure, cart, cart_line, coop, delivery, menu_item, menu_section, orders, partner,
    restaurant, trade_agreement, user_account, user_role,
};

/// 2026-11-27 is a Friday; 18:00 in Vaduz.
pub const EVENING: &str = "2026-11-27T17:00:00Z";

/// A co-op of a test.
pub struct Coop {
    pub t: TestApp,
    /// Dropped last: the database goes with it.
    _fresh: Fresh,
}

impl std::ops::Deref for Coop {
    type Target = App;
    fn deref(&self) -> &App {
        &self.t.app
    }
}

pub fn clock() -> std::sync::Arc<TestClock> {
    TestClock::at(Instant::parse_rfc3339(EVENING).unwrap())
}

pub fn user(name: &str) -> UserId {
    UserId::parse(name).unwrap()
}

pub fn item(n: u32) -> MenuItemId {
    MenuItemId::parse(&format!("item-{n}")).unwrap()
}

/// A door about a kilometre from the counter.
pub fn door() -> Doorstep {
    Doorstep {
        recipient_name: "Dominique".into(),
        phone: "+4231234567".into(),
        street: "Im Rietle 3".into(),
        postcode: "9490".into(),
        city: "Vaduz".into(),
        country: "LI".into(),
        access_notes: "second floor".into(),
        position: Position::new(47.1480, 9.5150).unwrap(),
    }
}

/// A fresh co-op; none where there is no such database to test on.
pub async fn coop(
    kind: Kind,
    name: &str,
    seed: u64,
    net: &Network,
    clock: std::sync::Arc<TestClock>,
) -> Option<Coop> {
    coop_with(kind, name, seed, net, clock, Trade::default()).await
}

pub async fn coop_with(
    kind: Kind,
    name: &str,
    seed: u64,
    net: &Network,
    clock: std::sync::Arc<TestClock>,
    trade: Trade,
) -> Option<Coop> {
    let fresh = Fresh::of(kind)?;
    let db = fresh.open().unwrap();
    let origin = format!("http://{name}.test");
    let t = test_app_with(db, &origin, seed, clock, net, trade);
    let coop = Coop { t, _fresh: fresh };
    let name = name.to_owned();
    let now = coop.clock.now();
    let _ = coop
        .write(move |c, _| {
            seed_rows(c, &name, now);
            Ok::<_, crate::store::Error>(Changed::nothing())
        })
        .await
        .unwrap();
    Some(coop)
}

fn seed_rows(c: &mut Conn, name: &str, now: Instant) {
    coop::insert(c, &coop_row(name, now)).unwrap();
    restaurant::insert(c, &restaurant_row(now)).unwrap();
    let section = menu_section::MenuSection {
        id: TextValue::parse("section-1").unwrap(),
        restaurant_id: TextValue::parse("restaurant-1").unwrap(),
        position: 1,
        name: "Mains".into(),
    };
    menu_section::insert(c, &section).unwrap();
    for (n, price) in [(1, 1850), (2, 400)] {
        menu_item::insert(c, &item_row(n, price, now)).unwrap();
    }
    for (id, role) in [
        ("customer", Role::Customer),
        ("courier", Role::Courier),
        ("courier2", Role::Courier),
        ("dispatcher", Role::Dispatcher),
    ] {
        let account = user_account::UserAccount {
            id: user(id),
            email: format!("{id}@{name}.test"),
            name: id.into(),
            phone: None,
            password_hash: String::new(),
            locale: None,
            disabled: false,
            created_at: now,
        };
        user_account::insert(c, &account).unwrap();
        let row = user_role::UserRole {
            user_id: user(id),
            role,
        };
        user_role::insert(c, &row).unwrap();
    }
}

fn coop_row(name: &str, now: Instant) -> coop::Coop {
    coop::Coop {
        id: "coop".into(),
        name: name.into(),
        place: name.into(),
        about: String::new(),
        hue: "teal".into(),
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

fn restaurant_row(now: Instant) -> restaurant::Restaurant {
    let place = Position::new(47.1410, 9.5209).unwrap();
    restaurant::Restaurant {
        id: TextValue::parse("restaurant-1").unwrap(),
        handle: "mireille".into(),
        name: "Chez Mireille".into(),
        description: String::new(),
        cuisine: "french".into(),
        street: "Äulestrasse".into(),
        housenumber: "2".into(),
        postcode: "9490".into(),
        city: "Vaduz".into(),
        country: "LI".into(),
        latitude: place.lat(),
        longitude: place.lon(),
        phone: None,
        website: None,
        opening_hours: "Mo-Su 11:00-22:00".into(),
        hue: "teal".into(),
        weave: "twill".into(),
        emblem: "leaf".into(),
        minimum: 2000,
        currency: Currency::CHF,
        delivers: true,
        collects: true,
        busy_until: None,
        ordering_delay: 0,
        zone: Zone::around(place, 3_000.0)
            .cells()
            .map(|cell| cell.to_string())
            .collect(),
        state: restaurant::RestaurantState::Listed,
        closed_until: None,
        closed_reason: None,
        osm_ref: None,
        menu_revision: 1,
        created_at: now,
        updated_at: now,
    }
}

fn item_row(n: u32, price: i64, now: Instant) -> menu_item::MenuItem {
    menu_item::MenuItem {
        id: item(n),
        restaurant_id: TextValue::parse("restaurant-1").unwrap(),
        section_id: TextValue::parse("section-1").unwrap(),
        position: i32::try_from(n).unwrap(),
        name: format!("Dish {n}"),
        description: String::new(),
        price,
        allergens: vec!["milk".into()],
        sold_out: false,
        revision: 1,
        created_at: now,
        updated_at: now,
        removed_at: None,
    }
}

impl Coop {
    /// Runs a flow as its callers do.
    pub async fn write<E, T, F>(&self, flow: F) -> Result<T, E>
    where
        E: Failure,
        T: Send + 'static,
        F: Fn(&mut Conn, &App) -> Result<T, E> + Send + 'static,
    {
        let app = self.t.app.clone();
        self.db.write(move |c| flow(c, &app)).await
    }

    /// Changes rows.
    pub async fn edit(
        &self,
        change: impl Fn(&mut Conn) -> crate::store::Result<()> + Send + 'static,
    ) {
        self.db.write(change).await.unwrap();
    }

    /// Reads rows.
    pub async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Conn) -> crate::store::Result<T> + Send + 'static,
    ) -> T {
        self.db.read(f).await.unwrap()
    }

    /// Fills the customer's cart at a restaurant (an actor id).
    pub async fn cart(&self, name: &str, restaurant: &str, lines: &[(String, i32)]) -> CartId {
        let id = CartId::parse(name).unwrap();
        let row = cart::Cart {
            id: id.clone(),
            user_id: Some(user("customer")),
            restaurant: restaurant.to_owned(),
            created_at: self.clock.now(),
            updated_at: self.clock.now(),
        };
        let lines = lines.to_vec();
        let name = name.to_owned();
        self.edit(move |c| {
            cart::insert(c, &row)?;
            for (n, (item, count)) in lines.iter().enumerate() {
                let line = cart_line::CartLine {
                    id: CartLineId::parse(&format!("{name}-{n}")).unwrap(),
                    cart_id: row.id.clone(),
                    item: item.clone(),
                    count: *count,
                };
                cart_line::insert(c, &line)?;
            }
            Ok(())
        })
        .await;
        id
    }

    /// A form with the cart of two dishes at our own restaurant.
    pub async fn form(&self, key: &str) -> Placement {
        let restaurant = self.urls.restaurant("mireille");
        let lines = [
            (self.urls.menu_item("item-1"), 2),
            (self.urls.menu_item("item-2"), 1),
        ];
        let cart = self.cart(&format!("cart-{key}"), &restaurant, &lines).await;
        Placement {
            user: user("customer"),
            form_key: key.to_owned(),
            cart,
            fulfilment: Fulfilment::Delivery,
            window: None,
            door: Some(door()),
        }
    }

    /// Our customer orders at our restaurant.
    pub async fn placed(&self, key: &str) -> OrderId {
        let form = self.form(key).await;
        self.write(move |c, app| crate::flow::order::place::run(c, app, &form))
            .await
            .unwrap()
            .order
            .unwrap()
    }

    /// … and the restaurant accepts.
    pub async fn accepted(&self, key: &str) -> OrderId {
        let id = self.placed(key).await;
        let order = id.clone();
        let _ = self
            .write(move |c, app| crate::flow::order::accept::run(c, app, &order))
            .await
            .unwrap();
        id
    }

    pub async fn order(&self, id: &OrderId) -> orders::Order {
        let id = id.clone();
        self.read(move |c| orders::find(c, &id)).await
    }

    pub async fn state(&self, id: &OrderId) -> OrderState {
        self.order(id).await.state
    }

    /// The delivery of an order.
    pub async fn delivery(&self, id: &OrderId) -> delivery::Delivery {
        let id = id.clone();
        self.read(move |c| delivery::of_order(c, &id))
            .await
            .unwrap()
    }

    /// The PIN that our customer was told.
    pub async fn pin(&self, id: &OrderId) -> String {
        let id = id.clone();
        self.read(move |c| crate::store::address_release::of_order(c, &id))
            .await
            .unwrap()
            .pin
    }

    /// Lets time pass and does what is due.
    pub async fn pass(&self, span: TimeDelta) {
        self.t.clock.pass(span);
        self.due().await;
    }

    pub async fn due(&self) {
        crate::job::run_due(&self.t.app).await.unwrap();
    }

    /// Makes another co-op a partner with an active agreement, known to both by the same id.
    pub async fn trades_with(&self, other: &Coop) {
        let now = self.clock.now();
        let desk = other.urls.desk();
        let row = partner::Partner {
            desk_id: desk.clone(),
            coop_id: other.urls.coop(),
            host: other.urls.authority().to_owned(),
            name: other.urls.authority().to_owned(),
            place: String::new(),
            hue: "rust".into(),
            inbox: format!("{desk}/inbox"),
            quote_url: None,
            log_url: None,
            capacity_url: None,
            key_id: format!("{desk}#key"),
            public_key: Network::key(&desk),
            agreement_id: None,
            state: partner::PartnerState::Active,
            sent_seq: 0,
            received_seq: 0,
            acknowledged_seq: 0,
            last_contact_at: None,
            silent_since: None,
            created_at: now,
        };
        let agreement = trade_agreement::TradeAgreement {
            id: format!("{}/ta", self.urls.origin()),
            partner_id: desk,
            revision: 1,
            state: trade_agreement::AgreementState::Active,
            offered_by_us: true,
            offer_id: format!("{}/ta-offer", self.urls.origin()),
            currency: Currency::CHF,
            credit_limit: 100_000,
            wasted_trip_fee: 400,
            settlement_period: "P7D".into(),
            valid_from: now,
            valid_through: now.plus(TimeDelta::days(300)),
            document: String::new(),
            created_at: now,
            decided_at: Some(now),
        };
        self.edit(move |c| {
            partner::insert(c, &row)?;
            trade_agreement::insert(c, &agreement)?;
            let with = partner::Partner {
                agreement_id: Some(agreement.id.clone()),
                ..row.clone()
            };
            partner::save(c, &with)
        })
        .await;
    }
}
