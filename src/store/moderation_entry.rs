//! What moderators did: who, when, what and why. Rows are added and, in time, forgotten; they are never changed.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use super::types::{AsMillis, AsText, MaybeText};
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::id::UserId;

use super::schema::moderation_entry;
use super::{Conn, Result};

musette_domain::text_enum! {
    /// What a moderator did.
    pub enum ModerationAct("act of a moderator") {
        /// Spoken with from now on, whatever else holds.
        Allowed = "allowed",
        /// Not in discovery any more, and its replies not shown.
        Limited = "limited",
        /// Not spoken with any more.
        Suspended = "suspended",
        /// What was decided before does not hold any more.
        Lifted = "lifted",
        /// A report was dealt with.
        ReportClosed = "reportClosed",
        /// A report was passed on to the server that it is about.
        ReportForwarded = "reportForwarded",
        /// A reply was hidden from everybody.
        ReplyHidden = "replyHidden",
        /// A reply was shown to everybody.
        ReplyShown = "replyShown",
        /// A block list of somebody else was read as advice.
        AdviceImported = "adviceImported",
        /// Advice of somebody else was forgotten.
        AdviceForgotten = "adviceForgotten",
    }
}
super::types::text_columns!(ModerationAct);

/// Something that a moderator did. Without a person it was done from the command line.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = moderation_entry, treat_none_as_default_value = false)]
pub struct ModerationEntry {
    pub id: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub at: Instant,
    #[diesel(serialize_as = MaybeText<UserId>, deserialize_as = MaybeText<UserId>)]
    pub by_user: Option<UserId>,
    #[diesel(serialize_as = AsText<ModerationAct>, deserialize_as = AsText<ModerationAct>)]
    pub act: ModerationAct,
    pub subject: String,
    pub reason: String,
}

/// Writes a new row.
pub fn insert(c: &mut Conn, row: &ModerationEntry) -> Result<()> {
    diesel::insert_into(moderation_entry::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// What was done, the newest first, at most `limit`.
pub fn list(c: &mut Conn, limit: i64) -> Result<Vec<ModerationEntry>> {
    Ok(moderation_entry::table
        .order((moderation_entry::at.desc(), moderation_entry::id.desc()))
        .select(ModerationEntry::as_select())
        .limit(limit)
        .load(c)?)
}

/// Forgets what was done before `before`.
pub fn purge(c: &mut Conn, before: Instant) -> Result<usize> {
    let old = moderation_entry::at.lt(before.millis());
    Ok(diesel::delete(moderation_entry::table.filter(old)).execute(c)?)
}
