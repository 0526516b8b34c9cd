//! Agreements, times that couriers have, and the capacity that partners are told.

use chrono::TimeDelta;
use musette_domain::Currency;
use rstest::rstest;

use super::support::{Coop, clock, coop, user};
use crate::app::testing::Network;
use crate::flow::agreement::received::ReceivedAgreement;
use crate::flow::agreement::{self, Terms};
use crate::flow::availability::{declare, withdraw};
use crate::flow::capacity::received::{self, ReceivedCapacity};
use crate::store::partner::PartnerState;
use crate::store::testing::Kind;
use crate::store::trade_agreement::AgreementState;
use crate::store::{availability, partner, partner_capacity, published_capacity, trade_agreement};

fn terms(coop: &Coop) -> Terms {
    let now = coop.clock.now();
    Terms {
        currency: Currency::CHF,
        credit_limit: 150_000,
        wasted_trip_fee: 400,
        settlement_period: "P7D".into(),
        valid_from: now,
        valid_through: now.plus(TimeDelta::days(365)),
    }
}

#[rstest]
#[tokio::test]
async fn an_agreement_is_offered_accepted_and_ended(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (net, clock) = (Network::default(), clock());
    let Some(vaduz) = coop(kind, "vaduz", 1, &net, clock.clone()).await else {
        return;
    };
    let schaan = coop(kind, "schaan", 2, &net, clock).await.unwrap();
    vaduz.trades_with(&schaan).await;
    schaan.trades_with(&vaduz).await;
    let (desk, what) = (schaan.urls.desk(), terms(&vaduz));
    for _ in 0..2 {
        let (desk, what) = (desk.clone(), what.clone());
        let _ = vaduz
            .write(move |c, app| agreement::offer::run(c, app, &desk, &what))
            .await
            .unwrap();
    }
    let told = vaduz.t.tell.take();
    assert_eq!(told.len(), 1);
    let id = told[0].id.clone();
    let own = id.clone();
    let row = vaduz.read(move |c| trade_agreement::find(c, &own)).await;
    let own = id.clone();
    let wait = vaduz
        .write(move |c, app| agreement::accept::run(c, app, &own))
        .await;
    assert_eq!(wait.unwrap_err().key(), "agreement-ours-to-wait");
    let input = ReceivedAgreement {
        desk: vaduz.urls.desk(),
        id: id.clone(),
        revision: row.revision,
        offer_id: row.offer_id.clone(),
        terms: what,
        document: "{}".into(),
    };
    for _ in 0..2 {
        let input = input.clone();
        let _ = schaan
            .write(move |c, app| agreement::received::run(c, app, &input))
            .await
            .unwrap();
        let id = id.clone();
        let _ = schaan
            .write(move |c, app| agreement::accept::run(c, app, &id))
            .await
            .unwrap();
    }
    let (desk, offer) = (schaan.urls.desk(), row.offer_id);
    let _ = vaduz
        .write(move |c, app| agreement::answered::run(c, app, &desk, &offer, true))
        .await
        .unwrap();
    let desk = schaan.urls.desk();
    let partner = vaduz.read(move |c| partner::find(c, &desk)).await;
    assert_eq!(partner.agreement_id, Some(id.clone()));
    let desk = schaan.urls.desk();
    let all = vaduz
        .read(move |c| trade_agreement::of_partner(c, &desk))
        .await;
    let active: Vec<_> = all
        .iter()
        .filter(|row| row.state == AgreementState::Active)
        .collect();
    assert_eq!(active.len(), 1);
    let over = id.clone();
    let _ = vaduz
        .write(move |c, app| agreement::end::run(c, app, &over))
        .await
        .unwrap();
    let desk = schaan.urls.desk();
    let partner = vaduz.read(move |c| partner::find(c, &desk)).await;
    assert_eq!(partner.state, PartnerState::Ended);
    let desk = vaduz.urls.desk();
    let _ = schaan
        .write(move |c, app| agreement::ended_elsewhere::run(c, app, &desk, &id))
        .await
        .unwrap();
}

#[rstest]
#[tokio::test]
async fn terms_that_make_no_sense(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let good = terms(&vaduz);
    assert!(good.check().is_ok());
    for bad in [
        Terms {
            valid_through: good.valid_from,
            ..good.clone()
        },
        Terms {
            valid_through: good.valid_from.plus(TimeDelta::days(400)),
            ..good.clone()
        },
        Terms {
            wasted_trip_fee: -1,
            ..good.clone()
        },
        Terms {
            settlement_period: "weekly".into(),
            ..good.clone()
        },
    ] {
        assert_eq!(bad.check().unwrap_err().key(), "agreement-bad-terms");
    }
}

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
