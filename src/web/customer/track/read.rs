//! Everything that an order's page shows, in one read. Only its customer may have it.

use musette_domain::Position;
use musette_domain::id::{OrderId, UserId};

use crate::store::address_release::{self, AddressRelease};
use crate::store::order_event::{self, OrderEvent};
use crate::store::order_line::{self, OrderLine};
use crate::store::orders::{self, Order};
use crate::store::partner::{self, Partner};
use crate::store::{Conn, Result, remote_restaurant, restaurant};

/// An order as its customer sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tracked {
    /// The order.
    pub order: Order,
    /// What was ordered.
    pub lines: Vec<OrderLine>,
    /// What happened, the oldest first.
    pub events: Vec<OrderEvent>,
    /// The door, while it is remembered.
    pub door: Option<AddressRelease>,
    /// The co-op of the restaurant, if it is another.
    pub partner: Option<Partner>,
    /// Who carries it, if it is a partner of ours.
    pub carrier: Option<Partner>,
    /// Where the restaurant is.
    pub counter: Option<Position>,
    /// The restaurant's address in a line.
    pub address: String,
    /// The restaurant's page.
    pub path: Option<String>,
}

/// Reads the order; none if it is not this person's.
pub fn read(c: &mut Conn, id: &OrderId, user: &UserId) -> Result<Option<Tracked>> {
    let Some(order) = orders::find_optional(c, id)? else {
        return Ok(None);
    };
    if order.user_id.as_ref() != Some(user) {
        return Ok(None);
    }
    let partner = match &order.partner_id {
        Some(desk) => partner::find_optional(c, desk)?,
        None => None,
    };
    let carrier = match &order.carrier_desk {
        Some(desk) => partner::find_optional(c, desk)?,
        None => None,
    };
    let (counter, address, path) = counter(c, &order)?;
    Ok(Some(Tracked {
        lines: order_line::of_order(c, id)?,
        events: order_event::of_order(c, id)?,
        door: address_release::of_order(c, id)?,
        partner,
        carrier,
        counter,
        address,
        path,
        order,
    }))
}

/// Where the restaurant is, in numbers and in words, and its page.
fn counter(c: &mut Conn, order: &Order) -> Result<(Option<Position>, String, Option<String>)> {
    if let Some(id) = &order.restaurant_id {
        let row = restaurant::find(c, id)?;
        let address = format!(
            "{} {}, {} {}",
            row.street, row.housenumber, row.postcode, row.city
        );
        let at = Position::new(row.latitude, row.longitude).ok();
        return Ok((at, address, Some(format!("/@{}", row.handle))));
    }
    let Some(row) = remote_restaurant::find_optional(c, &order.restaurant)? else {
        return Ok((None, String::new(), None));
    };
    let at = row.latitude.zip(row.longitude);
    let at = at.and_then(|(lat, lon)| Position::new(lat, lon).ok());
    let path = format!("/@{}@{}", row.handle, row.host);
    Ok((at, row.address, Some(path)))
}
