//! Fewer points for the same line.

use geo::{Coord, LineString, SimplifyIdx};

use super::{position::Position, projection::METRES_PER_DEGREE};

/// The points of a line without those that lie within this many metres of it (Ramer, Douglas and Peucker). Keeps both ends.
pub(super) fn simplified(line: &[Position], metres: f64) -> Vec<Position> {
    let Some(first) = line.first() else {
        return Vec::new();
    };
    let shortening = first.latitude.to_radians().cos();
    let flat = line.iter().map(|p| Coord {
        x: p.longitude * shortening * METRES_PER_DEGREE,
        y: p.latitude * METRES_PER_DEGREE,
    });
    let kept = LineString::new(flat.collect()).simplify_idx(metres);
    kept.into_iter()
        .filter_map(|index| line.get(index).copied())
        .collect()
}
