//! The trade lane: a partner's messages go out in the order of their numbers, until they are void by the trade clock.
//!
//! A message that fails holds up those behind it. When it alone fails five times while the next one passes, it is parked: the partner sees the gap,
//! the co-op's people are told, and it is tried again every quarter of an hour until it is void.

use chrono::TimeDelta;
use musette_domain::Instant;
use tokio_util::sync::CancellationToken;

use super::{Outbox, backoff};
use crate::peer::deliver::{Answer, NoAnswer};
use crate::store::outbox_activity::Lane;
use crate::store::outbox_message::{Attempt, MessageState, OutboxMessage};
use crate::store::{self, Conn, outbox_host, outbox_message, partner};

/// How many messages are read at once.
const BATCH: i64 = 64;
/// After how many attempts the next message is tried as well.
const PATIENCE: i32 = 5;
/// How long a parked message waits, and the longest that a desk may ask us to wait: everything behind waits as well.
const PARKED: TimeDelta = TimeDelta::minutes(15);

/// What an answer of a desk means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Stored there.
    Delivered,
    /// Refused for good: the protocol has no 4xx for passing trouble.
    Refused,
    /// This message, or the desk, is in trouble.
    Failing,
    /// Nobody answers.
    Silent,
}

impl Verdict {
    const fn of(answer: &Result<Answer, NoAnswer>) -> Self {
        match answer {
            Ok(answer) => match answer.status {
                200..=299 => Self::Delivered,
                408 | 429 | 300..=399 | 500.. => Self::Failing,
                _ => Self::Refused,
            },
            Err(_) => Self::Silent,
        }
    }
}

/// Sends what is due for the desks at a host, nearly always one. Returns when the host is due again.
pub(super) async fn drain(
    outbox: &Outbox,
    host: &str,
    shutdown: &CancellationToken,
) -> store::Result<Option<Instant>> {
    let asked = host.to_owned();
    let partners = outbox
        .app
        .db
        .read(move |c| outbox_message::partners_at(c, &asked))
        .await?;
    for partner in partners {
        send_to(outbox, &partner, shutdown).await?;
    }
    let (host, now) = (host.to_owned(), outbox.app.clock.wire());
    outbox.app.db.write(move |c| settle(c, &host, now)).await
}

/// Writes when a host is due in the trade lane. It goes by the rows, so whatever somebody else wrote meanwhile counts.
fn settle(c: &mut Conn, host: &str, now: Instant) -> store::Result<Option<Instant>> {
    outbox_host::lock(c, host, Lane::Trade)?;
    let mut all = Vec::new();
    for partner in outbox_message::partners_at(c, host)? {
        all.extend(outbox_message::next_parked(c, &partner)?);
        let waiting = outbox_message::waiting_for_partner(c, &partner, BATCH)?;
        all.extend(first_due(&waiting, now));
    }
    let next = all.into_iter().min();
    outbox_host::set(c, host, Lane::Trade, next)?;
    Ok(next)
}

/// When the first of a partner's messages is due. What is behind one that holds up the row is due with it.
fn first_due(waiting: &[OutboxMessage], now: Instant) -> Option<Instant> {
    let holding = waiting
        .iter()
        .position(|message| message.next_at <= now || holds_up(message))
        .map_or(waiting.len(), |at| at + 1);
    waiting
        .iter()
        .take(holding)
        .map(|message| message.next_at)
        .min()
}

/// Whether those behind a message that has to wait wait with it: it has not failed often, or nobody answers.
const fn holds_up(message: &OutboxMessage) -> bool {
    message.attempts < PATIENCE || message.last_status.is_none()
}

