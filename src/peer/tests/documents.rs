//! What others read of us.

use axum::body::Body;
use http::{HeaderMap, Request};
use http_body_util::BodyExt as _;
use musette_domain::TextValue as _;
use musette_federation::RemoteActor;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::instance::Instance;
use super::seed::{publish, seed};
use crate::store::{menu_item, special};

pub async fn get(instance: &Instance, url: &str) -> (u16, HeaderMap, Value) {
    get_with(instance, url, None).await
}

async fn get_with(instance: &Instance, url: &str, tag: Option<&str>) -> (u16, HeaderMap, Value) {
    let path = url.strip_prefix(instance.urls.origin()).unwrap_or(url);
    let mut request = Request::get(path).header("accept", "application/activity+json");
    if let Some(tag) = tag {
        request = request.header("if-none-match", tag);
    }
    let answer = instance
        .router
        .clone()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let (parts, body) = answer.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    (parts.status.as_u16(), parts.headers, value)
}

#[tokio::test]
async fn every_actor_can_be_read_by_everybody() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    for (id, kind) in [
        (b.urls.instance(), "Application"),
        (b.urls.coop(), "Organization"),
        (b.urls.desk(), "Service"),
        (there.actor.clone(), "Organization"),
    ] {
        let (status, headers, document) = get(&b, &id).await;
        assert_eq!(status, 200, "{id}");
        assert_eq!(headers["content-type"], "application/activity+json");
        assert_eq!(document["id"], json!(id));
        assert_eq!(document["type"], kind);
        let contexts = document["@context"].as_array().unwrap();
        assert!(contexts.contains(&json!("https://www.w3.org/ns/activitystreams")));
        assert!(contexts.contains(&json!("https://w3id.org/security/v1")));
        assert!(
            !document.to_string().contains("https://w3id.org/musette/v1"),
            "{id}"
        );
        let read = RemoteActor::from_json(&document).unwrap();
        assert_eq!(read.keys.len(), 2, "{id}");
        assert!(read.is_musette());
        // The same again costs nothing.
        let tag = headers["etag"].to_str().unwrap().to_owned();
        assert_eq!(get_with(&b, &id, Some(&tag)).await.0, 304);
    }
    assert_eq!(get(&b, &b.urls.restaurant("nobody")).await.0, 404);
}

#[tokio::test]
async fn collections_tell_counts_and_public_things() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let special = publish(&b, &there, "Quenelle").await;
    let note = b.urls.special(special.as_str());
    for part in [
        "outbox",
        "followers",
        "following",
        "featured",
        "menu",
        "specials",
    ] {
        let (status, _, document) = get(&b, &b.urls.part(&there.actor, part)).await;
        assert_eq!(status, 200, "{part}");
        assert_eq!(document["type"], "OrderedCollection", "{part}");
    }
    let (_, _, outbox) = get(&b, &b.urls.part(&there.actor, "outbox")).await;
    assert_eq!(outbox["totalItems"], 1);
    let (status, _, page) = get(&b, outbox["first"].as_str().unwrap()).await;
    assert_eq!(status, 200);
    assert_eq!(page["orderedItems"][0]["object"]["id"], json!(note));
    assert_eq!(page["partOf"], outbox["id"]);
    let activity = page["orderedItems"][0]["id"].as_str().unwrap();
    assert_eq!(get(&b, activity).await.2["type"], "Create");
    assert_eq!(
        get(
            &b,
            &format!("{}?page=../..", b.urls.part(&there.actor, "outbox"))
        )
        .await
        .0,
        400
    );
    let (_, _, boosts) = get(&b, &b.urls.part(&b.urls.coop(), "outbox")).await;
    assert_eq!(boosts["totalItems"], 1);
    let (_, _, specials) = get(&b, &b.urls.part(&b.urls.coop(), "specials")).await;
    assert_eq!(specials["orderedItems"], json!([note]));
    let (_, _, restaurants) = get(&b, &b.urls.part(&b.urls.coop(), "restaurants")).await;
    assert_eq!(restaurants["orderedItems"], json!([there.actor]));
    for (actor, part) in [
        (b.urls.desk(), "menu"),
        (b.urls.instance(), "restaurants"),
        (there.actor.clone(), "restaurants"),
        (b.urls.coop(), "nothing"),
    ] {
        assert_eq!(
            get(&b, &b.urls.part(&actor, part)).await.0,
            404,
            "{actor} {part}"
        );
    }
}

