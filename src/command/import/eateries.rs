//! Eateries as unclaimed restaurants.

use musette_domain::id::RestaurantId;
use musette_domain::opening::OpeningHours;
use musette_domain::zone::Zone;
use musette_domain::{Currency, Instant, Position, phone, text};

use super::Imported;
use crate::app::Ids;
use crate::flow::restaurant::free_handle;
use crate::services::map::extract::Eatery;
use crate::store::restaurant::{self, Restaurant, RestaurantState};
use crate::store::{Conn, Error, Result, coop, eatery};

/// How far a restaurant's zone reaches until somebody draws another, in metres.
pub const FIRST_ZONE: f64 = 3_000.0;

/// Writes what is new and brings unclaimed ones up to date.
pub fn write(
    c: &mut Conn,
    eateries: &[Eatery],
    now: Instant,
    imported: &mut Imported,
) -> Result<()> {
    let home = coop::find_optional(c, crate::command::instance::COOP)?;
    let currency = home.as_ref().map_or(Currency::EUR, |coop| coop.currency);
    let zone = home
        .and_then(|coop| coop.timezone.parse().ok())
        .unwrap_or(chrono_tz::UTC);
    let ids: &dyn Ids = &crate::app::ids::SystemIds;
    for found in eateries {
        let osm_ref = format!("{}/{}", found.osm_kind.as_str(), found.osm_id);
        let Ok(position) = Position::try_from(found.position) else {
            continue;
        };
        let Ok(name) = text::name(&found.name) else {
            continue;
        };
        match eatery::by_osm_ref(c, &osm_ref)? {
            Some(known) if known.state != RestaurantState::Unclaimed => {
                imported.kept_restaurants += 1;
            }
            Some(known) => {
                let row = describe(known, found, name, position, zone, now);
                restaurant::save(c, &row)?;
                imported.updated_restaurants += 1;
            }
            None => {
                let id: RestaurantId = ids.new_id().map_err(|e| Error::Database(e.to_string()))?;
                let handle = free_handle::run(c, &name, found.osm_id)?;
                let row = describe(
                    blank(id, handle, osm_ref, currency, now),
                    found,
                    name,
                    position,
                    zone,
                    now,
                );
                restaurant::insert(c, &row)?;
                imported.new_restaurants += 1;
            }
        }
    }
    Ok(())
}

fn describe(
    known: Restaurant,
    found: &Eatery,
    name: String,
    position: Position,
    time_zone: chrono_tz::Tz,
    now: Instant,
) -> Restaurant {
    let words: Vec<String> = found
        .cuisine
        .iter()
        .map(|word| word.replace('_', " "))
        .collect();
    // What a mapper wrote is kept only where it is understood.
    let opening_hours = found
        .opening_hours
        .as_deref()
        .filter(|hours| OpeningHours::parse(hours, time_zone).is_ok())
        .unwrap_or_default();
    let website = found
        .website
        .as_deref()
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    Restaurant {
        name,
        cuisine: words.join(", "),
        street: found.street.clone().unwrap_or_default(),
        housenumber: found.housenumber.clone().unwrap_or_default(),
        postcode: found.postcode.clone().unwrap_or_default(),
        city: found.city.clone().unwrap_or_default(),
        latitude: position.lat(),
        longitude: position.lon(),
        phone: found
            .phone
            .as_deref()
            .and_then(|typed| phone::parse(typed, None).ok()),
        website: website.map(str::to_owned),
        opening_hours: opening_hours.to_owned(),
        zone: zone_around(position),
        updated_at: now,
        ..known
    }
}

/// The zone a restaurant begins with.
pub fn zone_around(position: Position) -> Vec<String> {
    Zone::around(position, FIRST_ZONE)
        .cells()
        .map(|cell| cell.to_string())
        .collect()
}

/// A restaurant of which nothing is known yet.
pub fn blank(
    id: RestaurantId,
    handle: String,
    osm_ref: String,
    currency: Currency,
    now: Instant,
) -> Restaurant {
    Restaurant {
        id,
        handle,
        name: String::new(),
        description: String::new(),
        cuisine: String::new(),
        street: String::new(),
        housenumber: String::new(),
        postcode: String::new(),
        city: String::new(),
        country: String::new(),
        latitude: 0.0,
        longitude: 0.0,
        phone: None,
        website: None,
        opening_hours: String::new(),
        hue: String::new(),
        weave: String::new(),
        emblem: String::new(),
        minimum: 0,
        currency,
        delivers: true,
        collects: true,
        busy_until: None,
        ordering_delay: 0,
        zone: Vec::new(),
        state: RestaurantState::Unclaimed,
        closed_until: None,
        closed_reason: None,
        osm_ref: Some(osm_ref),
        menu_revision: 0,
        created_at: now,
        updated_at: now,
    }
}
