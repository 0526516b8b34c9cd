//! What strangers say to our restaurants: replies, likes, boosts, mentions, and everything that looks like them.

use axum::body::Body;
use http::Request;
use musette_domain::TextValue as _;
use musette_federation::signature::RsaKey;
use rstest::rstest;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::documents::get;
use super::instance::Instance;
use super::seed::{Seeded, publish, seed};
use super::stranger::Stranger;
use crate::store::reaction::{self, ReactionKind};
use crate::store::reply::{self, Reply};
use crate::store::special;
use crate::store::testing::{Kind, set_suspended};

pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// An instance with a restaurant and a special, and Anna elsewhere.
pub struct Scene {
    pub b: Instance,
    pub there: Seeded,
    pub anna: Stranger,
    /// The special's Note.
    pub note: String,
}

impl Scene {
    pub async fn on(kind: Kind) -> Option<Self> {
        let b = Instance::on(kind, "b").await?;
        let there = seed(&b, "chezmireille").await;
        let special = publish(&b, &there, "Quenelle").await;
        let note = b.urls.special(special.as_str());
        Some(Self {
            anna: Stranger::start("anna").await,
            b,
            there,
            note,
        })
    }

    /// A Note of Anna's that answers the special.
    pub fn said(&self, number: u32, content: &str) -> Value {
        json!({
            "id": format!("{}/notes/{number}", self.anna.actor),
            "type": "Note",
            "attributedTo": self.anna.actor,
            "inReplyTo": self.note,
            "to": PUBLIC,
            "cc": [format!("{}/followers", self.anna.actor), self.there.actor],
            "tag": [{"type": "Mention", "href": self.there.actor, "name": "@chezmireille"}],
            "content": content,
            "published": "2026-11-20T10:00:00Z",
        })
    }

    /// An activity of Anna's. Each number is another activity.
    pub fn activity(&self, number: u32, kind: &str, object: &Value) -> Value {
        activity_of(&self.anna.actor, number, kind, object)
    }

    /// Anna sends an activity.
    pub async fn send(&self, number: u32, kind: &str, object: &Value) -> u16 {
        let activity = self.activity(number, kind, object);
        self.post(
            self.anna
                .signed(&self.b.urls.shared_inbox(), &activity, self.now()),
        )
        .await
    }

    /// Somebody else at another server sends an activity.
    pub async fn send_as(&self, who: &Stranger, number: u32, kind: &str, object: &Value) -> u16 {
        let activity = activity_of(&who.actor, number, kind, object);
        self.post(who.signed(&self.b.urls.shared_inbox(), &activity, self.now()))
            .await
    }

    pub async fn post(&self, request: Request<Body>) -> u16 {
        let answer = self.b.router.clone().oneshot(request).await.unwrap();
        answer.status().as_u16()
    }

    pub fn now(&self) -> i64 {
        self.b.app.clock.wire().unix_seconds()
    }

    pub fn id(&self, number: u32) -> String {
        format!("{}/notes/{number}", self.anna.actor)
    }

    pub async fn row(&self, id: &str) -> Option<Reply> {
        let id = id.to_owned();
        let read = self.b.db.read(move |c| reply::find_optional(c, &id)).await;
        read.unwrap()
    }

    pub async fn count(&self, kind: ReactionKind, object: &str) -> i64 {
        let object = object.to_owned();
        let read = self.b.db.read(move |c| reaction::count(c, kind, &object));
        read.await.unwrap()
    }

    /// The answers to a Note that everybody is told of.
    pub async fn shown(&self, note: &str) -> Vec<Value> {
        let (status, _, all) = get(&self.b, &format!("{note}/replies")).await;
        assert_eq!(status, 200, "{all}");
        let (status, _, page) = get(&self.b, all["first"].as_str().unwrap()).await;
        assert_eq!(status, 200, "{page}");
        assert_eq!(page["partOf"], all["id"]);
        let items = page["orderedItems"].as_array().unwrap().clone();
        assert_eq!(all["totalItems"], json!(items.len()));
        items
    }
}

fn activity_of(actor: &str, number: u32, kind: &str, object: &Value) -> Value {
    json!({"@context": "https://www.w3.org/ns/activitystreams",
        "id": format!("{actor}/activities/{number}"), "type": kind, "actor": actor,
        "to": PUBLIC, "object": object})
}

