//! Collections that actors curate of other actors, with the leave of each (FEP-7aa9). Ours is the co-op's restaurants.
//!
//! Its types are nobody's but the proposal's, so these documents are read where they are linked and never pushed to strangers.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::fields::present;
use crate::{context, time};

/// The most restaurants that are featured; who reads such collections shows fewer.
pub const MOST: usize = 150;

/// A featured actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeaturedActor {
    /// The actor.
    pub actor: Url,
    /// Its type, such as `Organization`.
    pub kind: String,
    /// Where it says that it agrees ([`authorization`]).
    pub authorization: Url,
    /// Since when.
    pub published: DateTime<Utc>,
}

/// A collection of actors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeaturedCollection {
    /// Its address.
    pub id: Url,
    /// Who curates it.
    pub attributed_to: Url,
    /// What it is called.
    pub name: String,
    /// What it says of itself, in HTML.
    pub summary: String,
    /// Its page for people.
    pub url: Url,
    /// Who is in it.
    pub items: Vec<FeaturedActor>,
    /// Since when there is one.
    pub published: DateTime<Utc>,
    /// When it was last changed.
    pub updated: DateTime<Utc>,
}

impl FeaturedCollection {
    /// Writes the collection.
    pub fn to_json(&self) -> Value {
        let items: Vec<Value> = self
            .items
            .iter()
            .take(MOST)
            .map(|item| {
                let name = item
                    .actor
                    .path_segments()
                    .and_then(|mut parts| parts.next_back());
                json!({
                    "id": format!("{}#{}", self.id, name.unwrap_or_default()),
                    "type": "FeaturedItem",
                    "featuredObject": item.actor,
                    "featuredObjectType": item.kind,
                    "featureAuthorization": item.authorization,
                    "published": time::format(item.published),
                })
            })
            .collect();
        present(json!({
            "@context": context::featured_collection(),
            "id": self.id,
            "type": "FeaturedCollection",
            "attributedTo": self.attributed_to,
            "name": self.name,
            "summary": self.summary,
            "url": self.url,
            "discoverable": true,
            "sensitive": false,
            "totalItems": items.len(),
            "orderedItems": items,
            "published": time::format(self.published),
            "updated": time::format(self.updated),
        }))
    }
}

/// Writes what an actor says of being featured in a collection: that it agrees. It stands at the actor's own server.
pub fn authorization(id: &Url, collection: &Url, actor: &Url) -> Value {
    json!({
        "@context": context::featured_collection(),
        "id": id,
        "type": "FeatureAuthorization",
        "interactingObject": collection,
        "interactionTarget": actor,
    })
}
