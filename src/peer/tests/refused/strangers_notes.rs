//! Notes whose author is not who sent them, and notes that are not for everybody.

use rstest::rstest;
use serde_json::{Value, json};

use super::{asked_to_follow, instance, post};
use crate::peer::tests::conversation::Scene;
use crate::peer::tests::instance::Instance;
use crate::peer::tests::stranger::Stranger;
use crate::store::following::FollowState;
use crate::store::remote_special;
use crate::store::testing::Kind;

/// What a Note says instead of its author.
type Author = fn(&Stranger, &Instance) -> Value;

#[rstest]
#[case("the sender", |a: &Stranger, _: &Instance| json!(a.actor), true)]
#[case("the sender as an object", |a: &Stranger, _: &Instance| json!({"id": a.actor, "type": "Person"}), true)]
#[case("another of the same server", |a: &Stranger, _: &Instance| json!(format!("http://{}/users/eve", a.host)), false)]
#[case("another first", |a: &Stranger, _: &Instance| json!([format!("http://{}/users/eve", a.host), a.actor]), false)]
#[case("another as an object", |a: &Stranger, _: &Instance| json!({"id": format!("http://{}/users/eve", a.host)}), false)]
#[case("another server's", |_: &Stranger, _: &Instance| json!("http://other.localhost:1/users/anna"), false)]
#[case("one of ours", |_: &Stranger, b: &Instance| json!(b.urls.coop()), false)]
#[case("a number of a row", |_: &Stranger, _: &Instance| json!(1), false)]
#[case("a name", |_: &Stranger, _: &Instance| json!("coop"), false)]
#[case("a path", |_: &Stranger, _: &Instance| json!("/ap/coop"), false)]
#[case("nobody", |_: &Stranger, _: &Instance| Value::Null, false)]
#[case("an empty list", |_: &Stranger, _: &Instance| json!([]), false)]
#[case("an object without id", |_: &Stranger, _: &Instance| json!({"type": "Person"}), false)]
#[case("nested lists", |a: &Stranger, _: &Instance| json!([[a.actor]]), false)]
#[tokio::test]
async fn a_note_by_somebody_else_than_its_sender(
    #[case] what: &str,
    #[case] author: Author,
    #[case] kept: bool,
) {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    for follow in [
        anna.actor.clone(),
        format!("http://{}/users/eve", anna.host),
    ] {
        asked_to_follow(&b, &follow, FollowState::Accepted).await;
    }
    let mut note = anna.note(1);
    note["attributedTo"] = author(&anna, &b);
    for (number, verb) in [(1, "Create"), (2, "Update")] {
        let activity = anna.activity(number, verb, note.clone());
        assert_eq!(post(&b, &anna, &activity).await, 202, "{what}");
    }
    assert_eq!(is_kept(&b, &note).await, kept, "{what}");
}

#[rstest]
#[case("public", json!("https://www.w3.org/ns/activitystreams#Public"), json!([]), true)]
#[case("unlisted", json!(["followers"]), json!("as:Public"), true)]
#[case("for followers", json!(["followers"]), json!([]), false)]
#[case("for followers and one more", json!(["followers"]), json!(["somebody"]), false)]
#[case("for somebody", json!(["somebody"]), json!(["somebody else"]), false)]
#[case("for nobody", json!([]), json!([]), false)]
#[tokio::test]
async fn a_note_that_is_not_for_everybody(
    #[case] what: &str,
    #[case] to: Value,
    #[case] cc: Value,
    #[case] kept: bool,
) {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    asked_to_follow(&b, &anna.actor, FollowState::Accepted).await;
    let mut note = anna.note(1);
    (note["to"], note["cc"]) = (to, cc);
    // Whatever the activity around it says.
    for (number, verb) in [(1, "Create"), (2, "Update")] {
        let activity = anna.activity(number, verb, note.clone());
        assert_eq!(post(&b, &anna, &activity).await, 202, "{what}");
        assert_eq!(is_kept(&b, &note).await, kept, "{verb} {what}");
    }
}

async fn is_kept(instance: &Instance, note: &Value) -> bool {
    let id = note["id"].as_str().unwrap().to_owned();
    let row = instance
        .db
        .read(move |c| remote_special::find_optional(c, &id))
        .await
        .unwrap();
    row.is_some()
}

/// The id of a Note is its author's, also where another lives at the same server.
#[rstest]
#[tokio::test]
async fn a_note_under_the_id_of_anothers(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(scene) = Scene::on(kind).await else {
        return;
    };
    let (b, anna) = (&scene.b, &scene.anna);
    let eve = anna.neighbour("eve");
    for one in [anna, &eve] {
        asked_to_follow(b, &one.actor, FollowState::Accepted).await;
    }
    // A special, and an answer to one of ours.
    let (special, answer) = (anna.note(1), scene.said(2, "<p>Bon</p>"));
    for (number, note) in [(1, &special), (2, &answer)] {
        let create = anna.activity(number, "Create", note.clone());
        assert_eq!(post(b, anna, &create).await, 202);
    }
    let id = special["id"].as_str().unwrap().to_owned();
    let kept = async || {
        let id = id.clone();
        let special = b.db.read(move |c| remote_special::find(c, &id)).await;
        (special.unwrap(), scene.row(&scene.id(2)).await.unwrap())
    };
    let before = kept().await;
    assert_eq!(before.0.actor_id, anna.actor);
    let mut number = 0;
    for note in [&special, &answer] {
        for author in [&eve.actor, &anna.actor] {
            for verb in ["Create", "Update"] {
                number += 1;
                let mut note = note.clone();
                note["attributedTo"] = json!(author);
                note["content"] = json!("<p>Mauvais</p>");
                let activity = eve.activity(number, verb, note);
                assert_eq!(post(b, &eve, &activity).await, 202, "{verb} {author}");
                assert_eq!(kept().await, before, "{verb} {author}");
            }
        }
    }
}
