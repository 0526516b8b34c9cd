//! A person leaves: not while somebody works for them, and the books keep no name.

use musette_domain::order::CancelReason;
use rstest::rstest;

use super::support::{clock, coop, user};
use crate::app::testing::Network;
use crate::flow::account::delete::{self, DeleteAccountRefusal};
use crate::flow::delivery::{assign, unassign};
use crate::flow::order::cancel;
use crate::store::testing::Kind;
use crate::store::{task, user_account};

#[rstest]
#[tokio::test]
async fn who_leaves_is_forgotten_and_the_books_stay(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let order = vaduz.accepted("form-1").await;
    let delivery = vaduz.delivery(&order).await.id;
    let id = delivery.clone();
    let _ = vaduz
        .write(move |c, app| assign::run(c, app, &id, &user("courier")))
        .await
        .unwrap();
    let leave = |name: &'static str| vaduz.write(move |c, app| delete::run(c, app, &user(name)));
    assert!(matches!(
        leave("customer").await,
        Err(DeleteAccountRefusal::OrderOpen)
    ));
    assert!(matches!(
        leave("courier").await,
        Err(DeleteAccountRefusal::RideOpen)
    ));
    let id = delivery.clone();
    let _ = vaduz
        .write(move |c, app| unassign::run(c, app, &id, None))
        .await
        .unwrap();
    let id = order.clone();
    let _ = vaduz
        .write(move |c, app| cancel::run(c, app, &id, CancelReason::NoCourier))
        .await
        .unwrap();
    for name in ["customer", "courier"] {
        let _ = leave(name).await.unwrap();
        let row = vaduz
            .read(move |c| user_account::find_optional(c, &user(name)))
            .await;
        assert!(row.is_none(), "{name}");
    }
    assert_eq!(vaduz.order(&order).await.user_id, None);
    let stops = vaduz.read(move |c| task::of_delivery(c, &delivery)).await;
    assert!(stops.iter().all(|stop| stop.courier_id.is_none()));
}
