//! Placing an order: what it costs, what is in the way, the form sent twice.

use chrono::TimeDelta;
use musette_domain::cart::CartProblem;
use musette_domain::order::{Fulfilment, OrderState, RefusalReason};
use musette_domain::timing::Window;
use musette_domain::{Position, TextValue};
use rstest::rstest;

use super::support::{clock, coop, item, user};
use crate::app::testing::Network;
use crate::flow::order::place::{self, PlaceRefusal};
use crate::flow::order::quote::{self, Place, Question, QuoteRefusal};
use crate::flow::order::{accept, refuse, withdraw};
use crate::store::testing::Kind;
use crate::store::{address_release, job, menu_item, order_line, orders, restaurant};

#[rstest]
#[tokio::test]
async fn an_order_has_lines_shares_a_door_and_a_timer(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let id = vaduz.placed("form-1").await;
    let order = vaduz.order(&id).await;
    assert_eq!(order.items_total, 2 * 1850 + 400);
    // A way of 1.2 km by the guess: base and two started kilometres.
    assert_eq!(order.delivery_fee, 500 + 2 * 100);
    assert_eq!(order.total, order.items_total + order.delivery_fee);
    assert_eq!(
        order.total,
        order.restaurant_share + order.courier_share + order.coop_share
    );
    assert_eq!(order.courier_share, 630);
    assert_eq!(order.state, OrderState::Offered);
    assert_eq!(
        order.answer_by,
        vaduz.clock.now().plus(TimeDelta::minutes(5))
    );
    let find = id.clone();
    let (lines, release, timer) = vaduz
        .read(move |c| {
            Ok((
                order_line::of_order(c, &find)?,
                address_release::of_order(c, &find)?,
                job::of(c, "order_unanswered", find.as_str())?,
            ))
        })
        .await;
    assert_eq!(lines.len(), 2);
    let release = release.unwrap();
    assert_eq!(release.pin.len(), 4);
    assert_eq!(release.readable_by, None);
    assert_eq!(timer.unwrap().run_at, order.answer_by);
    vaduz.due().await;
    assert_eq!(vaduz.t.mail.letters().len(), 1);
}

#[rstest]
#[tokio::test]
async fn a_form_sent_twice_is_one_order(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let form = vaduz.form("form-1").await;
    let (first, second) = (form.clone(), form);
    let one = vaduz
        .write(move |c, app| place::run(c, app, &first))
        .await
        .unwrap();
    let two = vaduz
        .write(move |c, app| place::run(c, app, &second))
        .await
        .unwrap();
    assert_eq!(one.order, two.order);
    assert_eq!(two.topics, []);
    let all = vaduz
        .read(|c| orders::of_user(c, &user("customer"), 10))
        .await;
    assert_eq!(all.len(), 1);
}

#[rstest]
#[tokio::test]
async fn what_is_in_the_way_is_said_and_leaves_nothing(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let ask = |change: fn(&mut Question)| {
        let mut question = Question {
            restaurant: TextValue::parse("restaurant-1").unwrap(),
            lines: vec![(item(1), 2)],
            fulfilment: Fulfilment::Delivery,
            place: Some(Place::At(Position::new(47.1480, 9.5150).unwrap())),
            window: None,
            from_partner: false,
        };
        change(&mut question);
        vaduz.write(move |c, app| quote::run(c, app, &question))
    };
    assert!(ask(|_| {}).await.is_ok());
    let problems = |result: Result<quote::Quote, QuoteRefusal>| match result {
        Err(QuoteRefusal::Problems(problems)) => problems.0,
        other => panic!("{other:?}"),
    };
    let far =
        problems(ask(|q| q.place = Some(Place::At(Position::new(47.25, 9.5).unwrap()))).await);
    assert_eq!(far, [CartProblem::OutsideArea]);
    let little = problems(ask(|q| q.lines = vec![(item(2), 1)]).await);
    assert!(matches!(little[..], [CartProblem::BelowMinimum { .. }]));
    let past = problems(
        ask(|q| {
            q.window = Some(Window {
                start: musette_domain::Instant::from_millis(0),
                end: musette_domain::Instant::from_millis(1_200_000),
            });
        })
        .await,
    );
    assert!(matches!(past[..], [CartProblem::WindowExpired { .. }]));
    let unknown = problems(ask(|q| q.lines.push((item(9), 1))).await);
    assert!(matches!(unknown[..], [CartProblem::NotOnMenu { .. }]));
    vaduz
        .edit(|c| {
            let mut row = menu_item::find(c, &item(1))?;
            row.sold_out = true;
            menu_item::save(c, &row)
        })
        .await;
    let sold = problems(ask(|_| {}).await);
    assert_eq!(
        sold,
        [CartProblem::SoldOut {
            name: "Dish 1".into()
        }]
    );
    let form = vaduz.form("form-1").await;
    let refused = vaduz.write(move |c, app| place::run(c, app, &form)).await;
    assert!(matches!(
        refused,
        Err(PlaceRefusal::Quote(QuoteRefusal::Problems(_)))
    ));
    let none = vaduz
        .read(|c| orders::of_user(c, &user("customer"), 10))
        .await;
    assert_eq!(none, []);
}

