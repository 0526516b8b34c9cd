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
#[diesel(table_name = job, treat_none_as_null = true, treat_none_as_default_value = false)]
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

/// The row of a kind about a subject, if there is one.
pub fn of(c: &mut Conn, kind: &str, subject: &str) -> Result<Option<Job>> {
    Ok(job::table
        .filter(job::kind.eq(kind).and(job::subject.eq(subject)))
        .select(Job::as_select())
        .first(c)
        .optional()?)
}

/// Moves a row to another time, with no failed attempts.
pub fn reschedule(c: &mut Conn, kind: &str, subject: &str, run_at: Instant) -> Result<bool> {
    let rows = diesel::update(job::table.filter(job::kind.eq(kind).and(job::subject.eq(subject))))
        .set((job::run_at.eq(run_at.millis()), job::attempts.eq(0)))
        .execute(c)?;
    Ok(rows == 1)
}

/// Deletes the row of a kind about a subject; says whether there was one.
pub fn delete_of(c: &mut Conn, kind: &str, subject: &str) -> Result<bool> {
    let rows = diesel::delete(job::table.filter(job::kind.eq(kind).and(job::subject.eq(subject))))
        .execute(c)?;
    Ok(rows == 1)
}

/// When the next row of each clock is due.
pub fn next_due(c: &mut Conn) -> Result<Vec<(JobClock, Instant)>> {
    let mut due = Vec::new();
    for clock in [JobClock::Trade, JobClock::Wire] {
        let at: Option<i64> = each_backend!(c, |c| job::table
            .filter(job::clock.eq(clock.text()))
            .select(job::run_at)
            .order(job::run_at)
            .first(c)
            .optional())?;
        due.extend(at.map(|at| (clock, Instant::from_millis(at))));
    }
    Ok(due)
}

/// Takes up to `limit` rows of a clock that are due at `now` and moves them to `leased_until`, so that nobody else takes them meanwhile.
///
/// On PostgreSQL rows that another process is just taking are passed over; on SQLite there is one writer.
pub fn claim(
    c: &mut Conn,
    clock: JobClock,
    now: Instant,
    leased_until: Instant,
    limit: i64,
) -> Result<Vec<Job>> {
    // The same query twice: locking exists for one database only.
    macro_rules! due {
        () => {
            job::table
                .filter(job::clock.eq(clock.text()))
                .filter(job::run_at.le(now.millis()))
                .order((job::run_at, job::id))
                .limit(limit)
                .select(Job::as_select())
        };
    }
    let rows: Vec<Job> = match c {
        Conn::Sqlite(c) => due!().load(c)?,
        #[cfg(feature = "postgres")]
        Conn::Postgres(c) => due!().for_update().skip_locked().load(c)?,
    };
    rows.into_iter()
        .map(|row| {
            let leased = Job {
                run_at: leased_until,
                attempts: row.attempts.saturating_add(1),
                ..row
            };
            save(c, &leased)?;
            Ok(leased)
        })
        .collect()
}
