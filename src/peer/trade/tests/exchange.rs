//! The exchange log, and objects that only partners read.

use axum::http::StatusCode;
use musette_federation::exchange_log::ExchangeLogPage;
use musette_federation::signature::Ed25519Key;
use musette_federation::signature::rfc9421::SignatureParameters;
use serde_json::Value;
use url::Url;

use super::instance::Instance;
use super::seed::{agree, coop};
use super::wire::{Signing, ask, get};
use crate::store::partner;
use crate::store::testing::Kind;

async fn read(at: &Instance, reader: &Instance, url: &str) -> (StatusCode, Value) {
    let keys = reader.peer.keys.of(&reader.desk()).await.unwrap();
    let key = Ed25519Key::from_pkcs8(&keys.ed25519.to_pkcs8().unwrap()).unwrap();
    let nonce = reader.app.ids.secret();
    let now = at.app.clock.wire().unix_seconds();
    let signing = Signing {
        key: &key,
        key_id: format!("{}#ed25519", reader.desk()),
        parameters: SignatureParameters::trade(now, &nonce),
        target: Url::parse(url).unwrap(),
    };
    let (status, _, body) = ask(at, get(&signing)).await;
    (status, body)
}

#[tokio::test]
async fn each_partner_reads_its_own_log() {
    let (vaduz, _) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    let (triesen, _) = coop(Kind::Sqlite, "triesen").await.unwrap();
    agree(&schaan, &vaduz).await;
    agree(&triesen, &vaduz).await;
    let log = format!("{}/log", vaduz.desk());
    let (status, page) = read(&vaduz, &schaan, &format!("{log}?after=0")).await;
    assert_eq!(status, StatusCode::OK);
    let page = ExchangeLogPage::from_json(&page).unwrap();
    assert_eq!((page.highest, page.items.len()), (1, 1));
    assert_eq!(page.items[0]["type"], "Accept");
    assert_eq!(page.items[0]["to"], schaan.desk());
    let generation = page.generation;
    let (_, page) = read(&vaduz, &triesen, &format!("{log}?after=1")).await;
    let page = ExchangeLogPage::from_json(&page).unwrap();
    assert!(page.items.is_empty());
    assert_eq!(page.generation, generation);
}

#[tokio::test]
async fn what_is_not_the_readers_is_not_there() {
    let (vaduz, _) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    let (triesen, _) = coop(Kind::Sqlite, "triesen").await.unwrap();
    agree(&vaduz, &schaan).await;
    agree(&triesen, &vaduz).await;
    let desk = schaan.desk();
    let agreement = vaduz
        .read(move |c| partner::find(c, &desk))
        .await
        .agreement_id
        .unwrap();
    let (status, document) = read(&vaduz, &schaan, &agreement).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(document["id"], agreement);
    assert_eq!(document["state"], "active");
    let (status, _) = read(&vaduz, &triesen, &agreement).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    for path in ["o/1", "g/1", "d/1", "e/1", "j/1", "ctx/1", "cap/1"] {
        let url = vaduz.app.urls.absolute(&format!("/ap/{path}"));
        let (status, _) = read(&vaduz, &schaan, &url).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}