/// Sends a partner's messages in order, until nothing is left or one has to wait.
async fn send_to(
    outbox: &Outbox,
    partner: &str,
    shutdown: &CancellationToken,
) -> store::Result<()> {
    if refused(outbox, partner).await? {
        return Ok(());
    }
    try_parked(outbox, partner, shutdown).await?;
    loop {
        let name = partner.to_owned();
        let batch = outbox
            .app
            .db
            .read(move |c| outbox_message::waiting_for_partner(c, &name, BATCH))
            .await?;
        if batch.is_empty() {
            return Ok(());
        }
        // Messages that failed often enough for the next one to be tried.
        let mut stuck: Vec<OutboxMessage> = Vec::new();
        for message in batch {
            if shutdown.is_cancelled() {
                return Ok(());
            }
            let now = outbox.app.clock.wire();
            if message
                .valid_through
                .is_some_and(|end| end < outbox.app.clock.now())
            {
                set_state(outbox, &message, MessageState::Expired).await?;
                continue;
            }
            if message.next_at > now {
                if holds_up(&message) {
                    return Ok(());
                }
                stuck.push(message);
                continue;
            }
            match send(outbox, partner, &message, now).await? {
                Verdict::Delivered | Verdict::Refused => {
                    for parked in stuck.drain(..) {
                        park(outbox, partner, &parked, now).await?;
                    }
                }
                Verdict::Failing if message.attempts + 1 >= PATIENCE => stuck.push(message),
                // The message that has to wait holds up those behind it.
                Verdict::Failing | Verdict::Silent => return Ok(()),
            }
        }
        if !stuck.is_empty() {
            return Ok(());
        }
    }
}

/// Closes everything that waits for a partner whose host is suspended; says whether it is.
async fn refused(outbox: &Outbox, partner: &str) -> store::Result<bool> {
    let db = &outbox.app.db;
    let name = partner.to_owned();
    let known = db.read(move |c| partner::find_optional(c, &name)).await?;
    let Some(known) = known else {
        return Ok(false);
    };
    let suspended = outbox.hosts.policy.suspends(&known.host, None).await?;
    if suspended {
        db.write(move |c| outbox_message::refuse_partner(c, &known.desk_id))
            .await?;
    }
    Ok(suspended)
}

/// Tries what is parked and due once more, each for itself.
async fn try_parked(
    outbox: &Outbox,
    partner: &str,
    shutdown: &CancellationToken,
) -> store::Result<()> {
    let (name, now) = (partner.to_owned(), outbox.app.clock.wire());
    let parked = outbox
        .app
        .db
        .read(move |c| outbox_message::parked_for_partner(c, &name, now, BATCH))
        .await?;
    for message in parked {
        if shutdown.is_cancelled() {
            return Ok(());
        }
        let over = outbox.app.clock.now();
        if message.valid_through.is_some_and(|end| end < over) {
            set_state(outbox, &message, MessageState::Expired).await?;
            continue;
        }
        if send(outbox, partner, &message, now).await? == Verdict::Silent {
            return Ok(());
        }
    }
    Ok(())
}

/// Lets a message wait beside the row, and says so.
async fn park(
    outbox: &Outbox,
    partner: &str,
    message: &OutboxMessage,
    now: Instant,
) -> store::Result<()> {
    let (id, at) = (message.id.clone(), now.plus(PARKED));
    outbox
        .app
        .db
        .write(move |c| outbox_message::park(c, &id, at))
        .await?;
    outbox
        .hooks
        .parked(&outbox.app, partner, &message.activity_id)
        .await;
    Ok(())
}

/// Sends one message and notes what came of it.
async fn send(
    outbox: &Outbox,
    partner: &str,
    message: &OutboxMessage,
    now: Instant,
) -> store::Result<Verdict> {
    let Some((stored, keys)) = outbox.material(message).await? else {
        return Ok(Verdict::Refused);
    };
    let answer = outbox.post_trade(message, &stored, &keys).await;
    let verdict = Verdict::of(&answer);
    match (&answer, verdict) {
        (Ok(answer), Verdict::Refused) => {
            outbox
                .hooks
                .refused(&outbox.app, partner, &message.activity_id, answer.status)
                .await;
        }
        (_, Verdict::Silent) => {
            outbox.hosts.fails(&message.host);
            outbox.hooks.silent(&outbox.app, partner).await;
        }
        _ => {}
    }
    if let Ok(Answer {
        acknowledged: Some(seq),
        ..
    }) = &answer
    {
        outbox.hooks.acknowledged(&outbox.app, partner, *seq).await;
    }
    // Noted last: a crash in between repeats the message, and the other side answers the same.
    note(outbox, message, &answer, verdict, now).await?;
    Ok(verdict)
}

