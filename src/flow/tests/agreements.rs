//! Agreements between co-ops: made, crossed, begun later, never answered, ended.

use chrono::TimeDelta;
use musette_domain::Currency;
use rstest::rstest;
use std::sync::Arc;

use super::support::{Coop, clock, coop};

use crate::app::testing::{Network, TestClock};
use crate::flow::agreement::received::ReceivedAgreement;
use crate::flow::agreement::{self, Terms};
use crate::store::partner::{self, PartnerState};
use crate::store::testing::Kind;
use crate::store::trade_agreement::{self, AgreementState, TradeAgreement};

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

/// Offers, and lets the offer arrive.
async fn offered(from: &Coop, to: &Coop, terms: Terms) -> TradeAgreement {
    let (desk, what) = (to.urls.desk(), terms.clone());
    let _ = from
        .write(move |c, app| agreement::offer::run(c, app, &desk, &what))
        .await
        .unwrap();
    let id = from.t.tell.take().pop().unwrap().id;
    let row = from.read(move |c| trade_agreement::find(c, &id)).await;
    let input = ReceivedAgreement {
        desk: from.urls.desk(),
        id: row.id.clone(),
        revision: row.revision,
        offer_id: row.offer_id.clone(),
        terms,
        document: "{}".into(),
    };
    let _ = to
        .write(move |c, app| agreement::received::run(c, app, &input))
        .await
        .unwrap();
    row
}

async fn accept(at: &Coop, row: &TradeAgreement) -> Option<&'static str> {
    let id = row.id.clone();
    at.write(move |c, app| agreement::accept::run(c, app, &id))
        .await
        .err()
        .map(|no| no.key())
}

async fn answered(at: &Coop, by: &Coop, row: &TradeAgreement) {
    let (desk, offer) = (by.urls.desk(), row.offer_id.clone());
    let _ = at
        .write(move |c, app| agreement::answered::run(c, app, &desk, &offer, true))
        .await
        .unwrap();
}

/// The agreement that counts with the other, and all that are in force.
async fn stands(at: &Coop, with: &Coop) -> (Option<String>, Vec<String>) {
    let desk = with.urls.desk();
    at.read(move |c| {
        let rows = trade_agreement::of_partner(c, &desk)?;
        let active = rows
            .into_iter()
            .filter(|row| row.state == AgreementState::Active);
        let active = active.map(|row| row.id).collect();
        Ok((partner::find(c, &desk)?.agreement_id, active))
    })
    .await
}

async fn two(kind: Kind) -> Option<(Coop, Coop, Arc<TestClock>)> {
    let (net, clock) = (Network::default(), clock());
    let vaduz = coop(kind, "vaduz", 1, &net, clock.clone()).await?;
    let schaan = coop(kind, "schaan", 2, &net, clock.clone()).await.unwrap();
    vaduz.trades_with(&schaan).await;
    schaan.trades_with(&vaduz).await;
    Some((vaduz, schaan, clock))
}

#[rstest]
#[tokio::test]
async fn two_that_accept_each_others_offers_come_to_the_same_agreement(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, _)) = two(kind).await else {
        return;
    };
    let ours = offered(&vaduz, &schaan, terms(&vaduz)).await;
    let mut theirs = offered(&schaan, &vaduz, terms(&schaan)).await;
    if theirs.revision != ours.revision {
        // Made before ours had arrived: both counted to the same revision.
        theirs.revision = ours.revision;
        for coop in [&vaduz, &schaan] {
            let row = theirs.clone();
            coop.edit(move |c| {
                let known = trade_agreement::find(c, &row.id)?;
                let revision = row.revision;
                trade_agreement::save(c, &TradeAgreement { revision, ..known })
            })
            .await;
        }
    }
    assert_eq!(accept(&vaduz, &theirs).await, None);
    assert_eq!(accept(&schaan, &ours).await, None);
    answered(&vaduz, &schaan, &ours).await;
    answered(&schaan, &vaduz, &theirs).await;
    let newest = ours.id.clone().max(theirs.id.clone());
    let both = (Some(newest.clone()), vec![newest.clone()]);
    assert_eq!(stands(&vaduz, &schaan).await, both);
    assert_eq!(stands(&schaan, &vaduz).await, both);
}

#[rstest]
#[tokio::test]
async fn an_older_offer_is_not_accepted_over_a_newer_agreement(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, _)) = two(kind).await else {
        return;
    };
    let first = offered(&vaduz, &schaan, terms(&vaduz)).await;
    let second = offered(&schaan, &vaduz, terms(&schaan)).await;
    assert!(second.revision > first.revision);
    assert_eq!(accept(&vaduz, &second).await, None);
    answered(&schaan, &vaduz, &second).await;
    assert_eq!(accept(&schaan, &first).await, Some("agreement-older"));
    let both = (Some(second.id.clone()), vec![second.id.clone()]);
    assert_eq!(stands(&vaduz, &schaan).await, both);
    assert_eq!(stands(&schaan, &vaduz).await, both);
}

#[rstest]
#[tokio::test]
async fn what_begins_later_leaves_the_running_one_until_then(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, clock)) = two(kind).await else {
        return;
    };
    let (running, _) = stands(&vaduz, &schaan).await;
    let now = vaduz.clock.now();
    let later = Terms {
        valid_from: now.plus(TimeDelta::days(10)),
        ..terms(&vaduz)
    };
    let row = offered(&vaduz, &schaan, later).await;
    assert_eq!(accept(&schaan, &row).await, None);
    answered(&vaduz, &schaan, &row).await;
    let (counts, active) = stands(&vaduz, &schaan).await;
    assert_eq!(counts, running);
    assert_eq!(active.len(), 2);
    clock.pass(TimeDelta::days(11));
    for coop in [&vaduz, &schaan] {
        let changed = coop.write(agreement::lapse::run).await;
        assert_eq!(changed.unwrap(), 0);
    }
    let both = (Some(row.id.clone()), vec![row.id.clone()]);
    assert_eq!(stands(&vaduz, &schaan).await, both);
    assert_eq!(stands(&schaan, &vaduz).await, both);
}

#[rstest]
#[tokio::test]
async fn an_offer_that_nobody_answers_is_closed_after_a_month(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, clock)) = two(kind).await else {
        return;
    };
    let row = offered(&vaduz, &schaan, terms(&vaduz)).await;
    clock.pass(TimeDelta::days(29));
    let early = schaan.write(agreement::lapse::run).await;
    assert_eq!(early.unwrap(), 0);
    clock.pass(TimeDelta::days(2));
    for coop in [&vaduz, &schaan] {
        let closed = coop.write(agreement::lapse::run).await;
        assert_eq!(closed.unwrap(), 1);
    }
    assert_eq!(accept(&schaan, &row).await, Some("agreement-not-open"));
    // The running agreement is as it was.
    assert_eq!(stands(&vaduz, &schaan).await.1.len(), 1);
}
