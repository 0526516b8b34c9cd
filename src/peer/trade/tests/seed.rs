//! Co-ops with restaurants, couriers and customers, and agreements between them.

use musette_domain::id::{CartId, CartLineId, MenuItemId, MenuSectionId, RestaurantId, UserId};
use musette_domain::role::Role;
use musette_domain::zone::{Cell, CellSize};
use musette_domain::{Currency, Instant, Position, TextValue};

use super::instance::Instance;
use crate::flow::agreement::{Terms, accept, offer};
use crate::flow::order::doorstep::Doorstep;
use crate::store::cart::Cart;
use crate::store::cart_line::CartLine;
use crate::store::coop::Coop;
use crate::store::menu_item::MenuItem;
use crate::store::menu_section::MenuSection;
use crate::store::partner::PartnerState;
use crate::store::restaurant::{Restaurant, RestaurantState};
use crate::store::testing::Kind;
use crate::store::trade_agreement::AgreementState;
use crate::store::user_account::UserAccount;
use crate::store::user_role::UserRole;
use crate::store::{
    cart, cart_line, coop, menu_item, menu_section, partner, restaurant, trade_agreement,
    user_account, user_role,
};

/// Where everything is: Vaduz.
pub const PLACE: (f64, f64) = (47.1410, 9.5209);

/// What no message may ever carry.
pub const SECRETS: [&str; 4] = [
    "Geheimnisvoll",
    "Verschwiegene Gasse 77",
    "+41790001122",
    "Klingel kaputt",
];

pub struct Coops {
    pub restaurant: RestaurantId,
    pub item: MenuItemId,
    pub courier: UserId,
    pub customer: UserId,
}

/// An instance with a co-op, a restaurant that is always open, a courier and a customer.
pub async fn coop(kind: Kind, name: &str) -> Option<(Instance, Coops)> {
    let instance = Instance::start(kind, name).await?;
    let now = instance.app.clock.now();
    let people = Coops {
        restaurant: id(&instance),
        item: id(&instance),
        courier: id(&instance),
        customer: id(&instance),
    };
    let section: MenuSectionId = id(&instance);
    let rows = (
        coop_row(name, now),
        restaurant_row(&people.restaurant, now),
        MenuSection {
            id: section.clone(),
            restaurant_id: people.restaurant.clone(),
            position: 0,
            name: "Speisen".into(),
        },
        item_row(&people.item, &people.restaurant, &section, now),
        user_row(&people.courier, "courier", now),
        user_row(&people.customer, "customer", now),
    );
    let (opened, courier) = (people.restaurant.clone(), people.courier.clone());
    let app = instance.app.clone();
    instance
        .write(move |c| {
            coop::insert_if_absent(c, &rows.0)?;
            restaurant::insert(c, &rows.1)?;
            menu_section::insert(c, &rows.2)?;
            menu_item::insert(c, &rows.3)?;
            user_account::insert(c, &rows.4)?;
            user_account::insert(c, &rows.5)?;
            user_role::insert(
                c,
                &UserRole {
                    user_id: courier.clone(),
                    role: Role::Courier,
                },
            )?;
            app.tell.restaurant_opened(c, &opened)
        })
        .await;
    Some((instance, people))
}

/// `offerer` finds `other`, offers an agreement, and `other` accepts: all by signed messages.
pub async fn agree(offerer: &Instance, other: &Instance) {
    offerer
        .app
        .lookup
        .coop(other.app.urls.authority())
        .await
        .unwrap();
    let (desk, terms) = (other.desk(), terms(offerer.app.clock.now()));
    offerer
        .act(move |c, app| offer::run(c, app, &desk, &terms))
        .await;
    let from = offerer.desk();
    let id = other
        .until("the offered agreement", move |c| {
            Ok(trade_agreement::of_partner(c, &from)?
                .into_iter()
                .find(|row| row.state == AgreementState::Offered)
                .map(|row| row.id))
        })
        .await;
    other.act(move |c, app| accept::run(c, app, &id)).await;
    let desk = other.desk();
    offerer
        .until_true("the accepted agreement", move |c| {
            Ok(partner::find(c, &desk)?.state == PartnerState::Active)
        })
        .await;
    // Who was found by its offer alone has its restaurants read now.
    other.jobs().await;
}

