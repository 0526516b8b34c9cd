//! Prices between two instances.

use axum::http::StatusCode;
use musette_domain::TextValue;
use musette_domain::zone::{Cell, CellSize};
use musette_federation::signature::Ed25519Key;
use musette_federation::signature::rfc9421::SignatureParameters;
use url::Url;

use super::seed::{agree, coop, door};
use super::wire::{Signing, ask, post};
use crate::app::quotes::{NoQuote, QuoteQuestion};
use crate::peer::trade::DeskClient;
use crate::store::testing::Kind;
use crate::store::{menu_item, partner};

fn question(restaurant: String, item: String, cell: Option<Cell>) -> QuoteQuestion {
    QuoteQuestion {
        restaurant,
        lines: vec![(item, 2)],
        delivery: cell.is_some(),
        cell: cell.map(|cell| cell.to_string()),
    }
}

#[tokio::test]
async fn asked_and_answered() {
    let (vaduz, here) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    agree(&schaan, &vaduz).await;
    let restaurant = vaduz.app.urls.restaurant("linde");
    let item = vaduz.app.urls.menu_item(here.item.as_str());
    let cell = Cell::of(door().position, CellSize::Block);
    let asked = question(restaurant.clone(), item.clone(), Some(cell));
    let quote = schaan.app.quotes.quote(&asked).await.unwrap();
    assert_eq!(quote.items.minor, 3700);
    let total = quote.items.plus(quote.fee).unwrap();
    let shares = quote
        .restaurant_share
        .plus(quote.courier_share)
        .and_then(|sum| sum.plus(quote.coop_share))
        .unwrap();
    assert_eq!(shares, total);
    assert!(quote.fee.minor > 0 && quote.distance.is_some() && !quote.windows.is_empty());
    let collected = question(restaurant.clone(), item.clone(), None);
    let quote = schaan.app.quotes.quote(&collected).await.unwrap();
    assert_eq!((quote.fee.minor, quote.distance), (0, None));

    let sold = here.item.clone();
    vaduz
        .write(move |c| {
            let mut row = menu_item::find(c, &sold)?;
            row.sold_out = true;
            menu_item::save(c, &row)
        })
        .await;
    assert_eq!(
        schaan.app.quotes.quote(&asked).await,
        Err(NoQuote::Refused("soldOut".into()))
    );
    let far = question(restaurant, item, Some("891f8d7a49bffff".parse().unwrap()));
    assert!(matches!(
        schaan.app.quotes.quote(&far).await,
        Err(NoQuote::Refused(_))
    ));
}

#[tokio::test]
async fn only_partners_are_answered() {
    let (vaduz, here) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    schaan
        .app
        .lookup
        .coop(vaduz.app.urls.authority())
        .await
        .unwrap();
    let restaurant = vaduz.app.urls.restaurant("linde");
    let item = vaduz.app.urls.menu_item(here.item.as_str());
    let asked = question(restaurant, item, None);
    assert_eq!(
        schaan.app.quotes.quote(&asked).await,
        Err(NoQuote::NoAgreement)
    );
    let key = Ed25519Key::generate().unwrap();
    let now = vaduz.app.clock.wire().unix_seconds();
    let signing = Signing {
        key: &key,
        key_id: "https://stranger.example/ap/desk#ed25519".into(),
        parameters: SignatureParameters::trade(now, "once"),
        target: Url::parse(&format!("{}/quote", vaduz.desk())).unwrap(),
    };
    let (status, _, problem) = ask(&vaduz, post(&signing, b"{}".to_vec())).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert_eq!(
        problem["type"],
        "https://w3id.org/musette/problem/noAgreement"
    );
    let desk = schaan.desk();
    assert!(
        vaduz
            .read(move |c| partner::find_optional(c, &desk))
            .await
            .is_none()
    );
}

#[tokio::test]
async fn who_asks_too_much_is_told_when_to_go_on() {
    let (vaduz, here) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    agree(&schaan, &vaduz).await;
    let restaurant = vaduz.app.urls.restaurant("linde");
    let item = vaduz.app.urls.menu_item(here.item.as_str());
    let asked = question(restaurant, item, None);
    schaan.app.quotes.quote(&asked).await.unwrap();
    let host = schaan.app.urls.authority();
    let capacity = vaduz.app.urls.part(&vaduz.app.urls.desk(), "capacity");
    let desk = DeskClient::new(&schaan.peer);
    let within = std::time::Duration::from_secs(5);
    assert_eq!(desk.get(&capacity, within).await.unwrap().status, 200);
    // Some places become free meanwhile: twenty a second.
    loop {
        while vaduz.peer.trade_allowance.take(host).is_ok() {}
        let read = desk.get(&capacity, within).await.unwrap();
        if read.status == 429 {
            break;
        }
    }
    loop {
        while vaduz.peer.trade_allowance.take(host).is_ok() {}
        let quote = schaan.app.quotes.quote(&asked).await;
        if let Err(NoQuote::Unreachable(why)) = &quote {
            assert!(why.contains("429"), "{why}");
            break;
        }
        quote.unwrap();
    }
}
