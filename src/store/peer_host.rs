//! What we know of another server: how it takes signatures, and whether it answers.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::{outbox_message, partner, peer_host, remote_actor, remote_coop};
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// Which signature another server takes.
    pub enum SignatureForm("signature form") {
        /// draft-cavage-http-signatures-12.
        Cavage = "cavage",
        /// RFC 9421.
        Rfc9421 = "rfc9421",
    }
}
super::types::text_columns!(SignatureForm);

/// What we know of another server: how it takes signatures, and whether it answers.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = peer_host, treat_none_as_default_value = false)]
pub struct PeerHost {
    pub host: String,
    pub software: Option<String>,
    #[diesel(serialize_as = AsText<SignatureForm>, deserialize_as = AsText<SignatureForm>)]
    pub signature_form: SignatureForm,
    pub fails: i32,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub failing_since: Option<Instant>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub next_attempt_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub last_ok_at: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, host: &str) -> Result<PeerHost> {
    Ok(peer_host::table
        .find(host)
        .select(PeerHost::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, host: &str) -> Result<Option<PeerHost>> {
    Ok(peer_host::table
        .find(host)
        .select(PeerHost::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &PeerHost) -> Result<()> {
    diesel::insert_into(peer_host::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &PeerHost) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(peer_host::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew, except which signature it takes: only [`learn_form`] says that, whatever somebody read before.
pub fn save(c: &mut Conn, row: &PeerHost) -> Result<()> {
    let rows = diesel::update(peer_host::table.find(&row.host))
        .set((
            peer_host::software.eq(&row.software),
            peer_host::fails.eq(row.fails),
            peer_host::failing_since.eq(row.failing_since.map(Instant::millis)),
            peer_host::next_attempt_at.eq(row.next_attempt_at.millis()),
            peer_host::last_ok_at.eq(row.last_ok_at.map(Instant::millis)),
        ))
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, host: &str) -> Result<bool> {
    Ok(diesel::delete(peer_host::table.find(host)).execute(c)? == 1)
}

/// A host that was never heard of.
pub fn unknown(host: &str) -> PeerHost {
    PeerHost {
        host: host.to_owned(),
        software: None,
        signature_form: SignatureForm::Cavage,
        fails: 0,
        failing_since: None,
        next_attempt_at: Instant::from_millis(0),
        last_ok_at: None,
    }
}

/// Writes the row whether or not it is there.
pub fn put(c: &mut Conn, row: &PeerHost) -> Result<()> {
    if insert_if_absent(c, row)? {
        return Ok(());
    }
    save(c, row)
}

/// Notes which signature a host takes.
pub fn learn_form(c: &mut Conn, host: &str, form: SignatureForm) -> Result<()> {
    insert_if_absent(c, &unknown(host))?;
    diesel::update(peer_host::table.find(host))
        .set(peer_host::signature_form.eq(form.text()))
        .execute(c)?;
    Ok(())
}

/// Notes which signature a host says it takes, if nothing is known of the host yet; returns the form to use.
pub fn expect_form(c: &mut Conn, host: &str, form: SignatureForm) -> Result<SignatureForm> {
    let row = PeerHost {
        signature_form: form,
        ..unknown(host)
    };
    if insert_if_absent(c, &row)? {
        return Ok(form);
    }
    Ok(find(c, host)?.signature_form)
}

/// Hosts that take this signature, at most `limit`.
pub fn taking(c: &mut Conn, form: SignatureForm, limit: i64) -> Result<Vec<String>> {
    Ok(peer_host::table
        .filter(peer_host::signature_form.eq(form.text()))
        .select(peer_host::host)
        .limit(limit)
        .load(c)?)
}

/// Hosts that did not answer when we last tried.
pub fn failing(c: &mut Conn) -> Result<Vec<PeerHost>> {
    Ok(peer_host::table
        .filter(peer_host::fails.gt(0))
        .order(peer_host::host)
        .select(PeerHost::as_select())
        .load(c)?)
}

/// Lets a host be tried at once: it was heard of.
pub fn allow_now(c: &mut Conn, host: &str) -> Result<usize> {
    Ok(diesel::update(peer_host::table.find(host))
        .set(peer_host::next_attempt_at.eq(0))
        .execute(c)?)
}

/// Forgets hosts of which we know nobody and for which nothing waits, at most `limit`; says how many.
pub fn purge(c: &mut Conn, limit: i64) -> Result<usize> {
    let unused: Vec<String> = peer_host::table
        .filter(not(exists(
            remote_actor::table.filter(remote_actor::host.eq(peer_host::host)),
        )))
        .filter(not(exists(
            remote_coop::table.filter(remote_coop::host.eq(peer_host::host)),
        )))
        .filter(not(exists(
            outbox_message::table.filter(outbox_message::host.eq(peer_host::host)),
        )))
        .filter(not(exists(
            partner::table.filter(partner::host.eq(peer_host::host)),
        )))
        .select(peer_host::host)
        .limit(limit)
        .load(c)?;
    Ok(diesel::delete(peer_host::table.filter(peer_host::host.eq_any(unused))).execute(c)?)
}
