//! What we are told about our answers: that they are welcome, that they are not, and by whom that may be said. And what is said to the co-op itself.

use musette_domain::TextValue;
use musette_domain::id::SpecialId;
use rstest::rstest;
use serde_json::{Value, json};

use super::conversation::Scene;
use super::documents::get;
use super::stranger::Stranger;
use crate::flow::conversation::{answer, correct};
use crate::store::reply::{self, Reply};
use crate::store::testing::Kind;

impl Scene {
    /// Anna says something, and the restaurant answers.
    async fn answered(&self) -> Reply {
        assert_eq!(self.send(1, "Create", &self.said(1, "Bon")).await, 202);
        let (app, of, to) = (
            self.b.app.clone(),
            self.there.restaurant.clone(),
            self.id(1),
        );
        let answered = self.b.db.write(move |c| {
            let _ = answer::run(c, &app, Some(&of), &to, "Merci")?;
            let answers = reply::answers_to(c, std::slice::from_ref(&to))?;
            Ok::<_, answer::AnswerRefusal>(answers.last().unwrap().clone())
        });
        let row = answered.await.unwrap();
        self.b.app.committed([]);
        row
    }

    /// `who` sends a verdict on something of ours, with the address of an approval.
    async fn judge(
        &self,
        who: &Stranger,
        number: u32,
        kind: &str,
        (object, result): (&Value, Option<&str>),
    ) {
        let activity = json!({"@context": "https://www.w3.org/ns/activitystreams",
            "id": format!("{}/activities/{number}", who.actor), "type": kind, "actor": who.actor,
            "to": self.there.actor, "object": object, "result": result});
        let request = who.signed(&self.b.urls.shared_inbox(), &activity, self.now());
        assert_eq!(self.post(request).await, 202, "{activity}");
    }

    async fn approved_by(&self, id: &str) -> Option<String> {
        self.row(id).await.unwrap().approved_by
    }
}

#[rstest]
#[case::by_its_address("note")]
#[case::as_an_object("object")]
#[case::by_its_create("create")]
#[case::by_its_embedded_create("embedded")]
#[case::by_a_request_to_reply("request")]
#[tokio::test]
async fn an_approval_goes_onto_the_answer_and_to_everybody_who_has_it(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[case] how: &str,
) {
    let Some(scene) = Scene::on(kind).await else {
        return;
    };
    scene.b.send();
    let row = scene.answered().await;
    let create = scene.anna.wait_for(1).await[0].body.clone();
    assert!(create["object"].get("approvedBy").is_none());
    let object = match how {
        "note" => json!(row.id),
        "object" => json!({"id": row.id, "type": "Note"}),
        "create" => create["id"].clone(),
        "embedded" => {
            json!({"id": create["id"], "type": "Create", "object": {"id": row.id, "type": "Note"}})
        }
        _ => json!({"id": format!("{}/requests/1", scene.there.actor), "type": "ReplyRequest",
            "actor": scene.there.actor, "object": scene.id(1), "instrument": row.id}),
    };
    let stamp = format!("{}/approvals/1", scene.anna.actor);
    scene
        .judge(&scene.anna, 10, "Accept", (&object, Some(&stamp)))
        .await;
    assert_eq!(scene.approved_by(&row.id).await.as_deref(), Some(&*stamp));
    let update = &scene.anna.wait_for(2).await[1].body;
    assert_eq!(update["type"], "Update");
    assert_eq!(update["object"]["approvedBy"], json!(stamp));
    assert!(
        update["object"].get("updated").is_none(),
        "its words are the same"
    );
    let (_, _, served) = get(&scene.b, &row.id).await;
    assert_eq!(served["approvedBy"], json!(stamp));
    assert_eq!(served["@context"][1]["approvedBy"]["@type"], "@id");
    // Said again, nothing more is sent.
    scene
        .judge(&scene.anna, 11, "Accept", (&object, Some(&stamp)))
        .await;
    assert_eq!(scene.anna.arrived().len(), 2);

    // A correction keeps it, and says when it was made.
    let (app, of, id) = (
        scene.b.app.clone(),
        scene.there.restaurant.clone(),
        row.id.clone(),
    );
    let corrected = scene
        .b
        .db
        .write(move |c| correct::run(c, &app, Some(&of), &id, "Merci !"));
    scene.b.app.committed(corrected.await.unwrap());
    let update = &scene.anna.wait_for(3).await[2].body;
    assert_eq!(update["object"]["approvedBy"], json!(stamp));
    assert!(update["object"]["updated"].is_string());
    assert!(
        update["object"]["content"]
            .as_str()
            .unwrap()
            .contains("Merci !")
    );
}

