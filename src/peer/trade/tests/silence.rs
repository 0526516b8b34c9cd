//! A partner that did not answer comes back: it is asked for, and what waited for it goes out.

use axum::http::StatusCode;
use chrono::TimeDelta;
use musette_domain::Instant;
use musette_federation::signature::Ed25519Key;
use musette_federation::signature::rfc9421::SignatureParameters;
use url::Url;

use super::instance::Instance;
use super::seed::{agree, coop};
use super::wire::{Signing, ask, capacity, post};
use crate::app::quotes::QuoteQuestion;
use crate::flow::Changed;
use crate::peer::outbox::TradeHooks as _;
use crate::peer::trade::Hooks;
use crate::store::outbox_message::{self, MessageState, OutboxMessage};
use crate::store::testing::Kind;
use crate::store::{Error, job, partner};
use musette_domain::TextValue as _;

async fn silent_since(at: &Instance, desk: &str) -> Option<Instant> {
    let desk = desk.to_owned();
    at.read(move |c| Ok(partner::find(c, &desk)?.silent_since))
        .await
}

/// A message of `from`'s that waits for `to` since it was not there: in four hours it is tried again.
async fn paused(from: &Instance, to: &Instance) {
    let app = from.app.clone();
    let later = app.clock.wire().plus(TimeDelta::hours(4));
    let desk = to.desk();
    from.write(move |c| {
        let (row, seq) = partner::next_sent(c, &desk)?;
        let id = app.urls.trade_activity(&app.ids.uuid());
        let activity = crate::peer::enqueue::NewActivity {
            id,
            actor: app.urls.desk(),
            kind: "Update".into(),
            object: None,
            body: "{}".into(),
            public: false,
        };
        let to = crate::peer::enqueue::ToPartner {
            partner: &row.desk_id,
            inbox: &row.inbox,
            seq,
            valid_through: app.clock.now().plus(TimeDelta::hours(9)),
            now: app.clock.wire(),
        };
        crate::peer::enqueue::trade(c, app.ids.as_ref(), &activity, &to)?;
        for mut message in outbox_message::waiting_for_partner(c, &row.desk_id, 100)? {
            message.next_at = later;
            outbox_message::save(c, &message)?;
        }
        Ok(())
    })
    .await;
}

async fn last(at: &Instance) -> OutboxMessage {
    at.read(|c| Ok(outbox_message::list(c, 100)?.pop().unwrap()))
        .await
}

#[tokio::test]
async fn a_silent_partner_is_asked_until_it_answers() {
    let (vaduz, _) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    agree(&vaduz, &schaan).await;
    let desk = schaan.desk();
    let set_capacity_url = |url: String| {
        let desk = desk.clone();
        vaduz.write(move |c| {
            let mut row = partner::find(c, &desk)?;
            row.capacity_url = Some(url.clone());
            partner::save(c, &row)
        })
    };
    set_capacity_url("http://schaan.localhost:1/ap/desk/capacity".to_owned()).await;
    Hooks.silent(&vaduz.app, &desk).await;
    vaduz.jobs().await;
    assert!(silent_since(&vaduz, &desk).await.is_some());
    let asked = desk.clone();
    let probe = vaduz
        .read(move |c| job::of(c, "probe_partner", &asked))
        .await
        .unwrap();
    assert!(probe.run_at > vaduz.app.clock.wire(), "it asks again");

    set_capacity_url(format!("{desk}/capacity")).await;
    let asked = desk.clone();
    let now = vaduz.app.clock.wire();
    vaduz
        .write(move |c| job::reschedule(c, "probe_partner", &asked, now))
        .await;
    vaduz.jobs().await;
    assert_eq!(silent_since(&vaduz, &desk).await, None);
    let asked = desk.clone();
    let probe = vaduz
        .read(move |c| job::of(c, "probe_partner", &asked))
        .await;
    assert!(probe.is_none());
}

#[tokio::test]
async fn an_answered_quote_ends_silence_and_pause() {
    let (vaduz, here) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    agree(&schaan, &vaduz).await;
    let (desk, now) = (vaduz.desk(), schaan.app.clock.wire());
    schaan
        .act(move |c, _| {
            partner::silent(c, &desk, now)?;
            Ok::<_, Error>(Changed::nothing())
        })
        .await;
    paused(&schaan, &vaduz).await;
    let question = QuoteQuestion {
        restaurant: vaduz.app.urls.restaurant("linde"),
        lines: vec![(vaduz.app.urls.menu_item(here.item.as_str()), 2)],
        delivery: false,
        cell: None,
    };
    schaan.app.quotes.quote(&question).await.unwrap();
    assert_eq!(silent_since(&schaan, &vaduz.desk()).await, None);
    let id = last(&schaan).await.id;
    schaan
        .until_true("what waited is sent", move |c| {
            Ok(outbox_message::find(c, &id)?.state != MessageState::Waiting)
        })
        .await;
}

#[tokio::test]
async fn a_message_from_a_partner_ends_the_pause_of_what_waits_for_it() {
    let (vaduz, _) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    agree(&schaan, &vaduz).await;
    paused(&vaduz, &schaan).await;
    let keys = schaan.peer.keys.of(&schaan.desk()).await.unwrap();
    let key = Ed25519Key::from_pkcs8(&keys.ed25519.to_pkcs8().unwrap()).unwrap();
    let nonce = schaan.app.ids.secret();
    let signing = Signing {
        key: &key,
        key_id: format!("{}#ed25519", schaan.desk()),
        parameters: SignatureParameters::trade(vaduz.app.clock.wire().unix_seconds(), &nonce),
        target: Url::parse(&format!("{}/inbox", vaduz.desk())).unwrap(),
    };
    let body = capacity(&schaan, &vaduz, 2).to_json().to_string();
    let (status, _, _) = ask(&vaduz, post(&signing, body.into_bytes())).await;
    assert_eq!(status, StatusCode::ACCEPTED);
    let id = last(&vaduz).await.id;
    vaduz
        .until_true("what waited is sent", move |c| {
            Ok(outbox_message::find(c, &id)?.state != MessageState::Waiting)
        })
        .await;
}
