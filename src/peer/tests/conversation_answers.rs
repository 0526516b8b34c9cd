//! What we say to strangers: a restaurant's answers, hints of actors that no person reads, and nothing to who blocked us.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};

use super::conversation::{PUBLIC, Scene};
use super::documents::get;
use super::stranger::Stranger;
use crate::flow::conversation::answer::{self, AnswerRefusal};
use crate::flow::conversation::{set_hidden, take_back};
use crate::store::reply::{self, Reply};
use crate::store::testing::Kind;
use crate::store::{follower, outbox_activity};

impl Scene {
    /// The restaurant answers.
    async fn answer(&self, to: &str, words: &'static str) -> Result<Reply, AnswerRefusal> {
        let (app, of, to) = (
            self.b.app.clone(),
            self.there.restaurant.clone(),
            to.to_owned(),
        );
        let answered = self.b.db.write(move |c| {
            let _ = answer::run(c, &app, Some(&of), &to, words)?;
            let answers = reply::answers_to(c, std::slice::from_ref(&to))?;
            Ok::<_, AnswerRefusal>(answers.last().unwrap().clone())
        });
        let answered = answered.await?;
        self.b.app.committed([]);
        Ok(answered)
    }
}

#[rstest]
#[tokio::test]
async fn an_answer_reaches_the_author_and_the_followers(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(scene) = Scene::on(kind).await else {
        return;
    };
    scene.b.send();
    let eve = Stranger::start("eve").await;
    assert_eq!(
        scene
            .send_as(&eve, 1, "Follow", &json!(scene.there.actor))
            .await,
        202
    );
    eve.wait_for(1).await;
    assert_eq!(scene.send(1, "Create", &scene.said(1, "Bon")).await, 202);
    let row = scene.answer(&scene.id(1), "Merci <b>\n\nÀ demain").await;
    let row = row.unwrap();
    // Pressed twice, it is one answer.
    let again = scene.answer(&scene.id(1), "Merci <b>\n\nÀ demain").await;
    assert_eq!(again.unwrap(), row);

    let arrived = scene.anna.wait_for(1).await;
    assert_eq!(arrived[0].path, "/inbox", "one delivery a server");
    let create = &arrived[0].body;
    assert_eq!(create["type"], "Create");
    assert_eq!(create["actor"], json!(scene.there.actor));
    assert_eq!(create["to"], json!(scene.anna.actor));
    assert_eq!(create["cc"][0], PUBLIC);
    let note = &create["object"];
    assert_eq!(note["id"], json!(row.id));
    assert_eq!(note["inReplyTo"], json!(scene.id(1)));
    assert_eq!(note["tag"][0]["type"], "Mention");
    assert_eq!(note["tag"][0]["href"], json!(scene.anna.actor));
    assert_eq!(
        note["tag"][0]["name"],
        json!(format!("@anna@{}", scene.anna.host))
    );
    let content = note["content"].as_str().unwrap();
    assert!(
        content.contains("Merci &lt;b&gt;</p><p>À demain"),
        "{content}"
    );
    assert!(content.contains(&format!("href=\"{}\"", scene.anna.actor)));
    assert_eq!(eve.wait_for(2).await[1].body, *create, "a follower");
    assert!(scene.anna.arrived().len() == 1 && eve.arrived().len() == 2);

    let (status, _, served) = get(&scene.b, &row.id).await;
    assert_eq!((status, &served["inReplyTo"]), (200, &note["inReplyTo"]));
    assert_eq!(scene.shown(&row.id).await, [] as [Value; 0]);
    // An answer to our answer goes on below it.
    let mut below = scene.said(2, "De rien");
    below["inReplyTo"] = json!(row.id);
    assert_eq!(scene.send(2, "Create", &below).await, 202);
    assert_eq!(scene.shown(&row.id).await, [json!(scene.id(2))]);

    // Taken back, wherever it went.
    let (app, of, id) = (
        scene.b.app.clone(),
        scene.there.restaurant.clone(),
        row.id.clone(),
    );
    let taken = scene
        .b
        .db
        .write(move |c| take_back::run(c, &app, Some(&of), &id));
    scene.b.app.committed(taken.await.unwrap());
    let delete = &scene.anna.wait_for(2).await[1].body;
    assert_eq!(delete["type"], "Delete");
    assert_eq!(delete["object"]["id"], json!(row.id));
    assert_eq!(eve.wait_for(3).await[2].body["type"], "Delete");
    assert_eq!(get(&scene.b, &row.id).await.0, 410);
}

#[tokio::test]
async fn an_answer_to_private_words_is_private() {
    let scene = Scene::on(Kind::Sqlite).await.unwrap();
    scene.b.send();
    let mut private = scene.said(1, "Entre nous");
    private["to"] = json!(scene.there.actor);
    private["cc"] = json!([]);
    assert_eq!(scene.send(1, "Create", &private).await, 202);
    let row = scene.answer(&scene.id(1), "Bien sûr").await.unwrap();
    let arrived = scene.anna.wait_for(1).await;
    assert_eq!(
        arrived[0].path, "/users/anna/inbox",
        "not everybody's inbox"
    );
    let body = arrived[0].body.to_string();
    assert!(
        !body.contains(PUBLIC) && !body.contains("followers"),
        "{body}"
    );
    assert_eq!(get(&scene.b, &row.id).await.0, 404);
    let (id, actor) = (row.id.clone(), scene.there.actor.clone());
    let sent = scene
        .b
        .db
        .read(move |c| outbox_activity::find_about(c, &actor, "Create", &id));
    assert!(!sent.await.unwrap().unwrap().public);
}

