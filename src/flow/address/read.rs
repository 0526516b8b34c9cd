//! A desk reads a door. Every attempt is written down.

use musette_domain::Position;

use super::open::Reader;
use crate::app::App;
use crate::app::handoffs::Door;
use crate::flow::refusal::refusals;
use crate::store::address_reading::AddressReading;
use crate::store::address_release::{self, AddressRelease};
use crate::store::{Conn, address_reading};

refusals! {
    /// Why a door cannot be read.
    pub enum NotReadable {
        /// No award has opened it yet; the reader asks again in three seconds.
        #[error("not open yet")]
        NotYetOpen = "door-not-yet-open",
        /// It is open to somebody else, or to this desk for another agreement.
        #[error("this address is not yours to read")]
        NotYours = "door-not-yours",
        /// It was closed to this reader, it was forgotten, or never was.
        #[error("this address is gone")]
        Gone = "door-gone",
    }
}

/// The door behind the secret `release_id`, if `reader` may read it. The attempt is recorded, so this belongs into a `db.write`.
///
/// The outer error is the store's and undoes the record; the inner result is the answer to the reader.
pub fn read(
    c: &mut Conn,
    app: &App,
    release_id: &str,
    reader: &Reader,
) -> Result<Result<Door, NotReadable>, crate::store::Error> {
    let now = app.clock.now();
    let Some(release) = address_release::find_optional(c, release_id)? else {
        return Ok(Err(NotReadable::Gone));
    };
    let answer = judge(app, &release, reader);
    let reading = AddressReading {
        id: app.ids.uuid(),
        release_id: release.id.clone(),
        reader: reader.desk.clone(),
        allowed: answer.is_ok(),
        at: now,
    };
    address_reading::insert(c, &reading)?;
    Ok(answer.map(|()| door(release)))
}

fn judge(app: &App, release: &AddressRelease, reader: &Reader) -> Result<(), NotReadable> {
    if release.purge_at <= app.clock.now() {
        return Err(NotReadable::Gone);
    }
    let Some(desk) = &release.readable_by else {
        return Err(NotReadable::NotYetOpen);
    };
    let same_key = release.reader_key == reader.key || reader.desk == app.urls.desk();
    let allowed = *desk == reader.desk
        && same_key
        && release.fulfills.as_deref() == Some(reader.agreement.as_str())
        && release.epoch == Some(reader.epoch);
    match (release.opened_at, allowed) {
        (Some(_), true) => Ok(()),
        (Some(_), false) => Err(NotReadable::NotYours),
        // Taken back from this reader; another may be named at any moment.
        (None, true) => Err(NotReadable::Gone),
        (None, false) => Err(NotReadable::NotYetOpen),
    }
}

fn door(release: AddressRelease) -> Door {
    Door {
        recipient_name: release.recipient_name,
        phone: release.phone,
        street: release.street,
        postcode: release.postcode,
        city: release.city,
        country: release.country,
        access_notes: release.access_notes,
        position: Position::new(release.latitude, release.longitude).ok(),
        valid_through: release.purge_at,
    }
}
