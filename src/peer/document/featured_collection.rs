//! The co-op's restaurants as a collection that other software shows as a list of accounts (FEP-7aa9).

use musette_domain::Instant;
use musette_federation::featured_collection::{FeaturedActor, FeaturedCollection, authorization};
use serde_json::{Value, json};

use super::address;
use super::html::paragraphs;
use crate::store::coop::Coop;
use crate::store::feature_stamp::FeatureStamp;
use crate::store::{self, Conn, restaurant};
use crate::url::Urls;

/// The address of the collection.
pub fn id(urls: &Urls) -> String {
    format!("{}/restaurants", list_id(urls))
}

/// The address of the list of collections.
pub fn list_id(urls: &Urls) -> String {
    urls.part(&urls.coop(), "collections")
}

/// The list of the co-op's collections, which has one.
pub fn list(urls: &Urls) -> store::Result<Value> {
    use musette_federation::collection::OrderedCollection;
    let items = vec![json!(id(urls))];
    Ok(OrderedCollection::whole(address(&list_id(urls))?, items).to_json())
}

/// The collection.
pub fn document(c: &mut Conn, urls: &Urls, coop: &Coop) -> store::Result<Value> {
    let rows = restaurant::list_listed(c)?;
    let changed = rows.iter().map(|row| row.updated_at).max();
    let items = rows.iter().map(|row| {
        Ok(FeaturedActor {
            actor: address(&urls.restaurant(&row.handle))?,
            kind: "Organization".to_owned(),
            authorization: address(&stamp_id(urls, &row.handle))?,
            published: row.created_at.to_utc(),
        })
    });
    let collection = FeaturedCollection {
        id: address(&id(urls))?,
        attributed_to: address(&urls.coop())?,
        name: coop.name.clone(),
        summary: paragraphs(&coop.about),
        url: address(&urls.absolute("/"))?,
        items: items.collect::<store::Result<_>>()?,
        published: coop.created_at.to_utc(),
        updated: changed
            .map_or(coop.updated_at, |at: Instant| at.max(coop.updated_at))
            .to_utc(),
    };
    Ok(collection.to_json())
}

/// Where a restaurant says that it agrees to be in its co-op's collection.
pub fn stamp_id(urls: &Urls, handle: &str) -> String {
    format!("{}/stamps/restaurants", urls.restaurant(handle))
}

/// What a restaurant says of being shown in a collection elsewhere.
pub fn stamp_for(urls: &Urls, handle: &str, row: &FeatureStamp) -> store::Result<Value> {
    Ok(authorization(
        &address(&urls.stamp(handle, &row.id))?,
        &address(&row.collection)?,
        &address(&urls.restaurant(handle))?,
    ))
}

/// What it says there.
pub fn stamp(urls: &Urls, handle: &str) -> store::Result<Value> {
    Ok(authorization(
        &address(&stamp_id(urls, handle))?,
        &address(&id(urls))?,
        &address(&urls.restaurant(handle))?,
    ))
}
