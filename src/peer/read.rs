//! What documents of co-ops and restaurants elsewhere become in our tables.

use musette_domain::Instant;
use musette_domain::text::{mixes_alphabets, shown_name};
use musette_federation::RemoteActor;
use musette_federation::menu::Menu;
use musette_federation::signature::PublicKey;
use serde_json::Value;

use super::address::authority;
use super::document::extras;
use super::handle::update_item::{fill, price};
use crate::services::html::words;
use crate::store::partner::{Partner, PartnerState};
use crate::store::remote_coop::RemoteCoop;
use crate::store::remote_menu_item::RemoteMenuItem;
use crate::store::remote_restaurant::RemoteRestaurant;

/// A co-op.
pub fn coop(document: &RemoteActor, value: &Value, now: Instant) -> RemoteCoop {
    RemoteCoop {
        actor_id: document.id.to_string(),
        host: authority(&document.id),
        name: name(document),
        place: extras::text(value, "place", 100),
        hue: extras::word(value, "hue"),
        desk_id: document.desk.as_ref().map(ToString::to_string),
        restaurants_url: document.restaurants.as_ref().map(ToString::to_string),
        latitude: extras::degrees(value, "latitude", 90.0),
        longitude: extras::degrees(value, "longitude", 180.0),
        timezone: document.timezone.clone(),
        fetched_at: now,
        walked_at: None,
        gone_at: None,
        neighbours_url: document.neighbours.as_ref().map(ToString::to_string),
        depth: 0,
        found_via: None,
    }
}

/// A restaurant. Its menu is read apart.
pub fn restaurant(
    document: &RemoteActor,
    value: &Value,
    coop: Option<String>,
    now: Instant,
) -> RemoteRestaurant {
    let currency = extras::currency(value);
    let place = document.location.clone().unwrap_or_default();
    let text = |url: &Option<url::Url>| url.as_ref().map(ToString::to_string);
    RemoteRestaurant {
        actor_id: document.id.to_string(),
        coop_id: coop.or_else(|| text(&document.parent_organization)),
        host: authority(&document.id),
        handle: shown_name(&document.preferred_username),
        name: name(document),
        description: plain(document.summary.as_deref().unwrap_or_default()),
        cuisine: document.serves_cuisine.clone().unwrap_or_default(),
        address: place.address.on_one_line(),
        latitude: place.latitude,
        longitude: place.longitude,
        timezone: document.timezone.clone(),
        opening_hours: document.opening_hours.clone().unwrap_or_default(),
        closed_until: document.closed_until.map(Instant::from),
        minimum: currency.and_then(|currency| extras::amount(value, "minimum", currency)),
        currency,
        delivers: extras::flag(value, "delivers", true),
        collects: extras::flag(value, "collects", false),
        zone: document
            .zone
            .iter()
            .map(|cell| cell.as_str().to_owned())
            .collect(),
        hue: extras::word(value, "hue"),
        weave: extras::word(value, "weave"),
        emblem: extras::word(value, "emblem"),
        menu_url: text(&document.menu),
        specials_url: text(&document.specials),
        menu_revision: 0,
        menu_fetched_at: None,
        fetched_at: now,
        gone_at: None,
    }
}

/// What an actor is called, without tricks. A name of two alphabets may imitate another's, so its handle stands beside it.
fn name(document: &RemoteActor) -> String {
    let name = shown_name(&document.name);
    if name.is_empty() || mixes_alphabets(&name) {
        let host = authority(&document.id);
        let handle = &document.preferred_username;
        return format!("{name} (@{handle}@{host})").trim().to_owned();
    }
    name
}

/// The text of a stranger's HTML: a line for each paragraph.
fn plain(html: &str) -> String {
    let broken = html
        .replace("</p>", "\n")
        .replace("<br>", "\n")
        .replace("<br/>", "\n")
        .replace("<br />", "\n");
    words(&broken).trim().chars().take(2000).collect()
}

/// The dishes of a menu. Those whose price cannot be read are left out.
pub fn dishes(menu: &Menu) -> Vec<RemoteMenuItem> {
    let mut rows = Vec::new();
    for (section_at, section) in (0..).zip(&menu.sections) {
        for (at, dish) in (0..).zip(&section.items) {
            let Some((price, currency)) = price(dish) else {
                continue;
            };
            let mut row = RemoteMenuItem {
                id: dish.id.to_string(),
                restaurant_id: menu.attributed_to.to_string(),
                section: shown_name(&section.name),
                section_position: section_at,
                position: at,
                name: String::new(),
                description: String::new(),
                price,
                currency,
                allergens: Vec::new(),
                sold_out: false,
                revision: i64::try_from(dish.revision).unwrap_or(i64::MAX),
                removed_at: None,
            };
            fill(&mut row, dish);
            rows.push(row);
        }
    }
    rows
}

/// A desk as a possible partner, with the key to pin; none if it has no Ed25519 key or no co-op.
pub fn partner(desk: &RemoteActor, coop: &RemoteCoop, now: Instant) -> Option<Partner> {
    let key = desk
        .keys
        .iter()
        .find(|key| matches!(key.key, PublicKey::Ed25519(_)))?;
    let text = |url: &Option<url::Url>| url.as_ref().map(ToString::to_string);
    Some(Partner {
        desk_id: desk.id.to_string(),
        coop_id: coop.actor_id.clone(),
        host: coop.host.clone(),
        name: coop.name.clone(),
        place: coop.place.clone(),
        hue: coop.hue.clone(),
        inbox: desk.inbox.to_string(),
        quote_url: text(&desk.quote),
        log_url: text(&desk.exchange_log),
        capacity_url: text(&desk.capacity),
        key_id: key.id.clone(),
        public_key: key.key.to_bytes().to_vec(),
        agreement_id: None,
        state: PartnerState::Known,
        sent_seq: 0,
        received_seq: 0,
        acknowledged_seq: 0,
        last_contact_at: None,
        silent_since: None,
        created_at: now,
    })
}
