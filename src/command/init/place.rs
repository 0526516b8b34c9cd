//! Where the co-op is: said, found in the extract, or asked.

use musette_domain::Position;
use musette_domain::address::fold;

use super::InitArgs;
use crate::command::coop::parse_position;
use crate::command::prompt;
use crate::services::map::extract::read_extract;
use crate::services::map::position::{Bounds, Position as Found};

/// The middle of the co-op's area.
pub fn find(args: &InitArgs, place: &str) -> anyhow::Result<Position> {
    if let Some(at) = &args.at {
        return prompt::ask(Some(at.as_str()), "at", "", None, parse_position);
    }
    let found = match &args.map {
        Some(map) => in_extract(map, place)?,
        None => None,
    };
    let default = found.map(|position| format!("{:.4},{:.4}", position.lat(), position.lon()));
    prompt::ask(
        None,
        "at",
        &format!("Where is {place} (latitude,longitude)?"),
        default.as_deref(),
        parse_position,
    )
}

/// The middle of the addresses of this town; without one, of the whole extract.
fn in_extract(map: &std::path::Path, place: &str) -> anyhow::Result<Option<Position>> {
    let extract = read_extract(map, &mut |_| ())?;
    let wanted = fold(place);
    let of_town = extract.addresses.iter().filter(|address| {
        address
            .city
            .as_deref()
            .is_some_and(|city| fold(city) == wanted)
    });
    let positions: Vec<Found> = of_town.map(|address| address.position).collect();
    let middle = Bounds::around(positions).unwrap_or(extract.bounds).centre();
    Ok(Position::try_from(middle).ok())
}
