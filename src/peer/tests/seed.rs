//! A co-op with a restaurant, a menu and a special.

use chrono::TimeDelta;
use musette_domain::id::{MenuItemId, MenuSectionId, RestaurantId, SpecialId};
use musette_domain::{Currency, Instant, TextValue};

use super::instance::Instance;
use crate::store::coop::Coop;
use crate::store::menu_item::MenuItem;
use crate::store::menu_section::MenuSection;
use crate::store::restaurant::{Restaurant, RestaurantState};
use crate::store::special::{Special, SpecialKind};
use crate::store::{coop, menu_item, menu_section, restaurant, special};

pub struct Seeded {
    pub restaurant: RestaurantId,
    pub item: MenuItemId,
    /// The restaurant's actor.
    pub actor: String,
}

/// A co-op, a listed restaurant with one dish.
pub async fn seed(instance: &Instance, handle: &str) -> Seeded {
    let now = instance.clock_now();
    let restaurant = id::<RestaurantId>(instance);
    let item = id::<MenuItemId>(instance);
    let (section, coop_row) = (id::<MenuSectionId>(instance), coop_row(now));
    let rows = (
        restaurant_row(&restaurant, handle, now),
        MenuSection {
            id: section.clone(),
            restaurant_id: restaurant.clone(),
            position: 0,
            name: "Plats".into(),
        },
        item_row(&item, &restaurant, &section, now),
    );
    let opened = restaurant.clone();
    instance
        .write(move |c, app| {
            coop::insert_if_absent(c, &coop_row)?;
            restaurant::insert(c, &rows.0)?;
            menu_section::insert(c, &rows.1)?;
            menu_item::insert(c, &rows.2)?;
            app.tell.restaurant_opened(c, &opened)
        })
        .await;
    Seeded {
        restaurant,
        item,
        actor: instance.urls.restaurant(handle),
    }
}

/// Publishes a special and tells about it.
pub async fn publish(instance: &Instance, seeded: &Seeded, title: &str) -> SpecialId {
    let special = id::<SpecialId>(instance);
    let now = instance.clock_now();
    let row = Special {
        id: special.clone(),
        restaurant_id: seeded.restaurant.clone(),
        menu_item_id: Some(seeded.item.clone()),
        title: title.to_owned(),
        description: "Avec riz & salade <fraîche>.".into(),
        price: Some(1350),
        allergens: vec!["fish".into(), "milk".into()],
        published_at: now,
        ends_at: now.plus(TimeDelta::hours(4)),
        edited_at: None,
        removed_at: None,
        kind: SpecialKind::Special,
        hashtags: vec!["PlatDuJour".into()],
        photo_id: None,
        sold_out: false,
        changed_at: None,
    };
    let told = special.clone();
    instance
        .write(move |c, app| {
            special::insert(c, &row)?;
            app.tell.special_published(c, &told)
        })
        .await;
    special
}

impl Instance {
    pub fn clock_now(&self) -> Instant {
        self.app.clock.now()
    }
}

pub fn id<T: TextValue>(instance: &Instance) -> T {
    instance.app.ids.new_id().unwrap()
}

fn coop_row(now: Instant) -> Coop {
    Coop {
        id: "coop".into(),
        name: "Les Coursiers".into(),
        place: "Lyon".into(),
        about: "Livré à vélo.".into(),
        hue: "teal".into(),
        latitude: 45.76,
        longitude: 4.83,
        currency: Currency::EUR,
        timezone: "Europe/Paris".into(),
        locale: "fr".into(),
        phone: None,
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

fn restaurant_row(id: &RestaurantId, handle: &str, now: Instant) -> Restaurant {
    Restaurant {
        id: id.clone(),
        handle: handle.to_owned(),
        name: "Chez Mireille".into(),
        description: "Bouchon de quartier.".into(),
        cuisine: "lyonnaise".into(),
        street: "rue des Exemples".into(),
        housenumber: "12".into(),
        postcode: "69001".into(),
        city: "Lyon".into(),
        country: "FR".into(),
        latitude: 45.7676,
        longitude: 4.8344,
        phone: None,
        website: None,
        opening_hours: "Tu-Sa 11:45-14:00,19:00-22:00; PH off".into(),
        hue: "rose".into(),
        weave: "twill".into(),
        emblem: "fish".into(),
        minimum: 1500,
        currency: Currency::EUR,
        delivers: true,
        collects: true,
        busy_until: None,
        ordering_delay: 0,
        zone: vec!["881f90209bfffff".into()],
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
        name: "Quenelle de brochet".into(),
        description: "Sauce Nantua.".into(),
        price: 1350,
        allergens: vec!["fish".into(), "milk".into()],
        sold_out: false,
        revision: 1,
        created_at: now,
        updated_at: now,
        removed_at: None,
    }
}
