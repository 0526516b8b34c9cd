//! A restaurant that goes while orders are open, and a co-op that closes.

use chrono::TimeDelta;
use musette_domain::cart::CartProblem;
use musette_domain::id::RestaurantId;
use musette_domain::{Instant, TextValue};
use rstest::rstest;

use super::support::{Coop, clock, coop, user};
use crate::app::testing::Network;
use crate::flow::closing::announce::{self, AnnounceRefusal};
use crate::flow::closing::{finish, take_back};
use crate::flow::order::place::{self, PlaceRefusal};
use crate::flow::order::quote::QuoteRefusal;
use crate::flow::order::withdraw;
use crate::flow::restaurant::list::{self, ListRefusal};
use crate::flow::restaurant::remove::{self, RemoveRefusal};
use crate::store::restaurant::{self, RestaurantState};
use crate::store::testing::Kind;
use crate::store::{coop as coop_row, job};

fn here() -> RestaurantId {
    RestaurantId::parse("restaurant-1").unwrap()
}

async fn handle(vaduz: &Coop) -> String {
    vaduz.read(|c| restaurant::find(c, &here())).await.handle
}

#[rstest]
#[tokio::test]
async fn nobody_is_left_waiting_for_a_meal(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let id = vaduz.placed("form-1").await;
    let name = handle(&vaduz).await;
    let typed = name.clone();
    let open = vaduz
        .write(move |c, app| remove::run(c, app, &here(), &typed))
        .await;
    assert!(matches!(open, Err(RemoveRefusal::OpenOrders(1))));
    let _ = vaduz
        .write(move |c, app| withdraw::run(c, app, &id, &user("customer")))
        .await
        .unwrap();
    let _ = vaduz
        .write(move |c, app| remove::run(c, app, &here(), &name))
        .await
        .unwrap();
    let row = vaduz.read(|c| restaurant::find(c, &here())).await;
    assert_eq!(row.state, RestaurantState::Left);
    let back = vaduz.write(|c, app| list::run(c, app, &here())).await;
    assert!(matches!(back, Err(ListRefusal::Left)));
}

/// What is said when the co-op wants to close after so many days.
async fn announced(vaduz: &Coop, days: i64, name: &'static str) -> Result<(), AnnounceRefusal> {
    let at = vaduz.clock.now().plus(TimeDelta::days(days));
    let said = vaduz
        .write(move |c, app| announce::run(c, app, at, name))
        .await;
    said.map(|_| ())
}

async fn closes_at(vaduz: &Coop) -> Option<Instant> {
    vaduz.read(coop_row::own).await.closes_at
}

#[rstest]
#[tokio::test]
async fn a_co_op_closes_with_a_month_of_notice(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let soon = announced(&vaduz, 29, "vaduz").await;
    assert!(matches!(soon, Err(AnnounceRefusal::TooSoon)));
    let far = announced(&vaduz, 800, "vaduz").await;
    assert!(matches!(far, Err(AnnounceRefusal::TooFar)));
    let other = announced(&vaduz, 30, "schaan").await;
    assert!(matches!(other, Err(AnnounceRefusal::NotConfirmed)));
    assert_eq!(closes_at(&vaduz).await, None);
    announced(&vaduz, 30, "Vaduz").await.unwrap();
    let at = closes_at(&vaduz).await.unwrap();
    let timer = vaduz.read(|c| job::of(c, "close_coop", "coop")).await;
    assert_eq!(timer.unwrap().run_at, at);
    let _ = vaduz.write(take_back::run).await.unwrap();
    assert_eq!(closes_at(&vaduz).await, None);
    let timer = vaduz.read(|c| job::of(c, "close_coop", "coop")).await;
    assert!(timer.is_none());
    let told: Vec<_> = vaduz
        .t
        .tell
        .take()
        .into_iter()
        .map(|one| one.what)
        .collect();
    assert_eq!(told, ["coop_closing", "coop_closing"]);
}

#[rstest]
#[tokio::test]
async fn the_last_day_is_for_open_orders(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    announced(&vaduz, 30, "vaduz").await.unwrap();
    // Until the day before, orders are taken as always.
    vaduz.pass(TimeDelta::days(28)).await;
    let id = vaduz.placed("form-1").await;
    let form = vaduz.form("form-2").await;
    vaduz.t.clock.pass(TimeDelta::days(1));
    let late = vaduz.write(move |c, app| place::run(c, app, &form)).await;
    match late {
        Err(PlaceRefusal::Quote(QuoteRefusal::Problems(problems))) => {
            assert!(
                problems.0.contains(&CartProblem::NotTakingOrders),
                "{problems}"
            );
        }
        other => panic!("an order on the last day: {other:?}"),
    }
    // The day has come, but somebody waits for a meal.
    vaduz.t.clock.pass(TimeDelta::days(1));
    let (_, next) = vaduz.write(finish::run).await.unwrap();
    assert_eq!(next, Some(vaduz.clock.now().plus(TimeDelta::hours(1))));
    let _ = vaduz
        .write(move |c, app| withdraw::run(c, app, &id, &user("customer")))
        .await
        .unwrap();
    vaduz.t.tell.take();
    let (_, next) = vaduz.write(finish::run).await.unwrap();
    assert_eq!(next, None);
    let told: Vec<_> = vaduz
        .t
        .tell
        .take()
        .into_iter()
        .map(|one| one.what)
        .collect();
    assert_eq!(told, ["coop_closed"]);
    let row = vaduz.read(|c| restaurant::find(c, &here())).await;
    assert_eq!(row.state, RestaurantState::Left);
    let again = vaduz.write(take_back::run).await;
    assert!(matches!(again, Err(take_back::TakeBackRefusal::Closed)));
}
