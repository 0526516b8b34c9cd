//! Restaurants that claim the name of another one, and whoever else has none of its own.

use serde_json::{Value, json};

use super::instance;
use crate::app::lookup::LookupError;
use crate::peer::tests::conversation::Scene;
use crate::peer::tests::instance::Instance;
use crate::peer::tests::stranger::Stranger;
use crate::store::testing::Kind;
use crate::store::{remote_actor, remote_restaurant};

/// Serves a restaurant called `anna` with an empty menu.
fn restaurant(of: &Stranger, name: &str) {
    let menu = format!("{}/menu", of.actor);
    of.put_actor_with(
        &of.actor,
        &json!({"type": "Organization", "preferredUsername": "anna", "name": name, "menu": menu,
            "implements": [{"type": "Link", "href": "https://w3id.org/musette/1"}]}),
    );
    of.put(
        &menu,
        200,
        &json!({"id": menu, "type": "OrderedCollection", "attributedTo": of.actor, "revision": 1,
            "totalItems": 0, "orderedItems": []}),
    );
}

/// Lets the server say whose the name is.
fn webfinger(of: &Stranger) {
    let jrd = json!({"subject": format!("acct:anna@{}", of.host), "links": [
        {"rel": "self", "type": "application/activity+json", "href": of.actor}]});
    let at = format!("http://{}/.well-known/webfinger", of.host);
    of.put_as(&at, 200, "application/jrd+json", &jrd.to_string());
}

async fn listed(instance: &Instance) -> Vec<String> {
    let rows = instance.db.read(remote_restaurant::list).await.unwrap();
    rows.into_iter().map(|row| row.actor_id).collect()
}

#[tokio::test]
async fn a_second_restaurant_with_the_same_name() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let eve = anna.neighbour("eve");
    restaurant(&anna, "Chez Anna");
    restaurant(&eve, "Chez Anna");
    webfinger(&anna);
    b.app.lookup.restaurant(&anna.actor).await.unwrap();
    let found = b.app.lookup.restaurant(&eve.actor).await;
    assert!(
        matches!(&found, Err(LookupError::NotUnderstood { why, .. }) if why.contains("same name")),
        "{found:?}"
    );
    assert_eq!(listed(&b).await, std::slice::from_ref(&anna.actor));
    // The server says otherwise now: then the name is the other's.
    webfinger(&eve);
    b.app.lookup.restaurant(&eve.actor).await.unwrap();
    assert_eq!(listed(&b).await, std::slice::from_ref(&eve.actor));
}

#[tokio::test]
async fn a_name_that_imitates_another_or_turns_around() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let handle = format!("(@anna@{})", anna.host);
    for (name, shown) in [
        ("Chez\n Mireille ", "Chez Mireille".to_owned()),
        ("Chez \u{202E}ellieriM", "Chez ellieriM".to_owned()),
        ("Mirei\u{200B}lle", "Mireille".to_owned()),
        ("Mirеille", format!("Mirеille {handle}")),
        ("\u{202E}", handle.clone()),
    ] {
        restaurant(&anna, name);
        b.app.lookup.restaurant(&anna.actor).await.unwrap();
        let id = anna.actor.clone();
        let row =
            b.db.read(move |c| remote_restaurant::find(c, &id))
                .await
                .unwrap();
        assert_eq!(row.name, shown);
    }
}

#[tokio::test]
async fn a_count_below_zero() {
    let counted = |count: Value| {
        let value = json!({"type": "OrderedCollection", "totalItems": count});
        musette_federation::collection::RemoteCollection::from_json(&value)
            .unwrap()
            .total_items
    };
    for nonsense in [json!(-1), json!(1.5), json!("7"), json!([7]), json!(1e300)] {
        assert_eq!(counted(nonsense.clone()), None, "{nonsense}");
    }
    assert_eq!(counted(json!(7)), Some(7));
}

#[tokio::test]
async fn an_author_whose_name_is_anothers_is_called_by_its_address() {
    let scene = Scene::on(Kind::Sqlite).await.unwrap();
    assert_eq!(
        scene.send(1, "Create", &scene.said(1, "<p>Un</p>")).await,
        202
    );
    let handle = format!("@anna@{}", scene.anna.host);
    assert_eq!(scene.row(&scene.id(1)).await.unwrap().author_handle, handle);
    let (holder, host) = (format!("{}-2", scene.anna.actor), scene.anna.host.clone());
    scene
        .b
        .write(move |c, _| remote_actor::give_name(c, &holder, &host, "anna"))
        .await;
    assert_eq!(
        scene.send(2, "Create", &scene.said(2, "<p>Deux</p>")).await,
        202
    );
    let row = scene.row(&scene.id(2)).await.unwrap();
    assert_eq!(row.author_handle, scene.anna.actor);
}
