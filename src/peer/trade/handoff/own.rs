//! The door of a customer of our own whom our courier visits for a neighbour: the same rules and the same record, without a request to ourselves.

use musette_domain::Position;

use crate::app::handoffs::{Door, DoorClosed};
use crate::peer::trade::client::DeskClient;
use crate::store::address_reading::AddressReading;
use crate::store::address_release::AddressRelease;
use crate::store::{Result, address_reading, address_release};

/// Reads the door at `url`, which is one of ours.
pub async fn read(
    client: &DeskClient,
    url: &str,
    agreement: &str,
    epoch: i64,
) -> Result<Door, DoorClosed> {
    let (desk, agreement) = (client.desk.clone(), agreement.to_owned());
    let secret = url.rsplit('/').next().unwrap_or_default().to_owned();
    let found = client
        .peer
        .db
        .write(move |c| -> Result<_> {
            let Some(release) = address_release::find_optional(c, &secret)? else {
                return Ok(Err(DoorClosed::Over));
            };
            let ours = desk.urls.desk();
            let answer = judge(&release, &ours, &agreement, epoch, desk.now());
            address_reading::insert(
                c,
                &AddressReading {
                    id: desk.ids.uuid(),
                    release_id: release.id.clone(),
                    reader: ours,
                    allowed: answer.is_ok(),
                    at: desk.now(),
                },
            )?;
            Ok(answer.map(|()| door(release)))
        })
        .await;
    found.map_err(|e| DoorClosed::Unreachable(e.to_string()))?
}

fn judge(
    release: &AddressRelease,
    desk: &str,
    agreement: &str,
    epoch: i64,
    now: musette_domain::Instant,
) -> Result<(), DoorClosed> {
    if release.purge_at <= now {
        return Err(DoorClosed::Over);
    }
    let Some(reader) = &release.readable_by else {
        return Err(DoorClosed::NotYetOpen);
    };
    let bound = release.fulfills.as_deref() == Some(agreement) && release.epoch == Some(epoch);
    match (release.opened_at, reader == desk && bound) {
        (Some(_), true) => Ok(()),
        (Some(_), false) => Err(DoorClosed::Refused(
            "this address is open to another desk".into(),
        )),
        (None, true) => Err(DoorClosed::Over),
        (None, false) => Err(DoorClosed::NotYetOpen),
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
