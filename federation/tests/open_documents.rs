//! What everybody may read of us: as it is written, and as another musette instance reads it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "in a test a panic is a failure"
)]

use std::fs;
use std::path::PathBuf;

use musette_federation::activity::{SocialActivity, SocialKind};
use musette_federation::actor::{
    ActorKind, CoopCollections, DeskAddresses, LocalActor, RestaurantDetails,
};
use musette_federation::charter::CharterAttestation;
use musette_federation::collection::{OrderedCollection, OrderedCollectionPage, RemoteCollection};
use musette_federation::event::EventDocument;
use musette_federation::featured_collection::{FeaturedActor, FeaturedCollection, authorization};
use musette_federation::menu::{Choice, ChoiceGroup, Menu, MenuItem, MenuSection};
use musette_federation::nodeinfo::{self, NodeInfo, RemoteNodeInfo};
use musette_federation::note::{Hashtag, SpecialNote, tombstone};
use musette_federation::remote_note::RemoteNote;
use musette_federation::reply_note::{Mention, ReplyNote};
use musette_federation::signature::{Ed25519Key, RsaKey, proof};
use musette_federation::webfinger::{Account, Jrd, Resource};
use musette_federation::{
    Address, Cell, CurrencyCode, Decimal, Image, Place, PropertyValue, Reference, RemoteActor,
    Slug, context, limits,
};
use rstest::rstest;
use serde_json::{Value, json};
use url::Url;

fn url(path: &str) -> Url {
    format!("https://schaan.example{path}").parse().unwrap()
}

fn pem() -> String {
    RsaKey::from_pkcs8(include_bytes!("../fixtures/keys/rsa.pkcs8.der"))
        .unwrap()
        .public_key_pem()
}

fn fixture(name: &str) -> Value {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/musette/{name}.json"));
    limits::read_json(&fs::read(path).unwrap()).unwrap()
}

const KNOWN_CONTEXTS: [&str; 5] = [
    "https://www.w3.org/ns/activitystreams",
    "https://w3id.org/security/v1",
    "https://w3id.org/security/data-integrity/v1",
    "https://w3id.org/security/multikey/v1",
    "https://www.w3.org/ns/did/v1",
];

const KNOWN_TYPES: [&str; 12] = [
    "Application",
    "Organization",
    "Service",
    "Image",
    "PropertyValue",
    "Place",
    "Multikey",
    "Link",
    "Note",
    "Hashtag",
    "Create",
    "Tombstone",
];

/// Documents that strangers receive name only contexts that everybody has, and embed no type of our own.
fn assert_open(document: &Value) {
    for context in document["@context"].as_array().unwrap() {
        assert!(
            context.is_object() || KNOWN_CONTEXTS.contains(&context.as_str().unwrap()),
            "{context}"
        );
    }
    assert_known_types(document);
}

fn assert_known_types(value: &Value) {
    match value {
        Value::Array(items) => items.iter().for_each(assert_known_types),
        Value::Object(map) => {
            for (name, value) in map.iter().filter(|(name, _)| *name != "@context") {
                assert!(!value.is_null(), "{name} is null");
                assert!(
                    name != "type" || KNOWN_TYPES.contains(&value.as_str().unwrap()),
                    "{value}"
                );
                assert_known_types(value);
            }
        }
        _ => {}
    }
}

fn multikeys() -> Vec<(String, String)> {
    let key = Ed25519Key::from_seed(&[42; 32]).unwrap();
    vec![("ed25519".to_owned(), key.public_multibase())]
}

fn desk() -> LocalActor {
    LocalActor {
        multikeys: multikeys(),
        generator: Some(url("/ap/instance")),
        manually_approves_followers: true,
        discoverable: false,
        indexable: false,
        parent_organization: Some(url("/ap/coop")),
        desk_addresses: Some(DeskAddresses {
            quote: url("/ap/desk/quote"),
            exchange_log: url("/ap/desk/log"),
            capacity: url("/ap/desk/capacity"),
        }),
        ..LocalActor::new(
            url("/ap/desk"),
            ActorKind::Service,
            "desk",
            "Disposition, Velokurier Schaan",
            url("/ap/desk/inbox"),
            url("/ap/desk/outbox"),
            pem(),
        )
    }
}

