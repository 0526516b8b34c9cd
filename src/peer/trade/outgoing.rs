//! Writes a trade activity: its number, its entry in the exchange log, and the row of the outbox, all in the caller's transaction.

use musette_domain::Instant;
use musette_federation::signature::digest::sha256;
use musette_federation::signature::keys::hex;
use musette_federation::{TradeActivity, TradeMessage};
use serde_json::Value;

use super::desk::{Desk, address};
use crate::peer::enqueue::{self, NewActivity, ToPartner};
use crate::store::exchange_entry::{ExchangeDirection, ExchangeEntry};
use crate::store::{Conn, Error, Result, exchange_entry, outbox_activity, partner};

/// Something our desk says to one partner.
pub struct Outgoing<'a> {
    /// The partner's desk.
    pub to: &'a str,
    /// The activity's id, if a row names it already.
    pub id: Option<String>,
    /// The order, job or agreement it is about.
    pub context: &'a str,
    /// From then on it is void and not sent any more.
    pub valid_through: Instant,
    /// What it says.
    pub message: TradeMessage,
}

/// Writes `outgoing` and returns the activity's id. The sender finds it after the commit. Under an id that was said before it is not said again.
pub fn write(c: &mut Conn, desk: &Desk, outgoing: Outgoing<'_>) -> Result<String> {
    if let Some(id) = &outgoing.id
        && outbox_activity::find_optional(c, id)?.is_some()
    {
        return Ok(id.clone());
    }
    let (partner, seq) = partner::next_sent(c, outgoing.to)?;
    let id = outgoing.id.unwrap_or_else(|| desk.new_activity());
    let now = desk.now();
    let activity = TradeActivity {
        id: address(&id)?,
        actor: desk.url()?,
        to: address(outgoing.to)?,
        published: now.to_utc(),
        context: address(outgoing.context)?,
        seq: u64::try_from(seq).map_err(|_| Error::Database("a negative number".into()))?,
        valid_through: outgoing.valid_through.max(now).to_utc(),
        message: outgoing.message,
    };
    let document = activity.to_json();
    // What we would refuse from others, an activity to the public above all, we do not send either.
    TradeActivity::from_json(&document)
        .map_err(|e| Error::Database(format!("{} not sent: {e}", activity.message.name())))?;
    let body = document.to_string();
    exchange_entry::insert(
        c,
        &ExchangeEntry {
            partner_id: partner.desk_id.clone(),
            direction: ExchangeDirection::Sent,
            seq,
            activity_id: id.clone(),
            kind: activity.message.name().to_owned(),
            context: Some(outgoing.context.to_owned()),
            body_hash: body_hash(body.as_bytes()),
            body: Some(body.clone()),
            valid_through: Some(outgoing.valid_through),
            created_at: now,
        },
    )?;
    let written = NewActivity {
        id: id.clone(),
        actor: desk.urls.desk(),
        kind: document
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        object: object_id(&document),
        body,
        public: false,
    };
    enqueue::trade(
        c,
        desk.ids.as_ref(),
        &written,
        &ToPartner {
            partner: &partner.desk_id,
            inbox: &partner.inbox,
            seq,
            valid_through: outgoing.valid_through,
            now: desk.clock.wire(),
        },
    )?;
    Ok(id)
}

/// The fingerprint of a body, by which a repetition is told from a contradiction.
pub fn body_hash(body: &[u8]) -> String {
    hex(&sha256(body))
}

fn object_id(document: &Value) -> Option<String> {
    let object = document.get("object")?;
    object
        .as_str()
        .or_else(|| object.get("id")?.as_str())
        .map(str::to_owned)
}
