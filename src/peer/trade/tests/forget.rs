//! What was said is forgotten in time: codes after a day, everything after 35 days; receipts stay what they prove.

use chrono::TimeDelta;
use musette_federation::signature::proof;
use rstest::rstest;
use serde_json::{Value, json};

use super::delivery::{acknowledged, award, bid_for, carried, local_order, pin_of};
use super::instance::Instance;
use super::seed::{agree, coop};
use crate::peer::forget::codes;
use crate::peer::trade::partner::pinned_key;
use crate::store::exchange_entry::{self, ExchangeDirection};
use crate::store::receipt::Receipt;
use crate::store::testing::Kind;
use crate::store::{outbox_activity, outbox_message, partner, receipt};
use musette_domain::id::DeliveryId;

/// Everything that is kept of what two desks said.
async fn said(at: &Instance) -> String {
    at.read(|c| {
        let mut all = String::new();
        for partner in partner::all(c)? {
            for direction in [ExchangeDirection::Sent, ExchangeDirection::Received] {
                for entry in exchange_entry::page_after(c, &partner.desk_id, direction, 0, 1_000)? {
                    all.push_str(&entry.body.unwrap_or_default());
                }
            }
        }
        for message in outbox_message::list(c, 1_000)? {
            all.push_str(&outbox_activity::find(c, &message.activity_id)?.body);
        }
        Ok(all)
    })
    .await
}

async fn accepted(at: &Instance, id: &DeliveryId) -> Receipt {
    let id = id.clone();
    at.read(move |c| receipt::of_delivery(c, &id))
        .await
        .into_iter()
        .find(|row| row.state == receipt::ReceiptState::Accepted)
        .unwrap()
}

#[rstest]
#[tokio::test]
async fn codes_go_after_a_day_and_the_receipt_still_proves(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, here)) = coop(kind, "vaduz").await else {
        return;
    };
    let Some((schaan, there)) = coop(kind, "schaan").await else {
        return;
    };
    agree(&schaan, &vaduz).await;
    let (order, id) = local_order(&vaduz, &here).await;
    let proposal = bid_for(&vaduz, &id, &schaan, &there).await;
    let row = award(&vaduz, &id, &schaan, &proposal).await;
    let mine = acknowledged(&vaduz, &schaan, &row).await;
    let pin = pin_of(&vaduz, &order).await;
    carried(&vaduz, &order, &schaan, &there, &row, &mine, pin.clone()).await;
    let secrets = [format!("\"{pin}\""), row.pickup_code.unwrap()];
    for (at, delivery) in [(&vaduz, &id), (&schaan, &mine)] {
        let before = said(at).await + &accepted(at, delivery).await.body;
        for secret in &secrets {
            assert!(before.contains(secret), "{secret}");
        }
        let (trade, wire) = (at.app.clock.now(), at.app.clock.wire());
        let early = TimeDelta::hours(23);
        let rows = at.write(move |c| codes::forget(c, trade.plus(early), wire.plus(early)));
        assert_eq!(rows.await, 0);
        let late = TimeDelta::hours(25);
        at.write(move |c| codes::forget(c, trade.plus(late), wire.plus(late)))
            .await;
        let after = said(at).await + &accepted(at, delivery).await.body;
        for secret in &secrets {
            assert!(!after.contains(secret), "{secret}");
        }
    }
    // The customer remembers the PIN: with it the signature is as good as ever.
    let desk = schaan.desk();
    let partner = vaduz.read(move |c| partner::find(c, &desk)).await;
    let key = pinned_key(&partner).unwrap();
    let mut document: Value = serde_json::from_str(&accepted(&vaduz, &id).await.body).unwrap();
    assert!(proof::verify(&document, &key).is_err());
    document["proofOfDelivery"]["value"] = json!(pin);
    proof::verify(&document, &key).unwrap();

    let later = vaduz.app.clock.now().plus(TimeDelta::days(36));
    let desk = schaan.desk();
    let kept = vaduz
        .write(move |c| {
            exchange_entry::forget_bodies(c, later)?;
            exchange_entry::page_after(c, &desk, ExchangeDirection::Received, 0, 100)
        })
        .await;
    assert!(!kept.is_empty());
    for entry in kept {
        assert_eq!(entry.body.as_deref(), Some(""), "it was there");
        assert!(!entry.body_hash.is_empty());
    }
}
