//! Where the co-op is: said with its name, or found in the extract.

use std::path::Path;

use anyhow::bail;
use musette_domain::Position;
use musette_domain::address::fold;

use super::InitArgs;
use crate::command::coop::{parse_name, parse_position};
use crate::command::prompt;
use crate::services::map::extract::{Extract, read_extract};
use crate::services::map::position::{Bounds, Position as Found};

/// Reads the extract, before anything is made: a broken file is found out while nothing is there yet.
pub fn read(map: &Path) -> anyhow::Result<Extract> {
    Ok(read_extract(map, &mut |_| ())?)
}

/// The place and the middle of the co-op's area: one question, because without a map only a person knows where the town is.
pub fn ask(args: &InitArgs, extract: Option<&Extract>) -> anyhow::Result<(String, Position)> {
    let at = args.at.as_deref().map(parse_position).transpose();
    let at = at.map_err(|why| anyhow::anyhow!("--at: {why}"))?;
    let question = if at.is_some() || extract.is_some() {
        "Town or part of town?"
    } else {
        "Town or part of town, and its latitude,longitude (such as Vaduz 47.141,9.521)?"
    };
    let known = at.is_some() || extract.is_some();
    let (place, said) = prompt::ask(args.place.as_deref(), "place", question, None, |typed| {
        let (place, said) = parse(typed)?;
        if said.is_none() && !known {
            return Err(
                "say where it is too, as in Vaduz 47.141,9.521, or with --at or --map".to_owned(),
            );
        }
        Ok((place, said))
    })?;
    let found = extract.and_then(|extract| in_extract(extract, &place));
    let Some(position) = at.or(said).or(found) else {
        bail!("--at: the extract does not say where {place} is; write --at LATITUDE,LONGITUDE");
    };
    Ok((place, position))
}

/// Reads `Vaduz`, or `Vaduz 47.141,9.521`.
fn parse(typed: &str) -> Result<(String, Option<Position>), String> {
    let numbers = typed
        .trim()
        .rsplit_once([' ', ','])
        .and_then(|(before, longitude)| {
            let (name, latitude) = before.trim_end().rsplit_once(' ')?;
            let position = format!("{},{longitude}", latitude.trim_end_matches(','));
            let both = [latitude.trim_end_matches(','), longitude];
            both.iter()
                .all(|number| number.parse::<f64>().is_ok())
                .then_some((name, position))
        });
    match numbers {
        Some((name, position)) => Ok((
            parse_name(name.trim_end_matches([',', ' ']))?,
            Some(parse_position(&position)?),
        )),
        None => Ok((parse_name(typed)?, None)),
    }
}

/// The middle of the addresses of this town; without one, of the whole extract.
fn in_extract(extract: &Extract, place: &str) -> Option<Position> {
    let wanted = fold(place);
    let of_town = extract.addresses.iter().filter(|address| {
        address
            .city
            .as_deref()
            .is_some_and(|city| fold(city) == wanted)
    });
    let positions: Vec<Found> = of_town.map(|address| address.position).collect();
    let middle = Bounds::around(positions).unwrap_or(extract.bounds).centre();
    Position::try_from(middle).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_said_with_or_without_its_position() {
        for typed in [
            "Vaduz 47.141,9.521",
            "Vaduz 47.141, 9.521",
            "Vaduz, 47.141 9.521",
        ] {
            let (name, position) = parse(typed).unwrap();
            assert_eq!(name, "Vaduz", "{typed}");
            assert!((position.unwrap().lon() - 9.521).abs() < 1e-9, "{typed}");
        }
        for typed in ["Vaduz", "Lyon 7", "Saint-Denis, La Plaine"] {
            assert_eq!(parse(typed), Ok((typed.to_owned(), None)));
        }
        assert!(parse("Nowhere 99,9").unwrap_err().contains("latitude"));
    }
}