fn restaurant() -> LocalActor {
    LocalActor {
        can_feature: true,
        multikeys: multikeys(),
        generator: Some(url("/ap/instance")),
        published: Some("2026-11-01T08:00:00Z".parse().unwrap()),
        following: Some(url("/ap/r/loewen/following")),
        featured: Some(url("/ap/r/loewen/featured")),
        upcoming_events: Some(url("/ap/r/loewen/events")),
        desk: Some(url("/ap/desk")),
        summary: Some("<p>Gasthaus am Dorfplatz. Geliefert mit dem Velo.</p>".to_owned()),
        url: Some(url("/@loewen")),
        shared_inbox: Some(url("/ap/inbox")),
        followers: Some(url("/ap/r/loewen/followers")),
        parent_organization: Some(url("/ap/coop")),
        icon: Some(Image {
            url: url("/media/0192f1a1"),
            media_type: Some("image/jpeg".to_owned()),
            alt: Some("Wirtshausschild".to_owned()),
        }),
        attachment: vec![
            PropertyValue {
                name: "Adresse".to_owned(),
                value: "Dorfplatz 1, 9494 Schaan".to_owned(),
            },
            PropertyValue {
                name: "Bestellen".to_owned(),
                value: "<a href=\"https://schaan.example/@loewen\">schaan.example</a>".to_owned(),
            },
        ],
        restaurant: Some(RestaurantDetails {
            menu: Some(url("/ap/r/loewen/menu")),
            specials: Some(url("/ap/r/loewen/specials")),
            orders: None,
            serves_cuisine: Some("regional".to_owned()),
            opening_hours: Some("Tu-Sa 11:30-14:00,18:00-22:00; PH off".to_owned()),
            timezone: Some("Europe/Vaduz".to_owned()),
            zone: vec![Cell::parse("881f90209bfffff").unwrap()],
            location: Some(Place {
                name: Some("Löwen".to_owned()),
                latitude: Some(47.165),
                longitude: Some(9.5093),
                address: Address {
                    street: Some("Dorfplatz 1".to_owned()),
                    postal_code: Some("9494".to_owned()),
                    locality: Some("Schaan".to_owned()),
                    country: Some("LI".to_owned()),
                },
            }),
            closed_until: Some("2026-12-02T00:00:00Z".parse().unwrap()),
        }),
        ..LocalActor::new(
            url("/ap/r/loewen"),
            ActorKind::Organization,
            "loewen",
            "Löwen",
            url("/ap/r/loewen/inbox"),
            url("/ap/r/loewen/outbox"),
            pem(),
        )
    }
}

/// A document with what only partners make use of.
fn with_extras(mut document: Value, members: Value) -> Value {
    let Value::Object(members) = members else {
        panic!("members are an object");
    };
    context::extend(&mut document, members);
    document
}

/// The restaurant as it is served.
fn whole_restaurant() -> Value {
    with_extras(
        restaurant().to_json(),
        json!({"hue": "teal", "weave": "twill", "emblem": "lion", "minimum": "20.00", "currency": "CHF",
            "delivers": true, "collects": true, "menuRevision": 12}),
    )
}

fn coop() -> Value {
    let coop = LocalActor {
        multikeys: multikeys(),
        generator: Some(url("/ap/instance")),
        published: Some("2026-11-01T08:00:00Z".parse().unwrap()),
        summary: Some("<p>Velokurier in Schaan und Vaduz.</p>".to_owned()),
        url: Some(url("/")),
        shared_inbox: Some(url("/ap/inbox")),
        followers: Some(url("/ap/coop/followers")),
        following: Some(url("/ap/coop/following")),
        featured: Some(url("/ap/coop/featured")),
        desk: Some(url("/ap/desk")),
        featured_collections: Some(url("/ap/coop/collections")),
        upcoming_events: Some(url("/ap/coop/events")),
        attachment: vec![PropertyValue {
            name: "Bestellen".to_owned(),
            value: "<a href=\"https://schaan.example/\">schaan.example</a>".to_owned(),
        }],
        coop: Some(CoopCollections {
            restaurants: Some(url("/ap/coop/restaurants")),
            specials: Some(url("/ap/coop/specials")),
            neighbours: Some(url("/ap/coop/neighbours")),
            attestations: None,
        }),
        ..LocalActor::new(
            url("/ap/coop"),
            ActorKind::Organization,
            "coop",
            "Velokurier Schaan",
            url("/ap/coop/inbox"),
            url("/ap/coop/outbox"),
            pem(),
        )
    };
    with_extras(
        coop.to_json(),
        json!({"hue": "teal", "place": "Schaan", "currency": "CHF", "feeBase": "4.00", "feePerKm": "1.20",
            "timezone": "Europe/Vaduz", "latitude": 47.165, "longitude": 9.5093}),
    )
}

