//! Background work, due at a time of one of the two clocks.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::JobId;

use super::schema::job;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// Which clock a job waits for.
    pub enum JobClock("job clock") {
        /// Trade time: deadlines, windows, timers.
        Trade = "trade",
        /// Wire time: the real clock.
        Wire = "wire",
    }
}
super::types::text_columns!(JobClock);

/// Background work, due at a time of one of the two clocks.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = job, treat_none_as_null = true)]
pub struct Job {
    #[diesel(serialize_as = AsText<JobId>, deserialize_as = AsText<JobId>)]
    pub id: JobId,
    pub kind: String,
    pub subject: String,
    pub payload: String,
    #[diesel(serialize_as = AsText<JobClock>, deserialize_as = AsText<JobClock>)]
    pub clock: JobClock,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub run_at: Instant,
    pub attempts: i32,
    pub last_error: Option<String>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &JobId) -> Result<Job> {
    Ok(job::table
        .find(TextValue::as_str(id))
        .select(Job::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &JobId) -> Result<Option<Job>> {
    Ok(job::table
        .find(TextValue::as_str(id))
        .select(Job::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Job) -> Result<()> {
    diesel::insert_into(job::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Job) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(job::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Job) -> Result<()> {
    let rows = diesel::update(job::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &JobId) -> Result<bool> {
    Ok(diesel::delete(job::table.find(TextValue::as_str(id))).execute(c)? == 1)
}
