//! A delivery is offered whose restaurant nobody can read: the partner's other messages do not wait for it.

use chrono::TimeDelta;

use super::delivery::local_order;
use super::seed::{agree, coop};
use crate::flow::offer::open;
use crate::store::outbox_message::{self, MessageState};
use crate::store::testing::Kind;
use crate::store::{delivery_offer, delivery_offer_received, local_actor, remote_restaurant};

#[tokio::test]
async fn an_offer_of_an_unreadable_restaurant_is_taken_without_effect() {
    let (vaduz, here) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    agree(&schaan, &vaduz).await;
    let (_, id) = local_order(&vaduz, &here).await;
    let actor = vaduz.app.urls.restaurant("linde");
    let (gone, now) = (actor.clone(), vaduz.app.clock.wire());
    vaduz
        .write(move |c| {
            let mut row = local_actor::find(c, &gone)?;
            row.gone_at = Some(now);
            local_actor::save(c, &row)
        })
        .await;
    schaan
        .write(move |c| remote_restaurant::delete(c, &actor))
        .await;
    // Eleven seconds after it was made.
    schaan.forward(TimeDelta::seconds(11));
    let (opened, desks) = (id.clone(), vec![schaan.desk()]);
    vaduz
        .act(move |c, app| open::run(c, app, &opened, &desks))
        .await;
    let offer = vaduz
        .read(move |c| delivery_offer::of_delivery(c, &id))
        .await
        .unwrap();
    vaduz
        .until_true("the offer is taken", |c| {
            let last = outbox_message::list(c, 100)?.pop();
            Ok(last.is_some_and(|row| {
                row.state == MessageState::Delivered && row.seq.is_some() && row.attempts == 1
            }))
        })
        .await;
    let known = schaan
        .read(move |c| delivery_offer_received::find_optional(c, &offer.context))
        .await;
    assert!(known.is_none());
}
