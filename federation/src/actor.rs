//! Actors of ours as everybody may read them: instance, co-op, restaurant, desk (J1, J2).

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use url::Url;

use crate::fields::{present, some_of, words};
use crate::{Cell, Image, Place, PropertyValue, context, time};

words! {
    /// The types our actors have.
    pub enum ActorKind {
        /// The instance itself; signs GETs.
        Application = "Application",
        /// A co-op or a restaurant.
        Organization = "Organization",
        /// A desk, the only actor that trades.
        Service = "Service",
    }
}

/// What makes an actor a restaurant.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RestaurantDetails {
    /// The menu collection.
    pub menu: Option<Url>,
    /// The collection of current specials.
    pub specials: Option<Url>,
    /// The standing proposal that orders satisfy.
    pub orders: Option<Url>,
    /// The cuisine, in words.
    pub serves_cuisine: Option<String>,
    /// Opening hours in OpenStreetMap's syntax.
    pub opening_hours: Option<String>,
    /// The IANA time zone of the opening hours.
    pub timezone: Option<String>,
    /// Where it delivers.
    pub zone: Vec<Cell>,
    /// Where it is.
    pub location: Option<Place>,
    /// Until when it is closed out of turn.
    pub closed_until: Option<DateTime<Utc>>,
}

/// What makes an actor a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskAddresses {
    /// Where quotes are asked for.
    pub quote: Url,
    /// The exchange log, one address for all partners.
    pub exchange_log: Url,
    /// The collection of capacity.
    pub capacity: Url,
}

/// The collections of a co-op.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CoopCollections {
    /// Its restaurants.
    pub restaurants: Option<Url>,
    /// The current specials of all its restaurants.
    pub specials: Option<Url>,
    /// The co-ops it recommends.
    pub neighbours: Option<Url>,
    /// The attestations it issued.
    pub attestations: Option<Url>,
}

/// An actor of this instance. [`LocalActor::new`] takes what every actor has; the rest are plain fields.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalActor {
    /// Its address.
    pub id: Url,
    /// Its type.
    pub kind: ActorKind,
    /// The part of its handle before the host.
    pub preferred_username: String,
    /// What it is called.
    pub name: String,
    /// What it says of itself, in HTML.
    pub summary: Option<String>,
    /// Its page for people.
    pub url: Option<Url>,
    /// Its inbox.
    pub inbox: Url,
    /// The inbox of the whole instance; never for a desk.
    pub shared_inbox: Option<Url>,
    /// Its public posts.
    pub outbox: Url,
    /// Its followers.
    pub followers: Option<Url>,
    /// Whom it follows.
    pub following: Option<Url>,
    /// Its pinned posts.
    pub featured: Option<Url>,
    /// The PEM of its RSA key, whose id is the actor's with `#main-key` and which never changes.
    pub public_key_pem: String,
    /// Its Ed25519 keys: fragment of the key id, and Multikey.
    pub multikeys: Vec<(String, String)>,
    /// The instance actor, named as `generator` with what it implements.
    pub generator: Option<Url>,
    /// Whether followers wait for a yes.
    pub manually_approves_followers: bool,
    /// Whether it wants to be found.
    pub discoverable: bool,
    /// Whether its posts may be searched.
    pub indexable: bool,
    /// Whether collections of others may show it without asking (FEP-7aa9); nothing said is a no.
    pub can_feature: bool,
    /// Since when it is there.
    pub published: Option<DateTime<Utc>>,
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
    /// Other addresses of the same actor.
    pub also_known_as: Vec<Url>,
    /// Where it has moved.
    pub moved_to: Option<Url>,
    /// What a restaurant has.
    pub restaurant: Option<RestaurantDetails>,
    /// What a desk has.
    pub desk_addresses: Option<DeskAddresses>,
    /// What a co-op has.
    pub coop: Option<CoopCollections>,
    /// The collections of actors that it curates.
    pub featured_collections: Option<Url>,
    /// What it invites to.
    pub upcoming_events: Option<Url>,
    /// When the instance closes for good, if it does.
    pub closes_at: Option<DateTime<Utc>>,
}

impl LocalActor {
    /// Starts an actor with what every actor has: an address, a handle, two boxes and a key. It can be found and followed freely.
    pub fn new(
        id: Url,
        kind: ActorKind,
        preferred_username: &str,
        name: &str,
        inbox: Url,
        outbox: Url,
        public_key_pem: String,
    ) -> Self {
        Self {
            id,
            kind,
            preferred_username: preferred_username.to_owned(),
            name: name.to_owned(),
            summary: None,
            url: None,
            inbox,
            shared_inbox: None,
            outbox,
            followers: None,
            following: None,
            featured: None,
            public_key_pem,
            multikeys: Vec::new(),
            generator: None,
            manually_approves_followers: false,
            discoverable: true,
            indexable: true,
            can_feature: false,
            published: None,
            icon: None,
            image: None,
            attachment: Vec::new(),
            parent_organization: None,
            desk: None,
            also_known_as: Vec::new(),
            moved_to: None,
            restaurant: None,
            desk_addresses: None,
            coop: None,
            featured_collections: None,
            upcoming_events: None,
            closes_at: None,
        }
    }

