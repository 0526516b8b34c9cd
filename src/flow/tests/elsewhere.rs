//! A customer of one co-op orders at a restaurant of another.

use chrono::TimeDelta;
use musette_domain::id::OrderId;
use musette_domain::order::{Fulfilment, OrderState, RefusalReason};
use musette_domain::{Instant, TextValue};
use rstest::rstest;

use super::support::{Coop, clock, coop, door, user};
use super::wire::exchange;
use crate::app::quotes::Quote;
use crate::app::testing::Network;
use crate::flow::delivery::deliver::{self, Delivered};
use crate::flow::delivery::{assign, picked_up};
use crate::flow::order::hand_over::{self, CounterSays};
use crate::flow::order::place::Placement;
use crate::flow::order::quote::{self, Place, Question};
use crate::flow::order::{accept, place_elsewhere, ready, refuse, withdraw};
use crate::flow::{carry, offer};
use crate::store::testing::Kind;
use crate::store::{
    address_copy, address_reading, address_release, delivery, delivery_offer,
    delivery_offer_received, menu_item, orders, remote_menu_item, remote_restaurant,
};

/// Vaduz has the restaurant, Schaan the customer.
async fn two(kind: Kind) -> Option<(Coop, Coop)> {
    let (net, clock) = (Network::default(), clock());
    let vaduz = coop(kind, "vaduz", 1, &net, clock.clone()).await?;
    let schaan = coop(kind, "schaan", 2, &net, clock).await?;
    vaduz.trades_with(&schaan).await;
    schaan.trades_with(&vaduz).await;
    know_the_menu(&vaduz, &schaan).await;
    Some((vaduz, schaan))
}

async fn know_the_menu(vaduz: &Coop, schaan: &Coop) {
    let actor = vaduz.urls.restaurant("mireille");
    let place = vaduz
        .read(|c| crate::store::restaurant::of_handle(c, "mireille"))
        .await
        .unwrap();
    let now = schaan.clock.now();
    let remote = remote_restaurant::RemoteRestaurant {
        actor_id: actor.clone(),
        coop_id: Some(vaduz.urls.coop()),
        host: vaduz.urls.authority().to_owned(),
        handle: "mireille".into(),
        name: place.name,
        description: String::new(),
        cuisine: String::new(),
        address: String::new(),
        latitude: Some(place.latitude),
        longitude: Some(place.longitude),
        timezone: None,
        opening_hours: place.opening_hours,
        closed_until: None,
        minimum: Some(2000),
        currency: Some(place.currency),
        delivers: true,
        collects: true,
        zone: place.zone,
        hue: "teal".into(),
        weave: "twill".into(),
        emblem: "leaf".into(),
        menu_url: None,
        specials_url: None,
        menu_revision: 1,
        menu_fetched_at: Some(now),
        fetched_at: now,
        gone_at: None,
    };
    let items: Vec<_> = [(1, 1850), (2, 400)]
        .into_iter()
        .map(|(n, price)| remote_menu_item::RemoteMenuItem {
            id: vaduz.urls.menu_item(&format!("item-{n}")),
            restaurant_id: actor.clone(),
            section: "Mains".into(),
            section_position: 1,
            position: n,
            name: format!("Dish {n}"),
            description: String::new(),
            price,
            currency: place.currency,
            allergens: vec!["milk".into()],
            sold_out: false,
            revision: 1,
            removed_at: None,
        })
        .collect();
    schaan
        .edit(move |c| {
            remote_restaurant::insert(c, &remote)?;
            items
                .iter()
                .try_for_each(|item| remote_menu_item::insert(c, item))
        })
        .await;
}

/// The price that Vaduz promises.
async fn price(vaduz: &Coop) -> Quote {
    let question = Question {
        restaurant: TextValue::parse("restaurant-1").unwrap(),
        lines: vec![(super::support::item(1), 2), (super::support::item(2), 1)],
        fulfilment: Fulfilment::Delivery,
        place: Some(Place::Within(door().cell())),
        window: None,
        from_partner: true,
    };
    let quote = vaduz
        .write(move |c, app| quote::run(c, app, &question))
        .await
        .unwrap();
    Quote {
        items: quote.items,
        fee: quote.fee,
        restaurant_share: quote.shares.restaurant,
        courier_share: quote.shares.courier,
        coop_share: quote.shares.coop,
        distance: quote.distance,
        windows: quote
            .windows
            .iter()
            .map(|window| (window.start, window.end))
            .collect(),
        valid_through: quote.valid_through,
    }
}

