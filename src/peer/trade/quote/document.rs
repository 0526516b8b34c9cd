//! The answer to a quote: the wire's Quote, and beside it what the asking co-op needs to show and book the order: the windows that can be had,
//! who gets what of the total, and the way's length.

use musette_domain::{Currency, Instant, Money};
use musette_federation::quote::Quote as WireQuote;
use musette_federation::{Decimal, Malformed, time};
use serde_json::{Value, json};

use crate::app::quotes::Quote;
use crate::peer::trade::answer::Problem;
use crate::peer::trade::terms::{amount, minor};

/// The most windows that are read.
const MOST_WINDOWS: usize = 400;

/// Writes the answer.
pub fn write(wire: &WireQuote, quote: &Quote) -> Value {
    let mut document = wire.to_json();
    let share = |money: Money| amount(money.minor, money.currency);
    let windows: Vec<Value> = quote
        .windows
        .iter()
        .map(|(from, to)| {
            json!({"startTime": time::format(from.to_utc()), "endTime": time::format(to.to_utc())})
        })
        .collect();
    if let Some(members) = document.as_object_mut() {
        members.insert(
            "shares".into(),
            json!({
                "restaurant": share(quote.restaurant_share),
                "courier": share(quote.courier_share),
                "coop": share(quote.coop_share),
            }),
        );
        members.insert("windows".into(), Value::Array(windows));
        if let Some(distance) = quote.distance {
            members.insert("distance".into(), json!(distance));
        }
    }
    document
}

/// Reads an answer that is a price.
pub fn read(wire: &WireQuote, document: &Value, currency: Currency) -> Result<Quote, Problem> {
    let money = |amount: &Decimal| minor(amount, currency).map(|m| Money::new(m, currency));
    let share = |name: &str| {
        document
            .get("shares")
            .and_then(|shares| shares.get(name))
            .and_then(Value::as_str)
            .and_then(Decimal::parse)
            .ok_or_else(|| wrong("shares"))
            .and_then(|amount| money(&amount))
    };
    let quote = Quote {
        items: money(&wire.subtotal)?,
        fee: money(&wire.delivery_fee)?,
        restaurant_share: share("restaurant")?,
        courier_share: share("courier")?,
        coop_share: share("coop")?,
        distance: document
            .get("distance")
            .and_then(Value::as_i64)
            .and_then(|metres| i32::try_from(metres).ok())
            .filter(|metres| *metres >= 0),
        windows: windows(document)?,
        valid_through: wire.valid_through.into(),
    };
    let total = money(&wire.total)?;
    let parts = quote.items.plus(quote.fee).ok();
    let shares = quote
        .restaurant_share
        .plus(quote.courier_share)
        .and_then(|sum| sum.plus(quote.coop_share))
        .ok();
    if parts != Some(total) || shares != Some(total) {
        return Err(Malformed::Rule("the parts of a quote add up to its total").into());
    }
    Ok(quote)
}

fn windows(document: &Value) -> Result<Vec<(Instant, Instant)>, Problem> {
    let items = document
        .get("windows")
        .and_then(Value::as_array)
        .ok_or_else(|| wrong("windows"))?;
    let at = |window: &Value, name: &str| {
        window
            .get(name)
            .and_then(Value::as_str)
            .and_then(time::parse)
            .map(Instant::from)
    };
    items
        .iter()
        .take(MOST_WINDOWS)
        .map(|window| {
            at(window, "startTime")
                .zip(at(window, "endTime"))
                .filter(|(from, to)| from < to)
                .ok_or_else(|| wrong("windows"))
        })
        .collect()
}

fn wrong(what: &str) -> Problem {
    Problem::Malformed(format!("the quote has no readable `{what}`"))
}