    /// The id of the RSA key.
    pub fn main_key_id(&self) -> String {
        format!("{}#main-key", self.id)
    }

    /// Writes the actor: only contexts that everybody has, our terms inline, nothing of a custom type inside.
    pub fn to_json(&self) -> Value {
        let mut document = self.common();
        let more = [
            self.restaurant.as_ref().map(RestaurantDetails::terms),
            self.desk_addresses.as_ref().map(DeskAddresses::terms),
            self.coop.as_ref().map(CoopCollections::terms),
            self.closes_at
                .map(|at| members(json!({"state": "closing", "closesAt": time::format(at)}))),
        ];
        if let Some(document) = document.as_object_mut() {
            document.extend(more.into_iter().flatten().flatten());
        }
        present(document)
    }

    /// Writes the answer to somebody who has to sign but only wants the key: enough to verify, nothing else.
    pub fn key_stub(&self) -> Value {
        json!({
            "@context": context::actor(),
            "id": self.id,
            "type": self.kind,
            "preferredUsername": self.preferred_username,
            "inbox": self.inbox,
            "publicKey": self.public_key(),
        })
    }

    fn public_key(&self) -> Value {
        json!({"id": self.main_key_id(), "owner": self.id, "publicKeyPem": self.public_key_pem})
    }

    fn common(&self) -> Value {
        let multikeys: Vec<Value> = self
            .multikeys
            .iter()
            .map(|(fragment, key)| {
                json!({"id": format!("{}#{fragment}", self.id), "type": "Multikey",
                    "controller": self.id, "publicKeyMultibase": key})
            })
            .collect();
        let fields: Vec<Value> = self.attachment.iter().map(PropertyValue::to_json).collect();
        json!({
            "@context": context::actor(),
            "id": self.id,
            "type": self.kind,
            "preferredUsername": self.preferred_username,
            "name": self.name,
            "summary": self.summary,
            "url": self.url,
            "inbox": self.inbox,
            "outbox": self.outbox,
            "followers": self.followers,
            "following": self.following,
            "featured": self.featured,
            "endpoints": self.shared_inbox.as_ref().map(|inbox| json!({"sharedInbox": inbox})),
            "publicKey": self.public_key(),
            "assertionMethod": some_of(&multikeys),
            "generator": self.generator.as_ref().map(generator),
            "manuallyApprovesFollowers": self.manually_approves_followers,
            "discoverable": self.discoverable,
            "indexable": self.indexable,
            "interactionPolicy": self.can_feature
                .then(|| json!({"canFeature": {"automaticApproval": [context::PUBLIC]}})),
            "published": self.published.map(time::format),
            "icon": self.icon.as_ref().map(Image::to_json),
            "image": self.image.as_ref().map(Image::to_json),
            "attachment": some_of(&fields),
            "parentOrganization": self.parent_organization,
            "desk": self.desk,
            "alsoKnownAs": some_of(&self.also_known_as),
            "movedTo": self.moved_to,
            "featuredCollections": self.featured_collections,
            "upcomingEvents": self.upcoming_events,
        })
    }
}

/// The instance and what it implements (FEP-844e).
fn generator(instance: &Url) -> Value {
    json!({"id": instance, "type": "Application", "implements": [
        {"type": "Link", "href": context::MUSETTE_PROTOCOL, "name": "musette trade protocol 1"},
        {"type": "Link", "href": context::RFC9421, "name": "HTTP Message Signatures"},
    ]})
}

/// The members of an object.
fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

impl RestaurantDetails {
    fn terms(&self) -> Map<String, Value> {
        members(json!({
            "menu": self.menu,
            "specials": self.specials,
            "orders": self.orders,
            "servesCuisine": self.serves_cuisine,
            "openingHours": self.opening_hours,
            "timezone": self.timezone,
            "zone": some_of(&self.zone),
            "location": self.location.as_ref().map(Place::to_open_json),
            "state": self.closed_until.map(|_| "closed"),
            "validThrough": self.closed_until.map(time::format),
        }))
    }
}

impl DeskAddresses {
    fn terms(&self) -> Map<String, Value> {
        members(json!({
            "quote": self.quote,
            "exchangeLog": self.exchange_log,
            "capacity": self.capacity,
        }))
    }
}

impl CoopCollections {
    fn terms(&self) -> Map<String, Value> {
        members(json!({
            "restaurants": self.restaurants,
            "specials": self.specials,
            "neighbours": self.neighbours,
            "attestations": self.attestations,
        }))
    }
}
