//! Who may read a door, and when.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::TimeDelta;
use musette_federation::signature::Ed25519Key;
use musette_federation::signature::rfc9421::SignatureParameters;
use rstest::rstest;
use serde_json::Value;
use url::Url;

use super::delivery::{award, bid_for, local_order};
use super::instance::Instance;
use super::seed::{SECRETS, agree, coop};
use super::wire::{Signing, ask, get};
use crate::peer::address::authority;
use crate::store::testing::{Kind, set_suspended};
use crate::store::{address_reading, address_release, orders};

/// A GET of the door signed by `reader`'s desk.
async fn read(at: &Instance, reader: &Instance, target: &Url) -> (StatusCode, Value) {
    let keys = reader.peer.keys.of(&reader.desk()).await.unwrap();
    let key = Ed25519Key::from_pkcs8(&keys.ed25519.to_pkcs8().unwrap()).unwrap();
    let nonce = reader.app.ids.secret();
    let now = at.app.clock.wire().unix_seconds();
    let signing = Signing {
        key: &key,
        key_id: format!("{}#ed25519", reader.desk()),
        parameters: SignatureParameters::trade(now, &nonce),
        target: target.clone(),
    };
    let (status, _, body) = ask(at, get(&signing)).await;
    (status, body)
}

#[tokio::test]
async fn only_the_winner_reads_it_and_only_in_time() {
    let (vaduz, here) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, there) = coop(Kind::Sqlite, "schaan").await.unwrap();
    let (triesen, _) = coop(Kind::Sqlite, "triesen").await.unwrap();
    agree(&schaan, &vaduz).await;
    agree(&triesen, &vaduz).await;
    let (order, id) = local_order(&vaduz, &here).await;
    let wanted = order.clone();
    let door = vaduz
        .read(move |c| orders::find(c, &wanted))
        .await
        .handoff_url
        .unwrap();
    let door = Url::parse(&door).unwrap();

    let (status, problem) = read(&vaduz, &schaan, &door).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert_eq!(
        problem["type"],
        "https://w3id.org/musette/problem/notYetOpen"
    );

    let proposal = bid_for(&vaduz, &id, &schaan, &there).await;
    let _ = award(&vaduz, &id, &schaan, &proposal).await;
    let (status, problem) = read(&vaduz, &triesen, &door).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert_eq!(
        problem["type"],
        "https://w3id.org/musette/problem/notForYou"
    );
    assert!(!problem.to_string().contains(SECRETS[0]));

    let unsigned = Request::builder()
        .uri(door.path())
        .header("host", authority(&door))
        .body(Body::empty())
        .unwrap();
    assert_eq!(ask(&vaduz, unsigned).await.0, StatusCode::UNAUTHORIZED);

    let (status, handoff) = read(&vaduz, &schaan, &door).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(handoff["recipientName"], SECRETS[0]);
    assert_eq!(handoff["location"]["address"]["streetAddress"], SECRETS[1]);
    assert_eq!(handoff["contactRelay"], "tel:+4232300000");
    assert!(!handoff.to_string().contains(SECRETS[2]));

    let release = vaduz
        .read(move |c| address_release::of_order(c, &order))
        .await
        .unwrap();
    let readings = vaduz
        .read(move |c| address_reading::of_release(c, &release.id))
        .await;
    assert!(readings.iter().any(|reading| reading.allowed));

    vaduz.forward(TimeDelta::days(30));
    assert_eq!(read(&vaduz, &schaan, &door).await.0, StatusCode::GONE);
    vaduz.jobs().await;
    assert_eq!(read(&vaduz, &schaan, &door).await.0, StatusCode::GONE);
    let other = Url::parse(&vaduz.app.urls.handoff("nothing")).unwrap();
    assert_eq!(read(&vaduz, &schaan, &other).await.0, StatusCode::NOT_FOUND);
}

/// Who is suspended keeps its delivery, and is shown no door; nobody asks it for a key.
#[rstest]
#[tokio::test]
async fn a_co_op_that_was_suspended_since(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((vaduz, here)) = coop(kind, "vaduz").await else {
        return;
    };
    let (schaan, there) = coop(kind, "schaan").await.unwrap();
    agree(&schaan, &vaduz).await;
    let (order, id) = local_order(&vaduz, &here).await;
    let door = vaduz.read(move |c| orders::find(c, &order)).await;
    let door = Url::parse(&door.handoff_url.unwrap()).unwrap();
    let proposal = bid_for(&vaduz, &id, &schaan, &there).await;
    let _ = award(&vaduz, &id, &schaan, &proposal).await;
    for (suspended, wanted) in [
        (false, StatusCode::OK),
        (true, StatusCode::FORBIDDEN),
        (false, StatusCode::OK),
    ] {
        let host = authority(&Url::parse(&schaan.desk()).unwrap());
        vaduz
            .write(move |c| set_suspended(c, &host, suspended))
            .await;
        vaduz.app.lookup.policy_changed();
        let (status, said) = read(&vaduz, &schaan, &door).await;
        assert_eq!(status, wanted, "{said}");
        if suspended {
            assert_eq!(said["type"], "https://w3id.org/musette/problem/notForYou");
            assert!(
                SECRETS
                    .iter()
                    .all(|secret| !said.to_string().contains(secret))
            );
        }
    }
}
