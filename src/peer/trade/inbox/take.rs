//! The one transaction of a received message: nonce, number, exchange log, effects, and the rows of what it is answered with.

use musette_domain::Instant;
use musette_federation::TradeActivity;
use musette_federation::signature::Unverified;
use serde_json::Value;

use super::standing;
use crate::app::{App, Topic};
use crate::flow::alarm::{self, What};
use crate::peer::trade::answer::Problem;
use crate::peer::trade::desk::Desk;
use crate::peer::trade::failed::Failed;
use crate::peer::trade::handle::{self, Received};
use crate::peer::trade::nonce;
use crate::store::exchange_entry::{self, ExchangeDirection, ExchangeEntry};
use crate::store::partner::{self, Partner};
use crate::store::{Conn, Result, outbox_message};

/// A message whose signature is right.
pub struct Message {
    /// The instance.
    pub app: App,
    /// The partner's desk.
    pub partner: String,
    /// The signature.
    pub signature: Unverified,
    /// The body's fingerprint.
    pub body_hash: String,
    /// The body.
    pub body: String,
    /// The body as JSON.
    pub document: Value,
    /// The body as an activity.
    pub activity: TradeActivity,
    /// Wire time of arrival.
    pub wire: Instant,
}

/// What became of a message.
pub struct Taken {
    /// The highest number up to which nothing is missing.
    pub acknowledged: i64,
    /// The refusal, if it had no effect.
    pub refused: Option<Problem>,
    /// What changed.
    pub topics: Vec<Topic>,
}

/// How a message compares with what is in the log.
enum Novelty {
    /// Its number and id are new.
    New,
    /// It was refused when it came first; it may count now.
    RefusedBefore,
    /// It has had its effect.
    Repeated,
    /// Its id or number was used for something else.
    Contradicts(What, String),
}

/// Takes a message. All of it is durable when the transaction is; a refusal that others may have to look at is noted too.
pub fn take(c: &mut Conn, message: &Message) -> Result<Taken, Failed> {
    nonce::once(c, &message.signature, message.wire)?;
    let partner = partner::heard(c, &message.partner, message.wire)?;
    if partner.key_id != message.signature.key_id {
        return Err(Problem::Signature("the key was replaced just now".into()).into());
    }
    // It is there: what waited for it while it was not goes out now.
    outbox_message::resume_partner(c, &partner.desk_id, message.wire)?;
    let refuse = |problem| Taken {
        acknowledged: partner.received_seq,
        refused: Some(problem),
        topics: Vec::new(),
    };
    match novelty(c, message)? {
        Novelty::Repeated => Ok(Taken {
            acknowledged: partner.received_seq,
            refused: None,
            topics: Vec::new(),
        }),
        Novelty::Contradicts(what, why) => {
            alarm::raise(c, &partner.desk_id, what, message.app.clock.now())?;
            Ok(Taken {
                topics: vec![Topic::Coop, Topic::Dispatch],
                ..refuse(Problem::Conflict(why))
            })
        }
        Novelty::New => have_effect(c, message, &partner, true),
        Novelty::RefusedBefore => have_effect(c, message, &partner, false),
    }
}

fn novelty(c: &mut Conn, message: &Message) -> Result<Novelty> {
    let activity = &message.activity;
    let received = ExchangeDirection::Received;
    let seq = number(activity);
    let known =
        exchange_entry::find_by_activity(c, &message.partner, received, activity.id.as_str())?;
    Ok(match known {
        Some(entry) if entry.body_hash != message.body_hash || entry.seq != seq => {
            let what = What::OtherContent {
                activity: activity.id.to_string(),
            };
            let why = format!("{} was received before with other content", activity.id);
            Novelty::Contradicts(what, why)
        }
        Some(entry) if entry.body.is_some() => Novelty::Repeated,
        Some(_) => Novelty::RefusedBefore,
        None => match exchange_entry::find_optional(c, &message.partner, received, seq)? {
            Some(other) => {
                let why = format!(
                    "number {seq} was received before with {}; was a backup restored?",
                    other.activity_id
                );
                Novelty::Contradicts(What::NumberAgain { seq }, why)
            }
            None => Novelty::New,
        },
    })
}

