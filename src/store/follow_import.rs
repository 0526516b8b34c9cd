//! Restaurants that a customer brings along from another server. Forgotten after a week.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use diesel::prelude::*;
use musette_domain::id::UserId;
use musette_domain::{Instant, TextValue};

use super::schema::follow_import;
use super::types::{AsMillis, AsText};
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// How far a line got.
    pub enum FollowImportState("state of a line") {
        /// Not looked up yet.
        Waiting = "waiting",
        /// Followed.
        Followed = "followed",
        /// Its server does not answer, or has no such account.
        NotFound = "notFound",
        /// It is there, but no restaurant with a menu.
        NoRestaurant = "noRestaurant",
    }
}
super::types::text_columns!(FollowImportState);

/// A line of a customer's file.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = follow_import, primary_key(user_id, address), treat_none_as_default_value = false)]
pub struct FollowImport {
    #[diesel(serialize_as = AsText<UserId>, deserialize_as = AsText<UserId>)]
    pub user_id: UserId,
    pub address: String,
    #[diesel(serialize_as = AsText<FollowImportState>, deserialize_as = AsText<FollowImportState>)]
    pub state: FollowImportState,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
}

/// Writes a new line unless the customer has brought it already; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &FollowImport) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(follow_import::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// The lines of a customer, by address.
pub fn of_user(c: &mut Conn, user: &UserId) -> Result<Vec<FollowImport>> {
    Ok(follow_import::table
        .filter(follow_import::user_id.eq(TextValue::as_str(user)))
        .order(follow_import::address)
        .select(FollowImport::as_select())
        .load(c)?)
}

/// The next line of a customer that was not looked up yet.
pub fn next_of(c: &mut Conn, user: &UserId) -> Result<Option<FollowImport>> {
    Ok(follow_import::table
        .filter(follow_import::user_id.eq(TextValue::as_str(user)))
        .filter(follow_import::state.eq(FollowImportState::Waiting.text()))
        .order(follow_import::address)
        .select(FollowImport::as_select())
        .first(c)
        .optional()?)
}

/// Notes what became of a line.
pub fn set_state(
    c: &mut Conn,
    user: &UserId,
    address: &str,
    state: FollowImportState,
) -> Result<()> {
    diesel::update(follow_import::table.find((TextValue::as_str(user), address)))
        .set(follow_import::state.eq(state.text()))
        .execute(c)?;
    Ok(())
}

/// Forgets the lines of a customer, so that they can be brought again.
pub fn delete_of(c: &mut Conn, user: &UserId) -> Result<usize> {
    let of_user = follow_import::user_id.eq(TextValue::as_str(user));
    Ok(diesel::delete(follow_import::table.filter(of_user)).execute(c)?)
}

/// Forgets what was brought before `then`.
pub fn delete_older(c: &mut Conn, then: Instant) -> Result<usize> {
    let older = follow_import::created_at.lt(then.millis());
    Ok(diesel::delete(follow_import::table.filter(older)).execute(c)?)
}