fn menu() -> Menu {
    Menu {
        id: url("/ap/r/loewen/menu"),
        attributed_to: url("/ap/r/loewen"),
        revision: 12,
        sections: vec![MenuSection {
            name: "Hauptspeisen".to_owned(),
            items: vec![dish()],
        }],
    }
}

fn event() -> EventDocument {
    EventDocument {
        id: url("/ap/events/0192f1b0"),
        attributed_to: url("/ap/coop"),
        to: vec![context::PUBLIC.to_owned()],
        cc: vec![url("/ap/coop/followers").to_string()],
        name: "Versammlung der Genossenschaft".to_owned(),
        content: "<p>Alle sind willkommen.</p>".to_owned(),
        language: Some("de".to_owned()),
        start_time: "2026-12-10T18:00:00Z".parse().unwrap(),
        end_time: "2026-12-10T20:00:00Z".parse().unwrap(),
        timezone: "Europe/Vaduz".to_owned(),
        cancelled: false,
        location: Some(Place {
            name: Some("Rathaussaal".to_owned()),
            latitude: Some(47.1655),
            longitude: Some(9.5087),
            address: Address {
                street: Some("Landstrasse 19, Schaan".to_owned()),
                ..Address::default()
            },
        }),
        url: url("/events/0192f1b0"),
        published: "2026-11-27T09:30:00Z".parse().unwrap(),
        updated: None,
    }
}

fn collection() -> FeaturedCollection {
    FeaturedCollection {
        id: url("/ap/coop/collections/restaurants"),
        attributed_to: url("/ap/coop"),
        name: "Velokurier Schaan".to_owned(),
        summary: "<p>Velokurier in Schaan und Vaduz.</p>".to_owned(),
        url: url("/"),
        items: vec![FeaturedActor {
            actor: url("/ap/r/loewen"),
            kind: "Organization".to_owned(),
            authorization: url("/ap/r/loewen/stamps/restaurants"),
            published: "2026-11-01T08:00:00Z".parse().unwrap(),
        }],
        published: "2026-11-01T08:00:00Z".parse().unwrap(),
        updated: "2026-11-20T10:00:00Z".parse().unwrap(),
    }
}

fn answer() -> ReplyNote {
    ReplyNote {
        id: url("/ap/n/0192f1b4"),
        attributed_to: url("/ap/r/loewen"),
        to: vec!["https://social.example/users/anna".to_owned()],
        cc: vec![
            context::PUBLIC.to_owned(),
            url("/ap/r/loewen/followers").to_string(),
        ],
        published: "2026-11-27T10:15:00Z".parse().unwrap(),
        updated: None,
        url: Some(url("/@loewen/0192f1ac")),
        content: "<p><a href=\"https://social.example/users/anna\" class=\"u-url mention\">@anna@social.example</a> Ja, bis ein Uhr.</p>"
            .to_owned(),
        language: Some("de".to_owned()),
        in_reply_to: "https://social.example/notes/1".parse().unwrap(),
        mention: Mention {
            href: "https://social.example/users/anna".parse().unwrap(),
            name: "@anna@social.example".to_owned(),
        },
        approved_by: None,
        replies: Some(url("/ap/n/0192f1b4/replies")),
    }
}

fn gone() -> Value {
    let deleted = "2026-11-27T11:00:00Z".parse().unwrap();
    tombstone(&url("/ap/n/0192f1ac"), "Note", deleted)
}

