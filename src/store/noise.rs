//! What was refused, counted by server and reason: the moderators' log of bad input. Never what was said.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use super::types::{AsMillis, AsText};
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::noise;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// Why something was refused or not believed.
    pub enum NoiseReason("reason of a refusal") {
        /// The signature is missing, broken, old or of somebody else.
        Signature = "signature",
        /// The server or its author is suspended here.
        Suspended = "suspended",
        /// A trade message without an agreement.
        NoAgreement = "noAgreement",
        /// What was sent cannot be read or is impossible.
        Malformed = "malformed",
        /// Too large.
        TooLarge = "tooLarge",
        /// Another kind of content.
        MediaType = "mediaType",
        /// One id for two activities.
        SameId = "sameId",
        /// Too much at once.
        TooMuch = "tooMuch",
        /// Too slow.
        TooSlow = "tooSlow",
        /// To somebody who is not here, or not any more.
        NotHere = "notHere",
        /// Its keys cannot be read.
        KeyUnreachable = "keyUnreachable",
        /// Two actors claim one name.
        NameTaken = "nameTaken",
        /// An actor says that it is something else than it was.
        TypeChanged = "typeChanged",
        /// A name that mixes scripts, as imitations do.
        MixedScripts = "mixedScripts",
        /// Too many reports.
        TooManyReports = "tooManyReports",
        /// Anything else.
        Other = "other",
    }
}
super::types::text_columns!(NoiseReason);

/// How many rows are kept; what was heard of least lately is counted together.
pub const MOST: i64 = 1_000;

/// How often something was refused to one server for one reason. An empty host stands for many.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = noise, primary_key(host, reason), treat_none_as_default_value = false)]
pub struct Noise {
    pub host: String,
    #[diesel(serialize_as = AsText<NoiseReason>, deserialize_as = AsText<NoiseReason>)]
    pub reason: NoiseReason,
    pub times: i64,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub first_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub last_at: Instant,
}

/// Adds what was counted since.
pub fn add(c: &mut Conn, row: &Noise) -> Result<()> {
    let new = each_backend!(c, |c| diesel::insert_into(noise::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    if new == 0 {
        diesel::update(noise::table.find((&row.host, row.reason.text())))
            .set((
                noise::times.eq(noise::times + row.times),
                noise::last_at.eq(row.last_at.millis()),
            ))
            .execute(c)?;
    }
    Ok(())
}

/// Adds one refusal.
pub fn once(c: &mut Conn, host: &str, reason: NoiseReason, at: Instant) -> Result<()> {
    let row = Noise {
        host: host.to_owned(),
        reason,
        times: 1,
        first_at: at,
        last_at: at,
    };
    add(c, &row)
}

/// Counts together what is more than [`MOST`] rows, what was heard of least lately first.
pub fn merge(c: &mut Conn) -> Result<()> {
    let rows: i64 = noise::table.count().get_result(c)?;
    if rows <= MOST {
        return Ok(());
    }
    let old: Vec<Noise> = noise::table
        .filter(noise::host.ne(""))
        .order((noise::last_at, noise::host, noise::reason))
        .select(Noise::as_select())
        .limit(rows - MOST + i64::try_from(NoiseReason::ALL.len()).unwrap_or(0))
        .load(c)?;
    for row in old {
        diesel::delete(noise::table.find((&row.host, row.reason.text()))).execute(c)?;
        add(
            c,
            &Noise {
                host: String::new(),
                ..row
            },
        )?;
    }
    Ok(())
}

/// What was refused, the latest first, at most `limit`.
pub fn list(c: &mut Conn, limit: i64) -> Result<Vec<Noise>> {
    Ok(noise::table
        .order((noise::last_at.desc(), noise::host, noise::reason))
        .select(Noise::as_select())
        .limit(limit)
        .load(c)?)
}

/// Forgets what was not heard of since `before`.
pub fn purge(c: &mut Conn, before: Instant) -> Result<usize> {
    Ok(diesel::delete(noise::table.filter(noise::last_at.lt(before.millis()))).execute(c)?)
}
