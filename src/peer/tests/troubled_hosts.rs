//! Hosts that fail, hang, refuse, redirect, or are gone.

use chrono::TimeDelta;
use rstest::rstest;
use tower::ServiceExt as _;

use super::instance::Instance;
use super::seed::{Seeded, publish, seed};
use super::stranger::{Reply, Stranger};
use super::wait::{until, until_true};
use crate::peer::hosts::Hosts;
use crate::store::outbox_activity::Lane;
use crate::store::outbox_message::MessageState;
use crate::store::peer_host::SignatureForm;
use crate::store::{follower, outbox_host, outbox_message, peer_host};

/// An instance with a restaurant that anna follows; her yes has arrived.
async fn followed() -> (Instance, Seeded, Stranger) {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let request = anna.signed(&b.urls.shared_inbox(), &anna.follow(&there.actor, 1), now);
    assert_eq!(
        b.router.clone().oneshot(request).await.unwrap().status(),
        202
    );
    anna.wait_for(1).await;
    until_true(&b.db, "the answer is noted", |c| {
        Ok(outbox_message::count(c, MessageState::Delivered)? == 1)
    })
    .await;
    (b, there, anna)
}

#[rstest]
#[case("an error", Reply::Status(500))]
#[case("overload", Reply::Status(503))]
#[case("a redirect to ourselves", Reply::StatusWith(302, "location", "http://127.0.0.1:1/".into()))]
#[case("an error with two megabytes", Reply::Large(500, 2 * 1024 * 1024))]
#[tokio::test]
async fn trouble_is_waited_out_and_then_everything_arrives_in_order(
    #[case] what: &str,
    #[case] reply: Reply,
) {
    let (b, there, anna) = followed().await;
    anna.always(Some(reply));
    publish(&b, &there, "Un").await;
    anna.wait_for(2).await;
    let host = anna.host.clone();
    let row = until(&b.db, "the failure is noted", move |c| {
        Ok(peer_host::find_optional(c, &host)?.filter(|row| row.fails > 0))
    })
    .await;
    assert!(row.next_attempt_at > b.app.clock.wire(), "{what}");
    // What is published meanwhile does not go out at once.
    publish(&b, &there, "Deux").await;
    let host = anna.host.clone();
    let paused = row.next_attempt_at;
    until_true(&b.db, "the second waits as well", move |c| {
        let waiting = outbox_message::waiting_for_host(c, &host, 10)?.len();
        let due = outbox_host::find_optional(c, &host, Lane::Social)?;
        Ok(waiting == 2 && due.is_some_and(|row| row.next_at == paused))
    })
    .await;
    assert_eq!(anna.arrived().len(), 2, "{what}");
    anna.always(None);
    b.forward(TimeDelta::minutes(2));
    let arrived = anna.wait_for(4).await;
    let titles: Vec<bool> = arrived[2..]
        .iter()
        .zip(["Un", "Deux"])
        .map(|(a, title)| {
            a.body["object"]["content"]
                .as_str()
                .unwrap()
                .contains(title)
        })
        .collect();
    assert_eq!(titles, [true, true], "{what}");
    let host = anna.host.clone();
    until_true(&b.db, "the host is fine again", move |c| {
        Ok(peer_host::find(c, &host)?.fails == 0)
    })
    .await;
}

#[tokio::test]
async fn a_host_that_asks_for_time_gets_it() {
    let (b, there, anna) = followed().await;
    anna.reply(Reply::StatusWith(429, "retry-after", "3000".into()));
    publish(&b, &there, "Un").await;
    let host = anna.host.clone();
    let row = until(&b.db, "the failure is noted", move |c| {
        Ok(peer_host::find_optional(c, &host)?.filter(|row| row.fails > 0))
    })
    .await;
    let wait = row.next_attempt_at.since(row.failing_since.unwrap());
    assert_eq!(wait, TimeDelta::seconds(3000));
}

#[tokio::test]
async fn an_inbox_that_is_gone_is_not_written_to_again() {
    let (b, there, anna) = followed().await;
    anna.reply(Reply::Status(410));
    publish(&b, &there, "Un").await;
    until_true(&b.db, "the follower is gone", |c| {
        Ok(follower::count_of(c, "chezmireille")? == 0)
    })
    .await;
    publish(&b, &there, "Deux").await;
    let refused =
        b.db.read(|c| outbox_message::count(c, MessageState::Refused))
            .await
            .unwrap();
    assert_eq!(refused, 1);
    assert_eq!(anna.arrived().len(), 2);
}

#[tokio::test]
async fn a_refusal_is_final_for_that_message_only() {
    let (b, there, anna) = followed().await;
    anna.reply(Reply::Status(400));
    publish(&b, &there, "Un").await;
    publish(&b, &there, "Deux").await;
    let arrived = anna.wait_for(3).await;
    assert!(
        arrived[2].body["object"]["content"]
            .as_str()
            .unwrap()
            .contains("Deux")
    );
    until_true(&b.db, "both are closed", |c| {
        Ok(outbox_message::count(c, MessageState::Refused)? == 1
            && outbox_message::count(c, MessageState::Waiting)? == 0)
    })
    .await;
}