fn stamp() -> Value {
    authorization(
        &url("/ap/r/loewen/stamps/restaurants"),
        &url("/ap/coop/collections/restaurants"),
        &url("/ap/r/loewen"),
    )
}

fn special() -> SpecialNote {
    SpecialNote {
        id: url("/ap/n/0192f1ac"),
        attributed_to: url("/ap/r/loewen"),
        to: vec![context::PUBLIC.to_owned()],
        cc: vec![url("/ap/r/loewen/followers").to_string()],
        published: "2026-11-27T09:30:00Z".parse().unwrap(),
        updated: None,
        end_time: Some("2026-11-27T13:00:00Z".parse().unwrap()),
        url: Some(url("/@loewen/0192f1ac")),
        content:
            "<p><strong>Tagesteller, Freitag</strong></p><ul><li>Käsknöpfle, 18.50 CHF</li></ul>"
                .to_owned(),
        language: Some("de".to_owned()),
        hashtags: vec![Hashtag {
            name: "#Schaan".to_owned(),
            href: url("/tags/schaan"),
        }],
        images: vec![Image {
            url: url("/media/0192f1a2"),
            media_type: Some("image/jpeg".to_owned()),
            alt: Some("Ein Teller Käsknöpfle".to_owned()),
        }],
        about: Some(url("/ap/i/0192f1aa")),
        in_reply_to: None,
        replies: Some(url("/ap/n/0192f1ac/replies")),
    }
}

fn dish() -> MenuItem {
    MenuItem {
        id: url("/ap/i/0192f1aa"),
        attributed_to: url("/ap/r/loewen"),
        name: "Käsknöpfle".to_owned(),
        description: Some("Mit Röstzwiebeln und Apfelmus".to_owned()),
        revision: 7,
        price: Decimal::parse("18.50").unwrap(),
        currency: CurrencyCode::parse("CHF").unwrap(),
        sold_out: false,
        valid_through: None,
        allergens: ["gluten", "eggs", "milk"]
            .into_iter()
            .map(|a| Slug::parse(a).unwrap())
            .collect(),
        suitable_for_diet: vec!["https://schema.org/VegetarianDiet".parse().unwrap()],
        choice_groups: vec![ChoiceGroup {
            name: "Dazu".to_owned(),
            least: 0,
            most: 1,
            choices: vec![Choice {
                slug: Slug::parse("no-salad").unwrap(),
                name: "Ohne Salat".to_owned(),
                price: None,
            }],
        }],
        image: None,
    }
}

fn attestation() -> Value {
    let attestation = CharterAttestation {
        id: url("/ap/att/buchs-2027"),
        attributed_to: url("/ap/coop"),
        subject: "https://buchs.example/ap/coop".parse().unwrap(),
        charter: "https://charter.example/v2".parse().unwrap(),
        content_hash: "sha-256:6f1c".to_owned(),
        legal_form: Some("Genossenschaft".to_owned()),
        register_number: Some("FL-0002.000.000-0".to_owned()),
        valid_from: "2026-12-01T00:00:00Z".parse().unwrap(),
        valid_through: "2027-11-30T23:59:59Z".parse().unwrap(),
    };
    let key = Ed25519Key::from_seed(&[42; 32]).unwrap();
    let created = "2026-11-22T10:00:00Z".parse().unwrap();
    proof::create(
        &attestation.to_json(),
        &key,
        "https://schaan.example/ap/coop#ed25519",
        created,
    )
    .unwrap()
}

fn create_special() -> SocialActivity {
    let note = special();
    let object = Reference::read(&note.embedded()).unwrap();
    SocialActivity {
        to: note.to.clone(),
        cc: note.cc.clone(),
        published: Some(note.published),
        ..SocialActivity::new(
            url("/ap/a/0192f1ab"),
            SocialKind::Create,
            url("/ap/r/loewen"),
            object,
        )
    }
}

