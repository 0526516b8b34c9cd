//! Actors of others, read leniently: what is needed has to be there, what is odd is left out.

use chrono::{DateTime, Utc};
use serde_json::Value;
use url::Url;

use crate::fields::{Fields, same_origin};
use crate::one_or_many::items;
use crate::remote_key::{RemoteKey, keys_of};
use crate::{Cell, Image, Malformed, Place, PropertyValue, context, limits};

/// The types of actors the Fediverse knows.
const ACTORS: [&str; 5] = ["Person", "Service", "Application", "Organization", "Group"];

/// An actor of another server.
#[derive(Debug, Clone, PartialEq)]
pub struct RemoteActor {
    /// Its address. The caller compares it with the address it fetched.
    pub id: Url,
    /// Its type: one of the five.
    pub kind: String,
    /// The part of its handle before the host; may be empty.
    pub preferred_username: String,
    /// What it is called; its handle if it says nothing.
    pub name: String,
    /// What it says of itself: HTML of a stranger.
    pub summary: Option<String>,
    /// Its page for people.
    pub url: Option<Url>,
    /// Its inbox, of its own origin.
    pub inbox: Url,
    /// The inbox of its server, of its own origin.
    pub shared_inbox: Option<Url>,
    /// Its posts.
    pub outbox: Option<Url>,
    /// Its followers.
    pub followers: Option<Url>,
    /// Its pinned posts.
    pub featured: Option<Url>,
    /// Its keys.
    pub keys: Vec<RemoteKey>,
    /// What its software says it implements (FEP-844e).
    pub implements: Vec<String>,
    /// Whether followers wait for a yes.
    pub manually_approves_followers: bool,
    /// The small picture.
    pub icon: Option<Image>,
    /// The wide picture.
    pub image: Option<Image>,
    /// Profile fields.
    pub attachment: Vec<PropertyValue>,
    /// The co-op it belongs to.
    pub parent_organization: Option<Url>,
    /// The desk of the co-op or instance.
    pub desk: Option<Url>,
    /// Where quotes are asked for, at a desk.
    pub quote: Option<Url>,
    /// The exchange log of a desk.
    pub exchange_log: Option<Url>,
    /// The capacity of a desk.
    pub capacity: Option<Url>,
    /// The restaurants of a co-op.
    pub restaurants: Option<Url>,
    /// The co-ops that a co-op recommends.
    pub neighbours: Option<Url>,
    /// The attestations that a co-op issued.
    pub attestations: Option<Url>,
    /// The menu of a restaurant.
    pub menu: Option<Url>,
    /// The specials of a restaurant or co-op.
    pub specials: Option<Url>,
    /// The standing proposal of a restaurant.
    pub orders: Option<Url>,
    /// The cuisine.
    pub serves_cuisine: Option<String>,
    /// Opening hours in OpenStreetMap's syntax, unchecked.
    pub opening_hours: Option<String>,
    /// The IANA time zone of the opening hours, unchecked.
    pub timezone: Option<String>,
    /// Where a restaurant delivers.
    pub zone: Vec<Cell>,
    /// Where it is.
    pub location: Option<Place>,
    /// Until when it is closed out of turn.
    pub closed_until: Option<DateTime<Utc>>,
    /// Other addresses of the same actor.
    pub also_known_as: Vec<Url>,
    /// Where it has moved.
    pub moved_to: Option<Url>,
    /// When the instance closes for good.
    pub closes_at: Option<DateTime<Utc>>,
}

