//! A point on the Earth and the rectangle around several of them.

/// Mean radius of the Earth in metres (IUGG R1).
const EARTH_RADIUS: f64 = 6_371_008.8;

/// Units of the compact form: a ten-millionth of a degree, the precision of OpenStreetMap itself (about 1 cm).
const UNITS_PER_DEGREE: f64 = 1e7;

/// A point on the Earth in WGS 84, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees north of the equator, -90 to 90.
    pub latitude: f64,
    /// Degrees east of Greenwich, -180 to 180.
    pub longitude: f64,
}

impl From<musette_domain::Position> for Position {
    fn from(position: musette_domain::Position) -> Self {
        Self {
            latitude: position.lat(),
            longitude: position.lon(),
        }
    }
}

impl TryFrom<Position> for musette_domain::Position {
    type Error = musette_domain::position::NotAPosition;
    fn try_from(position: Position) -> Result<Self, Self::Error> {
        Self::new(position.latitude, position.longitude)
    }
}

/// Great-circle distance in metres (haversine on a sphere, wrong by at most 0.5 %).
pub fn metres_between(a: Position, b: Position) -> f64 {
    let half_latitude = ((b.latitude - a.latitude).to_radians() / 2.0).sin();
    let half_longitude = ((b.longitude - a.longitude).to_radians() / 2.0).sin();
    let h = half_latitude.powi(2)
        + a.latitude.to_radians().cos() * b.latitude.to_radians().cos() * half_longitude.powi(2);
    2.0 * EARTH_RADIUS * h.clamp(0.0, 1.0).sqrt().asin()
}

/// Whether the numbers are a point on the Earth (finite and in range), which form fields and files need not be.
pub fn is_on_earth(position: Position) -> bool {
    (-90.0..=90.0).contains(&position.latitude) && (-180.0..=180.0).contains(&position.longitude)
}

/// A position in eight bytes: latitude and longitude in ten-millionths of a degree.
///
/// A loaded map holds tens of thousands of these, so they are half the size of a [`Position`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CompactPosition {
    pub(crate) latitude: i32,
    pub(crate) longitude: i32,
}

impl From<Position> for CompactPosition {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "180 degrees are 1.8e9 units, which fits; the cast saturates"
    )]
    fn from(position: Position) -> Self {
        Self {
            latitude: (position.latitude * UNITS_PER_DEGREE).round() as i32,
            longitude: (position.longitude * UNITS_PER_DEGREE).round() as i32,
        }
    }
}

impl From<CompactPosition> for Position {
    fn from(compact: CompactPosition) -> Self {
        Self {
            latitude: f64::from(compact.latitude) / UNITS_PER_DEGREE,
            longitude: f64::from(compact.longitude) / UNITS_PER_DEGREE,
        }
    }
}

/// A rectangle of latitudes and longitudes. It does not cross the 180th meridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The corner with the smallest latitude and longitude.
    pub south_west: Position,
    /// The corner with the largest latitude and longitude.
    pub north_east: Position,
}

impl Bounds {
    /// The smallest rectangle around all positions, or `None` where there is none.
    pub fn around(positions: impl IntoIterator<Item = Position>) -> Option<Self> {
        let mut positions = positions.into_iter();
        let first = positions.next()?;
        let start = Self {
            south_west: first,
            north_east: first,
        };
        Some(positions.fold(start, Self::with))
    }

    /// The rectangle that also holds this position.
    #[must_use]
    pub fn with(self, position: Position) -> Self {
        Self {
            south_west: Position {
                latitude: self.south_west.latitude.min(position.latitude),
                longitude: self.south_west.longitude.min(position.longitude),
            },
            north_east: Position {
                latitude: self.north_east.latitude.max(position.latitude),
                longitude: self.north_east.longitude.max(position.longitude),
            },
        }
    }

    /// The point in the middle.
    pub fn centre(&self) -> Position {
        Position {
            latitude: f64::midpoint(self.south_west.latitude, self.north_east.latitude),
            longitude: f64::midpoint(self.south_west.longitude, self.north_east.longitude),
        }
    }

    /// Whether the position lies inside or on the edge.
    pub fn contains(&self, position: Position) -> bool {
        (self.south_west.latitude..=self.north_east.latitude).contains(&position.latitude)
            && (self.south_west.longitude..=self.north_east.longitude).contains(&position.longitude)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vaduz_to_schaan_as_the_crow_flies() {
        let vaduz = Position {
            latitude: 47.141,
            longitude: 9.521,
        };
        let schaan = Position {
            latitude: 47.165,
            longitude: 9.509,
        };
        let metres = metres_between(vaduz, schaan);
        assert!((2_800.0..2_850.0).contains(&metres), "{metres}");
        assert!(metres_between(vaduz, vaduz) < 0.001);
    }

    #[test]
    fn the_compact_form_is_exact_to_a_centimetre() {
        let position = Position {
            latitude: -47.123_456_7,
            longitude: 179.999_999_9,
        };
        let back = Position::from(CompactPosition::from(position));
        assert!(metres_between(position, back) < 0.01);
    }

    #[test]
    fn numbers_that_are_no_place_are_recognised() {
        assert!(!is_on_earth(Position {
            latitude: f64::NAN,
            longitude: 0.0
        }));
        assert!(!is_on_earth(Position {
            latitude: 91.0,
            longitude: 0.0
        }));
        assert!(is_on_earth(Position {
            latitude: 47.0,
            longitude: 9.5
        }));
    }

    #[test]
    fn bounds_hold_what_they_were_made_of() {
        let a = Position {
            latitude: 47.0,
            longitude: 9.6,
        };
        let b = Position {
            latitude: 47.2,
            longitude: 9.5,
        };
        let bounds = Bounds::around([a, b]).unwrap();
        assert!(bounds.contains(a) && bounds.contains(b) && bounds.contains(bounds.centre()));
        assert!(!bounds.contains(Position {
            latitude: 47.3,
            longitude: 9.55
        }));
        assert_eq!(Bounds::around([]), None);
    }
}
