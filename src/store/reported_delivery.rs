//! A neighbour's delivery by the address of our Delivery object, which is all that its owner may know of it.

use diesel::prelude::*;

use super::schema::delivery_offer_received;
use super::{Conn, Result};

/// The proposal whose delivery we report under this address.
pub fn proposal_of(c: &mut Conn, delivery_url: &str) -> Result<Option<String>> {
    Ok(delivery_offer_received::table
        .filter(delivery_offer_received::delivery_url.eq(delivery_url))
        .select(delivery_offer_received::proposal_id)
        .first(c)
        .optional()?)
}
