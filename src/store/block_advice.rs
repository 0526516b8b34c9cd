//! What others' block lists say of servers: advice, which changes nothing until a moderator decides.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use super::types::{AsMillis, AsText};
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::{block_advice, host_policy};
use super::{Conn, Result};

musette_domain::text_enum! {
    /// What a list advises.
    pub enum Severity("severity of advice") {
        /// Only a word of caution.
        Notice = "notice",
        /// To limit the server.
        Limit = "limit",
        /// To suspend it.
        Suspend = "suspend",
    }
}
super::types::text_columns!(Severity);

/// What one list says of one server. One whose name was made unreadable cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = block_advice, primary_key(source, host), treat_none_as_default_value = false)]
pub struct BlockAdvice {
    pub source: String,
    pub host: String,
    #[diesel(serialize_as = AsText<Severity>, deserialize_as = AsText<Severity>)]
    pub severity: Severity,
    pub comment: String,
    pub usable: bool,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub at: Instant,
}

/// Replaces what a list says of a server.
pub fn put(c: &mut Conn, row: &BlockAdvice) -> Result<()> {
    delete(c, &row.source, &row.host)?;
    diesel::insert_into(block_advice::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, source: &str, host: &str) -> Result<bool> {
    Ok(diesel::delete(block_advice::table.find((source, host))).execute(c)? == 1)
}

/// Forgets a whole list; says how many rows that were.
pub fn delete_of(c: &mut Conn, source: &str) -> Result<usize> {
    Ok(diesel::delete(block_advice::table.filter(block_advice::source.eq(source))).execute(c)?)
}

/// Advice about servers of which nothing was decided, by host, at most `limit`; with `like` only of names that contain it.
pub fn undecided(c: &mut Conn, like: &str, limit: i64) -> Result<Vec<BlockAdvice>> {
    let escaped = like
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    Ok(block_advice::table
        .filter(block_advice::host.ne_all(host_policy::table.select(host_policy::host)))
        .filter(block_advice::host.like(format!("%{escaped}%")).escape('\\'))
        .order((block_advice::host, block_advice::source))
        .select(BlockAdvice::as_select())
        .limit(limit)
        .load(c)?)
}

/// The lists that were read, with how many servers each names.
pub fn sources(c: &mut Conn) -> Result<Vec<(String, i64)>> {
    Ok(block_advice::table
        .group_by(block_advice::source)
        .order(block_advice::source)
        .select((block_advice::source, diesel::dsl::count_star()))
        .load(c)?)
}

/// How many rows there are.
pub fn count(c: &mut Conn) -> Result<i64> {
    Ok(block_advice::table.count().get_result(c)?)
}