async fn form(vaduz: &Coop, schaan: &Coop, key: &str) -> Placement {
    let lines = [
        (vaduz.urls.menu_item("item-1"), 2),
        (vaduz.urls.menu_item("item-2"), 1),
    ];
    let restaurant = vaduz.urls.restaurant("mireille");
    let cart = schaan
        .cart(&format!("cart-{key}"), &restaurant, &lines)
        .await;
    Placement {
        user: user("customer"),
        form_key: key.to_owned(),
        cart,
        fulfilment: Fulfilment::Delivery,
        window: None,
        door: Some(door()),
    }
}

/// The order at the customer's co-op.
async fn ordered(vaduz: &Coop, schaan: &Coop, key: &str) -> OrderId {
    let (quote, form) = (price(vaduz).await, form(vaduz, schaan, key).await);
    schaan
        .write(move |c, app| place_elsewhere::run(c, app, &form, &quote))
        .await
        .unwrap()
        .order
        .unwrap()
}

/// The same order at the restaurant's co-op.
async fn arrived(vaduz: &Coop, schaan: &Coop, ours: &OrderId) -> OrderId {
    exchange(vaduz, schaan).await;
    let offer = schaan.order(ours).await.offer_id.unwrap();
    vaduz
        .read(move |c| orders::of_offer(c, &offer))
        .await
        .unwrap()
        .id
}

async fn accepted(vaduz: &Coop, schaan: &Coop, key: &str) -> (OrderId, OrderId) {
    let ours = ordered(vaduz, schaan, key).await;
    let theirs = arrived(vaduz, schaan, &ours).await;
    let id = theirs.clone();
    let _ = vaduz
        .write(move |c, app| accept::run(c, app, &id))
        .await
        .unwrap();
    exchange(vaduz, schaan).await;
    (ours, theirs)
}

#[rstest]
#[tokio::test]
async fn carried_by_the_restaurants_co_op(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((vaduz, schaan)) = two(kind).await else {
        return;
    };
    let (ours, theirs) = accepted(&vaduz, &schaan, "form-1").await;
    assert_eq!(schaan.state(&ours).await, OrderState::Agreed);
    let incoming = vaduz.order(&theirs).await;
    assert_eq!(incoming.total, schaan.order(&ours).await.total);
    assert_eq!(incoming.user_id, None);
    let id = vaduz.delivery(&theirs).await.id;
    let assigned = id.clone();
    let _ = vaduz
        .write(move |c, app| assign::run(c, app, &assigned, &user("courier")))
        .await
        .unwrap();
    // Too early: the customer's co-op has not heard yet.
    vaduz.due().await;
    exchange(&vaduz, &schaan).await;
    vaduz.pass(TimeDelta::seconds(3)).await;
    let find = id.clone();
    let copy = vaduz.read(move |c| address_copy::find(c, &find)).await;
    assert_eq!(copy.street, "Im Rietle 3");
    let find = ours.clone();
    let readings = schaan
        .read(move |c| {
            let release = address_release::of_order(c, &find)?.unwrap();
            address_reading::of_release(c, &release.id)
        })
        .await;
    assert_eq!(
        readings.iter().map(|r| r.allowed).collect::<Vec<_>>(),
        [true, false]
    );
    let o = theirs.clone();
    let _ = vaduz
        .write(move |c, app| ready::run(c, app, &o))
        .await
        .unwrap();
    let d = id.clone();
    let _ = vaduz
        .write(move |c, app| picked_up::run(c, app, &d, Some(&user("courier"))))
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    assert_eq!(schaan.state(&ours).await, OrderState::HandedOver);
    let pin = schaan.pin(&ours).await;
    let done = vaduz
        .write(move |c, app| deliver::run(c, app, &id, Some(&user("courier")), Some(&pin)))
        .await
        .unwrap();
    assert!(matches!(done, Delivered::Done(_)));
    exchange(&vaduz, &schaan).await;
    assert_eq!(schaan.state(&ours).await, OrderState::Delivered);
    let release = schaan
        .read(move |c| address_release::of_order(c, &ours))
        .await
        .unwrap();
    assert_eq!(release.opened_at, None);
    assert!(release.purge_at <= schaan.clock.now().plus(TimeDelta::hours(24)));
}