#[rstest]
#[tokio::test]
async fn a_reply_is_kept_clean_and_told_to_everybody(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(scene) = Scene::on(kind).await else {
        return;
    };
    let mut said = scene.said(1, "<p onclick=x>Encore&nbsp;!<script>x</script></p>");
    said["url"] = json!("https://elsewhere.example/not-hers");
    said["contentMap"] = json!({"fr\" onclick=x": "<p>!</p>"});
    assert_eq!(scene.send(1, "Create", &said).await, 202);
    let row = scene.row(&scene.id(1)).await.unwrap();
    assert_eq!(row.content, "<p>Encore&nbsp;!</p>");
    assert_eq!(row.in_reply_to.as_deref(), Some(scene.note.as_str()));
    assert_eq!(row.author_handle, format!("@anna@{}", scene.anna.host));
    assert_eq!(row.restaurant_id.as_ref(), Some(&scene.there.restaurant));
    assert!(row.special_id.is_some() && row.public && !row.ours);
    assert_eq!(row.language, None, "no language has such a name");
    assert_eq!(row.url, Some(scene.id(1)), "a page of another server");

    // A reply to the reply, which names nobody of ours, belongs to the conversation.
    let eve = Stranger::start("eve").await;
    let below = json!({"id": format!("{}/notes/1", eve.actor), "type": "Note",
        "attributedTo": eve.actor, "inReplyTo": scene.id(1), "to": PUBLIC, "content": "Moi aussi"});
    assert_eq!(scene.send_as(&eve, 1, "Create", &below).await, 202);
    let row = scene.row(below["id"].as_str().unwrap()).await.unwrap();
    assert_eq!((row.depth, row.special_id.is_some()), (2, true));

    // The Note says where to look, and there they are, those to the Note itself.
    let (_, _, note) = get(&scene.b, &scene.note).await;
    assert_eq!(note["replies"], json!(format!("{}/replies", scene.note)));
    assert_eq!(note["likes"], json!(format!("{}/likes", scene.note)));
    assert_eq!(note["shares"], json!(format!("{}/shares", scene.note)));
    assert_eq!(scene.shown(&scene.note).await, [json!(scene.id(1))]);
    for wrong in ["replies?page=x", "others"] {
        let (status, _, _) = get(&scene.b, &format!("{}/{wrong}", scene.note)).await;
        assert!(status == 400 || status == 404, "{wrong}: {status}");
    }

    // Blocked later, it is shown no longer.
    let host = scene.anna.host.clone();
    scene
        .b
        .write(move |c, _| set_suspended(c, &host, true))
        .await;
    assert_eq!(scene.shown(&scene.note).await, [] as [Value; 0]);
}

#[rstest]
#[tokio::test]
async fn likes_and_boosts_are_counted_once_and_taken_back_by_who_gave_them(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(scene) = Scene::on(kind).await else {
        return;
    };
    let eve = Stranger::start("eve").await;
    let note = json!(scene.note);
    for (number, kind) in [(1, "Like"), (2, "Like"), (3, "Announce"), (4, "Announce")] {
        assert_eq!(scene.send(number, kind, &note).await, 202);
    }
    assert_eq!(scene.send_as(&eve, 1, "Like", &note).await, 202);
    assert_eq!(scene.count(ReactionKind::Like, &scene.note).await, 2);
    assert_eq!(scene.count(ReactionKind::Boost, &scene.note).await, 1);
    let (_, _, likes) = get(&scene.b, &format!("{}/likes", scene.note)).await;
    assert_eq!(likes["totalItems"], 2);
    assert!(likes.get("orderedItems").is_none() && likes.get("first").is_none());

    // Eve takes back what is Anna's: by its id, and by what it was.
    let hers = format!("{}/activities/2", scene.anna.actor);
    assert_eq!(scene.send_as(&eve, 2, "Undo", &json!(hers)).await, 202);
    let boost = json!({"id": format!("{}/activities/4", scene.anna.actor), "type": "Announce",
        "actor": scene.anna.actor, "object": scene.note});
    assert_eq!(scene.send_as(&eve, 3, "Undo", &boost).await, 202);
    assert_eq!(scene.count(ReactionKind::Like, &scene.note).await, 2);
    assert_eq!(scene.count(ReactionKind::Boost, &scene.note).await, 1);

    // Anna does: by the id alone, and embedded with an id that we never saw.
    assert_eq!(scene.send(5, "Undo", &json!(hers)).await, 202);
    let boost = json!({"id": format!("{}/activities/99", scene.anna.actor), "type": "Announce",
        "actor": scene.anna.actor, "object": scene.note});
    assert_eq!(scene.send(6, "Undo", &boost).await, 202);
    assert_eq!(scene.count(ReactionKind::Like, &scene.note).await, 1);
    assert_eq!(scene.count(ReactionKind::Boost, &scene.note).await, 0);

    // What is nobody's, not ours, or taken back is not counted.
    let gone = publish(&scene.b, &scene.there, "Gone").await;
    let removed = gone.clone();
    scene
        .b
        .write(move |c, app| {
            let mut row = special::find(c, &removed)?;
            row.removed_at = Some(app.clock.now());
            special::save(c, &row)
        })
        .await;
    let gone = scene.b.urls.special(gone.as_str());
    let never = scene.b.urls.special("0193-never");
    for (number, object) in [(10, &gone), (11, &never), (12, &scene.there.actor)] {
        assert_eq!(scene.send(number, "Like", &json!(object)).await, 202);
        assert_eq!(scene.count(ReactionKind::Like, object).await, 0);
    }
    // Who deletes itself takes everything along.
    let actor = json!(eve.actor);
    assert_eq!(scene.send_as(&eve, 4, "Delete", &actor).await, 202);
    assert_eq!(scene.count(ReactionKind::Like, &scene.note).await, 0);
}

