//! A restaurant of ours as schema.org has it (Restaurant, Menu, Offer), for search engines and link previews.

use chrono::TimeDelta;
use musette_domain::opening::OpenPeriod;
use musette_domain::{Instant, Money, TextValue};
use serde_json::{Map, Value, json};

use super::hours;
use super::listing::Listing;
use super::restaurant::menu::{Item, Section};
use super::restaurant::reach;
use super::restaurant::read::{Known, Today};
use crate::app::App;
use crate::i18n::Markup;
use crate::store::special::Special;

/// How far ahead opening hours are told: each weekday once.
const AHEAD: TimeDelta = TimeDelta::days(7);

/// The restaurant with its menu and its special.
pub fn restaurant(app: &App, known: &Known, now: Instant) -> Markup {
    let listing = &known.listing;
    let page = app.urls.absolute(&listing.path);
    let mut data = Map::new();
    let mut put = |name: &str, value: Value| {
        if !matches!(&value, Value::Null) && value != json!("") && value != json!([]) {
            data.insert(name.to_owned(), value);
        }
    };
    put("@context", json!("https://schema.org"));
    put("@type", json!("Restaurant"));
    put("@id", json!(listing.actor));
    put("url", json!(page));
    put("name", json!(listing.name));
    put("description", json!(listing.description));
    put("address", json!(listing.address));
    put("servesCuisine", json!(listing.cuisine));
    put("currenciesAccepted", json!(listing.currency.code()));
    if let Some(position) = listing.position {
        put(
            "geo",
            json!({"@type": "GeoCoordinates", "latitude": position.lat(), "longitude": position.lon()}),
        );
    }
    if let Some((_, written)) = reach::phone(listing) {
        put("telephone", json!(written));
    }
    if let Some((website, _)) = reach::website(listing) {
        put("sameAs", json!(website));
    }
    put("openingHoursSpecification", opening(listing, now));
    if !known.menu.is_empty() {
        let sections: Vec<Value> = known.menu.iter().map(section).collect();
        put(
            "hasMenu",
            json!({"@type": "Menu", "url": page, "hasMenuSection": sections}),
        );
    }
    let offers = known.specials.iter().filter_map(|special| match special {
        Today::Ours(own) => Some(offer_of_the_day(app, listing, &own.special)),
        Today::Elsewhere(_) => None,
    });
    let offers: Vec<Value> = offers.collect();
    if !offers.is_empty() {
        put("makesOffer", Value::Array(offers));
    }
    Markup::structured(&Value::Object(data))
}

/// When it is open in the coming week; what is not understood is not told.
fn opening(listing: &Listing, now: Instant) -> Value {
    let zone = listing.time_zone;
    let Some(hours) = hours::of(&listing.opening_hours, zone) else {
        return Value::Null;
    };
    let told = |period: OpenPeriod| {
        let (from, until) = (
            period.from.to_utc().with_timezone(&zone),
            period.until.to_utc().with_timezone(&zone),
        );
        let long = period.until.since(period.from) >= TimeDelta::days(1);
        let (opens, closes) = if long {
            ("00:00".to_owned(), "23:59".to_owned())
        } else {
            (
                from.format("%H:%M").to_string(),
                until.format("%H:%M").to_string(),
            )
        };
        json!({
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": from.format("%A").to_string(),
            "opens": opens,
            "closes": closes,
        })
    };
    let mut days: Vec<Value> = Vec::new();
    for period in hours.periods(now, now.plus(AHEAD)) {
        for part in by_day(period) {
            let day = told(part);
            if !days.contains(&day) {
                days.push(day);
            }
        }
    }
    Value::Array(days)
}

/// A period of several days, such as all of them, as a part a day.
fn by_day(period: OpenPeriod) -> Vec<OpenPeriod> {
    let mut parts = Vec::new();
    let mut from = period.from;
    while period.until.since(from) > TimeDelta::days(1) {
        let until = from.plus(TimeDelta::days(1));
        parts.push(OpenPeriod { from, until });
        from = until;
    }
    parts.push(OpenPeriod { from, ..period });
    parts
}

fn section(section: &Section) -> Value {
    let items: Vec<Value> = section.items.iter().map(item).collect();
    json!({"@type": "MenuSection", "name": section.name, "hasMenuItem": items})
}

fn item(item: &Item) -> Value {
    let mut told = json!({
        "@type": "MenuItem",
        "name": item.name,
        "offers": offer(item.price, !item.sold_out),
    });
    if !item.description.is_empty()
        && let Value::Object(told) = &mut told
    {
        told.insert("description".into(), json!(item.description));
    }
    told
}

fn offer(price: Money, there: bool) -> Value {
    json!({
        "@type": "Offer",
        "price": price.to_decimal(),
        "priceCurrency": price.currency.code(),
        "availability": availability(there),
    })
}

const fn availability(there: bool) -> &'static str {
    if there {
        "https://schema.org/InStock"
    } else {
        "https://schema.org/SoldOut"
    }
}

fn offer_of_the_day(app: &App, listing: &Listing, special: &Special) -> Value {
    let there = !special.sold_out;
    let price = special
        .price
        .map(|minor| offer(Money::new(minor, listing.currency), there));
    let mut told = match price {
        Some(Value::Object(offer)) => offer,
        _ => Map::from_iter([
            ("@type".to_owned(), json!("Offer")),
            ("availability".to_owned(), json!(availability(there))),
        ]),
    };
    told.insert("@id".into(), json!(app.urls.special(special.id.as_str())));
    told.insert("name".into(), json!(special.title));
    told.insert("validFrom".into(), json!(special.published_at.to_rfc3339()));
    told.insert("validThrough".into(), json!(special.ends_at.to_rfc3339()));
    Value::Object(told)
}
