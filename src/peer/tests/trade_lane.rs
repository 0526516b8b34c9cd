//! The trade lane: order, acknowledgement, parking, expiry, signature.

use chrono::TimeDelta;
use musette_federation::signature::{self, Profile, SignedRequest};
use serde_json::json;

use super::instance::Instance;
use super::stranger::{Reply, Stranger};
use super::wait::{until, until_true};
use crate::peer::enqueue::{self, NewActivity, ToPartner};
use crate::store::outbox_activity::Lane;
use crate::store::outbox_message::MessageState;
use crate::store::{local_actor, outbox_host, outbox_message};

/// Enqueues trade messages with these numbers.
async fn enqueue(instance: &Instance, to: &Stranger, numbers: &[i64], life: TimeDelta) {
    let (urls, numbers, partner) = (
        instance.urls.clone(),
        numbers.to_vec(),
        format!("http://{}/ap/desk", to.host),
    );
    instance
        .write(move |c, app| {
            for seq in &numbers {
                let id = urls.trade_activity(&format!("n{seq}"));
                let activity = NewActivity {
                    id: id.clone(),
                    actor: urls.desk(),
                    kind: "Update".into(),
                    object: None,
                    body: json!({"id": id, "seq": seq}).to_string(),
                    public: false,
                };
                let to = ToPartner {
                    partner: &partner,
                    inbox: &format!("{partner}/inbox"),
                    seq: *seq,
                    valid_through: app.clock.now().plus(life),
                    now: app.clock.wire(),
                };
                enqueue::trade(c, app.ids.as_ref(), &activity, &to)?;
            }
            Ok(())
        })
        .await;
}

fn numbers(stranger: &Stranger) -> Vec<i64> {
    stranger
        .arrived()
        .iter()
        .map(|a| a.body["seq"].as_i64().unwrap())
        .collect()
}

#[tokio::test]
async fn messages_go_in_order_and_are_acknowledged() {
    let b = Instance::start("b").await;
    let desk = Stranger::start("desk").await;
    desk.always(Some(Reply::StatusWith(202, "musette-ack", "7".into())));
    enqueue(&b, &desk, &[5, 6, 7], TimeDelta::minutes(5)).await;
    let arrived = desk.wait_for(3).await;
    assert_eq!(numbers(&desk), [5, 6, 7]);
    until_true(&b.db, "all are delivered", |c| {
        Ok(outbox_message::count(c, MessageState::Delivered)? == 3)
    })
    .await;
    assert_eq!(*b.heard.acknowledged.lock().unwrap(), [7, 7, 7]);

    // What arrived carries the desk's Ed25519 signature with all that the trade demands.
    let own = b.urls.desk();
    let row =
        b.db.read(move |c| local_actor::find(c, &own))
            .await
            .unwrap();
    let key = signature::PublicKey::from_multibase(&row.ed25519_public).unwrap();
    let headers: Vec<(&str, &[u8])> = arrived[0]
        .headers
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_bytes()))
        .collect();
    let body = json!({"id": b.urls.trade_activity("n5"), "seq": 5}).to_string();
    let request = SignedRequest {
        method: "POST",
        scheme: "http",
        authority: &desk.host,
        path_and_query: "/ap/desk/inbox",
        headers: &headers,
        body: Some(body.as_bytes()),
    };
    let now = b.app.clock.wire().unix_seconds();
    let unverified = signature::read(&request, now, Profile::Trade).unwrap();
    assert_eq!(unverified.key_id, format!("{}#ed25519", b.urls.desk()));
    unverified.verify(&key).unwrap();
}

#[tokio::test]
async fn an_earlier_message_holds_up_a_later_one() {
    let b = Instance::start("b").await;
    let desk = Stranger::start("desk").await;
    desk.reply(Reply::Status(503));
    enqueue(&b, &desk, &[1, 2], TimeDelta::minutes(5)).await;
    desk.wait_for(1).await;
    let host = desk.host.clone();
    let held = until(&b.db, "both wait", move |c| {
        let first = &outbox_message::list(c, 10)?[0];
        let due = outbox_host::find_optional(c, &host, Lane::Trade)?;
        Ok(due.filter(|row| first.attempts == 1 && row.next_at == first.next_at))
    })
    .await;
    enqueue(&b, &desk, &[3], TimeDelta::minutes(5)).await;
    let host = desk.host.clone();
    until_true(&b.db, "the third waits as well", move |c| {
        let due = outbox_host::find_optional(c, &host, Lane::Trade)?;
        Ok(outbox_message::list(c, 10)?.len() == 3 && due.as_ref() == Some(&held))
    })
    .await;
    assert_eq!(numbers(&desk), [1]);
    b.forward(TimeDelta::seconds(5));
    desk.wait_for(4).await;
    assert_eq!(numbers(&desk), [1, 1, 2, 3]);
}

