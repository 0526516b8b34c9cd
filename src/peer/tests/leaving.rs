//! Restaurants that go, restaurants that move here, there and elsewhere, and a co-op that closes.

use chrono::TimeDelta;
use musette_domain::TextValue;
use musette_domain::id::UserId;
use rstest::rstest;
use serde_json::{Value, json};

use super::instance::Instance;
use super::seed::{Seeded, publish, seed};
use super::stranger::{Arrived, Stranger};
use super::wait::until_true;
use crate::flow::closing::{announce, finish, take_back};
use crate::flow::follow::start;
use crate::flow::restaurant::{move_out, remove, set_aliases};
use crate::flow::{Changed, purge};
use crate::peer::keys::{NewActor, ensure_actor};
use crate::store::following::FollowState;
use crate::store::local_actor::ActorKind;
use crate::store::restaurant::RestaurantState;
use crate::store::restaurant_follow::{self, RestaurantFollow};
use crate::store::testing::Kind;
use crate::store::user_account::{self, UserAccount};
use crate::store::{
    actor_move, coop, follower, following, local_actor, remote_restaurant, restaurant,
};

/// A served restaurant that a stranger follows.
async fn followed(kind: Kind) -> Option<(Instance, Seeded, Stranger)> {
    let b = Instance::on(kind, "b").await?;
    b.send();
    let mimi = seed(&b, "mimi").await;
    let anna = Stranger::start("anna").await;
    let follow = anna.follow(&mimi.actor, 1);
    assert_eq!(post(&b, &anna, &follow).await, 202);
    assert_eq!(anna.wait_for(1).await[0].body["type"], "Accept");
    Some((b, mimi, anna))
}

async fn post(to: &Instance, from: &Stranger, activity: &Value) -> u16 {
    use tower::ServiceExt as _;
    let now = to.app.clock.wire().unix_seconds();
    let request = from.signed(&to.urls.shared_inbox(), activity, now);
    to.router
        .clone()
        .oneshot(request)
        .await
        .unwrap()
        .status()
        .as_u16()
}

