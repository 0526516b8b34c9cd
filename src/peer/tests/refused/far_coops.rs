//! Co-ops and restaurants elsewhere that say more of themselves than they may: that they are near, or back.

use rstest::rstest;
use serde_json::{Value, json};

use super::{instance, post};
use crate::app::lookup::LookupError;
use crate::peer::tests::instance::Instance;
use crate::peer::tests::stranger::Stranger;
use crate::store::actor_move::{self, ActorMove};
use crate::store::remote_coop::{self, RemoteCoop};
use crate::store::remote_restaurant::{self, RemoteRestaurant};
use crate::store::testing::Kind;
use crate::store::{self, following};

/// The document of an actor of another musette instance, with these members; it is served as well.
fn serve(of: &Stranger, members: &Value) -> Value {
    let mut document = of.document(&of.actor, &of.key_id, &of.key);
    document["type"] = json!("Organization");
    document["preferredUsername"] = json!(of.actor.rsplit('/').next());
    document["implements"] = json!([{"type": "Link", "href": "https://w3id.org/musette/1"}]);
    for (name, value) in members.as_object().unwrap() {
        document[name] = value.clone();
    }
    of.put(&of.actor, 200, &document);
    document
}

/// A co-op that lists these restaurants of all that it says to have.
fn coop(of: &Stranger, restaurants: &[&Stranger], total: usize) -> Value {
    let list = format!("{}/restaurants", of.actor);
    let items: Vec<&str> = restaurants.iter().map(|one| one.actor.as_str()).collect();
    let collection = json!({"id": list, "type": "OrderedCollection", "totalItems": total,
        "orderedItems": items});
    of.put(&list, 200, &collection);
    serve(of, &json!({"restaurants": list}))
}

/// A restaurant of a co-op, with an empty menu.
fn restaurant(of: &Stranger, coop: &Stranger, members: &Value) -> Value {
    let menu = format!("{}/menu", of.actor);
    let empty = json!({"id": menu, "type": "OrderedCollection", "attributedTo": of.actor,
        "revision": 1, "totalItems": 0, "orderedItems": []});
    of.put(&menu, 200, &empty);
    let mut all = json!({"menu": menu, "parentOrganization": coop.actor});
    for (name, value) in members.as_object().unwrap() {
        all[name] = value.clone();
    }
    serve(of, &all)
}

async fn known(b: &Instance, actor: &str) -> Option<RemoteRestaurant> {
    let actor = actor.to_owned();
    let row =
        b.db.read(move |c| remote_restaurant::find_optional(c, &actor));
    row.await.unwrap()
}

async fn is_there(b: &Instance, actor: &str) -> bool {
    known(b, actor).await.unwrap().gone_at.is_none()
}

/// A co-op that is known by its name only.
async fn named(b: &Instance, of: &Stranger, depth: i32, via: Option<&str>) {
    let row = RemoteCoop {
        actor_id: of.actor.clone(),
        host: of.host.clone(),
        name: of.host.clone(),
        place: String::new(),
        hue: String::new(),
        desk_id: None,
        restaurants_url: None,
        latitude: None,
        longitude: None,
        timezone: None,
        fetched_at: b.clock_now(),
        walked_at: None,
        gone_at: None,
        neighbours_url: None,
        depth,
        found_via: via.map(str::to_owned),
    };
    b.write(move |c, _| remote_coop::insert(c, &row)).await;
}

async fn read_to_the_end(b: &Instance, coop: &str) {
    let mut after = None;
    loop {
        let next = b.app.lookup.coop_again(coop, after.as_deref()).await;
        after = next.unwrap();
        if after.is_none() {
            return;
        }
    }
}

#[rstest]
#[tokio::test]
async fn a_far_co_op_that_speaks_up_is_not_followed(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let far = Stranger::start("far").await;
    let document = coop(&far, &[], 0);
    named(&b, &far, 2, Some("https://near.example/ap/coop")).await;
    let update = far.activity(1, "Update", document);
    assert_eq!(post(&b, &far, &update).await, 202);
    read_to_the_end(&b, &far.actor).await;
    let actor = far.actor.clone();
    let (row, followed) =
        b.db.read(move |c| -> store::Result<_> {
            let row = remote_coop::find(c, &actor)?;
            Ok((row, following::find_optional(c, &actor)?))
        })
        .await
        .unwrap();
    assert!(row.restaurants_url.is_some(), "the update was taken");
    assert_eq!(row.depth, 2);
    assert_eq!(
        row.found_via.as_deref(),
        Some("https://near.example/ap/coop")
    );
    assert_eq!(followed, None);
}

