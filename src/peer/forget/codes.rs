//! Codes in what was said: a customer's PIN and a pickup code are of use until the bag is handed over, and stay no longer than a day (protocol.md 5.2).
//!
//! Only the code is taken out. A receipt without it is still signed over it: whoever knows the PIN, as the customer does, puts it back and checks the
//! signature as before.

use chrono::TimeDelta;
use musette_domain::Instant;
use serde_json::Value;

use crate::store::receipt::ReceiptDirection;
use crate::store::{
    self, Conn, delivery, delivery_award, delivery_offer_received, exchange_entry, outbox_activity,
    outbox_message, receipt,
};

/// How long codes are kept.
const KEPT: TimeDelta = TimeDelta::hours(24);
/// After how long no award can still be about a bag to be fetched: the longest that a door is kept.
const DOORS: TimeDelta = TimeDelta::days(9);

/// Takes old codes out of everything that was sent and received, by trade and wire time; says from how many rows. What still waits to be sent keeps its code: without it the
/// other side could not check it.
pub(in crate::peer) fn forget(c: &mut Conn, trade: Instant, wire: Instant) -> store::Result<usize> {
    let lately = trade.minus(DOORS);
    let (trade, wire) = (trade.minus(KEPT), wire.minus(KEPT));
    let mut rows = delivery::forget_codes(c, trade)?
        + delivery_award::forget_codes(c, lately)?
        + delivery_offer_received::forget_codes(c, lately)?;
    for mut entry in exchange_entry::with_codes(c, trade)? {
        if outbox_message::waits(c, &entry.activity_id)? {
            continue;
        }
        if let Some(body) = entry.body.as_deref().and_then(without_codes) {
            entry.body = Some(body);
            exchange_entry::save(c, &entry)?;
            rows += 1;
        }
    }
    for activity in outbox_activity::with_codes(c, wire)? {
        if outbox_message::waits(c, &activity.id)? {
            continue;
        }
        if let Some(body) = without_codes(&activity.body) {
            outbox_activity::set_body(c, &activity.id, &body)?;
            rows += 1;
        }
    }
    for mut row in receipt::with_codes(c, trade)? {
        let issued = row.direction == ReceiptDirection::Issued;
        if issued && outbox_message::waits(c, &row.activity_id)? {
            continue;
        }
        if let Some(body) = without_codes(&row.body) {
            row.body = body;
            receipt::save(c, &row)?;
            rows += 1;
        }
    }
    Ok(rows)
}

/// A document without its codes; none if it has none.
fn without_codes(body: &str) -> Option<String> {
    let mut value: Value = serde_json::from_str(body).ok()?;
    take_out(&mut value).then(|| value.to_string())
}

fn take_out(value: &mut Value) -> bool {
    match value {
        Value::Object(fields) => {
            let mut found = fields.remove("pickupCode").is_some();
            if let Some(Value::Object(proof)) = fields.get_mut("proofOfDelivery")
                && proof.get("method").and_then(Value::as_str) == Some("pin")
            {
                found |= proof.remove("value").is_some();
            }
            for inner in fields.values_mut() {
                found |= take_out(inner);
            }
            found
        }
        Value::Array(items) => {
            let mut found = false;
            for item in items {
                found |= take_out(item);
            }
            found
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::without_codes;

    #[test]
    fn only_codes_are_taken_out() {
        let body = r#"{"object":{"epoch":1,"proofOfDelivery":{"method":"pin","value":"4711"}},"result":[{"pickupCode":"M7-PLUM"}]}"#;
        assert_eq!(
            without_codes(body).unwrap(),
            r#"{"object":{"epoch":1,"proofOfDelivery":{"method":"pin"}},"result":[{}]}"#
        );
        let photo = r#"{"proofOfDelivery":{"method":"photo","value":"abc"}}"#;
        for nothing in [photo, "{}", "", "not json"] {
            assert_eq!(without_codes(nothing), None, "{nothing}");
        }
    }
}