#[tokio::test]
async fn what_is_hidden_is_shown_to_nobody_with_what_answers_it() {
    let scene = Scene::on(Kind::Sqlite).await.unwrap();
    assert_eq!(scene.send(1, "Create", &scene.said(1, "Bon")).await, 202);
    for (hidden, shown) in [(true, 0), (false, 1)] {
        let (of, id) = (scene.there.restaurant.clone(), scene.id(1));
        let _ = scene
            .b
            .write(move |c, app| set_hidden::run(c, app, &of, &id, hidden))
            .await;
        assert_eq!(scene.shown(&scene.note).await.len(), shown);
    }
}

#[rstest]
#[tokio::test]
async fn a_block_is_honoured_until_it_is_taken_back(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(scene) = Scene::on(kind).await else {
        return;
    };
    let ours = json!(scene.there.actor);
    assert_eq!(scene.send(1, "Follow", &ours).await, 202);
    assert_eq!(scene.send(2, "Create", &scene.said(1, "Bon")).await, 202);
    let follows = || async {
        let read = scene.b.db.read(|c| follower::count_of(c, "chezmireille"));
        read.await.unwrap()
    };
    assert_eq!(follows().await, 1);
    // Nobody else blocks for her.
    let eve = Stranger::start("eve").await;
    assert_eq!(scene.send_as(&eve, 1, "Block", &ours).await, 202);
    assert_eq!(follows().await, 1);
    assert_eq!(scene.send(3, "Block", &ours).await, 202);
    assert_eq!(follows().await, 0);
    let refused = scene.answer(&scene.id(1), "Merci").await;
    assert!(
        matches!(refused, Err(AnswerRefusal::BlockedUs)),
        "{refused:?}"
    );
    let block = json!({"id": format!("{}/activities/3", scene.anna.actor), "type": "Block",
        "actor": scene.anna.actor, "object": ours});
    assert_eq!(scene.send_as(&eve, 2, "Undo", &block).await, 202);
    assert!(scene.answer(&scene.id(1), "Merci").await.is_err());
    assert_eq!(scene.send(4, "Undo", &block).await, 202);
    assert!(scene.answer(&scene.id(1), "Merci").await.is_ok());
}

#[rstest]
#[tokio::test]
async fn a_program_says_once_a_day_where_the_co_op_is(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(scene) = Scene::on(kind).await else {
        return;
    };
    scene.b.send();
    let to_desk = |number: u32| {
        let desk = scene.b.urls.desk();
        let mut note = scene.said(number, "Où est ma commande ?");
        note.as_object_mut().unwrap().remove("inReplyTo");
        note["cc"] = json!(desk);
        note["tag"] = json!({"type": "Mention", "href": desk, "name": "@desk"});
        note
    };
    for number in [1, 2] {
        assert_eq!(scene.send(number, "Create", &to_desk(number)).await, 202);
    }
    let hint = scene.anna.wait_for(1).await[0].body.clone();
    assert_eq!(hint["type"], "Create");
    assert_eq!(hint["actor"], json!(scene.b.urls.desk()));
    assert_eq!(hint["to"], json!(scene.anna.actor));
    assert_eq!(hint["object"]["inReplyTo"], json!(scene.id(1)));
    let content = hint["object"]["content"].as_str().unwrap();
    assert!(
        content.contains(&scene.b.urls.absolute("/about")),
        "{content}"
    );
    assert!(!hint.to_string().contains(PUBLIC));
    assert_eq!(scene.row(&scene.id(1)).await, None, "nobody reads it");

    scene.b.forward(TimeDelta::hours(25));
    assert_eq!(scene.send(3, "Create", &to_desk(3)).await, 202);
    let arrived = scene.anna.wait_for(2).await;
    assert_eq!(arrived[1].body["object"]["inReplyTo"], json!(scene.id(3)));
    assert_eq!(arrived.len(), 2, "the second one had no answer");
}

#[tokio::test]
async fn programs_are_not_answered_by_programs() {
    let scene = Scene::on(Kind::Sqlite).await.unwrap();
    let robot = Stranger::start("robot").await;
    let document = json!({
        "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
        "id": robot.actor, "type": "Service", "preferredUsername": "robot",
        "inbox": format!("{}/inbox", robot.actor),
        "publicKey": {"id": robot.key_id, "owner": robot.actor, "publicKeyPem": robot.key.public_key_pem()},
    });
    robot.put(&robot.actor, 200, &document);
    let desk = scene.b.urls.desk();
    let note = json!({"id": format!("{}/1", robot.actor), "type": "Note", "attributedTo": robot.actor,
        "to": desk, "tag": {"type": "Mention", "href": desk}, "content": "Bip"});
    assert_eq!(scene.send_as(&robot, 1, "Create", &note).await, 202);
    let sent = scene
        .b
        .db
        .read(move |c| outbox_activity::count_public_of(c, &desk));
    assert_eq!(sent.await.unwrap(), 0);
    let waiting = scene.b.db.read(|c| {
        use crate::store::outbox_message::{self, MessageState};
        outbox_message::count(c, MessageState::Waiting)
    });
    assert_eq!(waiting.await.unwrap(), 0);
}
