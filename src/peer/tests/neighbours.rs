//! Co-ops that co-ops name as their neighbours are found to a distance of two, read, and not followed.

use musette_domain::Instant;

use super::instance::Instance;
use super::seed::seed;
use crate::flow::read_coop;
use crate::store::remote_coop::{self, RemoteCoop};
use crate::store::{self, following, partner, remote_restaurant};
use crate::web::test_day::partner_row;

/// `one` trades with `other`, as far as anybody can see.
async fn trades(one: &Instance, coop: &str, desk: &str) {
    let mut row = partner_row(Instant::from_millis(0));
    coop.clone_into(&mut row.coop_id);
    desk.clone_into(&mut row.desk_id);
    one.db
        .write(move |c| partner::insert(c, &row))
        .await
        .unwrap();
}

async fn read_to_the_end(a: &Instance, coop: &str) {
    let mut after = None;
    loop {
        after = a
            .app
            .lookup
            .coop_again(coop, after.as_deref())
            .await
            .unwrap();
        if after.is_none() {
            return;
        }
    }
}

async fn known(a: &Instance, coop: &str) -> Option<RemoteCoop> {
    let coop = coop.to_owned();
    a.db.read(move |c| remote_coop::find_optional(c, &coop))
        .await
        .unwrap()
}

#[tokio::test]
async fn neighbours_are_found_to_a_distance_of_two() {
    let names = ["a", "b", "c", "d", "e"];
    let mut all = Vec::new();
    for name in names {
        all.push(Instance::start(name).await);
    }
    for pair in all.windows(2) {
        trades(&pair[0], &pair[1].urls.coop(), &pair[1].urls.desk()).await;
    }
    let [home, near, next, far, too_far] = &all[..] else {
        panic!("five")
    };
    seed(near, "chezb").await;
    let there = seed(next, "chezc").await;
    seed(far, "chezd").await;
    home.app.lookup.coop(near.urls.authority()).await.unwrap();
    for (distance, coop) in [(0, near), (1, next), (2, far)] {
        let row = known(home, &coop.urls.coop()).await.unwrap();
        assert_eq!(row.depth, distance);
        read_to_the_end(home, &coop.urls.coop()).await;
    }
    assert!(
        known(home, &too_far.urls.coop()).await.is_none(),
        "three is too far"
    );
    let (actor, coop) = (there.actor.clone(), next.urls.coop());
    let (found, followed) = home
        .db
        .read(move |c| -> store::Result<_> {
            let found = remote_restaurant::find_optional(c, &actor)?;
            Ok((found, following::find_optional(c, &coop)?))
        })
        .await
        .unwrap();
    assert_eq!(found.unwrap().handle, "chezc");
    assert!(followed.is_none(), "following is for people to decide");
    // Whoever is looked up by a person is near from then on.
    home.app.lookup.coop(next.urls.authority()).await.unwrap();
    assert_eq!(known(home, &next.urls.coop()).await.unwrap().depth, 0);
}

#[tokio::test]
async fn a_name_that_leads_to_no_co_op_is_forgotten() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    let nobody = "http://b.localhost:1/ap/coop";
    let no_coop = b.urls.instance();
    trades(&b, nobody, "http://b.localhost:1/ap/desk").await;
    a.app.lookup.coop(b.urls.authority()).await.unwrap();
    read_to_the_end(&a, &b.urls.coop()).await;
    assert_eq!(known(&a, nobody).await.unwrap().depth, 1);
    // It does not answer: perhaps tomorrow, and no longer than a month.
    assert!(a.app.lookup.coop_again(nobody, None).await.is_err());
    assert!(known(&a, nobody).await.is_some());
    let old = nobody.to_owned();
    a.write(move |c, app| {
        let mut row = remote_coop::find(c, &old)?;
        row.fetched_at = app.clock.wire().minus(chrono::TimeDelta::days(31));
        remote_coop::save(c, &row)?;
        read_coop::old_ones(c, app)
    })
    .await;
    assert!(known(&a, nobody).await.is_none());
    // An address that answers with something else.
    let mut row = known(&a, &b.urls.coop()).await.unwrap();
    row.actor_id.clone_from(&no_coop);
    row.depth = 1;
    row.walked_at = None;
    a.db.write(move |c| remote_coop::insert(c, &row))
        .await
        .unwrap();
    assert!(a.app.lookup.coop_again(&no_coop, None).await.is_err());
    assert!(known(&a, &no_coop).await.is_none());
}
