//! A special that is to be published at a time, once or on certain weekdays.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units, times of day in minutes after midnight"
)]

use super::types::AsJson;
use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use super::types::MaybeText;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::MediaId;
use musette_domain::id::MenuItemId;
use musette_domain::id::RestaurantId;
use musette_domain::id::SpecialPlanId;

use super::schema::special_plan;
use super::{Conn, Result};

/// A special that is to be published.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = special_plan, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct SpecialPlan {
    #[diesel(serialize_as = AsText<SpecialPlanId>, deserialize_as = AsText<SpecialPlanId>)]
    pub id: SpecialPlanId,
    #[diesel(serialize_as = AsText<RestaurantId>, deserialize_as = AsText<RestaurantId>)]
    pub restaurant_id: RestaurantId,
    #[diesel(serialize_as = MaybeText<MenuItemId>, deserialize_as = MaybeText<MenuItemId>)]
    pub menu_item_id: Option<MenuItemId>,
    pub title: String,
    pub description: String,
    pub price: Option<i64>,
    #[diesel(serialize_as = AsJson<Vec<String>>, deserialize_as = AsJson<Vec<String>>)]
    pub allergens: Vec<String>,
    #[diesel(serialize_as = AsJson<Vec<String>>, deserialize_as = AsJson<Vec<String>>)]
    pub hashtags: Vec<String>,
    #[diesel(serialize_as = MaybeText<MediaId>, deserialize_as = MaybeText<MediaId>)]
    pub photo_id: Option<MediaId>,
    /// As `2026-11-27`.
    pub first_day: String,
    /// Monday is 0; none is once.
    #[diesel(serialize_as = AsJson<Vec<u8>>, deserialize_as = AsJson<Vec<u8>>)]
    pub weekdays: Vec<u8>,
    pub begins: i32,
    pub ends: i32,
    /// When it is published next; none when it is done.
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub next_at: Option<Instant>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &SpecialPlanId) -> Result<Option<SpecialPlan>> {
    Ok(special_plan::table
        .find(TextValue::as_str(id))
        .select(SpecialPlan::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &SpecialPlan) -> Result<()> {
    diesel::insert_into(special_plan::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &SpecialPlan) -> Result<()> {
    let rows = diesel::update(special_plan::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &SpecialPlanId) -> Result<bool> {
    Ok(diesel::delete(special_plan::table.find(TextValue::as_str(id))).execute(c)? == 1)
}

/// The plans of a restaurant, the next one first.
pub fn list_of(c: &mut Conn, restaurant: &RestaurantId) -> Result<Vec<SpecialPlan>> {
    Ok(special_plan::table
        .filter(special_plan::restaurant_id.eq(TextValue::as_str(restaurant)))
        .order((special_plan::next_at, special_plan::id))
        .select(SpecialPlan::as_select())
        .load(c)?)
}