/// Writes the log, lets the message have its effect, and says how far the log is complete.
fn have_effect(
    c: &mut Conn,
    message: &Message,
    partner: &Partner,
    new: bool,
) -> Result<Taken, Failed> {
    let now = message.app.clock.now();
    let activity = &message.activity;
    let outcome = match standing::judge(c, partner, &activity.message, now)? {
        Err(problem) => Err(problem),
        Ok(()) => attempt(c, message, partner, now)?,
    };
    let entry = ExchangeEntry {
        partner_id: partner.desk_id.clone(),
        direction: ExchangeDirection::Received,
        seq: number(activity),
        activity_id: activity.id.to_string(),
        kind: activity.message.name().to_owned(),
        context: Some(activity.context.to_string()),
        // A refused message leaves its number and fingerprint only: repeated, it is judged anew.
        body: outcome.is_ok().then(|| message.body.clone()),
        body_hash: message.body_hash.clone(),
        valid_through: Some(activity.valid_through.into()),
        created_at: now,
    };
    if new {
        exchange_entry::insert(c, &entry)?;
    } else {
        exchange_entry::save(c, &entry)?;
    }
    let acknowledged = advance(c, partner)?;
    if new && acknowledged < entry.seq && opens_a_gap(c, &entry)? {
        tracing::warn!(
            partner = partner.desk_id,
            seq = entry.seq,
            acknowledged,
            "messages before this one are missing"
        );
    }
    let (refused, topics) = match outcome {
        Ok(topics) => (None, topics),
        Err(problem) => (Some(problem), Vec::new()),
    };
    Ok(Taken {
        acknowledged,
        refused,
        topics,
    })
}

/// Whether the number before this one is missing: said once a gap, not with every message after it.
fn opens_a_gap(c: &mut Conn, entry: &ExchangeEntry) -> Result<bool> {
    let before = entry.seq.saturating_sub(1);
    Ok(exchange_entry::find_optional(c, &entry.partner_id, entry.direction, before)?.is_none())
}

/// Runs the handler so that what it wrote before refusing is undone, while nonce and log stay.
fn attempt(
    c: &mut Conn,
    message: &Message,
    partner: &Partner,
    now: Instant,
) -> Result<Result<Vec<Topic>, Problem>, Failed> {
    let received = Received {
        app: &message.app,
        desk: Desk::of(&message.app),
        partner,
        activity: &message.activity,
        document: &message.document,
        now,
    };
    let expired = Instant::from(message.activity.valid_through) < now;
    let result = c.nested(|c| {
        if expired {
            handle::expired(c, &received)
        } else {
            handle::handle(c, &received)
        }
    });
    match result {
        Ok(topics) => Ok(Ok(topics)),
        Err(Failed::Problem(Problem::Busy(why))) => Err(Problem::Busy(why).into()),
        Err(Failed::Problem(problem)) => Ok(Err(problem)),
        Err(failed) => Err(failed),
    }
}

/// Moves the acknowledgement over every number that is there now.
fn advance(c: &mut Conn, partner: &Partner) -> Result<i64> {
    let mut top = partner.received_seq;
    loop {
        let numbers = exchange_entry::numbers_after(
            c,
            &partner.desk_id,
            ExchangeDirection::Received,
            top,
            500,
        )?;
        let before = top;
        for seq in &numbers {
            if *seq != top + 1 {
                break;
            }
            top = *seq;
        }
        if top - before < 500 {
            break;
        }
    }
    if top > partner.received_seq {
        partner::received_up_to(c, &partner.desk_id, top)?;
    }
    Ok(top)
}

/// The number of an activity; the wire allows none that does not fit.
fn number(activity: &TradeActivity) -> i64 {
    i64::try_from(activity.seq).unwrap_or(i64::MAX)
}
