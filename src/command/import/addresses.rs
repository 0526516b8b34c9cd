//! House numbers into the address search.

use std::collections::HashSet;
use std::fmt::Write as _;

use aws_lc_rs::digest::{SHA256, digest};
use musette_domain::TextValue;
use musette_domain::address::{normalise, tokens};
use musette_domain::id::AddressId;

use crate::services::map::extract;
use crate::store::{Conn, Error, Result, address, address_token};

/// Makes the address search hold exactly these addresses; says how many there are.
pub fn write(c: &mut Conn, addresses: &[extract::Address]) -> Result<usize> {
    let mut written = HashSet::new();
    for found in addresses {
        let row = row(found)?;
        if !written.insert(row.id.as_str().to_owned()) {
            // The same house mapped twice, as a point and as a building.
            continue;
        }
        if !address::insert_if_absent(c, &row)? {
            address::save(c, &row)?;
        }
        let line = format!(
            "{} {} {} {}",
            row.street, row.housenumber, row.postcode, row.city
        );
        address_token::replace(c, &row.id, &tokens(&line))?;
    }
    for id in address::all_ids(c)? {
        if !written.contains(&id) {
            let id = AddressId::parse(&id).map_err(|e| Error::Database(e.to_string()))?;
            address::delete(c, &id)?;
        }
    }
    Ok(written.len())
}

fn row(found: &extract::Address) -> Result<address::Address> {
    let postcode = found.postcode.clone().unwrap_or_default();
    let city = found.city.clone().unwrap_or_default();
    Ok(address::Address {
        id: id(&found.street, &found.housenumber, &postcode, &city)?,
        street: found.street.clone(),
        housenumber: found.housenumber.clone(),
        postcode,
        city,
        country: found.country.clone().unwrap_or_default(),
        latitude: found.position.latitude,
        longitude: found.position.longitude,
    })
}

/// An id made of the address itself, so that another import meets the same row.
fn id(street: &str, housenumber: &str, postcode: &str, city: &str) -> Result<AddressId> {
    let parts = [street, housenumber, postcode, city].map(normalise);
    let hash = digest(&SHA256, parts.join("\n").as_bytes());
    let mut hex = String::with_capacity(32);
    for byte in hash.as_ref().iter().take(16) {
        let _ = write!(hex, "{byte:02x}");
    }
    AddressId::parse(&hex).map_err(|e| Error::Database(e.to_string()))
}