#[rstest]
#[tokio::test]
async fn a_closed_kitchen_answers_when_it_opens(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let clock = clock();
    clock.pass(TimeDelta::hours(6));
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock).await else {
        return;
    };
    let id = vaduz.placed("form-1").await;
    let order = vaduz.order(&id).await;
    // Midnight; it opens at eleven, which is ten in UTC.
    assert_eq!(order.answer_by.to_rfc3339(), "2026-11-28T10:05:00Z");
    assert!(*order.prepare_at.to_rfc3339() >= *"2026-11-28T10:00:00Z");
    // An unplanned closure moves the first window.
    vaduz
        .edit(|c| {
            let mut row = restaurant::of_handle(c, "mireille")?.unwrap();
            row.closed_until =
                Some(musette_domain::Instant::parse_rfc3339("2026-11-28T15:00:00Z").unwrap());
            restaurant::save(c, &row)
        })
        .await;
    let later = vaduz.placed("form-2").await;
    let order = vaduz.order(&later).await;
    assert!(*order.prepare_at.to_rfc3339() >= *"2026-11-28T15:00:00Z");
}

#[rstest]
#[tokio::test]
async fn refused_is_told_and_cannot_be_accepted(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let id = vaduz.placed("form-1").await;
    for _ in 0..2 {
        let order = id.clone();
        let _ = vaduz
            .write(move |c, app| refuse::run(c, app, &order, RefusalReason::TooBusy))
            .await
            .unwrap();
    }
    let order = vaduz.order(&id).await;
    assert_eq!((order.state, order.revision), (OrderState::Rejected, 2));
    assert_eq!(order.reason.as_deref(), Some("tooBusy"));
    let again = id.clone();
    let accepted = vaduz.write(move |c, app| accept::run(c, app, &again)).await;
    assert_eq!(accepted.unwrap_err().key(), "accept-not-now");
}

#[rstest]
#[tokio::test]
async fn nobody_answers_and_the_order_expires(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let id = vaduz.placed("form-1").await;
    vaduz.pass(TimeDelta::seconds(299)).await;
    assert_eq!(vaduz.state(&id).await, OrderState::Offered);
    vaduz.pass(TimeDelta::seconds(1)).await;
    assert_eq!(vaduz.state(&id).await, OrderState::Expired);
    // The door is forgotten a day later.
    vaduz.pass(TimeDelta::hours(24)).await;
    let _ = vaduz.write(crate::flow::purge::run).await.unwrap();
    let gone = vaduz.read(move |c| address_release::of_order(c, &id)).await;
    assert_eq!(gone, None);
}

#[rstest]
#[tokio::test]
async fn a_customer_takes_back_what_nobody_cooks_yet(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let free = vaduz.placed("form-1").await;
    let id = free.clone();
    let stranger = vaduz
        .write(move |c, app| withdraw::run(c, app, &id, &user("courier")))
        .await;
    assert_eq!(stranger.unwrap_err().key(), "withdraw-not-yours");
    let id = free.clone();
    let _ = vaduz
        .write(move |c, app| withdraw::run(c, app, &id, &user("customer")))
        .await
        .unwrap();
    assert_eq!(vaduz.state(&free).await, OrderState::Cancelled);
    let cooked = vaduz.accepted("form-2").await;
    vaduz.pass(TimeDelta::hours(1)).await;
    assert_eq!(vaduz.state(&cooked).await, OrderState::Preparing);
    let late = vaduz
        .write(move |c, app| withdraw::run(c, app, &cooked, &user("customer")))
        .await;
    assert_eq!(late.unwrap_err().key(), "withdraw-too-late");
}
