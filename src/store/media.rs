//! A picture that a restaurant put here: its sign, its header, photos of its specials.
//!
//! Rows are read without their bytes, which only the picture's own address needs.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, sizes in pixels"
)]

use super::types::AsMillis;
use super::types::AsText;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::MediaId;
use musette_domain::id::RestaurantId;

use super::schema::{media, special, special_plan};
use super::{Conn, Result};

musette_domain::text_enum! {
    /// What a picture is for.
    pub enum Purpose("purpose of a picture") {
        /// The small square one beside the restaurant's name.
        Icon = "icon",
        /// The wide one above its page.
        Header = "header",
        /// The photo of a special.
        Special = "special",
    }
}
super::types::text_columns!(Purpose);

/// A picture without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = media)]
pub struct Media {
    #[diesel(deserialize_as = AsText<MediaId>)]
    pub id: MediaId,
    #[diesel(deserialize_as = AsText<RestaurantId>)]
    pub restaurant_id: RestaurantId,
    #[diesel(deserialize_as = AsText<Purpose>)]
    pub purpose: Purpose,
    pub media_type: String,
    pub width: i32,
    pub height: i32,
    pub alt: String,
    #[diesel(deserialize_as = AsMillis)]
    pub created_at: Instant,
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &MediaId) -> Result<Option<Media>> {
    Ok(media::table
        .find(TextValue::as_str(id))
        .select(Media::as_select())
        .first(c)
        .optional()?)
}

/// The bytes of a picture with their media type, if it is there.
pub fn bytes_of(c: &mut Conn, id: &MediaId) -> Result<Option<(String, Vec<u8>)>> {
    Ok(media::table
        .find(TextValue::as_str(id))
        .select((media::media_type, media::bytes))
        .first(c)
        .optional()?)
}

/// Writes a new row with its bytes. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Media, bytes: &[u8]) -> Result<()> {
    diesel::insert_into(media::table)
        .values((
            media::id.eq(row.id.as_str()),
            media::restaurant_id.eq(row.restaurant_id.as_str()),
            media::purpose.eq(row.purpose.text()),
            media::media_type.eq(&row.media_type),
            media::width.eq(row.width),
            media::height.eq(row.height),
            media::alt.eq(&row.alt),
            media::bytes.eq(bytes),
            media::created_at.eq(row.created_at.millis()),
        ))
        .execute(c)?;
    Ok(())
}

/// Writes what a picture shows, in words.
pub fn describe(c: &mut Conn, id: &MediaId, alt: &str) -> Result<()> {
    diesel::update(media::table.find(TextValue::as_str(id)))
        .set(media::alt.eq(alt))
        .execute(c)?;
    Ok(())
}

/// The picture of a restaurant for a purpose of which it has one, if it has.
pub fn of_restaurant(
    c: &mut Conn,
    restaurant: &RestaurantId,
    purpose: Purpose,
) -> Result<Option<Media>> {
    Ok(media::table
        .filter(media::restaurant_id.eq(TextValue::as_str(restaurant)))
        .filter(media::purpose.eq(purpose.text()))
        .order((media::created_at.desc(), media::id.desc()))
        .select(Media::as_select())
        .first(c)
        .optional()?)
}

/// How many pictures a restaurant has.
pub fn count_of(c: &mut Conn, restaurant: &RestaurantId) -> Result<i64> {
    Ok(media::table
        .filter(media::restaurant_id.eq(TextValue::as_str(restaurant)))
        .count()
        .get_result(c)?)
}

/// Deletes the pictures of a restaurant for a purpose; says how many there were.
pub fn delete_of(c: &mut Conn, restaurant: &RestaurantId, purpose: Purpose) -> Result<usize> {
    Ok(diesel::delete(
        media::table
            .filter(media::restaurant_id.eq(TextValue::as_str(restaurant)))
            .filter(media::purpose.eq(purpose.text())),
    )
    .execute(c)?)
}

/// Deletes photos that were put here before `put_before` and that no plan has, nor any special that ended after `ended_after`; says how many.
pub fn delete_unused(c: &mut Conn, put_before: Instant, ended_after: Instant) -> Result<usize> {
    let of_special = special::table
        .filter(special::photo_id.eq(media::id.nullable()))
        .filter(special::removed_at.is_null())
        .filter(special::ends_at.gt(ended_after.millis()));
    let of_plan = special_plan::table.filter(special_plan::photo_id.eq(media::id.nullable()));
    Ok(diesel::delete(
        media::table
            .filter(media::purpose.eq(Purpose::Special.text()))
            .filter(media::created_at.lt(put_before.millis()))
            .filter(not(exists(of_special)))
            .filter(not(exists(of_plan))),
    )
    .execute(c)?)
}