#[rstest]
#[case("open-j01-desk", desk().to_json())]
#[case("open-j02-restaurant", whole_restaurant())]
#[case("open-j03-menu-item", dish().to_json())]
#[case("open-j04-special", create_special().to_json())]
#[case("open-j05-sold-out", MenuItem { sold_out: true, revision: 8, ..dish() }.to_json())]
#[case("open-j16-attestation", attestation())]
#[case("open-j20-coop", coop())]
#[case("open-j21-menu", menu().to_json())]
#[case("open-j22-event", event().to_json())]
#[case("open-j23-featured-collection", collection().to_json())]
#[case("open-j24-feature-authorization", stamp())]
#[case("open-j25-answer", answer().to_json())]
#[case("open-j26-tombstone", gone())]
fn a_public_document_is_as_in_the_fixture(#[case] name: &str, #[case] written: Value) {
    assert_eq!(
        written,
        fixture(name),
        "{}",
        serde_json::to_string_pretty(&written).unwrap()
    );
}

#[test]
fn actors_and_specials_are_open_to_strangers() {
    assert_open(&desk().to_json());
    assert_open(&desk().key_stub());
    assert_open(&restaurant().to_json());
    assert_open(&special().to_json());
    assert_open(&create_special().to_json());
    let coop = LocalActor {
        desk: Some(url("/ap/desk")),
        coop: Some(CoopCollections {
            restaurants: Some(url("/ap/coop/restaurants")),
            ..CoopCollections::default()
        }),
        closes_at: Some("2027-01-01T00:00:00Z".parse().unwrap()),
        ..restaurant()
    };
    assert_open(&coop.to_json());
    assert_eq!(
        tombstone(
            &url("/ap/n/1"),
            "Note",
            "2026-11-27T09:30:00Z".parse().unwrap()
        )["formerType"],
        "Note"
    );
}

#[test]
fn another_instance_reads_the_desk() {
    let desk = RemoteActor::from_json(&desk().to_json()).unwrap();
    assert!(desk.is_musette() && desk.reads_rfc9421() && desk.manually_approves_followers);
    assert_eq!(desk.kind, "Service");
    assert_eq!(desk.handle(), "desk@schaan.example");
    assert_eq!(desk.quote, Some(url("/ap/desk/quote")));
    assert_eq!(desk.exchange_log, Some(url("/ap/desk/log")));
    assert_eq!(desk.keys.len(), 2);
    assert_eq!(desk.keys[0].id, "https://schaan.example/ap/desk#main-key");
    assert_eq!(desk.keys[1].id, "https://schaan.example/ap/desk#ed25519");
    assert_eq!(
        &desk.keys[1].key,
        Ed25519Key::from_seed(&[42; 32]).unwrap().public_key()
    );
    assert_eq!(desk.shared_inbox_or_inbox(), &url("/ap/desk/inbox"));
}

#[test]
fn another_instance_reads_the_restaurant() {
    let read = RemoteActor::from_json(&restaurant().to_json()).unwrap();
    let written = restaurant().restaurant.unwrap();
    assert_eq!(read.name, "Löwen");
    assert_eq!(read.menu, written.menu);
    assert_eq!(read.orders, written.orders);
    assert_eq!(read.opening_hours, written.opening_hours);
    assert_eq!(read.timezone, written.timezone);
    assert_eq!(read.zone, written.zone);
    assert_eq!(
        read.location.as_ref().unwrap().address,
        written.location.as_ref().unwrap().address
    );
    assert_eq!(read.location.as_ref().unwrap().latitude, Some(47.165));
    assert_eq!(read.closed_until, written.closed_until);
    assert_eq!(read.attachment.len(), 2);
    assert_eq!(read.shared_inbox_or_inbox(), &url("/ap/inbox"));
}

#[rstest]
#[case("/id", json!(null))]
#[case("/inbox", json!(null))]
#[case("/inbox", json!("https://elsewhere.example/inbox"))]
#[case("/type", json!("schema:Restaurant"))]
#[case("/type", json!(null))]
#[case("/id", json!(5))]
fn an_actor_without_what_is_needed_is_refused(#[case] at: &str, #[case] value: Value) {
    let mut actor = restaurant().to_json();
    *actor.pointer_mut(at).unwrap() = value;
    assert!(RemoteActor::from_json(&actor).is_err());
}

