//! A place on the earth, distances by air, and the guess for when there is no map.

use chrono::TimeDelta;

/// Mean radius of the earth in metres (IUGG).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// How much longer a way by bicycle is than the straight line, when no map tells.
const DETOUR: f64 = 1.3;

/// How fast a loaded bicycle is in a town, in kilometres an hour, when nothing else is known.
pub const BICYCLE_KMH: f64 = 15.0;

/// A place: WGS 84 degrees, always finite and in range.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "(f64, f64)", into = "(f64, f64)")]
pub struct Position {
    lat: f64,
    lon: f64,
}

/// Two numbers that are no place on the earth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPosition {
    /// The latitude is beyond a pole.
    #[error("the latitude must be a number between -90 and 90")]
    Latitude,
    /// The longitude is beyond the date line.
    #[error("the longitude must be a number between -180 and 180")]
    Longitude,
}

impl Position {
    /// The place at `lat`, `lon` degrees.
    pub fn new(lat: f64, lon: f64) -> Result<Self, NotAPosition> {
        if !(-90.0..=90.0).contains(&lat) {
            return Err(NotAPosition::Latitude);
        }
        if !(-180.0..=180.0).contains(&lon) {
            return Err(NotAPosition::Longitude);
        }
        Ok(Self { lat, lon })
    }
    /// Degrees north.
    pub const fn lat(self) -> f64 {
        self.lat
    }
    /// Degrees east.
    pub const fn lon(self) -> f64 {
        self.lon
    }
    /// Metres to `other` by air (haversine).
    pub fn metres_to(self, other: Self) -> f64 {
        let (lat1, lat2) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = (lat2 - lat1) / 2.0;
        let half_lon = (other.lon - self.lon).to_radians() / 2.0;
        let h = half_lat.sin().powi(2) + lat1.cos() * lat2.cos() * half_lon.sin().powi(2);
        2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin()
    }
    /// Metres to `other` by bicycle as guessed without a map: the straight line and three tenths more.
    pub fn guessed_way_to(self, other: Self) -> f64 {
        self.metres_to(other) * DETOUR
    }
    /// The time to `other` by bicycle as guessed without a map.
    pub fn guessed_time_to(self, other: Self) -> TimeDelta {
        bicycle_time(self.guessed_way_to(other), BICYCLE_KMH)
    }
}

/// How long `metres` take at `kmh`, to the second. A speed of nothing counts as [`BICYCLE_KMH`].
pub fn bicycle_time(metres: f64, kmh: f64) -> TimeDelta {
    let kmh = if kmh.is_finite() && kmh > 0.0 {
        kmh
    } else {
        BICYCLE_KMH
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the earth's circumference at walking speed is far below the limit, and the cast saturates"
    )]
    let seconds = (metres.max(0.0) / (kmh / 3.6)).round().min(1e9) as i64;
    TimeDelta::seconds(seconds)
}

impl TryFrom<(f64, f64)> for Position {
    type Error = NotAPosition;
    fn try_from((lat, lon): (f64, f64)) -> Result<Self, NotAPosition> {
        Self::new(lat, lon)
    }
}

impl From<Position> for (f64, f64) {
    fn from(position: Position) -> Self {
        (position.lat, position.lon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn vaduz_to_schaan() {
        let vaduz = Position::new(47.1410, 9.5209).unwrap();
        let schaan = Position::new(47.1650, 9.5087).unwrap();
        let metres = vaduz.metres_to(schaan);
        assert!((2_750.0..2_900.0).contains(&metres), "{metres}");
        assert_eq!(vaduz.guessed_time_to(schaan).num_minutes(), 14);
    }

    #[test]
    fn refuses_what_is_no_place() {
        assert_eq!(Position::new(90.1, 0.0), Err(NotAPosition::Latitude));
        assert_eq!(Position::new(f64::NAN, 0.0), Err(NotAPosition::Latitude));
        assert_eq!(
            Position::new(0.0, f64::INFINITY),
            Err(NotAPosition::Longitude)
        );
    }

    proptest! {
        #[test]
        fn distance_is_symmetric_and_bounded(a in -90.0..=90.0, b in -180.0..=180.0, c in -90.0..=90.0, d in -180.0..=180.0) {
            let (p, q) = (Position::new(a, b).unwrap(), Position::new(c, d).unwrap());
            prop_assert!((p.metres_to(q) - q.metres_to(p)).abs() < 1e-3);
            prop_assert!(p.metres_to(q) <= 20_100_000.0);
        }
    }
}
