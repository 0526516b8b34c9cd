//! An event reaches calendars as an Event (FEP-8a8e) and everybody else as a Note.

use axum::body::Body;
use chrono::TimeDelta;
use http::Request;
use http_body_util::BodyExt as _;
use musette_domain::TextValue as _;
use musette_domain::id::EventId;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::instance::Instance;
use super::seed::{self, seed};
use super::stranger::Stranger;
use super::wait::until_true;
use crate::flow::event::{EventRefusal, Wording, cancel, publish};
use crate::store::following::FollowState;
use crate::store::{following, outbox_activity, outbox_message, remote_special};

async fn document(at: &Instance, url: &str) -> Value {
    let path = url.strip_prefix(at.urls.origin()).unwrap();
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = at.router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200, "{url}");
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    serde_json::from_slice(&bytes).unwrap()
}

#[tokio::test]
async fn an_event_is_told_as_event_and_note_and_its_end_too() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let follow = anna.follow(&there.actor, 1);
    let now = b.app.clock.wire().unix_seconds();
    let request = anna.signed(&b.urls.shared_inbox(), &follow, now);
    assert_eq!(
        b.router.clone().oneshot(request).await.unwrap().status(),
        202
    );
    anna.wait_for(1).await;

    let starts_at = b.clock_now().plus(TimeDelta::days(5));
    let wording = Wording {
        title: "Dégustation <b>".into(),
        description: "Dix vins.".into(),
        place: String::new(),
        address: String::new(),
        position: None,
        starts_at,
        ends_at: starts_at.plus(TimeDelta::hours(3)),
    };
    let restaurant = there.restaurant.clone();
    let app = b.app.clone();
    let published = b.db.write(move |c| -> Result<EventId, EventRefusal> {
        Ok(publish::run(c, &app, Some(&restaurant), &wording)?.0)
    });
    let id = published.await.unwrap();
    b.app.wake.outbox();
    let arrived = anna.wait_for(3).await;
    let (note, event) = (&arrived[1].body, &arrived[2].body);
    assert_eq!(note["object"]["type"], "Note");
    let content = note["object"]["content"].as_str().unwrap();
    assert!(content.contains("Dégustation &lt;b&gt;"), "{content}");
    assert!(content.contains("rue des Exemples 12"), "{content}");
    let url = b.urls.event(id.as_str());
    assert_eq!(event["object"]["id"], json!(url));
    assert_eq!(event["object"]["attributedTo"], json!(there.actor));
    for (member, value) in [
        ("type", json!("Event")),
        ("name", json!("Dégustation <b>")),
        ("eventStatus", json!("EventScheduled")),
        ("joinMode", json!("none")),
        ("timezone", json!("Europe/Paris")),
        ("organizers", Value::Null),
    ] {
        assert_eq!(event["object"][member], value, "{member}");
    }
    assert_eq!(event["object"]["location"]["type"], "Place");
    assert!(event["object"]["location"]["address"].is_string());
    assert!(event["object"]["endTime"].as_str() > event["object"]["startTime"].as_str());

    // By themselves, and in the restaurant's collection.
    assert_eq!(document(&b, &url).await["name"], "Dégustation <b>");
    let alone = document(&b, &format!("{url}/note")).await;
    assert_eq!(alone["id"], note["object"]["id"]);
    let actor = document(&b, &there.actor).await;
    let listed = document(&b, actor["upcomingEvents"].as_str().unwrap()).await;
    assert_eq!(listed["orderedItems"], json!([url]));

    let restaurant = there.restaurant.clone();
    let app = b.app.clone();
    b.db.write(move |c| cancel::run(c, &app, Some(&restaurant), &id).map(|_| ()))
        .await
        .unwrap();
    b.app.wake.outbox();
    let arrived = anna.wait_for(5).await;
    let (note, event) = (&arrived[3].body, &arrived[4].body);
    assert_eq!(
        (&note["type"], &event["type"]),
        (&json!("Update"), &json!("Update"))
    );
    assert_eq!(event["object"]["eventStatus"], "EventCancelled");
    assert!(event["object"]["updated"].is_string());
    assert!(
        note["object"]["content"]
            .as_str()
            .unwrap()
            .contains("<del>")
    );
}

#[tokio::test]
async fn an_event_is_no_special_of_the_day_at_a_musette() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    let there = seed(&b, "chezmireille").await;
    let target = a.app.lookup.restaurant(&there.actor).await.unwrap();
    let wanted = target.clone();
    a.write(move |c, app| app.tell.follow(c, &target)).await;
    until_true(&a.db, "the follow is accepted", move |c| {
        Ok(following::find(c, &wanted)?.state == FollowState::Accepted)
    })
    .await;
    let starts_at = b.clock_now().plus(TimeDelta::days(21));
    let wording = Wording {
        title: "Dégustation".into(),
        description: "Dix vins.".into(),
        place: String::new(),
        address: String::new(),
        position: None,
        starts_at,
        ends_at: starts_at.plus(TimeDelta::hours(3)),
    };
    let (of, app) = (there.restaurant.clone(), b.app.clone());
    let told = b.db.write(move |c| -> Result<EventId, EventRefusal> {
        let (id, _) = publish::run(c, &app, Some(&of), &wording)?;
        let _ = cancel::run(c, &app, Some(&of), &id)?;
        Ok(id)
    });
    let note = format!("{}/note", b.urls.event(told.await.unwrap().as_str()));
    // Messages to one host go in order: when the special is there, the event was there before.
    let special = seed::publish(&b, &there, "Quenelle").await;
    let special = b.urls.special(special.as_str());
    until_true(&a.db, "the special arrives", move |c| {
        Ok(remote_special::find_optional(c, &special)?.is_some())
    })
    .await;
    let kept =
        a.db.read(move |c| remote_special::find_optional(c, &note))
            .await;
    assert_eq!(kept.unwrap(), None);
    assert_eq!(
        sent_kinds(&b).await,
        ["Create Event", "Update Event", "Create Note"]
    );
}

/// What was sent to followers, in order: what was done to which type.
async fn sent_kinds(b: &Instance) -> Vec<String> {
    b.db.read(|c| {
        let mut kinds = Vec::new();
        for row in outbox_message::list(c, 100)? {
            let activity = outbox_activity::find(c, &row.activity_id)?;
            let body: Value = serde_json::from_str(&activity.body).unwrap();
            let told = ["Create", "Update"].contains(&activity.kind.as_str());
            if let Some(kind) = body["object"]["type"].as_str().filter(|_| told) {
                kinds.push(format!("{} {kind}", activity.kind));
            }
        }
        Ok::<_, crate::store::Error>(kinds)
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn the_restaurants_are_a_collection_with_the_leave_of_each() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let coop = document(&b, &b.urls.coop()).await;
    let list = document(&b, coop["featuredCollections"].as_str().unwrap()).await;
    let url = list["orderedItems"][0].as_str().unwrap();
    let collection = document(&b, url).await;
    assert_eq!(collection["type"], "FeaturedCollection");
    assert_eq!(collection["attributedTo"], json!(b.urls.coop()));
    let item = &collection["orderedItems"][0];
    assert_eq!(item["featuredObject"], json!(there.actor));
    let stamp = document(&b, item["featureAuthorization"].as_str().unwrap()).await;
    assert_eq!(stamp["type"], "FeatureAuthorization");
    assert_eq!(stamp["interactingObject"], collection["id"]);
    assert_eq!(stamp["interactionTarget"], json!(there.actor));
}
