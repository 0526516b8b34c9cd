//! An order across two instances.

use chrono::TimeDelta;
use musette_domain::TextValue;
use musette_domain::id::OrderId;
use musette_domain::order::{Fulfilment, OrderState};
use musette_domain::zone::{Cell, CellSize};
use rstest::rstest;

use super::instance::Instance;
use super::seed::{Coops, agree, cart_of, coop, door};
use crate::app::quotes::QuoteQuestion;
use crate::flow::order::place::Placement;
use crate::flow::order::{accept, place_elsewhere, ready, refuse, withdraw};
use crate::store::orders;
use crate::store::testing::Kind;

/// A customer of `schaan` orders at `vaduz`; the order's id here.
pub async fn place(schaan: &Instance, there: &Coops, vaduz: &Instance, here: &Coops) -> OrderId {
    let restaurant = vaduz.app.urls.restaurant("linde");
    let item = vaduz.app.urls.menu_item(here.item.as_str());
    let cart = cart_of(schaan, &there.customer, &restaurant, &item).await;
    let cell = Cell::of(door().position, CellSize::Block);
    let question = QuoteQuestion {
        restaurant,
        lines: vec![(item, 2)],
        delivery: true,
        cell: Some(cell.to_string()),
    };
    let quote = schaan.app.quotes.quote(&question).await.unwrap();
    let placement = Placement {
        user: there.customer.clone(),
        form_key: schaan.app.ids.uuid(),
        cart,
        fulfilment: Fulfilment::Delivery,
        window: None,
        door: Some(door()),
    };
    let placed = schaan
        .act(move |c, app| place_elsewhere::run(c, app, &placement, &quote))
        .await;
    placed.unwrap()
}

/// The order as the restaurant's co-op has it.
pub async fn arrived(schaan: &Instance, vaduz: &Instance, id: &OrderId) -> OrderId {
    let id = id.clone();
    let offer = schaan
        .read(move |c| orders::find(c, &id))
        .await
        .offer_id
        .unwrap();
    vaduz
        .until("the order", move |c| {
            Ok(orders::of_offer(c, &offer)?.map(|order| order.id))
        })
        .await
}

pub async fn until_state(at: &Instance, id: &OrderId, state: OrderState) {
    let id = id.clone();
    at.until_true(state.as_str(), move |c| {
        Ok(orders::find(c, &id)?.state == state)
    })
    .await;
}

#[rstest]
#[tokio::test]
async fn accepted_and_made(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((vaduz, here)) = coop(kind, "vaduz").await else {
        return;
    };
    let Some((schaan, there)) = coop(kind, "schaan").await else {
        return;
    };
    agree(&schaan, &vaduz).await;
    let ours = place(&schaan, &there, &vaduz, &here).await;
    let theirs = arrived(&schaan, &vaduz, &ours).await;
    let id = theirs.clone();
    vaduz.act(move |c, app| accept::run(c, app, &id)).await;
    let id = ours.clone();
    schaan
        .until_true("the agreement", move |c| {
            Ok(orders::find(c, &id)?.agreement_id.is_some())
        })
        .await;
    let id = theirs.clone();
    vaduz.act(move |c, app| ready::run(c, app, &id)).await;
    until_state(&schaan, &ours, OrderState::Ready).await;
    let (ours, theirs) = (
        schaan.read(move |c| orders::find(c, &ours)).await,
        vaduz.read(move |c| orders::find(c, &theirs)).await,
    );
    assert_eq!(ours.agreement_id, theirs.agreement_id);
    assert_eq!(ours.total, theirs.total);
    assert_eq!(ours.revision, theirs.revision);
    assert_eq!(
        ours.window_to.unix_seconds(),
        theirs.window_to.unix_seconds()
    );
}

#[tokio::test]
async fn refused_by_the_restaurant() {
    let (vaduz, here) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, there) = coop(Kind::Sqlite, "schaan").await.unwrap();
    agree(&schaan, &vaduz).await;
    let ours = place(&schaan, &there, &vaduz, &here).await;
    let theirs = arrived(&schaan, &vaduz, &ours).await;
    let reason = musette_domain::order::RefusalReason::TooBusy;
    vaduz
        .act(move |c, app| refuse::run(c, app, &theirs, reason))
        .await;
    until_state(&schaan, &ours, OrderState::Rejected).await;
    let order = schaan.read(move |c| orders::find(c, &ours)).await;
    assert_eq!(order.reason.as_deref(), Some("tooBusy"));
}

#[tokio::test]
async fn withdrawn_by_the_customer() {
    let (vaduz, here) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, there) = coop(Kind::Sqlite, "schaan").await.unwrap();
    agree(&schaan, &vaduz).await;
    let ours = place(&schaan, &there, &vaduz, &here).await;
    let theirs = arrived(&schaan, &vaduz, &ours).await;
    let user = there.customer.clone();
    let id = ours.clone();
    schaan
        .act(move |c, app| withdraw::run(c, app, &id, &user))
        .await;
    until_state(&vaduz, &theirs, OrderState::Cancelled).await;
    until_state(&schaan, &ours, OrderState::Cancelled).await;
}

#[tokio::test]
async fn one_whose_end_was_never_told_is_asked_for() {
    let (vaduz, here) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, there) = coop(Kind::Sqlite, "schaan").await.unwrap();
    agree(&schaan, &vaduz).await;
    let ours = place(&schaan, &there, &vaduz, &here).await;
    let theirs = arrived(&schaan, &vaduz, &ours).await;
    let id = theirs.clone();
    vaduz.act(move |c, app| accept::run(c, app, &id)).await;
    let id = ours.clone();
    schaan
        .until_true("the agreement", move |c| {
            Ok(orders::find(c, &id)?.agreement_id.is_some())
        })
        .await;
    // It is delivered, and the message of it is lost.
    let id = theirs.clone();
    vaduz
        .write(move |c| {
            let mut row = orders::find(c, &id)?;
            row.state = OrderState::Delivered;
            row.revision += 3;
            orders::save(c, &row)
        })
        .await;
    let id = ours.clone();
    let end = schaan.read(move |c| orders::find(c, &id)).await.window_to;
    let late = end.since(schaan.app.clock.now()) + TimeDelta::hours(2);
    schaan.forward(late + TimeDelta::minutes(1));
    schaan.jobs().await;
    until_state(&schaan, &ours, OrderState::Delivered).await;
}
