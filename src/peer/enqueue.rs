//! Writing what is to be sent: an activity once, a message for each inbox, all in the caller's transaction.

use chrono::TimeDelta;
use musette_domain::Instant;
use url::Url;

use super::address::authority;
use crate::app::Ids;
use crate::store::outbox_activity::{Lane, OutboxActivity};
use crate::store::outbox_message::{MessageState, OutboxMessage};
use crate::store::{self, Conn, outbox_activity, outbox_message};

/// How long the open tier tries: five days.
pub const SOCIAL_LIFE: TimeDelta = TimeDelta::days(5);
/// How long it tries for a special of the day: a day.
pub const SPECIAL_LIFE: TimeDelta = TimeDelta::hours(24);
/// How long an answer to an activity waits at least, so that it does not overtake our 202 on the way.
const AFTER_THE_ANSWER: TimeDelta = TimeDelta::milliseconds(250);

/// An activity of ours with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewActivity {
    /// Its address.
    pub id: String,
    /// Who acts.
    pub actor: String,
    /// Its type, such as `Create`.
    pub kind: String,
    /// What it is done to.
    pub object: Option<String>,
    /// The bytes that every recipient gets.
    pub body: String,
    /// Whether the actor's outbox shows it.
    pub public: bool,
}

/// When a message is sent and given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sending {
    /// Wire time.
    pub now: Instant,
    /// How long it is tried, from now.
    pub life: TimeDelta,
    /// Whether it answers an activity whose sender still waits for our 202.
    pub is_answer: bool,
}

impl Sending {
    /// As soon as possible, for five days.
    pub const fn at(now: Instant) -> Self {
        Self {
            now,
            life: SOCIAL_LIFE,
            is_answer: false,
        }
    }
    /// For a special: for a day.
    pub const fn special(now: Instant) -> Self {
        Self {
            now,
            life: SPECIAL_LIFE,
            is_answer: false,
        }
    }
    /// As an answer.
    pub const fn answer(now: Instant) -> Self {
        Self {
            now,
            life: SOCIAL_LIFE,
            is_answer: true,
        }
    }
}

/// Writes an activity of the open tier, with a message for each inbox (address and host).
pub fn social(
    c: &mut Conn,
    ids: &(dyn Ids + 'static),
    activity: &NewActivity,
    inboxes: &[(String, String)],
    sending: Sending,
) -> store::Result<()> {
    outbox_activity::insert(c, &row(activity, Lane::Social, sending.now))?;
    let wait = if sending.is_answer {
        AFTER_THE_ANSWER
    } else {
        TimeDelta::zero()
    };
    let mut messages = Vec::with_capacity(inboxes.len());
    for (inbox, host) in inboxes {
        messages.push(OutboxMessage {
            id: new_id(ids)?,
            activity_id: activity.id.clone(),
            inbox: inbox.clone(),
            host: host.clone(),
            lane: Lane::Social,
            partner_id: None,
            seq: None,
            state: MessageState::Waiting,
            attempts: 0,
            next_at: sending.now.plus(wait),
            valid_through: Some(sending.now.plus(sending.life)),
            last_status: None,
            last_error: None,
            created_at: sending.now,
        });
    }
    outbox_message::insert_all(c, Lane::Social, messages)
}

/// A message to a partner's desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToPartner<'a> {
    /// The partner's desk.
    pub partner: &'a str,
    /// Its inbox.
    pub inbox: &'a str,
    /// The message's number towards this partner.
    pub seq: i64,
    /// Trade time after which it is void.
    pub valid_through: Instant,
    /// Wire time.
    pub now: Instant,
}

/// Writes an activity of the trade lane: one activity, one partner.
pub fn trade(
    c: &mut Conn,
    ids: &(dyn Ids + 'static),
    activity: &NewActivity,
    to: &ToPartner<'_>,
) -> store::Result<()> {
    let host = Url::parse(to.inbox)
        .map(|url| authority(&url))
        .map_err(|e| store::Error::Database(format!("the partner's inbox is no address: {e}")))?;
    outbox_activity::insert(c, &row(activity, Lane::Trade, to.now))?;
    outbox_message::insert(
        c,
        &OutboxMessage {
            id: new_id(ids)?,
            activity_id: activity.id.clone(),
            inbox: to.inbox.to_owned(),
            host,
            lane: Lane::Trade,
            partner_id: Some(to.partner.to_owned()),
            seq: Some(to.seq),
            state: MessageState::Waiting,
            attempts: 0,
            next_at: to.now,
            valid_through: Some(to.valid_through),
            last_status: None,
            last_error: None,
            created_at: to.now,
        },
    )
}

fn row(activity: &NewActivity, lane: Lane, now: Instant) -> OutboxActivity {
    OutboxActivity {
        id: activity.id.clone(),
        actor_id: activity.actor.clone(),
        lane,
        kind: activity.kind.clone(),
        object_id: activity.object.clone(),
        body: activity.body.clone(),
        public: activity.public,
        created_at: now,
    }
}

fn new_id<T: musette_domain::TextValue>(ids: &(dyn Ids + 'static)) -> store::Result<T> {
    ids.new_id()
        .map_err(|e| store::Error::Database(e.to_string()))
}
