//! Opening and closing the door of an order to a desk.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_domain::id::OrderId;

use crate::store::{Conn, Result, address_release};

/// How long after the end of an order its door is remembered (protocol.md 5.2).
pub const REMEMBERED: TimeDelta = TimeDelta::hours(24);

/// Who may read a door: exactly this desk, with exactly this key, for exactly this agreement and epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The desk's actor id.
    pub desk: String,
    /// The fingerprint of its key, SHA-256 in hexadecimal; none for our own desk, which reads without a message.
    pub key: Option<String>,
    /// The agreement by which it carries.
    pub agreement: String,
    /// The epoch of that agreement.
    pub epoch: i64,
}

/// Opens an order's door to one reader, whoever could read it before. Says whether there is a door.
pub fn open(c: &mut Conn, order: &OrderId, reader: &Reader, now: Instant) -> Result<bool> {
    let Some(mut release) = address_release::of_order(c, order)? else {
        return Ok(false);
    };
    let same = release.readable_by.as_deref() == Some(reader.desk.as_str())
        && release.reader_key == reader.key
        && release.fulfills.as_deref() == Some(reader.agreement.as_str())
        && release.epoch == Some(reader.epoch)
        && release.opened_at.is_some();
    if !same {
        release.readable_by = Some(reader.desk.clone());
        release.reader_key.clone_from(&reader.key);
        release.fulfills = Some(reader.agreement.clone());
        release.epoch = Some(reader.epoch);
        release.opened_at = Some(now);
        address_release::save(c, &release)?;
    }
    Ok(true)
}

/// Closes an order's door to everybody. Who could read it last stays written down, without a time of opening: that desk is told that it is over.
pub fn close(c: &mut Conn, order: &OrderId) -> Result<()> {
    let Some(mut release) = address_release::of_order(c, order)? else {
        return Ok(());
    };
    if release.opened_at.is_some() {
        release.opened_at = None;
        address_release::save(c, &release)?;
    }
    Ok(())
}

/// The order has ended: its door is forgotten a day later. An earlier date stays.
pub fn forget_at(c: &mut Conn, order: &OrderId, ended: Instant) -> Result<()> {
    let Some(mut release) = address_release::of_order(c, order)? else {
        return Ok(());
    };
    release.purge_at = release.purge_at.min(ended.plus(REMEMBERED));
    address_release::save(c, &release)
}