#[tokio::test]
async fn the_other_signature_is_tried_once_and_remembered() {
    let (b, there, anna) = followed().await;
    anna.reply(Reply::Status(401));
    publish(&b, &there, "Un").await;
    let arrived = anna.wait_for(3).await;
    assert!(!arrived[1].headers.contains_key("signature-input"));
    assert!(arrived[2].headers.contains_key("signature-input"));
    let host = anna.host.clone();
    until_true(&b.db, "the form is remembered", move |c| {
        Ok(peer_host::find_optional(c, &host)?
            .is_some_and(|row| row.signature_form == SignatureForm::Rfc9421))
    })
    .await;
    publish(&b, &there, "Deux").await;
    let arrived = anna.wait_for(4).await;
    assert!(arrived[3].headers.contains_key("signature-input"));
    // A restart does not forget it.
    let later = Hosts::load(b.db.clone()).await.unwrap();
    assert_eq!(later.form_of(&anna.host), SignatureForm::Rfc9421);
    // Refused in both forms: final.
    anna.reply(Reply::Status(401));
    anna.reply(Reply::Status(401));
    publish(&b, &there, "Trois").await;
    until_true(&b.db, "it is refused", |c| {
        Ok(outbox_message::count(c, MessageState::Refused)? == 1)
    })
    .await;
}

#[tokio::test]
async fn who_says_that_it_reads_the_newer_signature_gets_it_first() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let mut document = anna.document(&anna.actor, &anna.key_id, &anna.key);
    document["generator"] = serde_json::json!({"type": "Application",
        "implements": [{"href": "https://datatracker.ietf.org/doc/html/rfc9421", "name": "RFC 9421"}]});
    anna.put(&anna.actor, 200, &document);
    let now = b.app.clock.wire().unix_seconds();
    let request = anna.signed(&b.urls.shared_inbox(), &anna.follow(&there.actor, 1), now);
    assert_eq!(
        b.router.clone().oneshot(request).await.unwrap().status(),
        202
    );
    let arrived = anna.wait_for(1).await;
    assert!(arrived[0].headers.contains_key("signature-input"));
    // What was found out counts for more than what is said.
    let host = anna.host.clone();
    let form =
        b.db.write(move |c| {
            peer_host::learn_form(c, &host, SignatureForm::Cavage)?;
            peer_host::expect_form(c, &host, SignatureForm::Rfc9421)
        })
        .await
        .unwrap();
    assert_eq!(form, SignatureForm::Cavage);
}

#[tokio::test]
async fn a_host_that_hangs_does_not_keep_others_waiting() {
    let (b, there, anna) = followed().await;
    let boris = Stranger::start("boris").await;
    let now = b.app.clock.wire().unix_seconds();
    let request = boris.signed(&b.urls.shared_inbox(), &boris.follow(&there.actor, 1), now);
    assert_eq!(
        b.router.clone().oneshot(request).await.unwrap().status(),
        202
    );
    boris.wait_for(1).await;
    anna.always(Some(Reply::Hang));
    publish(&b, &there, "Un").await;
    publish(&b, &there, "Deux").await;
    boris.wait_for(3).await;
    anna.wait_for(2).await;
    assert_eq!(anna.arrived().len(), 2, "one at a time");
}

#[tokio::test]
async fn a_special_of_yesterday_is_not_sent() {
    let (b, there, anna) = followed().await;
    anna.reply(Reply::Status(500));
    publish(&b, &there, "Un").await;
    anna.wait_for(2).await;
    let host = anna.host.clone();
    until_true(&b.db, "the failure is noted", move |c| {
        Ok(peer_host::find_optional(c, &host)?.is_some_and(|row| row.fails > 0))
    })
    .await;
    b.forward(TimeDelta::hours(25));
    until_true(&b.db, "it has expired", |c| {
        Ok(outbox_message::count(c, MessageState::Expired)? == 1)
    })
    .await;
    assert_eq!(anna.arrived().len(), 2);
}

#[tokio::test]
async fn hearing_from_a_host_ends_its_pause() {
    let (b, there, anna) = followed().await;
    anna.reply(Reply::Status(500));
    publish(&b, &there, "Un").await;
    let host = anna.host.clone();
    until_true(&b.db, "the failure is noted", move |c| {
        Ok(peer_host::find_optional(c, &host)?.is_some_and(|row| row.fails > 0))
    })
    .await;
    let now = b.app.clock.wire().unix_seconds();
    let like = serde_json::json!({"id": format!("{}/like", anna.actor), "type": "Like",
        "actor": anna.actor, "object": b.urls.coop()});
    let request = anna.signed(&b.urls.shared_inbox(), &like, now);
    assert_eq!(
        b.router.clone().oneshot(request).await.unwrap().status(),
        202
    );
    anna.wait_for(3).await;
}