/// Reads a document; its status and what it says.
async fn read(of: &Instance, url: &str) -> (u16, Value) {
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;
    let path = url.strip_prefix(of.urls.origin()).unwrap();
    let request = http::Request::get(path)
        .header("accept", "application/activity+json")
        .header("host", of.urls.authority())
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = of.router.clone().oneshot(request).await.unwrap();
    let status = answer.status().as_u16();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

async fn wait_for_kind(anna: &Stranger, kind: &str) -> Arrived {
    let mut seen = 0;
    loop {
        let arrived = anna.wait_for(seen).await;
        let found = arrived.iter().find(|one| one.body["type"] == kind);
        if let Some(found) = found {
            return found.clone();
        }
        seen = arrived.len() + 1;
    }
}

#[rstest]
#[tokio::test]
async fn what_is_removed_is_gone_for_everybody(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((b, mimi, anna)) = followed(kind).await else {
        return;
    };
    let special = publish(&b, &mimi, "Parmentier").await;
    let create = wait_for_kind(&anna, "Create").await.body;
    let create = create["id"].as_str().unwrap().to_owned();
    assert_eq!(read(&b, &create).await.0, 200);
    let id = mimi.restaurant.clone();
    let app = b.app.clone();
    let unconfirmed = b.db.write(move |c| remove::run(c, &app, &id, "mimo")).await;
    assert!(matches!(
        unconfirmed,
        Err(remove::RemoveRefusal::NotConfirmed)
    ));
    for _ in 0..2 {
        let (id, app) = (mimi.restaurant.clone(), b.app.clone());
        let removed =
            b.db.write(move |c| remove::run(c, &app, &id, " @Mimi "))
                .await;
        b.app.committed(removed.unwrap());
    }
    let delete = wait_for_kind(&anna, "Delete").await.body;
    assert_eq!(delete["actor"], json!(mimi.actor));
    assert_eq!(delete["object"], json!(mimi.actor));
    let (note, dish) = (
        b.urls.special(special.as_str()),
        b.urls.menu_item(mimi.item.as_str()),
    );
    let outbox = format!("{}/outbox", mimi.actor);
    for url in [&mimi.actor, &note, &dish, &outbox, &create] {
        let (status, body) = read(&b, url).await;
        assert_eq!((status, &body["type"]), (410, &json!("Tombstone")), "{url}");
    }
    let finger = format!(
        "{}/.well-known/webfinger?resource=acct:mimi@{}",
        b.urls.origin(),
        b.urls.authority()
    );
    assert_eq!(read(&b, &finger).await.0, 410);
    // Nobody follows it again, and its own inbox is closed.
    assert_eq!(post(&b, &anna, &anna.follow(&mimi.actor, 2)).await, 202);
    let follows = b.db.read(|c| follower::count_of(c, "mimi")).await.unwrap();
    assert_eq!(follows, 0);
    let deletes = anna.arrived();
    let deletes = deletes.iter().filter(|one| one.body["type"] == "Delete");
    assert_eq!(deletes.count(), 1, "said once");
    // A server that starts again does not bring it back.
    let new = NewActor {
        id: mimi.actor.clone(),
        name: "mimi".into(),
        kind: ActorKind::Restaurant,
        restaurant: Some(mimi.restaurant.clone()),
    };
    let peer = b.peer.clone();
    let again = b
        .write(move |c, app| ensure_actor(c, &new, &peer.pool, app.clock.wire()))
        .await;
    assert!(again.gone_at.is_some());
}

#[rstest]
#[tokio::test]
async fn a_restaurant_that_moves_says_where_to(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((b, mimi, anna)) = followed(kind).await else {
        return;
    };
    let home = anna.neighbour("mimi");
    let address = home.actor.clone();
    // The new account must name the old one first.
    let found = b.app.lookup.account(&address).await.unwrap();
    let (id, app) = (mimi.restaurant.clone(), b.app.clone());
    let early =
        b.db.write(move |c| move_out::run(c, &app, &id, &found, "mimi"))
            .await;
    assert!(matches!(early, Err(move_out::MoveOutRefusal::NotMutual(_))));
    home.put_actor_with(&home.actor, &json!({"alsoKnownAs": [mimi.actor]}));
    for _ in 0..2 {
        let found = b.app.lookup.account(&address).await.unwrap();
        let (id, app) = (mimi.restaurant.clone(), b.app.clone());
        let moved =
            b.db.write(move |c| move_out::run(c, &app, &id, &found, "mimi"))
                .await;
        b.app.committed(moved.unwrap());
    }
    let said = wait_for_kind(&anna, "Move").await.body;
    assert_eq!(said["actor"], json!(mimi.actor));
    assert_eq!(said["object"], json!(mimi.actor));
    assert_eq!(said["target"], json!(home.actor));
    let (status, document) = read(&b, &mimi.actor).await;
    assert_eq!((status, &document["movedTo"]), (200, &json!(home.actor)));
    let of = mimi.restaurant.clone();
    let row = b.db.read(move |c| restaurant::find(c, &of)).await.unwrap();
    assert_eq!(row.state, RestaurantState::Left);
    // Old ids stay, new followers do not come.
    assert_eq!(read(&b, &b.urls.menu_item(mimi.item.as_str())).await.0, 200);
    assert_eq!(post(&b, &home, &home.follow(&mimi.actor, 3)).await, 202);
    assert_eq!(
        wait_for_kind(&anna, "Reject").await.path,
        "/users/mimi/inbox"
    );
    // A year later it is gone, and says so.
    b.clock.forward(TimeDelta::days(364));
    let _ = b.write(purge::run).await;
    assert_eq!(read(&b, &mimi.actor).await.0, 200);
    b.clock.forward(TimeDelta::days(2));
    let _ = b.write(purge::run).await;
    assert_eq!(read(&b, &mimi.actor).await.0, 410);
}

/// A customer of an instance.
async fn customer(of: &Instance, name: &'static str) -> UserId {
    let now = of.clock_now();
    let id = UserId::parse(name).unwrap();
    let row = UserAccount {
        id: id.clone(),
        email: format!("{name}@example.org"),
        name: name.into(),
        phone: None,
        password_hash: String::new(),
        locale: None,
        disabled: false,
        created_at: now,
    };
    of.write(move |c, _| user_account::insert(c, &row)).await;
    id
}

#[rstest]
#[tokio::test]
async fn followers_go_along_from_one_instance_to_another(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (Some(a), Some(b), Some(new)) = (
        Instance::on(kind, "a").await,
        Instance::on(kind, "b").await,
        Instance::on(kind, "c").await,
    ) else {
        return;
    };
    for one in [&a, &b, &new] {
        one.send();
    }
    let (old, home) = (seed(&b, "mimi").await, seed(&new, "mimi-la-grande").await);
    let camille = customer(&a, "camille").await;
    let handle = format!("@mimi@{}", b.urls.authority());
    a.app.lookup.restaurant(&handle).await.unwrap();
    let (target, who) = (old.actor.clone(), camille.clone());
    let app = a.app.clone();
    let begun =
        a.db.write(move |c| start::run(c, &app, &who, &target))
            .await;
    a.app.committed(begun.unwrap());
    let target = old.actor.clone();
    until_true(&a.db, "the follow is accepted", move |c| {
        Ok(following::find(c, &target)?.state == FollowState::Accepted)
    })
    .await;
    // At the new place somebody says that it is the old one.
    let account = new.app.lookup.account(&handle).await.unwrap();
    let (id, app) = (home.restaurant.clone(), new.app.clone());
    let added = new
        .db
        .write(move |c| set_aliases::add(c, &app, &id, &account))
        .await;
    new.app.committed(added.unwrap());
    // At the old one somebody says that it moves.
    let account = b.app.lookup.account(&home.actor).await.unwrap();
    assert_eq!(account.also_known_as, vec![old.actor.clone()]);
    let (id, app) = (old.restaurant.clone(), b.app.clone());
    let moved =
        b.db.write(move |c| move_out::run(c, &app, &id, &account, "mimi"))
            .await;
    b.app.committed(moved.unwrap());
    let there = home.actor.clone();
    until_true(&a.db, "the new one is followed", move |c| {
        Ok(following::find_optional(c, &there)?
            .is_some_and(|row| row.state == FollowState::Accepted))
    })
    .await;
    until_true(&b.db, "the old one is not followed any more", |c| {
        Ok(follower::count_of(c, "mimi")? == 0)
    })
    .await;
    let (gone, there) = (old.actor.clone(), home.actor.clone());
    let (follows, was, is, moved) =
        a.db.read(move |c| {
            Ok::<_, crate::store::Error>((
                restaurant_follow::of_user(c, &camille)?,
                remote_restaurant::find(c, &gone)?,
                remote_restaurant::find(c, &there)?,
                actor_move::find_optional(c, &gone)?,
            ))
        })
        .await
        .unwrap();
    let targets: Vec<&str> = follows.iter().map(|row| row.target_id.as_str()).collect();
    assert_eq!(targets, [home.actor.as_str()]);
    assert!(was.gone_at.is_some() && is.gone_at.is_none());
    assert_eq!(moved.unwrap().target_id, home.actor);
}

#[tokio::test]
async fn whoever_moves_to_us_brings_our_own_customers() {
    let a = Instance::start("a").await;
    let mimi = seed(&a, "mimi").await;
    let old = Stranger::start("old").await;
    old.put_actor_with(&old.actor, &json!({"type": "Organization"}));
    let camille = customer(&a, "camille").await;
    super::refused::asked_to_follow(&a, &old.actor, FollowState::Accepted).await;
    let row = RestaurantFollow {
        user_id: camille.clone(),
        target_id: old.actor.clone(),
        created_at: a.clock_now(),
        notify_since: None,
    };
    let (ours, theirs) = (mimi.actor.clone(), old.actor.clone());
    a.write(move |c, _| {
        restaurant_follow::insert(c, &row)?;
        let mut actor = local_actor::find(c, &ours)?;
        actor.also_known_as = vec![theirs.clone()];
        local_actor::save(c, &actor)
    })
    .await;
    let mut moves = old.activity(1, "Move", json!(old.actor));
    moves["target"] = json!(mimi.actor);
    assert_eq!(post(&a, &old, &moves).await, 202);
    let follows =
        a.db.read(move |c| restaurant_follow::of_user(c, &camille))
            .await
            .unwrap();
    assert_eq!(follows.len(), 1);
    assert_eq!(follows[0].target_id, mimi.actor);
    assert_eq!(
        wait_for_kind(&old, "Undo").await.body["object"]["type"],
        "Follow"
    );
}

#[rstest]
#[tokio::test]
async fn a_co_op_says_when_it_closes_and_is_gone_then(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((b, mimi, anna)) = followed(kind).await else {
        return;
    };
    let at = b.clock_now().plus(TimeDelta::days(31));
    let app = b.app.clone();
    let said =
        b.db.write(move |c| announce::run(c, &app, at, "les coursiers"))
            .await;
    b.app.committed(said.unwrap());
    let update = wait_for_kind(&anna, "Update").await.body;
    assert_eq!(update["actor"], json!(b.urls.instance()));
    assert_eq!(update["object"]["type"], "Application");
    assert_eq!(update["object"]["state"], "closing");
    assert!(update["object"]["closesAt"].is_string());
    // It can be taken back, and said again.
    let app = b.app.clone();
    let back = b.db.write(move |c| take_back::run(c, &app)).await;
    b.app.committed(back.unwrap());
    assert_eq!(read(&b, &b.urls.coop()).await.1["closesAt"], Value::Null);
    let app = b.app.clone();
    let said =
        b.db.write(move |c| announce::run(c, &app, at, "Les Coursiers"))
            .await;
    b.app.committed(said.unwrap());
    assert!(read(&b, &b.urls.coop()).await.1["closesAt"].is_string());

    let (changed, next) = b.write(finish::run).await;
    assert_eq!(
        (changed, next),
        (Changed::nothing(), Some(at)),
        "not before the day"
    );
    b.clock.forward(TimeDelta::days(32));
    let special = publish(&b, &mimi, "Parmentier").await;
    let create = wait_for_kind(&anna, "Create").await.body;
    let create = create["id"].as_str().unwrap().to_owned();
    let (_, next) = b.write(finish::run).await;
    assert_eq!(next, None);
    b.forward(TimeDelta::zero());
    let deleted = wait_for_kind(&anna, "Delete").await.body;
    assert_eq!(deleted["actor"], deleted["object"]);
    for url in [
        b.urls.instance(),
        b.urls.coop(),
        b.urls.desk(),
        mimi.actor.clone(),
        b.urls.menu_item(mimi.item.as_str()),
        b.urls.special(special.as_str()),
        b.urls.part(&b.urls.special(special.as_str()), "likes"),
        b.urls.part(&b.urls.coop(), "collections"),
        create,
    ] {
        assert_eq!(read(&b, &url).await.0, 410, "{url}");
    }
    assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 9)).await, 410);
    let closed = b.db.read(coop::own).await.unwrap().closed_at;
    assert!(closed.is_some());
    // Twice is once.
    let (changed, next) = b.write(finish::run).await;
    assert_eq!((changed, next), (Changed::nothing(), None));
}