pub fn terms(now: Instant) -> Terms {
    Terms {
        currency: Currency::CHF,
        credit_limit: 150_000,
        wasted_trip_fee: 400,
        settlement_period: "P7D".into(),
        valid_from: now,
        valid_through: now.plus(chrono::TimeDelta::days(300)),
    }
}

/// A cart with two of one dish.
pub async fn cart_of(instance: &Instance, user: &UserId, restaurant: &str, item: &str) -> CartId {
    let now = instance.app.clock.now();
    let cart_id: CartId = id(instance);
    let row = Cart {
        id: cart_id.clone(),
        user_id: Some(user.clone()),
        restaurant: restaurant.to_owned(),
        created_at: now,
        updated_at: now,
    };
    let line = CartLine {
        id: id::<CartLineId>(instance),
        cart_id: cart_id.clone(),
        item: item.to_owned(),
        count: 2,
    };
    instance
        .write(move |c| {
            cart::insert(c, &row)?;
            cart_line::insert(c, &line)
        })
        .await;
    cart_id
}

/// A door with all that must stay where it is.
pub fn door() -> Doorstep {
    Doorstep {
        recipient_name: SECRETS[0].into(),
        phone: SECRETS[2].into(),
        street: SECRETS[1].into(),
        postcode: "9490".into(),
        city: "Vaduz".into(),
        country: "LI".into(),
        access_notes: SECRETS[3].into(),
        position: Position::new(PLACE.0 + 0.004, PLACE.1 + 0.002).unwrap(),
    }
}

pub fn id<T: TextValue>(instance: &Instance) -> T {
    instance.app.ids.new_id().unwrap()
}

fn coop_row(name: &str, now: Instant) -> Coop {
    Coop {
        id: "coop".into(),
        name: format!("Velokurier {name}"),
        place: "Vaduz".into(),
        about: String::new(),
        hue: "teal".into(),
        latitude: PLACE.0,
        longitude: PLACE.1,
        currency: Currency::CHF,
        timezone: "Europe/Vaduz".into(),
        locale: "en".into(),
        phone: Some("+423 230 00 00".into()),
        mail: None,
        tariff_base: 350,
        tariff_per_km: 90,
        courier_share: 800,
        commission: 100,
        pickup_delay: 0,
        created_at: now,
        updated_at: now,
        closes_at: None,
        closed_at: None,
    }
}

fn restaurant_row(id: &RestaurantId, now: Instant) -> Restaurant {
    let place = Position::new(PLACE.0, PLACE.1).unwrap();
    let zone = Cell::of(place, CellSize::Blocks).disk(3);
    Restaurant {
        id: id.clone(),
        handle: "linde".into(),
        name: "Zur Linde".into(),
        description: String::new(),
        cuisine: "regional".into(),
        street: "Äulestrasse".into(),
        housenumber: "1".into(),
        postcode: "9490".into(),
        city: "Vaduz".into(),
        country: "LI".into(),
        latitude: PLACE.0,
        longitude: PLACE.1,
        phone: None,
        website: None,
        opening_hours: "24/7".into(),
        hue: "rose".into(),
        weave: "twill".into(),
        emblem: "fish".into(),
        minimum: 0,
        currency: Currency::CHF,
        delivers: true,
        collects: true,
        busy_until: None,
        ordering_delay: 0,
        zone: zone.into_iter().map(|cell| cell.to_string()).collect(),
        state: RestaurantState::Listed,
        closed_until: None,
        closed_reason: None,
        osm_ref: None,
        menu_revision: 1,
        created_at: now,
        updated_at: now,
    }
}

fn item_row(
    id: &MenuItemId,
    restaurant: &RestaurantId,
    section: &MenuSectionId,
    now: Instant,
) -> MenuItem {
    MenuItem {
        id: id.clone(),
        restaurant_id: restaurant.clone(),
        section_id: section.clone(),
        position: 0,
        name: "Käsknöpfle".into(),
        description: String::new(),
        price: 1850,
        allergens: vec!["gluten".into(), "milk".into()],
        sold_out: false,
        revision: 1,
        created_at: now,
        updated_at: now,
        removed_at: None,
    }
}

fn user_row(id: &UserId, name: &str, now: Instant) -> UserAccount {
    UserAccount {
        id: id.clone(),
        email: format!("{name}@example.org"),
        name: name.to_owned(),
        phone: None,
        password_hash: "none".into(),
        locale: None,
        disabled: false,
        created_at: now,
    }
}