#[rstest]
#[tokio::test]
async fn carried_by_the_customers_own_co_op(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((vaduz, schaan)) = two(kind).await else {
        return;
    };
    let (ours, theirs) = accepted(&vaduz, &schaan, "form-1").await;
    let (id, desks) = (vaduz.delivery(&theirs).await.id, vec![schaan.urls.desk()]);
    let opened = id.clone();
    let _ = vaduz
        .write(move |c, app| offer::open::run(c, app, &opened, &desks))
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    let proposal = vaduz
        .read(move |c| delivery_offer::of_delivery(c, &id))
        .await
        .unwrap()
        .context;
    let bid = proposal.clone();
    let _ = schaan
        .write(move |c, app| carry::bid::run(c, app, &bid, Some(&user("courier"))))
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    vaduz.pass(TimeDelta::seconds(60)).await;
    exchange(&vaduz, &schaan).await;
    schaan.due().await;
    exchange(&vaduz, &schaan).await;
    let row = schaan
        .read(move |c| delivery_offer_received::find(c, &proposal))
        .await;
    let carried = row.delivery_id.unwrap();
    let find = carried.clone();
    let list = schaan.read(move |c| delivery::find(c, &find)).await;
    let code = list.pickup_code.unwrap();
    let o = theirs.clone();
    let says = vaduz
        .write(move |c, app| hand_over::run(c, app, &o, &code))
        .await
        .unwrap();
    assert!(matches!(says, CounterSays::HandOver(_)));
    let d = carried.clone();
    let _ = schaan
        .write(move |c, app| picked_up::run(c, app, &d, Some(&user("courier"))))
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    let pin = schaan.pin(&ours).await;
    let sent = schaan
        .write(move |c, app| deliver::run(c, app, &carried, Some(&user("courier")), Some(&pin)))
        .await
        .unwrap();
    assert!(matches!(sent, Delivered::Sent(_)));
    exchange(&vaduz, &schaan).await;
    assert_eq!(vaduz.state(&theirs).await, OrderState::Delivered);
    assert_eq!(schaan.state(&ours).await, OrderState::Delivered);
}

#[rstest]
#[tokio::test]
async fn an_old_menu_is_refused_and_leaves_nothing(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan)) = two(kind).await else {
        return;
    };
    let ours = ordered(&vaduz, &schaan, "form-1").await;
    vaduz
        .edit(|c| {
            let mut row = menu_item::find(c, &super::support::item(1))?;
            row.revision += 1;
            row.allergens.push("nuts".into());
            menu_item::save(c, &row)
        })
        .await;
    exchange(&vaduz, &schaan).await;
    let row = schaan.order(&ours).await;
    assert_eq!(row.state, OrderState::Rejected);
    assert_eq!(row.reason.as_deref(), Some("priceChanged"));
    let offer = row.offer_id.unwrap();
    let nothing = vaduz.read(move |c| orders::of_offer(c, &offer)).await;
    assert_eq!(nothing, None);
}

#[rstest]
#[tokio::test]
async fn the_restaurant_refuses(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((vaduz, schaan)) = two(kind).await else {
        return;
    };
    let ours = ordered(&vaduz, &schaan, "form-1").await;
    let theirs = arrived(&vaduz, &schaan, &ours).await;
    let _ = vaduz
        .write(move |c, app| refuse::run(c, app, &theirs, RefusalReason::TooBusy))
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    let row = schaan.order(&ours).await;
    assert_eq!(row.state, OrderState::Rejected);
    assert_eq!(row.reason.as_deref(), Some("tooBusy"));
}

#[rstest]
#[tokio::test]
async fn nobody_answers_and_both_give_up(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((vaduz, schaan)) = two(kind).await else {
        return;
    };
    let ours = ordered(&vaduz, &schaan, "form-1").await;
    let theirs = arrived(&vaduz, &schaan, &ours).await;
    // The restaurant's answer is lost on the way.
    vaduz.pass(TimeDelta::seconds(300)).await;
    vaduz.t.tell.take();
    assert_eq!(vaduz.state(&theirs).await, OrderState::Expired);
    assert_eq!(schaan.state(&ours).await, OrderState::Offered);
    schaan.pass(TimeDelta::seconds(30)).await;
    assert_eq!(schaan.state(&ours).await, OrderState::Expired);
    exchange(&vaduz, &schaan).await;
    assert_eq!(schaan.state(&ours).await, OrderState::Expired);
}

