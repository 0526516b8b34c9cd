//! Distances without a map: as the crow flies, and a bit more.

use super::{Router, Trip};
use crate::services::map::position::{Position, is_on_earth, metres_between};

/// How much longer streets are than the straight line, on average in a town.
const DETOUR: f64 = 1.3;

/// Estimates ways as straight lines × 1.3. Needs no data and answers for all places on the Earth.
#[derive(Debug, Clone, Copy, Default)]
pub struct StraightLine;

impl Router for StraightLine {
    fn distance(&self, from: Position, to: Position) -> Option<Trip> {
        let sound = is_on_earth(from) && is_on_earth(to);
        sound.then(|| Trip::of_metres(metres_between(from, to) * DETOUR))
    }

    fn path(&self, from: Position, to: Position) -> Option<(Trip, Vec<Position>)> {
        Some((self.distance(from, to)?, vec![from, to]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VADUZ: Position = Position {
        latitude: 47.141,
        longitude: 9.521,
    };
    const SCHAAN: Position = Position {
        latitude: 47.165,
        longitude: 9.509,
    };

    #[test]
    fn a_third_longer_than_the_crow_flies_at_fifteen_kilometres_an_hour() {
        let trip = StraightLine.distance(VADUZ, SCHAAN).unwrap();
        assert!((3_640..3_710).contains(&trip.metres), "{trip:?}");
        let riding = f64::from(trip.metres) * 3.6 / 15.0;
        assert!((f64::from(trip.seconds) - riding).abs() < 1.0, "{trip:?}");
        assert_eq!(
            StraightLine.path(VADUZ, SCHAAN).unwrap(),
            (trip, vec![VADUZ, SCHAAN])
        );
    }

    #[test]
    fn numbers_that_are_no_place_have_no_distance() {
        let nowhere = Position {
            latitude: f64::NAN,
            longitude: 0.0,
        };
        assert_eq!(
            StraightLine.distances(VADUZ, &[nowhere, VADUZ]),
            [
                None,
                Some(Trip {
                    metres: 0,
                    seconds: 0
                })
            ]
        );
    }
}
