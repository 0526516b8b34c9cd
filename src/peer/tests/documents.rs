//! What others read of us.

use std::collections::BTreeSet;

use axum::body::Body;
use chrono::TimeDelta;
use http::{HeaderMap, Request};
use http_body_util::BodyExt as _;
use musette_domain::id::MediaId;
use musette_domain::zone::Zone;
use musette_domain::{Instant, Position, TextValue as _};
use musette_federation::{RemoteActor, context};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::instance::Instance;
use super::seed::{publish, seed};
use crate::flow::event::{self, EventRefusal, Wording};
use crate::flow::special::take_back;
use crate::peer::document::extras;
use crate::store::media::{self, Media, Purpose};
use crate::store::testing::Kind;
use crate::store::{coop, menu_item, restaurant, special};

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
        let was = if id.contains("/ap/n/") {
            "Note"
        } else {
            "MenuItem"
        };
        assert_eq!(document["formerType"], was);
        assert!(document["deleted"].is_string(), "{document}");
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

#[tokio::test]
async fn a_profile_says_in_words_what_people_want_to_know() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let of = there.restaurant.clone();
    b.write(move |c, _| {
        let mut row = restaurant::find(c, &of)?;
        // A Thursday evening in Lyon.
        row.closed_until = Instant::parse_rfc3339("2099-12-24T17:30:00Z");
        restaurant::save(c, &row)?;
        for (id, purpose, alt) in [
            ("icon-1", Purpose::Icon, "Un poisson"),
            ("header-1", Purpose::Header, "La salle"),
        ] {
            let picture = Media {
                id: MediaId::parse(id).unwrap(),
                restaurant_id: of.clone(),
                purpose,
                media_type: "image/jpeg".into(),
                width: 4,
                height: 4,
                alt: alt.into(),
                created_at: row.created_at,
            };
            media::insert(c, &picture, &[1])?;
        }
        Ok(())
    })
    .await;
    let (_, _, document) = get(&b, &there.actor).await;
    let page = b.urls.page("chezmireille");
    let host = b.urls.authority();
    assert_eq!(
        document["attachment"],
        json!([
            {"type": "PropertyValue", "name": "Fermé jusqu'au", "value": "jeudi 24 décembre 2099 à 18:30"},
            {"type": "PropertyValue", "name": "Commander",
                "value": format!("<a href=\"{page}\" rel=\"nofollow noopener\">{host}</a>")},
            {"type": "PropertyValue", "name": "Adresse", "value": "rue des Exemples 12, 69001 Lyon, FR"},
            {"type": "PropertyValue", "name": "Horaires", "value": "mar.–sam. 11:45–14:00, 19:00–22:00"},
        ])
    );
    assert_eq!(
        document["icon"],
        json!({"type": "Image", "mediaType": "image/jpeg", "url": b.urls.media("icon-1"), "name": "Un poisson"})
    );
    assert_eq!(document["image"]["name"], "La salle");
    assert_eq!(
        document["interactionPolicy"],
        json!({"canFeature": {"automaticApproval": ["https://www.w3.org/ns/activitystreams#Public"]}})
    );
    assert_eq!(
        document["openingHours"],
        "Tu-Sa 11:45-14:00,19:00-22:00; PH off"
    );
    assert!(document.get("orders").is_none());
    // Only restaurants answer who wants to show them in a collection.
    for id in [b.urls.instance(), b.urls.desk(), b.urls.coop()] {
        assert!(get(&b, &id).await.2.get("interactionPolicy").is_none());
    }
}

#[tokio::test]
async fn a_zone_is_said_in_kilometres() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let of = there.restaurant.clone();
    b.write(move |c, _| {
        let mut row = restaurant::find(c, &of)?;
        let door = Position::new(row.latitude, row.longitude).unwrap();
        let zone = Zone::around(door, 3_000.0);
        row.zone = zone.cells().map(|cell| cell.to_string()).collect();
        restaurant::save(c, &row)
    })
    .await;
    let (_, _, document) = get(&b, &there.actor).await;
    let fields = document["attachment"].as_array().unwrap();
    assert!(fields.len() <= 6);
    assert_eq!(
        fields.last().unwrap(),
        &json!({"type": "PropertyValue", "name": "Livre", "value": "à vélo, jusqu&#39;à 3 km autour de Lyon"})
    );
}