impl RemoteActor {
    /// Reads an actor. Needed are `id`, one of the five types, and an inbox of the id's origin.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::of("actor", value)?;
        let kind = fields
            .types()
            .find(|kind| ACTORS.contains(kind))
            .ok_or_else(|| Malformed::Type {
                expected: "actor",
                found: fields
                    .types()
                    .next()
                    .unwrap_or_default()
                    .chars()
                    .take(80)
                    .collect(),
            })?;
        let id = fields.url("id")?;
        let inbox = fields.url("inbox")?;
        if !same_origin(&id, &inbox) {
            return Err(Malformed::Ownership(
                "the actor's inbox is at another host than the actor",
            ));
        }
        let own = |field: &str| {
            fields
                .lenient_url(field)
                .filter(|url| same_origin(url, &id))
        };
        let preferred_username = fields
            .lenient_text("preferredUsername", limits::NAME)
            .unwrap_or_default();
        let name = fields
            .lenient_text("name", limits::NAME)
            .filter(|name| !name.trim().is_empty());
        let closed = fields.get("state").and_then(Value::as_str) == Some("closed");
        Ok(Self {
            kind: kind.to_owned(),
            name: name.unwrap_or_else(|| preferred_username.clone()),
            preferred_username,
            summary: fields.lenient_text("summary", limits::SUMMARY),
            url: page(fields),
            inbox,
            shared_inbox: fields
                .get("endpoints")
                .and_then(|endpoints| Fields::of("endpoints", endpoints).ok())
                .and_then(|endpoints| endpoints.lenient_url("sharedInbox"))
                .filter(|url| same_origin(url, &id)),
            outbox: own("outbox"),
            followers: own("followers"),
            featured: own("featured"),
            keys: keys_of(&id, fields),
            implements: implements(value),
            manually_approves_followers: fields.flag("manuallyApprovesFollowers"),
            icon: fields
                .all("icon")
                .find_map(|icon| Image::from_json(icon).ok()),
            image: fields
                .all("image")
                .find_map(|image| Image::from_json(image).ok()),
            attachment: fields
                .all("attachment")
                .filter_map(PropertyValue::read)
                .take(20)
                .collect(),
            parent_organization: own("parentOrganization"),
            desk: own("desk"),
            quote: own("quote"),
            exchange_log: own("exchangeLog"),
            capacity: own("capacity"),
            restaurants: own("restaurants"),
            neighbours: own("neighbours"),
            attestations: own("attestations"),
            menu: own("menu"),
            specials: own("specials"),
            orders: own("orders"),
            serves_cuisine: fields.lenient_text("servesCuisine", limits::NAME),
            opening_hours: fields.lenient_text("openingHours", 500),
            timezone: fields.lenient_text("timezone", 60),
            zone: fields
                .all("zone")
                .filter_map(Value::as_str)
                .filter_map(Cell::parse)
                .take(limits::ITEMS)
                .collect(),
            location: fields.all("location").find_map(Place::read),
            closed_until: fields.lenient_time("validThrough").filter(|_| closed),
            also_known_as: fields
                .all("alsoKnownAs")
                .filter_map(crate::fields::link)
                .take(20)
                .collect(),
            moved_to: fields.lenient_url("movedTo"),
            closes_at: fields.lenient_time("closesAt"),
            id,
        })
    }

    /// Whether its software speaks our trade protocol.
    pub fn is_musette(&self) -> bool {
        self.implements
            .iter()
            .any(|link| link == context::MUSETTE_PROTOCOL)
    }

    /// Whether its software says that it reads RFC 9421 signatures.
    pub fn reads_rfc9421(&self) -> bool {
        self.implements.iter().any(|link| link == context::RFC9421)
    }

    /// The inbox to send to: that of the server, if it has one.
    pub fn shared_inbox_or_inbox(&self) -> &Url {
        self.shared_inbox.as_ref().unwrap_or(&self.inbox)
    }

    /// The handle, without `acct:`.
    pub fn handle(&self) -> String {
        let host = self.id.host_str().unwrap_or_default();
        let port = self
            .id
            .port()
            .map(|port| format!(":{port}"))
            .unwrap_or_default();
        format!("{}@{host}{port}", self.preferred_username)
    }
}

/// The page for people: text, or the first link that is HTML.
fn page(fields: Fields<'_>) -> Option<Url> {
    fields
        .all("url")
        .find(|url| url.get("mediaType").and_then(Value::as_str) == Some("text/html"))
        .and_then(crate::fields::link)
        .or_else(|| fields.lenient_url("url"))
}

/// What the actor or its generator implements.
fn implements(value: &Value) -> Vec<String> {
    let of = |value: &Value| -> Vec<String> {
        items(value.get("implements"))
            .filter_map(|item| {
                item.as_str()
                    .or_else(|| item.get("href").and_then(Value::as_str))
            })
            .filter(|text| text.len() <= limits::URL)
            .take(50)
            .map(str::to_owned)
            .collect()
    };
    let mut all = of(value);
    all.extend(value.get("generator").map(of).unwrap_or_default());
    all
}
