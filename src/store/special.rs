//! A special of the day.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
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
use musette_domain::id::SpecialId;

use super::schema::special;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// What a row is published for.
    pub enum SpecialKind("special kind") {
        /// Something to eat.
        Special = "special",
        /// The restaurant tells that it is closed until the row's end.
        Closure = "closure",
    }
}
super::types::text_columns!(SpecialKind);

/// A special of the day.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = special, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Special {
    #[diesel(serialize_as = AsText<SpecialId>, deserialize_as = AsText<SpecialId>)]
    pub id: SpecialId,
    #[diesel(serialize_as = AsText<RestaurantId>, deserialize_as = AsText<RestaurantId>)]
    pub restaurant_id: RestaurantId,
    #[diesel(serialize_as = MaybeText<MenuItemId>, deserialize_as = MaybeText<MenuItemId>)]
    pub menu_item_id: Option<MenuItemId>,
    pub title: String,
    pub description: String,
    pub price: Option<i64>,
    #[diesel(serialize_as = AsJson<Vec<String>>, deserialize_as = AsJson<Vec<String>>)]
    pub allergens: Vec<String>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub published_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub ends_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub edited_at: Option<Instant>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub removed_at: Option<Instant>,
    #[diesel(serialize_as = AsText<SpecialKind>, deserialize_as = AsText<SpecialKind>)]
    pub kind: SpecialKind,
    #[diesel(serialize_as = AsJson<Vec<String>>, deserialize_as = AsJson<Vec<String>>)]
    pub hashtags: Vec<String>,
    #[diesel(serialize_as = MaybeText<MediaId>, deserialize_as = MaybeText<MediaId>)]
    pub photo_id: Option<MediaId>,
    pub sold_out: bool,
    /// When it sold out, or was to be had again.
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub changed_at: Option<Instant>,
}

impl Special {
    /// When it last changed for those who read it; none if it is as it was published.
    pub fn updated_at(&self) -> Option<Instant> {
        self.edited_at.max(self.changed_at)
    }
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &SpecialId) -> Result<Special> {
    Ok(special::table
        .find(TextValue::as_str(id))
        .select(Special::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &SpecialId) -> Result<Option<Special>> {
    Ok(special::table
        .find(TextValue::as_str(id))
        .select(Special::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Special) -> Result<()> {
    diesel::insert_into(special::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Special) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(special::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Special) -> Result<()> {
    let rows = diesel::update(special::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &SpecialId) -> Result<bool> {
    Ok(diesel::delete(special::table.find(TextValue::as_str(id))).execute(c)? == 1)
}

/// The specials of a restaurant that are neither over at `now` nor taken back, newest first.
pub fn list_current_of(
    c: &mut Conn,
    restaurant: &RestaurantId,
    now: Instant,
) -> Result<Vec<Special>> {
    Ok(special::table
        .filter(special::restaurant_id.eq(TextValue::as_str(restaurant)))
        .filter(special::kind.eq(SpecialKind::Special.text()))
        .filter(special::removed_at.is_null())
        .filter(special::ends_at.gt(now.millis()))
        .order(special::published_at.desc())
        .select(Special::as_select())
        .load(c)?)
}

/// The last specials of a restaurant that were not taken back, over or not, newest first.
pub fn list_last_of(c: &mut Conn, restaurant: &RestaurantId, limit: i64) -> Result<Vec<Special>> {
    Ok(special::table
        .filter(special::restaurant_id.eq(TextValue::as_str(restaurant)))
        .filter(special::removed_at.is_null())
        .order(special::published_at.desc())
        .select(Special::as_select())
        .limit(limit)
        .load(c)?)
}

/// The last specials of all restaurants that were not taken back, over or not, newest first.
pub fn list_last_everywhere(c: &mut Conn, limit: i64) -> Result<Vec<Special>> {
    Ok(special::table
        .filter(special::removed_at.is_null())
        .order(special::published_at.desc())
        .select(Special::as_select())
        .limit(limit)
        .load(c)?)
}

/// The specials of all restaurants that are neither over at `now` nor taken back, newest first.
pub fn list_current_everywhere(c: &mut Conn, now: Instant, limit: i64) -> Result<Vec<Special>> {
    Ok(special::table
        .filter(special::kind.eq(SpecialKind::Special.text()))
        .filter(special::removed_at.is_null())
        .filter(special::ends_at.gt(now.millis()))
        .order(special::published_at.desc())
        .select(Special::as_select())
        .limit(limit)
        .load(c)?)
}

/// The closure that a restaurant has told of and that is not over at `now`, if there is one.
pub fn closure_of(
    c: &mut Conn,
    restaurant: &RestaurantId,
    now: Instant,
) -> Result<Option<Special>> {
    Ok(special::table
        .filter(special::restaurant_id.eq(TextValue::as_str(restaurant)))
        .filter(special::kind.eq(SpecialKind::Closure.text()))
        .filter(special::removed_at.is_null())
        .filter(special::ends_at.gt(now.millis()))
        .order(special::published_at.desc())
        .select(Special::as_select())
        .first(c)
        .optional()?)
}
