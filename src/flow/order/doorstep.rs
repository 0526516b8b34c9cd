//! Where an order goes, as its customer wrote it, and the row that keeps it.

use chrono::TimeDelta;
use musette_domain::zone::{Cell, CellSize};
use musette_domain::{Instant, Position};

use crate::app::App;
use crate::flow::pin_check;
use crate::store::address_release::AddressRelease;
use crate::store::orders::Order;
use crate::store::{Conn, Result, address_release};

/// The customer's door. The form has checked it already: lengths, telephone number, position.
#[derive(Debug, Clone, PartialEq)]
pub struct Doorstep {
    /// A name for the bell.
    pub recipient_name: String,
    /// A number to call, as in E.164.
    pub phone: String,
    /// Street and house number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// Two-letter country.
    pub country: String,
    /// Floor, code, bell; may be empty.
    pub access_notes: String,
    /// Where it is.
    pub position: Position,
}

impl Doorstep {
    /// The cell that may be told to the restaurant's co-op.
    pub fn cell(&self) -> Cell {
        Cell::of(self.position, CellSize::Block)
    }
}

/// How long a door is kept when nobody ever ends the order.
const LONGEST: TimeDelta = TimeDelta::days(9);

/// Names the way to the door in the order: the URL a carrier reads it at, and the check of a new PIN. Returns the row to write after the order.
pub fn prepare(app: &App, order: &mut Order, door: &Doorstep) -> AddressRelease {
    let id = app.ids.secret();
    let pin = app.ids.digits(4);
    order.handoff_url = Some(app.urls.handoff(&id));
    order.pin_check = Some(pin_check::of(&pin, &app.ids.random()));
    order.zone = Some(door.cell().to_string());
    release(order, door, id, pin, app.clock.now())
}

fn release(
    order: &Order,
    door: &Doorstep,
    id: String,
    pin: String,
    now: Instant,
) -> AddressRelease {
    AddressRelease {
        id,
        order_id: order.id.clone(),
        recipient_name: door.recipient_name.clone(),
        phone: door.phone.clone(),
        street: door.street.clone(),
        postcode: door.postcode.clone(),
        city: door.city.clone(),
        country: door.country.clone(),
        access_notes: door.access_notes.clone(),
        latitude: door.position.lat(),
        longitude: door.position.lon(),
        pin,
        readable_by: None,
        reader_key: None,
        fulfills: None,
        epoch: None,
        opened_at: None,
        purge_at: order.window_to.max(now).plus(LONGEST),
    }
}

/// Writes the door down.
pub fn keep(c: &mut Conn, release: &AddressRelease) -> Result<()> {
    address_release::insert(c, release)
}
