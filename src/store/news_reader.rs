//! What a customer has heard of the restaurants that they follow. Never leaves this instance, and goes with the account.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use diesel::prelude::*;
use musette_domain::id::UserId;
use musette_domain::{Instant, TextValue};

use super::schema::{news_reader, restaurant_follow};
use super::types::{AsText, MaybeMillis};
use super::{Conn, Result};
use crate::each_backend;

/// What a customer has heard: the last letter, the visit of the page that goes on, and the one before. The code ends the letters without signing in.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = news_reader, primary_key(user_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct NewsReader {
    #[diesel(serialize_as = AsText<UserId>, deserialize_as = AsText<UserId>)]
    pub user_id: UserId,
    pub code: String,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub letter_at: Option<Instant>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub seen_at: Option<Instant>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub seen_before: Option<Instant>,
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, user: &UserId) -> Result<Option<NewsReader>> {
    Ok(news_reader::table
        .find(TextValue::as_str(user))
        .select(NewsReader::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row unless there is one; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &NewsReader) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(news_reader::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &NewsReader) -> Result<()> {
    let rows = diesel::update(news_reader::table.find(TextValue::as_str(&row.user_id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Whose letters this code ends.
pub fn of_code(c: &mut Conn, code: &str) -> Result<Option<NewsReader>> {
    Ok(news_reader::table
        .filter(news_reader::code.eq(code))
        .select(NewsReader::as_select())
        .first(c)
        .optional()?)
}

/// Who wants letters and had none since `before`.
pub fn due(c: &mut Conn, before: Instant) -> Result<Vec<NewsReader>> {
    let wanting = restaurant_follow::table
        .filter(restaurant_follow::notify_since.is_not_null())
        .select(restaurant_follow::user_id);
    Ok(news_reader::table
        .filter(news_reader::user_id.eq_any(wanting))
        .filter(
            news_reader::letter_at
                .is_null()
                .or(news_reader::letter_at.le(before.millis())),
        )
        .order(news_reader::user_id)
        .select(NewsReader::as_select())
        .load(c)?)
}