#[rstest]
#[case("/publicKey/owner", json!("https://schaan.example/ap/r/other"))]
#[case("/publicKey/owner", json!(null))]
#[case("/publicKey/id", json!("https://elsewhere.example/key"))]
#[case("/publicKey/publicKeyPem", json!("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"))]
fn a_key_that_is_not_the_actors_is_left_out(#[case] at: &str, #[case] value: Value) {
    let actor = LocalActor {
        multikeys: Vec::new(),
        ..restaurant()
    };
    let mut actor = actor.to_json();
    *actor.pointer_mut(at).unwrap() = value;
    assert_eq!(RemoteActor::from_json(&actor).unwrap().keys, []);
}

#[test]
fn collections_of_other_origins_are_left_out() {
    let mut actor = restaurant().to_json();
    actor["menu"] = json!("https://elsewhere.example/menu");
    actor["endpoints"] = json!({"sharedInbox": "https://elsewhere.example/inbox"});
    actor["location"] = json!([{"type": "Place", "latitude": 1e99, "longitude": "nine"}]);
    let read = RemoteActor::from_json(&actor).unwrap();
    assert_eq!((read.menu, read.shared_inbox), (None, None));
    assert_eq!(read.location.unwrap().latitude, None);
}

#[test]
fn a_special_is_read_back() {
    let note = RemoteNote::from_json(&special().to_json()).unwrap();
    assert!(note.is_public());
    assert_eq!(note.about, Some(url("/ap/i/0192f1aa")));
    assert_eq!(note.language.as_deref(), Some("de"));
    assert_eq!(note.hashtags, ["Schaan"]);
    assert_eq!(note.images[0].alt.as_deref(), Some("Ein Teller Käsknöpfle"));
    assert!(special().to_json().get("summary").is_none());
    let activity = SocialActivity::from_json(&create_special().to_json()).unwrap();
    assert_eq!(activity, create_special());
    assert!(activity.is_public());
    assert_eq!(activity.object_id(), Some(&note.id));
}

#[test]
fn a_menu_survives_the_round_trip() {
    let menu = Menu {
        id: url("/ap/r/loewen/menu"),
        attributed_to: url("/ap/r/loewen"),
        revision: 12,
        sections: vec![MenuSection {
            name: "Hauptspeisen".to_owned(),
            items: vec![
                dish(),
                MenuItem {
                    sold_out: true,
                    id: url("/ap/i/2"),
                    ..dish()
                },
            ],
        }],
    };
    let mut document = menu.to_json();
    assert_eq!(Menu::from_json(&document).unwrap(), menu);
    // One bad dish, and one of somebody else, do not hide the others.
    let items = document
        .pointer_mut("/orderedItems/0/hasMenuItem")
        .unwrap()
        .as_array_mut()
        .unwrap();
    items.push(json!({"type": "MenuItem", "id": url("/ap/i/3"), "name": "x".repeat(10_000)}));
    let mut stolen = dish().embedded();
    stolen["attributedTo"] = json!(url("/ap/r/hirschen"));
    items.push(stolen);
    assert_eq!(Menu::from_json(&document).unwrap(), menu);
}

#[rstest]
#[case("/offers/price", json!("-1"))]
#[case("/offers/price", json!("1000000000000"))]
#[case("/offers/price", json!(18.5))]
#[case("/offers/priceCurrency", json!("Franken"))]
#[case("/name", json!("x".repeat(10_000)))]
#[case("/revision", json!(-1))]
#[case("/allergens", json!(["contains traces of nuts"]))]
#[case("/attributedTo", json!("https://elsewhere.example/r/1"))]
fn a_dish_with_one_thing_wrong_is_refused(#[case] at: &str, #[case] value: Value) {
    let mut document = dish().to_json();
    *document.pointer_mut(at).unwrap() = value;
    assert!(MenuItem::from_json(&document).is_err());
}

