//! That one of our restaurants may be shown in a collection elsewhere (FEP-7aa9), until its people take that back.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use diesel::prelude::*;
use musette_domain::id::RestaurantId;
use musette_domain::{Instant, TextValue};

use super::schema::feature_stamp;
use super::types::{AsMillis, AsText, MaybeMillis};
use super::{Conn, Result};
use crate::each_backend;

/// A stamp: the restaurant, the collection, and who asked for it.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = feature_stamp, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct FeatureStamp {
    pub id: String,
    #[diesel(serialize_as = AsText<RestaurantId>, deserialize_as = AsText<RestaurantId>)]
    pub restaurant_id: RestaurantId,
    pub collection: String,
    pub requester: String,
    pub requester_handle: String,
    pub inbox: String,
    pub host: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub stamped_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub revoked_at: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<FeatureStamp> {
    Ok(feature_stamp::table
        .find(id)
        .select(FeatureStamp::as_select())
        .first(c)?)
}

/// The stamp of a restaurant for a collection, taken back or not.
pub fn of_collection(
    c: &mut Conn,
    restaurant: &RestaurantId,
    collection: &str,
) -> Result<Option<FeatureStamp>> {
    Ok(feature_stamp::table
        .filter(feature_stamp::restaurant_id.eq(TextValue::as_str(restaurant)))
        .filter(feature_stamp::collection.eq(collection))
        .select(FeatureStamp::as_select())
        .first(c)
        .optional()?)
}

/// The stamps of a restaurant that hold, the newest first.
pub fn of_restaurant(c: &mut Conn, restaurant: &RestaurantId) -> Result<Vec<FeatureStamp>> {
    Ok(feature_stamp::table
        .filter(feature_stamp::restaurant_id.eq(TextValue::as_str(restaurant)))
        .filter(feature_stamp::revoked_at.is_null())
        .order((feature_stamp::stamped_at.desc(), feature_stamp::id))
        .select(FeatureStamp::as_select())
        .load(c)?)
}

/// How many stamps a restaurant has given, and how many of them to one host, taken back or not.
pub fn count_of(c: &mut Conn, restaurant: &RestaurantId, host: &str) -> Result<(i64, i64)> {
    let of =
        feature_stamp::table.filter(feature_stamp::restaurant_id.eq(TextValue::as_str(restaurant)));
    let all = of.count().get_result(c)?;
    let of_host = of.filter(feature_stamp::host.eq(host));
    Ok((all, of_host.count().get_result(c)?))
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &FeatureStamp) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(feature_stamp::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &FeatureStamp) -> Result<()> {
    let rows = diesel::update(feature_stamp::table.find(&row.id))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}
