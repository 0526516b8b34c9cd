//! From positions to points of a drawing and back.

use super::position::{Bounds, Position, is_on_earth};

/// Length of a degree of latitude in metres, on the sphere that distances are computed on.
pub(super) const METRES_PER_DEGREE: f64 = 111_195.080_233_532_9;

/// Latitudes beyond this one cannot be drawn: the projection is stretched without end towards the poles.
const FURTHEST_NORTH: f64 = 85.0;

/// The smallest part of the world that is drawn, in metres from the middle to the nearer edge: a house and its neighbours.
const SMALLEST_RADIUS: f64 = 60.0;

/// The largest part, in metres from the middle to the nearer edge.
const LARGEST_RADIUS: f64 = 1e6;

/// A part of the world on a drawing of a given size.
///
/// A flat map, true in scale in its middle; over the 50 km that a co-op rides it is wrong by less than a pixel in a hundred.
/// The x axis points east, the y axis south, as in SVG; the unit is the pixel of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projection {
    centre: Position,
    width: u32,
    height: u32,
    metres_per_pixel: f64,
}

/// A point of a drawing, in pixels from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Projection {
    /// The drawing of `width` × `height` pixels around a centre, which shows at least `radius` metres in each direction.
    ///
    /// Sizes are kept within 16 to 4096 pixels, radii within 60 m and 1,000 km, and the centre on a part of the Earth that can be drawn.
    pub fn around(centre: Position, radius: f64, width: u32, height: u32) -> Self {
        let (width, height) = (width.clamp(16, 4096), height.clamp(16, 4096));
        let centre = if is_on_earth(centre) {
            centre
        } else {
            Position {
                latitude: 0.0,
                longitude: 0.0,
            }
        };
        let centre = Position {
            latitude: centre.latitude.clamp(-FURTHEST_NORTH, FURTHEST_NORTH),
            ..centre
        };
        let radius = if radius.is_nan() {
            SMALLEST_RADIUS
        } else {
            radius.clamp(SMALLEST_RADIUS, LARGEST_RADIUS)
        };
        Self {
            centre,
            width,
            height,
            metres_per_pixel: radius * 2.0 / f64::from(width.min(height)),
        }
    }

    /// The drawing that shows all of these bounds, with `margin` pixels free at each edge.
    pub fn showing(bounds: Bounds, margin: u32, width: u32, height: u32) -> Self {
        let mut projection = Self::around(bounds.centre(), SMALLEST_RADIUS, width, height);
        let free = |pixels: u32| {
            f64::from(
                pixels
                    .saturating_sub(margin.saturating_mul(2))
                    .max(pixels / 4)
                    .max(1),
            )
        };
        let east_west = (bounds.north_east.longitude - bounds.south_west.longitude)
            * projection.metres_per_longitude();
        let north_south =
            (bounds.north_east.latitude - bounds.south_west.latitude) * METRES_PER_DEGREE;
        let needed =
            (east_west / free(projection.width)).max(north_south / free(projection.height));
        projection.metres_per_pixel = projection.metres_per_pixel.max(needed);
        projection
    }

    /// The part of the drawing around a point that is `times` as large: what is shown after a click on it.
    #[must_use]
    pub fn closer(&self, centre: Position, times: f64) -> Self {
        let radius = self.radius() / times.max(1.0);
        Self::around(centre, radius, self.width, self.height)
    }

    /// Width of the drawing in pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height of the drawing in pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The position in the middle.
    pub fn centre(&self) -> Position {
        self.centre
    }

    /// Metres from the middle to the nearer edges. With [`centre`](Self::centre), all that a form needs to send back to find its map again.
    pub fn radius(&self) -> f64 {
        self.metres_per_pixel * f64::from(self.width.min(self.height)) / 2.0
    }

    /// How many metres a pixel is.
    pub fn metres_per_pixel(&self) -> f64 {
        self.metres_per_pixel
    }

    /// Where a position is drawn; outside the drawing if it is not shown.
    pub fn point(&self, position: Position) -> Point {
        let east = (position.longitude - self.centre.longitude) * self.metres_per_longitude();
        let north = (position.latitude - self.centre.latitude) * METRES_PER_DEGREE;
        Point {
            x: f64::from(self.width) / 2.0 + east / self.metres_per_pixel,
            y: f64::from(self.height) / 2.0 - north / self.metres_per_pixel,
        }
    }

    /// Which position a point of the drawing shows: the answer to a click. `None` outside the drawing.
    pub fn position(&self, point: Point) -> Option<Position> {
        let inside = (0.0..=f64::from(self.width)).contains(&point.x)
            && (0.0..=f64::from(self.height)).contains(&point.y);
        let position = self.extrapolated(point);
        (inside && is_on_earth(position)).then_some(position)
    }

    /// The rectangle that is shown.
    pub fn bounds(&self) -> Bounds {
        Bounds {
            south_west: self.extrapolated(Point {
                x: 0.0,
                y: f64::from(self.height),
            }),
            north_east: self.extrapolated(Point {
                x: f64::from(self.width),
                y: 0.0,
            }),
        }
    }

    fn extrapolated(&self, point: Point) -> Position {
        let east = (point.x - f64::from(self.width) / 2.0) * self.metres_per_pixel;
        let north = (f64::from(self.height) / 2.0 - point.y) * self.metres_per_pixel;
        Position {
            latitude: self.centre.latitude + north / METRES_PER_DEGREE,
            longitude: self.centre.longitude + east / self.metres_per_longitude(),
        }
    }

    fn metres_per_longitude(&self) -> f64 {
        METRES_PER_DEGREE * self.centre.latitude.to_radians().cos()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::position::metres_between, *};

    proptest! {
        #[test]
        fn a_click_gives_the_position_back(
            latitude in -80.0..80.0_f64, longitude in -179.0..179.0_f64, radius in 60.0..20_000.0_f64,
            x in 0.0..=640.0_f64, y in 0.0..=400.0_f64,
        ) {
            let projection = Projection::around(Position { latitude, longitude }, radius, 640, 400);
            let position = projection.position(Point { x, y }).unwrap();
            let back = projection.point(position);
            prop_assert!((back.x - x).abs() < 1e-3 && (back.y - y).abs() < 1e-3);
        }

        #[test]
        fn whatever_is_asked_for_can_be_drawn(latitude: f64, longitude: f64, radius: f64, width: u32, height: u32) {
            let projection = Projection::around(Position { latitude, longitude }, radius, width, height);
            let middle = projection.point(projection.centre());
            prop_assert!(middle.x.is_finite() && middle.y.is_finite());
            prop_assert!(projection.metres_per_pixel() > 0.0 && projection.metres_per_pixel().is_finite());
        }

        #[test]
        fn bounds_fit_with_their_margin(
            latitude in 40.0..60.0_f64, longitude in 0.0..20.0_f64, up in 0.0..0.2_f64, right in 0.0..0.2_f64,
        ) {
            let south_west = Position { latitude, longitude };
            let north_east = Position { latitude: latitude + up, longitude: longitude + right };
            let projection = Projection::showing(Bounds { south_west, north_east }, 30, 640, 400);
            for corner in [south_west, north_east] {
                let point = projection.point(corner);
                prop_assert!((29.9..=610.1).contains(&point.x) && (29.9..=370.1).contains(&point.y), "{point:?}");
            }
        }
    }

    #[test]
    fn north_is_up_east_is_right_and_the_scale_is_true() {
        let centre = Position {
            latitude: 47.14,
            longitude: 9.52,
        };
        let projection = Projection::around(centre, 1_000.0, 800, 500);
        let edge = projection.position(Point { x: 400.0, y: 0.0 }).unwrap();
        assert!(edge.latitude > centre.latitude);
        assert!((metres_between(centre, edge) - 1_000.0).abs() < 1.0);
        let right = projection.position(Point { x: 800.0, y: 250.0 }).unwrap();
        assert!((metres_between(centre, right) - 1_600.0).abs() < 2.0);
        assert!((projection.radius() - 1_000.0).abs() < 1e-9);
        assert_eq!(projection.position(Point { x: -1.0, y: 3.0 }), None);
        assert_eq!(
            projection.position(Point {
                x: f64::NAN,
                y: 3.0
            }),
            None
        );
    }
}
