//! Collections: outboxes, followers, restaurants, replies.

use serde_json::{Value, json};
use url::Url;

use crate::fields::{Fields, present};
use crate::{Malformed, Reference, context, limits};

/// A collection of ours, by its count and first page, or with its items if there are few.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderedCollection {
    /// Its address.
    pub id: Url,
    /// How many items there are; may be told although the items are not.
    pub total_items: u64,
    /// The first page.
    pub first: Option<Url>,
    /// The last page.
    pub last: Option<Url>,
    /// The items themselves, if it has no pages.
    pub items: Option<Vec<Value>>,
    /// Whose it is.
    pub attributed_to: Option<Url>,
}

impl OrderedCollection {
    /// A collection that only tells its count, or leads to pages.
    pub const fn counted(id: Url, total_items: u64, first: Option<Url>) -> Self {
        Self {
            id,
            total_items,
            first,
            last: None,
            items: None,
            attributed_to: None,
        }
    }

    /// A short collection with all its items.
    pub fn whole(id: Url, items: Vec<Value>) -> Self {
        Self {
            id,
            total_items: u64::try_from(items.len()).unwrap_or(u64::MAX),
            first: None,
            last: None,
            items: Some(items),
            attributed_to: None,
        }
    }

    /// Writes the collection.
    pub fn to_json(&self) -> Value {
        present(json!({
            "@context": context::note(),
            "id": self.id,
            "type": "OrderedCollection",
            "attributedTo": self.attributed_to,
            "totalItems": self.total_items,
            "first": self.first,
            "last": self.last,
            "orderedItems": self.items,
        }))
    }
}

/// A page of a collection of ours.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderedCollectionPage {
    /// Its address.
    pub id: Url,
    /// The collection.
    pub part_of: Url,
    /// How many items the whole collection has.
    pub total_items: Option<u64>,
    /// The next page.
    pub next: Option<Url>,
    /// The page before.
    pub prev: Option<Url>,
    /// The items.
    pub items: Vec<Value>,
}

impl OrderedCollectionPage {
    /// Writes the page.
    pub fn to_json(&self) -> Value {
        present(json!({
            "@context": context::note(),
            "id": self.id,
            "type": "OrderedCollectionPage",
            "partOf": self.part_of,
            "totalItems": self.total_items,
            "next": self.next,
            "prev": self.prev,
            "orderedItems": self.items,
        }))
    }
}

/// A collection or page of another server.
#[derive(Debug, Clone, PartialEq)]
pub struct RemoteCollection {
    /// Its address; inline pages may have none.
    pub id: Option<Url>,
    /// How many items it says it has.
    pub total_items: Option<u64>,
    /// Whether it says that it has fewer than none.
    pub counts_below_zero: bool,
    /// The first page, by address or inline.
    pub first: Option<Reference>,
    /// The next page.
    pub next: Option<Url>,
    /// The items: addresses or objects, at most 1,000.
    pub items: Vec<Value>,
}

impl RemoteCollection {
    /// Reads a collection or page, ordered or not.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::of("collection", value)?;
        let fits = fields.types().any(|kind| {
            matches!(
                kind,
                "Collection" | "OrderedCollection" | "CollectionPage" | "OrderedCollectionPage"
            )
        });
        if !fits {
            return Err(Malformed::Type {
                expected: "Collection",
                found: fields
                    .types()
                    .next()
                    .unwrap_or_default()
                    .chars()
                    .take(80)
                    .collect(),
            });
        }
        let items = fields
            .all("orderedItems")
            .chain(fields.all("items"))
            .take(limits::ITEMS)
            .cloned()
            .collect();
        Ok(Self {
            id: fields.lenient_url("id"),
            total_items: fields.get("totalItems").and_then(Value::as_u64),
            counts_below_zero: fields
                .get("totalItems")
                .and_then(Value::as_f64)
                .is_some_and(|count| count < 0.0),
            first: fields.get("first").and_then(Reference::read),
            next: fields.lenient_url("next"),
            items,
        })
    }

    /// The addresses of the items.
    pub fn item_ids(&self) -> impl Iterator<Item = Url> + '_ {
        self.items.iter().filter_map(crate::fields::link)
    }
}