#[rstest]
#[tokio::test]
async fn a_restaurant_that_is_gone_is_not_back_by_saying_so(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let (home, far) = {
        let far = Stranger::start("far").await;
        (far.neighbour("mimi"), far)
    };
    let document = restaurant(&home, &far, &json!({"name": "Chez Mimi"}));
    b.app.lookup.restaurant(&home.actor).await.unwrap();
    let (actor, now) = (home.actor.clone(), b.clock_now());
    b.write(move |c, _| remote_restaurant::mark_gone(c, &actor, now))
        .await;
    let mut changed = document.clone();
    changed["name"] = json!("Chez Mimi, open again");
    assert_eq!(
        post(&b, &home, &home.activity(1, "Update", changed)).await,
        202
    );
    let row = known(&b, &home.actor).await.unwrap();
    assert_eq!(row.name, "Chez Mimi, open again");
    assert!(row.gone_at.is_some());
    // Reading it shows that it is there.
    b.app.lookup.restaurant(&home.actor).await.unwrap();
    assert!(is_there(&b, &home.actor).await);
    // Who says to have moved is gone, and reading does not bring it back unless it moved back.
    let mut moved = document;
    moved["movedTo"] = json!("https://new.example/ap/r/mimi");
    assert_eq!(
        post(&b, &home, &home.activity(2, "Update", moved)).await,
        202
    );
    assert!(!is_there(&b, &home.actor).await);
    let row = ActorMove {
        actor_id: home.actor.clone(),
        target_id: "https://new.example/ap/r/mimi".into(),
        moved_at: b.clock_now(),
    };
    b.write(move |c, _| actor_move::put(c, &row)).await;
    b.app.lookup.restaurant(&home.actor).await.unwrap();
    assert!(!is_there(&b, &home.actor).await);
}

#[rstest]
#[tokio::test]
async fn a_restaurant_that_is_not_listed_any_more(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let near = Stranger::start("near").await;
    let (mimi, lola) = (near.neighbour("mimi"), near.neighbour("lola"));
    for one in [&mimi, &lola] {
        restaurant(one, &near, &json!({}));
    }
    coop(&near, &[&mimi, &lola], 2);
    named(&b, &near, 1, None).await;
    read_to_the_end(&b, &near.actor).await;
    assert!(is_there(&b, &mimi.actor).await && is_there(&b, &lola.actor).await);
    // A list that says of itself that it is not the whole one proves nothing.
    coop(&near, &[&mimi], 2);
    read_to_the_end(&b, &near.actor).await;
    assert!(is_there(&b, &lola.actor).await);
    coop(&near, &[&mimi], 1);
    read_to_the_end(&b, &near.actor).await;
    assert!(is_there(&b, &mimi.actor).await);
    assert!(
        !is_there(&b, &lola.actor).await,
        "although its documents are still served"
    );
    // Listed again, it is back.
    coop(&near, &[&mimi, &lola], 2);
    read_to_the_end(&b, &near.actor).await;
    assert!(is_there(&b, &lola.actor).await);
}

#[rstest]
#[tokio::test]
async fn a_restaurant_that_has_moved_disappears(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let near = Stranger::start("near").await;
    let mimi = near.neighbour("mimi");
    restaurant(&mimi, &near, &json!({}));
    coop(&near, &[&mimi], 1);
    named(&b, &near, 1, None).await;
    read_to_the_end(&b, &near.actor).await;
    assert!(is_there(&b, &mimi.actor).await);
    // It is served for a year, and listed by mistake.
    let moved = json!({"movedTo": "https://new.example/ap/r/mimi"});
    restaurant(&mimi, &near, &moved);
    read_to_the_end(&b, &near.actor).await;
    assert!(!is_there(&b, &mimi.actor).await);
    let found = b.app.lookup.restaurant(&mimi.actor).await;
    assert!(matches!(found, Err(LookupError::Gone(_))), "{found:?}");
    assert!(!is_there(&b, &mimi.actor).await);
}