#[rstest]
#[tokio::test]
async fn only_its_author_corrects_and_removes_a_reply(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(scene) = Scene::on(kind).await else {
        return;
    };
    assert_eq!(scene.send(1, "Create", &scene.said(1, "Bon")).await, 202);
    let before = scene.row(&scene.id(1)).await.unwrap();
    // Another account of the same server: its signature is good, the reply is not its own.
    let other = format!("http://{}/users/other", scene.anna.host);
    let (key, key_id) = (RsaKey::generate().unwrap(), format!("{other}#main-key"));
    scene.anna.put_actor(&other, &key_id, &key);
    let mut stolen = scene.said(1, "Mauvais");
    stolen["attributedTo"] = json!(other);
    let eve = Stranger::start("eve").await;
    let inbox = scene.b.urls.shared_inbox();
    for (number, kind, object) in [
        (1, "Update", scene.said(1, "Mauvais")),
        (2, "Update", stolen.clone()),
        (3, "Create", stolen),
        (4, "Delete", json!(scene.id(1))),
        (5, "Delete", json!({"id": scene.id(1), "type": "Tombstone"})),
    ] {
        let activity = activity_of(&other, number, kind, &object);
        let request = Stranger::signed_by(&key, &key_id, &inbox, &activity, scene.now());
        assert_eq!(scene.post(request).await, 202, "{kind}");
        assert_eq!(scene.send_as(&eve, number, kind, &object).await, 202);
    }
    assert_eq!(scene.row(&scene.id(1)).await.unwrap(), before);

    // The author's own corrections, the later one wins in whatever order they arrive.
    let corrected = |text: &str, minutes_ago: i64| {
        let mut note = scene.said(1, text);
        let at = chrono::DateTime::from_timestamp(scene.now() - 60 * minutes_ago, 0).unwrap();
        note["updated"] = json!(at.to_rfc3339());
        note
    };
    let later = corrected("Très bon", 20);
    let earlier = corrected("Assez bon", 30);
    assert_eq!(scene.send(2, "Update", &later).await, 202);
    assert_eq!(scene.send(3, "Update", &earlier).await, 202);
    // A Create again is no correction.
    assert_eq!(scene.send(4, "Create", &scene.said(1, "Bon")).await, 202);
    let row = scene.row(&scene.id(1)).await.unwrap();
    assert_eq!(row.content, "Très bon");
    assert!(row.edited_at.is_some());

    // Taken back stays taken back.
    assert_eq!(scene.send(5, "Delete", &json!(scene.id(1))).await, 202);
    let last = corrected("Encore là", 0);
    assert_eq!(scene.send(6, "Update", &last).await, 202);
    assert_eq!(scene.send(7, "Create", &last).await, 202);
    let row = scene.row(&scene.id(1)).await.unwrap();
    assert!(row.removed_at.is_some());
    assert_eq!(row.content, "");
    assert_eq!(scene.shown(&scene.note).await, [] as [Value; 0]);
}