#[tokio::test]
async fn a_message_that_alone_fails_is_parked() {
    let b = Instance::start("b").await;
    let desk = Stranger::start("desk").await;
    for _ in 0..5 {
        desk.reply(Reply::Status(500));
    }
    enqueue(&b, &desk, &[1, 2], TimeDelta::hours(5)).await;
    for attempt in 1..=4_usize {
        desk.wait_for(attempt).await;
        until_true(&b.db, "the attempt is noted", move |c| {
            let row = &outbox_message::list(c, 10)?[0];
            Ok(usize::try_from(row.attempts).unwrap() == attempt)
        })
        .await;
        b.forward(TimeDelta::minutes(2));
    }
    desk.wait_for(6).await;
    assert_eq!(numbers(&desk), [1, 1, 1, 1, 1, 2]);
    until_true(&b.db, "the first is parked", |c| {
        Ok(outbox_message::count(c, MessageState::Parked)? == 1
            && outbox_message::count(c, MessageState::Delivered)? == 1)
    })
    .await;
    // It is not lost: people hear of it, and it is tried again every quarter of an hour.
    until_true(&b.db, "it waits", |c| {
        let row = &outbox_message::list(c, 10)?[0];
        Ok(row.state == MessageState::Parked && row.attempts == 5)
    })
    .await;
    desk.reply(Reply::Status(500));
    b.forward(TimeDelta::minutes(16));
    desk.wait_for(7).await;
    until_true(&b.db, "the attempt is noted", |c| {
        let row = &outbox_message::list(c, 10)?[0];
        Ok(row.state == MessageState::Parked && row.attempts == 6)
    })
    .await;
    b.forward(TimeDelta::minutes(16));
    desk.wait_for(8).await;
    assert_eq!(numbers(&desk), [1, 1, 1, 1, 1, 2, 1, 1]);
    until_true(&b.db, "it is delivered", |c| {
        Ok(outbox_message::count(c, MessageState::Delivered)? == 2)
    })
    .await;
    let parked = b.heard.parked.lock().unwrap().clone();
    assert_eq!(parked, [b.urls.trade_activity("n1")]);
}

#[tokio::test]
async fn a_desk_cannot_make_us_wait_for_half_a_day() {
    let b = Instance::start("b").await;
    let desk = Stranger::start("desk").await;
    desk.reply(Reply::StatusWith(503, "retry-after", "43200".into()));
    enqueue(&b, &desk, &[1], TimeDelta::hours(20)).await;
    desk.wait_for(1).await;
    until_true(&b.db, "the attempt is noted", |c| {
        Ok(outbox_message::list(c, 10)?[0].attempts == 1)
    })
    .await;
    b.forward(TimeDelta::minutes(16));
    desk.wait_for(2).await;
}

#[tokio::test]
async fn what_is_void_is_not_sent_and_what_is_refused_is_told() {
    let b = Instance::start("b").await;
    let desk = Stranger::start("desk").await;
    desk.reply(Reply::Status(503));
    enqueue(&b, &desk, &[1], TimeDelta::seconds(60)).await;
    desk.wait_for(1).await;
    until_true(&b.db, "the failure is noted", |c| {
        Ok(outbox_message::list(c, 10)?[0].attempts == 1)
    })
    .await;
    b.forward(TimeDelta::minutes(2));
    until_true(&b.db, "it has expired", |c| {
        Ok(outbox_message::count(c, MessageState::Expired)? == 1)
    })
    .await;
    desk.reply(Reply::Status(403));
    enqueue(&b, &desk, &[2], TimeDelta::minutes(5)).await;
    until_true(&b.db, "it is refused", |c| {
        Ok(outbox_message::count(c, MessageState::Refused)? == 1)
    })
    .await;
    assert_eq!(
        *b.heard.refused.lock().unwrap(),
        [(b.urls.trade_activity("n2"), 403)]
    );
}