#[tokio::test]
async fn how_to_order_is_pinned_by_address() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let pinned = b.urls.part(&there.actor, "how-to-order");
    let (_, _, featured) = get(&b, &b.urls.part(&there.actor, "featured")).await;
    assert_eq!(featured["orderedItems"], json!([pinned]));
    let (status, _, note) = get(&b, &pinned).await;
    assert_eq!(status, 200);
    assert_eq!(note["type"], "Note");
    assert_eq!(note["id"], json!(pinned));
    assert_eq!(note["attributedTo"], json!(there.actor));
    assert_eq!(note["to"], "https://www.w3.org/ns/activitystreams#Public");
    let content = note["content"].as_str().unwrap();
    for words in ["Comment commander", "Les Coursiers", "15.00 EUR"] {
        assert!(content.contains(words), "{content}");
    }
    let (_, _, none) = get(&b, &b.urls.part(&b.urls.coop(), "featured")).await;
    assert_eq!(none["totalItems"], 0);
    assert_eq!(
        get(&b, &b.urls.part(&b.urls.coop(), "how-to-order"))
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn a_special_is_a_note_with_list_hashtags_and_photo() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let special = publish(&b, &there, "Quenelle").await;
    let (id, of) = (special.clone(), there.restaurant.clone());
    b.write(move |c, app| {
        let picture = Media {
            id: MediaId::parse("photo-1").unwrap(),
            restaurant_id: of.clone(),
            purpose: Purpose::Special,
            media_type: "image/jpeg".into(),
            width: 4,
            height: 4,
            alt: "Une quenelle".into(),
            created_at: app.clock.now(),
        };
        media::insert(c, &picture, &[1])?;
        let mut row = special::find(c, &id)?;
        row.description = "Avec :\n- riz\n- salade <fraîche>".into();
        row.photo_id = Some(picture.id);
        row.sold_out = true;
        row.changed_at = Some(app.clock.now());
        special::save(c, &row)
    })
    .await;
    let (_, _, note) = get(&b, &b.urls.special(special.as_str())).await;
    let (page, tag) = (b.urls.page("chezmireille"), b.urls.tag("PlatDuJour"));
    let host = b.urls.authority();
    assert_eq!(
        note["content"],
        json!(format!(
            "<p><strong>Épuisé: Quenelle, 13.50 EUR</strong></p><p>Avec :</p><ul><li>riz</li><li>salade &lt;fraîche&gt;</li></ul>\
             <p>Contient: fish, milk</p><p>Commander: <a href=\"{page}\" rel=\"nofollow noopener\">{host}</a></p>\
             <p><a href=\"{tag}\" class=\"mention hashtag\" rel=\"tag\">#<span>PlatDuJour</span></a></p>"
        ))
    );
    assert_eq!(
        note["tag"],
        json!([{"type": "Hashtag", "name": "#PlatDuJour", "href": tag}])
    );
    assert_eq!(
        note["attachment"],
        json!([{"type": "Image", "mediaType": "image/jpeg", "url": b.urls.media("photo-1"), "name": "Une quenelle"}])
    );
    assert_eq!(
        note["url"],
        json!(b.urls.special_page("chezmireille", special.as_str()))
    );
    assert_eq!(note["contentMap"]["fr"], note["content"]);
    assert!(note["updated"].is_string() && note.get("summary").is_none());
    for what in ["canReply", "canLike", "canAnnounce", "canQuote"] {
        assert_eq!(
            note["interactionPolicy"][what]["automaticApproval"],
            json!(["https://www.w3.org/ns/activitystreams#Public"])
        );
        assert!(note["@context"][1].get(what).is_some());
    }
}

