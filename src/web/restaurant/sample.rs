//! A restaurant for previews of its pages.

use musette_domain::id::{MenuItemId, MenuSectionId, RestaurantId, SpecialId, SpecialPlanId};
use musette_domain::{Currency, Instant, TextValue};

use super::menu::Menu;
use crate::store::menu_item::MenuItem;
use crate::store::menu_section::MenuSection;
use crate::store::reply::Reply;
use crate::store::restaurant::{Restaurant, RestaurantState};
use crate::store::special::{Special, SpecialKind};
use crate::store::special_plan::SpecialPlan;

/// A restaurant with a menu of one section and one item, for previews.
pub(crate) fn menu() -> (Restaurant, Menu) {
    let now = Instant::from_millis(1_795_777_200_000);
    let id = |text: &str| text.to_owned();
    let restaurant = Restaurant {
        id: RestaurantId::parse("r").unwrap(),
        handle: id("poireau"),
        name: id("Le Poireau <Masqué>"),
        description: String::new(),
        cuisine: id("cuisine du marché"),
        street: id("Äulestrasse"),
        housenumber: id("12"),
        postcode: id("9490"),
        city: id("Vaduz"),
        country: id("LI"),
        latitude: 47.141,
        longitude: 9.521,
        phone: None,
        website: None,
        opening_hours: id("Tu-Sa 11:45-14:00"),
        hue: id("green"),
        weave: String::new(),
        emblem: id("leek"),
        minimum: 1500,
        currency: Currency::CHF,
        delivers: true,
        collects: true,
        busy_until: None,
        ordering_delay: 0,
        zone: Vec::new(),
        state: RestaurantState::Listed,
        closed_until: None,
        closed_reason: None,
        osm_ref: None,
        menu_revision: 3,
        created_at: now,
        updated_at: now,
    };
    let section = MenuSection {
        id: MenuSectionId::parse("s").unwrap(),
        restaurant_id: restaurant.id.clone(),
        position: 0,
        name: id("Plats"),
    };
    let item = MenuItem {
        id: MenuItemId::parse("i").unwrap(),
        restaurant_id: restaurant.id.clone(),
        section_id: section.id.clone(),
        position: 0,
        name: id("Parmentier <de poireaux>"),
        description: id("fumés"),
        price: 1350,
        allergens: vec![id("milk"), id("unknown")],
        sold_out: true,
        revision: 1,
        created_at: now,
        updated_at: now,
        removed_at: None,
    };
    (restaurant, Menu::of(vec![section], vec![item]))
}

/// A special of it.
pub(crate) fn special() -> Special {
    let now = Instant::from_millis(1_795_777_200_000);
    Special {
        id: SpecialId::parse("sp").unwrap(),
        restaurant_id: RestaurantId::parse("r").unwrap(),
        menu_item_id: None,
        title: "Poireaux <fumés>".into(),
        description: "au foin".into(),
        price: Some(1350),
        allergens: vec!["milk".into()],
        published_at: now,
        ends_at: now.plus(chrono::TimeDelta::hours(4)),
        edited_at: None,
        removed_at: None,
        kind: SpecialKind::Special,
        hashtags: vec!["PlatDuJour".into()],
        photo_id: None,
        sold_out: false,
        changed_at: None,
    }
}

/// A plan of it.
pub(super) fn plan() -> SpecialPlan {
    let special = special();
    SpecialPlan {
        id: SpecialPlanId::parse("pl").unwrap(),
        restaurant_id: special.restaurant_id,
        menu_item_id: None,
        title: "Soupe <du jour>".into(),
        description: String::new(),
        price: Some(900),
        allergens: Vec::new(),
        hashtags: Vec::new(),
        photo_id: None,
        first_day: "2026-11-27".into(),
        weekdays: vec![0, 4],
        begins: 600,
        ends: 840,
        next_at: Some(special.ends_at),
        created_at: special.published_at,
    }
}

/// A reply to it, for previews.
pub(crate) fn reply(of: &Restaurant, to: &Special) -> Reply {
    Reply {
        id: "https://social.example/notes/1".into(),
        restaurant_id: of.id.clone(),
        special_id: Some(to.id.clone()),
        in_reply_to: Some("https://vaduz.example/ap/n/1".into()),
        depth: 1,
        author_id: "https://social.example/users/anna".into(),
        author_handle: "@anna@social.example".into(),
        author_name: "Anna <b>".into(),
        author_inbox: "https://social.example/users/anna/inbox".into(),
        host: "social.example".into(),
        ours: false,
        public: true,
        summary: None,
        content: "<p>Encore&nbsp;!</p>".into(),
        language: Some("fr".into()),
        url: None,
        published_at: to.published_at,
        edited_at: None,
        hidden_at: None,
        removed_at: None,
        received_at: to.published_at,
    }
}