#[rstest]
#[tokio::test]
async fn only_who_was_answered_judges_an_answer(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(scene) = Scene::on(kind).await else {
        return;
    };
    let row = scene.answered().await;
    let note = json!(row.id);
    let eve = Stranger::start("eve").await;
    let stamp = |of: &Stranger| format!("{}/approvals/1", of.actor);
    let (hers, eves) = (stamp(&scene.anna), stamp(&eve));
    scene.judge(&eve, 1, "Accept", (&note, Some(&eves))).await;
    scene.judge(&eve, 2, "Accept", (&note, Some(&hers))).await;
    scene.judge(&eve, 3, "Reject", (&note, None)).await;
    // The approval of another server, none at all, and of what never was.
    scene
        .judge(&scene.anna, 10, "Accept", (&note, Some(&eves)))
        .await;
    scene.judge(&scene.anna, 11, "Accept", (&note, None)).await;
    let nothings = [
        json!(scene.note),
        json!(format!("{}-never", row.id)),
        json!({"id": "https://eve.example/1", "type": "ReplyRequest"}),
        json!({"id": "https://eve.example/1", "type": "ReplyRequest", "instrument": 7}),
    ];
    for (number, object) in (12..).zip(&nothings) {
        scene
            .judge(&scene.anna, number, "Accept", (object, Some(&hers)))
            .await;
    }
    assert_eq!(scene.row(&row.id).await.unwrap(), row, "as it was");
}

#[rstest]
#[tokio::test]
async fn an_answer_that_is_not_wanted_is_shown_to_nobody(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(scene) = Scene::on(kind).await else {
        return;
    };
    let row = scene.answered().await;
    let special = SpecialId::parse(scene.b.urls.note_id(&scene.note).unwrap());
    let (note, special) = (scene.note.clone(), special.unwrap());
    let shown = async || {
        let (note, special) = (note.clone(), special.clone());
        let read = scene
            .b
            .db
            .read(move |c| crate::flow::conversation::shown::of_special(c, &note, &special));
        read.await.unwrap()
    };
    assert_eq!(shown().await, [scene.id(1), row.id.clone()]);
    let object = json!(row.id);
    scene
        .judge(&scene.anna, 10, "Reject", (&object, None))
        .await;
    assert_eq!(shown().await, [scene.id(1)]);
    // She thinks again.
    let stamp = format!("{}/approvals/1", scene.anna.actor);
    scene
        .judge(&scene.anna, 11, "Accept", (&object, Some(&stamp)))
        .await;
    assert_eq!(shown().await, [scene.id(1), row.id.clone()]);
}

#[rstest]
#[tokio::test]
async fn the_co_op_is_spoken_to_and_answers(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(scene) = Scene::on(kind).await else {
        return;
    };
    scene.b.send();
    let coop = scene.b.urls.coop();
    let mention = |number: u32| {
        let mut note = scene.said(number, "Livrez-vous à Triesen ?");
        note.as_object_mut().unwrap().remove("inReplyTo");
        note["cc"] = json!(coop);
        note["tag"] = json!({"type": "Mention", "href": coop, "name": "@coop"});
        note
    };
    assert_eq!(scene.send(1, "Create", &mention(1)).await, 202);
    let row = scene.row(&scene.id(1)).await.unwrap();
    assert_eq!((row.restaurant_id, row.special_id), (None, None));
    // Who answers the announcement of an event speaks to the co-op as well.
    let mut about_event = mention(2);
    about_event["inReplyTo"] = json!(format!("{}/note", scene.b.urls.event("e")));
    assert_eq!(scene.send(2, "Create", &about_event).await, 202);
    assert!(scene.row(&scene.id(2)).await.is_some());
    // A restaurant that is named beside the co-op is spoken to.
    let mut both = mention(3);
    both["cc"] = json!([coop, scene.there.actor]);
    assert_eq!(scene.send(3, "Create", &both).await, 202);
    let row = scene.row(&scene.id(3)).await.unwrap();
    assert_eq!(row.restaurant_id.as_ref(), Some(&scene.there.restaurant));

    let (app, to) = (scene.b.app.clone(), scene.id(1));
    let answered = scene
        .b
        .db
        .write(move |c| answer::run(c, &app, None, &to, "Oui !"));
    scene.b.app.committed(answered.await.unwrap());
    let create = scene.anna.wait_for(1).await[0].body.clone();
    assert_eq!(create["actor"], json!(coop));
    assert_eq!(create["object"]["inReplyTo"], json!(scene.id(1)));
    let id = create["object"]["id"].as_str().unwrap();
    assert_eq!(get(&scene.b, id).await.0, 200);
    // The conversation goes on below the answer.
    let mut below = scene.said(4, "Merci");
    below["inReplyTo"] = json!(id);
    assert_eq!(scene.send(4, "Create", &below).await, 202);
    let row = scene.row(&scene.id(4)).await.unwrap();
    assert_eq!((row.restaurant_id, row.depth), (None, 3));
}