#[tokio::test]
async fn mentions_and_private_words_are_for_the_restaurants_people_alone() {
    let scene = Scene::on(Kind::Sqlite).await.unwrap();
    let mut mention = scene.said(1, "Vous ouvrez demain ?");
    mention.as_object_mut().unwrap().remove("inReplyTo");
    let mut elsewhere = scene.said(2, "Allez voir @chezmireille");
    elsewhere["inReplyTo"] = json!("https://other.example/notes/1");
    let mut private = scene.said(3, "Entre nous");
    private["to"] = json!(scene.there.actor);
    private["cc"] = json!([]);
    for (number, note) in [(1, &mention), (2, &elsewhere), (3, &private)] {
        assert_eq!(scene.send(number, "Create", note).await, 202);
    }
    let rows = [1, 2, 3].map(|number| scene.id(number));
    let mut found = Vec::new();
    for id in &rows {
        let row = scene.row(id).await.unwrap();
        assert_eq!(row.restaurant_id.as_ref(), Some(&scene.there.restaurant));
        found.push((row.special_id.is_some(), row.public));
    }
    assert_eq!(found, [(false, true), (false, true), (true, false)]);
    assert_eq!(scene.shown(&scene.note).await, [] as [Value; 0]);
}

/// Whatever is no reply is answered 202, and nothing is kept.
#[rstest]
#[case::a_vote("Create", json!({"name": "Quenelle", "content": null}))]
#[case::a_vote_with_empty_content("Create", json!({"name": "Quenelle", "content": ""}))]
#[case::a_question("Create", json!({"type": "Question", "oneOf": []}))]
#[case::an_article("Create", json!({"type": "Article", "name": "Long"}))]
#[case::a_picture_alone("Create", json!({"content": "<p><img src=\"https://x.example/1.png\"></p>"}))]
#[case::somebody_elses("Create", json!({"attributedTo": "https://other.example/users/eve"}))]
#[case::ours("Create", json!({"attributedTo": "http://b.localhost/ap/coop"}))]
#[case::a_number_as_author("Create", json!({"attributedTo": 7}))]
#[case::at_another_server("Create", json!({"id": "https://other.example/notes/1"}))]
#[case::for_nobody("Create", json!({"to": [], "cc": [], "tag": []}))]
#[case::to_what_never_was("Create", json!({"inReplyTo": "NOTE-never", "tag": [], "cc": []}))]
#[case::no_note_inside("Create", json!({"type": "Collection", "items": []}))]
#[case::a_reaction("EmojiReact", json!({}))]
#[case::a_dislike("Dislike", json!({}))]
#[case::a_view("View", json!({}))]
#[case::a_question_changed("Update", json!({"type": "Question"}))]
#[tokio::test]
async fn what_is_no_reply_is_ignored(#[case] kind: &str, #[case] change: Value) {
    let scene = Scene::on(Kind::Sqlite).await.unwrap();
    let mut note = scene.said(1, "Bon");
    for (name, value) in change.as_object().unwrap() {
        note[name] = match value.as_str() {
            Some("NOTE-never") => json!(format!("{}-never", scene.note)),
            _ => value.clone(),
        };
    }
    assert_eq!(scene.send(1, kind, &note).await, 202);
    let of = scene.there.restaurant.clone();
    let kept = scene
        .b
        .db
        .read(move |c| reply::list_of(c, Some(&of), None, 10))
        .await
        .unwrap();
    assert_eq!(kept, []);
    for kind in [ReactionKind::Like, ReactionKind::Boost] {
        assert_eq!(scene.count(kind, &scene.note).await, 0);
    }
}

#[tokio::test]
async fn a_note_that_is_only_named_is_read_from_its_server() {
    let scene = Scene::on(Kind::Sqlite).await.unwrap();
    let (own, lying) = (scene.id(1), scene.id(2));
    scene.anna.put(&own, 200, &scene.said(1, "Bon"));
    let mut other = scene.said(2, "Mauvais");
    other["attributedTo"] = json!(format!("http://{}/users/other", scene.anna.host));
    scene.anna.put(&lying, 200, &other);
    for (number, id) in [(1, &own), (2, &lying)] {
        let mut activity = scene.activity(number, "Create", &json!(id));
        activity["cc"] = json!(scene.there.actor);
        let inbox = scene.b.urls.shared_inbox();
        let request = scene.anna.signed(&inbox, &activity, scene.now());
        assert_eq!(scene.post(request).await, 202);
    }
    assert_eq!(scene.row(&own).await.unwrap().content, "Bon");
    assert_eq!(scene.row(&lying).await, None);
    // Addressed to nobody of ours, it is not asked for.
    let asked = scene.anna.asked().len();
    assert_eq!(scene.send(3, "Create", &json!(scene.id(3))).await, 202);
    assert_eq!(scene.anna.asked().len(), asked);
}
