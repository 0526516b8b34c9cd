//! Times that couriers have, and the capacity that partners are told.

use chrono::TimeDelta;
use rstest::rstest;

use super::support::{clock, coop, user};
use crate::app::testing::Network;
use crate::flow::availability::{declare, withdraw};
use crate::flow::capacity::received::{self, ReceivedCapacity};
use crate::store::testing::Kind;
use crate::store::{availability, partner_capacity, published_capacity};

#[rstest]
#[tokio::test]
async fn two_couriers_are_told_one_is_not(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let now = vaduz.clock.now();
    let declare = |who: &'static str| {
        let end = now.plus(TimeDelta::hours(8));
        vaduz.write(move |c, app| declare::run(c, app, &user(who), now, end, true))
    };
    let _ = declare("courier").await.unwrap();
    vaduz.due().await;
    assert_eq!(vaduz.t.tell.take(), []);
    let _ = declare("courier2").await.unwrap();
    let twice = declare("courier2").await.unwrap();
    assert_eq!(twice.topics, []);
    vaduz.due().await;
    let told = vaduz.t.tell.take();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].what, "capacity_published");
    let published = vaduz.read(move |c| published_capacity::from(c, now)).await;
    assert!(!published.is_empty());
    assert!(published.iter().all(|row| row.available == 2));
    let one = vaduz
        .read(move |c| availability::of_courier(c, &user("courier"), now))
        .await
        .remove(0);
    let stranger = one.id.clone();
    let refused = vaduz
        .write(move |c, app| withdraw::run(c, app, &user("courier2"), &stranger))
        .await;
    assert_eq!(refused.unwrap_err().key(), "availability-not-yours");
    let _ = vaduz
        .write(move |c, app| withdraw::run(c, app, &user("courier"), &one.id))
        .await
        .unwrap();
    vaduz.due().await;
    let published = vaduz.read(move |c| published_capacity::from(c, now)).await;
    assert!(
        published
            .iter()
            .all(|row| row.available == 0 && row.revision == 2)
    );
}

#[rstest]
#[tokio::test]
async fn times_that_cannot_be(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let now = vaduz.clock.now();
    for (from, until, key) in [
        (2, 1, "availability-backwards"),
        (-3, -1, "availability-backwards"),
        (0, 17, "availability-too-long"),
        (24 * 29, 24 * 29 + 1, "availability-too-far"),
    ] {
        let (start, end) = (
            now.plus(TimeDelta::hours(from)),
            now.plus(TimeDelta::hours(until)),
        );
        let refused = vaduz
            .write(move |c, app| declare::run(c, app, &user("courier"), start, end, true))
            .await;
        assert_eq!(refused.unwrap_err().key(), key);
    }
}

#[rstest]
#[tokio::test]
async fn a_partners_capacity_says_no_more_than_it_may(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (net, clock) = (Network::default(), clock());
    let Some(vaduz) = coop(kind, "vaduz", 1, &net, clock.clone()).await else {
        return;
    };
    let schaan = coop(kind, "schaan", 2, &net, clock).await.unwrap();
    vaduz.trades_with(&schaan).await;
    let now = vaduz.clock.now();
    let good = ReceivedCapacity {
        desk: schaan.urls.desk(),
        id: schaan.urls.capacity("1"),
        start: now,
        end: now.plus(TimeDelta::hours(2)),
        zone: vec!["871f90209ffffff".into()],
        available: 3,
        revision: 2,
    };
    let send = |input: ReceivedCapacity| vaduz.write(move |c, app| received::run(c, app, &input));
    let _ = send(good.clone()).await.unwrap();
    let lower = ReceivedCapacity {
        revision: 1,
        available: 9,
        ..good.clone()
    };
    assert_eq!(send(lower).await.unwrap().topics, []);
    for bad in [
        ReceivedCapacity {
            available: 1,
            ..good.clone()
        },
        ReceivedCapacity {
            end: now.plus(TimeDelta::hours(1)),
            ..good.clone()
        },
        ReceivedCapacity {
            zone: vec!["891f90255cfffff".into()],
            ..good.clone()
        },
    ] {
        assert_eq!(send(bad).await.unwrap_err().key(), "capacity-malformed");
    }
    let desk = schaan.urls.desk();
    let known = vaduz
        .read(move |c| partner_capacity::of_partner(c, &desk, now))
        .await;
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].available, 3);
}
