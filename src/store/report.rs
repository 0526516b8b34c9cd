//! Reports: of ours by people elsewhere, and of theirs by people here. Who reported is not kept.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use super::types::{AsJson, AsMillis, AsText, MaybeMillis, MaybeText};
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::id::UserId;

use super::schema::report;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// Who reports whom.
    pub enum ReportDirection("direction of a report") {
        /// A server elsewhere reports something of ours.
        In = "in",
        /// Somebody here reports something from elsewhere.
        Out = "out",
    }
}
super::types::text_columns!(ReportDirection);

/// A report. `host` is the other server, `actor_id` who is reported.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = report, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Report {
    pub id: String,
    #[diesel(serialize_as = AsText<ReportDirection>, deserialize_as = AsText<ReportDirection>)]
    pub direction: ReportDirection,
    pub host: String,
    pub actor_id: String,
    #[diesel(serialize_as = AsJson<Vec<String>>, deserialize_as = AsJson<Vec<String>>)]
    pub objects: Vec<String>,
    pub content: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub received_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub forwarded_at: Option<Instant>,
    #[diesel(serialize_as = MaybeText<UserId>, deserialize_as = MaybeText<UserId>)]
    pub closed_by: Option<UserId>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub closed_at: Option<Instant>,
    pub note: String,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<Report> {
    Ok(report::table
        .find(id)
        .select(Report::as_select())
        .first(c)?)
}

/// Writes a new row unless it is there; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Report) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(report::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Report) -> Result<()> {
    let rows = diesel::update(report::table.find(&row.id))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Reports that nobody dealt with, the oldest first, at most `limit`.
pub fn open(c: &mut Conn, limit: i64) -> Result<Vec<Report>> {
    Ok(report::table
        .filter(report::closed_at.is_null())
        .order((report::received_at, report::id))
        .select(Report::as_select())
        .limit(limit)
        .load(c)?)
}

/// How many reports came from, or are about, a server since `since`, in this direction.
pub fn count_of_host(
    c: &mut Conn,
    direction: ReportDirection,
    host: &str,
    since: Instant,
) -> Result<i64> {
    Ok(report::table
        .filter(report::host.eq(host))
        .filter(report::direction.eq(direction.text()))
        .filter(report::received_at.gt(since.millis()))
        .count()
        .get_result(c)?)
}

/// Forgets reports that came before `before`.
pub fn purge(c: &mut Conn, before: Instant) -> Result<usize> {
    Ok(diesel::delete(report::table.filter(report::received_at.lt(before.millis()))).execute(c)?)
}