#[rstest]
#[tokio::test]
async fn an_acceptance_after_we_gave_up_is_taken_back(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan)) = two(kind).await else {
        return;
    };
    let ours = ordered(&vaduz, &schaan, "form-1").await;
    let theirs = arrived(&vaduz, &schaan, &ours).await;
    let id = theirs.clone();
    let _ = vaduz
        .write(move |c, app| accept::run(c, app, &id))
        .await
        .unwrap();
    let held = vaduz.t.tell.take();
    schaan.pass(TimeDelta::seconds(330)).await;
    schaan.t.tell.take();
    assert_eq!(schaan.state(&ours).await, OrderState::Expired);
    for told in &held {
        super::wire::carry_one(&vaduz, &schaan, told).await;
    }
    exchange(&vaduz, &schaan).await;
    assert_eq!(vaduz.state(&theirs).await, OrderState::Cancelled);
    assert_ne!(schaan.state(&ours).await, OrderState::Agreed);
}

#[rstest]
#[tokio::test]
async fn the_customer_takes_it_back(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((vaduz, schaan)) = two(kind).await else {
        return;
    };
    let (ours, theirs) = accepted(&vaduz, &schaan, "form-1").await;
    for _ in 0..2 {
        let id = ours.clone();
        let _ = schaan
            .write(move |c, app| withdraw::run(c, app, &id, &user("customer")))
            .await
            .unwrap();
    }
    assert_eq!(schaan.state(&ours).await, OrderState::Agreed);
    exchange(&vaduz, &schaan).await;
    assert_eq!(vaduz.state(&theirs).await, OrderState::Cancelled);
    assert_eq!(schaan.state(&ours).await, OrderState::Cancelled);
}

#[rstest]
#[tokio::test]
async fn a_price_is_good_for_ten_minutes_and_a_form_is_one_order(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan)) = two(kind).await else {
        return;
    };
    let (quote, placement) = (price(&vaduz).await, form(&vaduz, &schaan, "form-1").await);
    let (q, p) = (quote.clone(), placement.clone());
    let one = schaan
        .write(move |c, app| place_elsewhere::run(c, app, &p, &q))
        .await
        .unwrap();
    let (q, p) = (quote.clone(), placement);
    let two = schaan
        .write(move |c, app| place_elsewhere::run(c, app, &p, &q))
        .await
        .unwrap();
    assert_eq!(one.order, two.order);
    let offered = schaan.t.tell.take();
    assert_eq!(offered.len(), 1);
    schaan.t.clock.pass(TimeDelta::minutes(10));
    let late = form(&vaduz, &schaan, "form-2").await;
    let refused = schaan
        .write(move |c, app| place_elsewhere::run(c, app, &late, &quote))
        .await;
    assert_eq!(refused.unwrap_err().key(), "place-quote-lapsed");
}

#[rstest]
#[tokio::test]
async fn a_lower_revision_says_nothing_new(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((vaduz, schaan)) = two(kind).await else {
        return;
    };
    let (ours, theirs) = accepted(&vaduz, &schaan, "form-1").await;
    let o = theirs.clone();
    let _ = vaduz
        .write(move |c, app| ready::run(c, app, &o))
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    let row = schaan.order(&ours).await;
    let report = crate::flow::order::changed_elsewhere::OrderReport {
        desk: vaduz.urls.desk(),
        agreement_id: row.agreement_id.clone().unwrap(),
        revision: row.revision - 1,
        state: OrderState::Preparing,
        reason: None,
        carrier: None,
        eta: Some(Instant::from_millis(0)),
        cell: None,
    };
    let changed = schaan
        .write(move |c, app| crate::flow::order::changed_elsewhere::run(c, app, &report))
        .await
        .unwrap();
    assert_eq!(changed.topics, []);
    assert_eq!(schaan.order(&ours).await, row);
}
