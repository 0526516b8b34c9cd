//! Which servers we trade with.

use diesel::prelude::*;

use super::partner::PartnerState;
use super::schema::partner;
use super::{Conn, Result};

/// Scheme, host and port of every partner, those that we trade with first.
pub fn origins(c: &mut Conn) -> Result<Vec<String>> {
    let rows: Vec<(String, String)> = partner::table
        .select((partner::desk_id, partner::state))
        .order(partner::created_at)
        .load(c)?;
    let (active, others): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|(_, state)| state == PartnerState::Active.text());
    let origin = |(desk, _): (String, String)| {
        let url = url::Url::parse(&desk).ok()?;
        Some(url.origin().ascii_serialization())
    };
    Ok(active
        .into_iter()
        .chain(others)
        .filter_map(origin)
        .collect())
}