/// Every member's name in a document, but for what its context defines and the languages of a text.
fn members(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| members(item, found)),
        Value::Object(map) => {
            for (name, value) in map.iter().filter(|(name, _)| *name != "@context") {
                found.insert(name.clone());
                if name != "contentMap" {
                    members(value, found);
                }
            }
        }
        _ => {}
    }
}

#[tokio::test]
async fn the_page_of_the_protocol_shows_every_member_that_we_write() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let special = publish(&b, &there, "Quenelle").await;
    let gone = publish(&b, &there, "Andouillette").await;
    let starts_at = b.clock_now().plus(TimeDelta::days(5));
    let evening = Wording {
        title: "Dégustation".into(),
        description: "Dix vins.".into(),
        place: "Cave".into(),
        address: "rue des Exemples 3".into(),
        position: Position::new(45.76, 4.83).ok(),
        starts_at,
        ends_at: starts_at.plus(TimeDelta::hours(3)),
    };
    let (of, app, taken) = (there.restaurant.clone(), b.app.clone(), gone.clone());
    let written = b.db.write(move |c| -> Result<String, EventRefusal> {
        let _ = take_back::run(c, &app, &of, &taken)?;
        let (id, _) = event::publish::run(c, &app, Some(&of), &evening)?;
        Ok(app.urls.event(id.as_str()))
    });
    let event = written.await.unwrap();
    let part = |part: &str| b.urls.part(&there.actor, part);
    let coops = |part: &str| b.urls.part(&b.urls.coop(), part);
    let page = include_str!("../../../docs/PROTOCOL.md");
    for url in [
        b.urls.instance(),
        b.urls.coop(),
        b.urls.desk(),
        there.actor.clone(),
        part("menu"),
        part("outbox"),
        part("outbox?page=first"),
        part("followers"),
        part("featured"),
        part("how-to-order"),
        part("specials"),
        part("events"),
        part("stamps/restaurants"),
        coops("restaurants"),
        coops("neighbours"),
        coops("collections"),
        coops("collections/restaurants"),
        b.urls.special(special.as_str()),
        b.urls.special(gone.as_str()),
        b.urls.menu_item(there.item.as_str()),
        format!("{event}/note"),
        event,
    ] {
        let (status, _, document) = get(&b, &url).await;
        assert!(matches!(status, 200 | 410), "{url}: {status}");
        let mut found = BTreeSet::new();
        members(&document, &mut found);
        assert!(found.contains("type"), "{url}: {document}");
        for name in found {
            assert!(
                page.contains(&format!("\"{name}\":")) || page.contains(&format!("`{name}`")),
                "docs/PROTOCOL.md does not name `{name}` of {url}"
            );
        }
    }
}

#[tokio::test]
async fn what_partners_make_use_of_is_defined_in_the_context() {
    let b = Instance::on(Kind::Sqlite, "b").await.unwrap();
    let there = seed(&b, "chezmireille").await;
    let rows = b.db.read(move |c| {
        let row = restaurant::find(c, &there.restaurant)?;
        Ok::<_, crate::store::Error>((row, coop::own(c)?))
    });
    let (row, ours) = rows.await.unwrap();
    let known = context::extras();
    for name in extras::of_restaurant(&row)
        .keys()
        .chain(extras::of_coop(&ours).keys())
    {
        // Two terms of ActivityStreams, and one that every actor's context has.
        let elsewhere = ["latitude", "longitude", "timezone"].contains(&name.as_str());
        assert!(known[0].get(name).is_some() || elsewhere, "{name}");
    }
    let (_, _, document) = get(&b, &b.urls.coop()).await;
    let inline = document["@context"].as_array().unwrap().last().unwrap();
    assert_eq!(inline["feePerKm"], "mu:feePerKm");
    assert_eq!(inline["mu"], "https://w3id.org/musette#");
    assert_eq!(inline.get("weave"), None, "only what it has");
}