/// Writes down the outcome of one attempt, and when the next one is due.
async fn note(
    outbox: &Outbox,
    message: &OutboxMessage,
    answer: &Result<Answer, NoAnswer>,
    verdict: Verdict,
    now: Instant,
) -> store::Result<()> {
    let random = outbox.app.ids.random().first().copied().unwrap_or(0);
    let state = match verdict {
        Verdict::Delivered => MessageState::Delivered,
        Verdict::Refused => MessageState::Refused,
        Verdict::Failing | Verdict::Silent => message.state,
    };
    let asked = answer
        .as_ref()
        .ok()
        .and_then(|answer| answer.retry_after)
        .and_then(|wait| TimeDelta::from_std(wait).ok());
    let pause = match (state, asked) {
        (MessageState::Parked, _) => PARKED,
        (_, Some(wait)) => wait.min(PARKED),
        (_, None) => backoff::trade(message.attempts + 1, random),
    };
    let next_at = if matches!(state, MessageState::Waiting | MessageState::Parked) {
        now.plus(pause)
    } else {
        now
    };
    let (status, error) = match answer {
        Ok(answer) => (
            Some(i32::from(answer.status)),
            (verdict != Verdict::Delivered).then(|| answer.explanation.clone()),
        ),
        Err(NoAnswer(why)) => (None, Some(why.clone())),
    };
    let attempt = Attempt {
        id: message.id.clone(),
        state,
        next_at,
        status,
        error,
    };
    outbox
        .app
        .db
        .write(move |c| outbox_message::record(c, &attempt))
        .await
}

async fn set_state(
    outbox: &Outbox,
    message: &OutboxMessage,
    state: MessageState,
) -> store::Result<()> {
    let id = message.id.clone();
    outbox
        .app
        .db
        .write(move |c| outbox_message::set_state(c, &id, state))
        .await
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn message(attempts: i32, last_status: Option<i32>, next_at: i64) -> OutboxMessage {
        OutboxMessage {
            id: musette_domain::TextValue::parse("m").unwrap(),
            activity_id: String::new(),
            inbox: String::new(),
            host: String::new(),
            lane: Lane::Trade,
            partner_id: None,
            seq: None,
            state: MessageState::Waiting,
            attempts,
            next_at: Instant::from_millis(next_at),
            valid_through: None,
            last_status,
            last_error: None,
            created_at: Instant::from_millis(0),
        }
    }

    #[rstest]
    #[case::nothing_waits(&[], None)]
    #[case::the_first_is_due(&[(0, None, 5), (0, None, 900)], Some(5))]
    #[case::the_first_holds_up_one_that_is_due(&[(1, Some(503), 300), (0, None, 5)], Some(300))]
    #[case::nobody_answers_however_often_asked(&[(9, None, 300), (0, None, 5)], Some(300))]
    #[case::what_failed_often_lets_the_next_pass(&[(5, Some(500), 300), (0, None, 5)], Some(5))]
    #[case::all_failed_often(&[(5, Some(500), 300), (6, Some(500), 200)], Some(200))]
    fn when_a_partner_is_due(
        #[case] waiting: &[(i32, Option<i32>, i64)],
        #[case] due: Option<i64>,
    ) {
        let waiting: Vec<_> = waiting
            .iter()
            .map(|(attempts, status, at)| message(*attempts, *status, *at))
            .collect();
        let found = first_due(&waiting, Instant::from_millis(100));
        assert_eq!(found, due.map(Instant::from_millis));
    }
}
