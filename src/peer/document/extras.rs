//! What our actors tell beyond the common terms, so that a partner can show and price them: colours, minimum, currency, tariff.
//!
//! Plain values, defined in the document's own context: a stranger that does not know them passes over them.

use musette_domain::{Currency, Money, TextValue};
use musette_federation::context;
use serde_json::{Map, Value, json};

use crate::store::coop::Coop;
use crate::store::restaurant::Restaurant;

/// The extra terms of a restaurant.
pub fn of_restaurant(row: &Restaurant) -> Map<String, Value> {
    members(json!({
        "hue": row.hue,
        "weave": row.weave,
        "emblem": row.emblem,
        "minimum": Money::new(row.minimum, row.currency).to_decimal(),
        "currency": row.currency.code(),
        "delivers": row.delivers,
        "collects": row.collects,
        "menuRevision": row.menu_revision,
    }))
}

/// The extra terms of a co-op and its desk.
pub fn of_coop(row: &Coop) -> Map<String, Value> {
    let amount = |minor: i64| Money::new(minor, row.currency).to_decimal();
    members(json!({
        "hue": row.hue,
        "place": row.place,
        "currency": row.currency.code(),
        "feeBase": amount(row.tariff_base),
        "feePerKm": amount(row.tariff_per_km),
        "timezone": row.timezone,
        "latitude": row.latitude,
        "longitude": row.longitude,
    }))
}

/// Adds terms to a document and defines those of ours in its inline context.
pub fn add(document: &mut Value, terms: Map<String, Value>) {
    context::extend(document, terms);
}

/// An amount of a document in minor units.
pub fn amount(document: &Value, name: &str, currency: Currency) -> Option<i64> {
    let text = document.get(name)?.as_str()?;
    Money::parse_decimal(text, currency)
        .ok()
        .map(|money| money.minor)
        .filter(|minor| *minor >= 0)
}

/// A currency of a document.
pub fn currency(document: &Value) -> Option<Currency> {
    Currency::parse(document.get("currency")?.as_str()?).ok()
}

/// A short text of a document; empty if there is none.
pub fn text(document: &Value, name: &str, most: usize) -> String {
    document
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .take(most)
        .collect()
}

/// A word such as the name of a colour: letters, digits and dashes. Empty if it is anything else.
pub fn word(document: &Value, name: &str) -> String {
    let text = text(document, name, 40);
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'#'));
    if plain { text } else { String::new() }
}

/// Yes or no; `otherwise` if the document does not say.
pub fn flag(document: &Value, name: &str, otherwise: bool) -> bool {
    document
        .get(name)
        .and_then(Value::as_bool)
        .unwrap_or(otherwise)
}

/// Degrees on the map.
pub fn degrees(document: &Value, name: &str, most: f64) -> Option<f64> {
    document
        .get(name)
        .and_then(Value::as_f64)
        .filter(|degrees| degrees.is_finite() && degrees.abs() <= most)
}

fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_strangers_are_only_words() {
        let document = json!({"hue": "teal", "weave": "x\" onload=alert(1)", "emblem": 3});
        assert_eq!(word(&document, "hue"), "teal");
        assert_eq!(word(&document, "weave"), "");
        assert_eq!(word(&document, "emblem"), "");
    }

    #[test]
    fn added_terms_are_defined_inline() {
        let mut document =
            json!({"@context": ["https://www.w3.org/ns/activitystreams", {}], "id": "x"});
        add(
            &mut document,
            members(json!({"hue": "teal", "timezone": "UTC"})),
        );
        assert_eq!(document["@context"][1]["hue"], "mu:hue");
        assert_eq!(document["@context"][1].get("timezone"), None);
        assert_eq!(document["hue"], "teal");
    }
}