#[test]
fn collections_are_read_back() {
    let first = url("/ap/coop/outbox?page=1");
    let collection = OrderedCollection::counted(url("/ap/coop/outbox"), 3, Some(first.clone()));
    let read = RemoteCollection::from_json(&collection.to_json()).unwrap();
    assert_eq!(
        (read.total_items, read.first.unwrap().id().unwrap()),
        (Some(3), &first)
    );
    let whole = OrderedCollection::whole(
        url("/ap/coop/restaurants"),
        vec![json!(url("/ap/r/loewen"))],
    );
    let read = RemoteCollection::from_json(&whole.to_json()).unwrap();
    assert_eq!(read.item_ids().collect::<Vec<_>>(), [url("/ap/r/loewen")]);
    let page = OrderedCollectionPage {
        id: first,
        part_of: url("/ap/coop/outbox"),
        total_items: Some(3),
        next: Some(url("/ap/coop/outbox?page=2")),
        prev: None,
        items: vec![json!(url("/ap/a/1"))],
    };
    assert_eq!(
        RemoteCollection::from_json(&page.to_json()).unwrap().next,
        page.next
    );
    assert!(RemoteCollection::from_json(&json!({"type": "Note"})).is_err());
}

#[rstest]
#[case("acct:Loewen@Schaan.example", Some("loewen@schaan.example"))]
#[case("@loewen@schaan.example", Some("loewen@schaan.example"))]
#[case("loewen@schaan.localhost:8101", Some("loewen@schaan.localhost:8101"))]
#[case("loewen@schaan.example:443", Some("loewen@schaan.example"))]
#[case("loewen@bücher.example", Some("loewen@xn--bcher-kva.example"))]
#[case("loewen", None)]
#[case("@schaan.example", None)]
#[case("lö wen@schaan.example", None)]
#[case("loewen@schaan.example/x", None)]
#[case("loewen@schaan.example?x", None)]
#[case("loewen@user@schaan.example", None)]
#[case("loewen@", None)]
fn handles(#[case] text: &str, #[case] expected: Option<&str>) {
    assert_eq!(
        Account::parse(text)
            .map(|account| account.to_string())
            .as_deref(),
        expected
    );
}

#[test]
fn webfinger_answers_lead_to_the_actor_that_was_asked_for() {
    let account = Account::parse("loewen@schaan.example").unwrap();
    let template = "https://schaan.example/authorize_interaction?uri={uri}";
    let jrd = Jrd::for_actor(
        &account,
        &url("/ap/r/loewen"),
        Some(&url("/@loewen")),
        Some(template),
    );
    let read = Jrd::from_json(&jrd.to_json()).unwrap();
    assert_eq!(read, jrd);
    assert_eq!(read.actor_of(&account), Ok(url("/ap/r/loewen")));
    let other = Account::parse("hirschen@schaan.example").unwrap();
    assert!(read.actor_of(&other).is_err());
    assert_eq!(
        Resource::parse("https://schaan.example/"),
        Some(Resource::Url(url("/")))
    );
    assert_eq!(
        Resource::parse("acct:loewen@schaan.example"),
        Some(Resource::Account(account))
    );
    assert_eq!(Resource::parse("mailto:x"), None);
    let html = json!({"subject": "acct:loewen@schaan.example", "links": [{"rel": "self", "type": "text/html", "href": "https://schaan.example/"}]});
    assert_eq!(Jrd::from_json(&html).unwrap().actor(), None);
}

#[test]
fn nodeinfo_in_both_versions() {
    let info = NodeInfo {
        version: "0.1.0".to_owned(),
        node_name: "Velokurier Schaan".to_owned(),
        node_description: None,
        open_registrations: true,
        users_total: None,
        local_posts: None,
    };
    let source = "https://code.example/musette".parse().unwrap();
    let document = info.to_json_21(&source);
    assert_eq!(document["software"]["repository"], json!(source));
    assert_eq!(document["services"], json!({"inbound": [], "outbound": []}));
    assert_eq!(document["usage"], json!({"users": {}}));
    assert!(info.to_json_20()["software"].get("repository").is_none());
    assert_eq!(
        RemoteNodeInfo::from_json(&document).unwrap().software,
        "musette"
    );
    let links = nodeinfo::well_known(
        &url("/nodeinfo/2.0"),
        &url("/nodeinfo/2.1"),
        &url("/ap/instance"),
    );
    assert_eq!(nodeinfo::newest_link(&links), Some(url("/nodeinfo/2.1")));
    assert_eq!(
        nodeinfo::newest_link(&json!({"links": [{"rel": "x", "href": "data:,x"}]})),
        None
    );
}