#[tokio::test]
async fn what_is_gone_is_a_tombstone() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let special = publish(&b, &there, "Quenelle").await;
    let (note, dish) = (
        b.urls.special(special.as_str()),
        b.urls.menu_item(there.item.as_str()),
    );
    assert_eq!(get(&b, &note).await.2["type"], "Note");
    assert_eq!(get(&b, &dish).await.2["type"], "MenuItem");
    let item = there.item.clone();
    b.write(move |c, app| {
        let mut row = special::find(c, &special)?;
        row.removed_at = Some(app.clock.now());
        special::save(c, &row)?;
        let mut row = menu_item::find(c, &item)?;
        row.removed_at = Some(app.clock.now());
        menu_item::save(c, &row)
    })
    .await;
    for id in [note, dish] {
        let (status, _, document) = get(&b, &id).await;
        assert_eq!(status, 410, "{id}");
        assert_eq!(
            (&document["type"], &document["id"]),
            (&json!("Tombstone"), &json!(id))
        );
    }
}

#[tokio::test]
async fn webfinger_answers_for_handles_addresses_and_the_server() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let host = b.urls.authority();
    let ask = |resource: String| {
        let query: String = url::form_urlencoded::byte_serialize(resource.as_bytes()).collect();
        format!("/.well-known/webfinger?resource={query}")
    };
    for (resource, actor) in [
        (format!("acct:chezmireille@{host}"), there.actor.clone()),
        (format!("acct:ChezMireille@{host}"), there.actor.clone()),
        (there.actor.clone(), there.actor.clone()),
        (b.urls.page("chezmireille"), there.actor.clone()),
        (format!("acct:coop@{host}"), b.urls.coop()),
        (format!("acct:desk@{host}"), b.urls.desk()),
        (format!("acct:b.localhost@{host}"), b.urls.instance()),
        (b.urls.absolute("/"), b.urls.instance()),
    ] {
        let (status, headers, jrd) = get(&b, &ask(resource.clone())).await;
        assert_eq!(status, 200, "{resource}");
        assert_eq!(headers["content-type"], "application/jrd+json");
        assert_eq!(headers["access-control-allow-origin"], "*");
        assert_eq!(jrd["links"][0]["href"], json!(actor), "{resource}");
        assert_eq!(jrd["links"][0]["type"], "application/activity+json");
    }
    assert_eq!(get(&b, "/.well-known/webfinger").await.0, 400);
    for nobody in [
        format!("acct:nobody@{host}"),
        "acct:chezmireille@other.example".to_owned(),
        "https://other.example/".to_owned(),
    ] {
        assert_eq!(get(&b, &ask(nobody.clone())).await.0, 404, "{nobody}");
    }
}

#[tokio::test]
async fn nodeinfo_parses_strictly() {
    let b = Instance::start("b").await;
    seed(&b, "chezmireille").await;
    let (_, _, links) = get(&b, "/.well-known/nodeinfo").await;
    let link = musette_federation::nodeinfo::newest_link(&links).unwrap();
    let (status, _, info) = get(&b, link.as_str()).await;
    assert_eq!(status, 200);
    assert_eq!(info["software"]["name"], "musette");
    assert_eq!(info["version"], "2.1");
    assert_eq!(info["usage"]["users"], json!({}));
    assert_eq!(get(&b, "/nodeinfo/2.0").await.2["version"], "2.0");
    assert_eq!(get(&b, "/.well-known/host-meta").await.0, 200);
}
