//! Trade agreements between two instances that have never met.

use rstest::rstest;

use super::seed::{agree, coop, terms};
use crate::flow::agreement::{end, offer, reject};
use crate::peer::trade::partner::fingerprint;
use crate::store::partner::PartnerState;
use crate::store::testing::Kind;
use crate::store::trade_agreement::AgreementState;
use crate::store::{partner, trade_agreement};

#[rstest]
#[tokio::test]
async fn offered_and_accepted(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((vaduz, _)) = coop(kind, "vaduz").await else {
        return;
    };
    let Some((schaan, _)) = coop(kind, "schaan").await else {
        return;
    };
    agree(&vaduz, &schaan).await;
    let (ours, theirs) = (vaduz.desk(), schaan.desk());
    let (wanted, other) = (ours.clone(), theirs.clone());
    let at_schaan = schaan.read(move |c| partner::find(c, &wanted)).await;
    let at_vaduz = vaduz.read(move |c| partner::find(c, &other)).await;
    assert_eq!(at_schaan.state, PartnerState::Active);
    assert_eq!(at_schaan.agreement_id, at_vaduz.agreement_id);
    assert_eq!((at_schaan.received_seq, at_vaduz.received_seq), (1, 1));
    let key = vaduz.peer.keys.of(&ours).await.unwrap();
    assert_eq!(
        fingerprint(&at_schaan).unwrap(),
        key.ed25519.public_key().fingerprint()
    );
    vaduz
        .until_true("the acknowledgement", move |c| {
            Ok(partner::find(c, &theirs)?.acknowledged_seq == 1)
        })
        .await;
}

#[tokio::test]
async fn refused_by_a_person() {
    let (vaduz, _) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    vaduz
        .app
        .lookup
        .coop(schaan.app.urls.authority())
        .await
        .unwrap();
    let (desk, terms) = (schaan.desk(), terms(vaduz.app.clock.now()));
    vaduz
        .act(move |c, app| offer::run(c, app, &desk, &terms))
        .await;
    let from = vaduz.desk();
    let id = schaan
        .until("the offer", move |c| {
            Ok(trade_agreement::of_partner(c, &from)?
                .pop()
                .map(|row| row.id))
        })
        .await;
    let refused = id.clone();
    schaan
        .act(move |c, app| reject::run(c, app, &refused))
        .await;
    vaduz
        .until_true("the refusal", move |c| {
            Ok(trade_agreement::find(c, &id)?.state == AgreementState::Rejected)
        })
        .await;
}

#[tokio::test]
async fn ended_by_one_side() {
    let (vaduz, _) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    agree(&vaduz, &schaan).await;
    let desk = vaduz.desk();
    let row = schaan.read(move |c| partner::find(c, &desk)).await;
    let id = row.agreement_id.unwrap();
    schaan.act(move |c, app| end::run(c, app, &id)).await;
    let desk = schaan.desk();
    vaduz
        .until_true("the end", move |c| {
            Ok(partner::find(c, &desk)?.state == PartnerState::Ended)
        })
        .await;
}
