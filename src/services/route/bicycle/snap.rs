//! From a place to the nearest point of a street.

use rstar::{RTree, primitives::GeomWithData};

use crate::services::map::position::{CompactPosition, Position, is_on_earth, metres_between};

/// A place further than this from any street has no way, in metres.
const FURTHEST: f64 = 500.0;

/// A place and the node of the graph where its way begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Snapped {
    pub(super) position: Position,
    pub(super) node: usize,
    /// From the place to the node, as the crow flies.
    pub(super) metres: f64,
}

/// Nodes as points of a flat map, in degrees with longitudes shortened as they are in the middle of the region.
pub(super) struct NearestNode {
    tree: RTree<GeomWithData<[f32; 2], u32>>,
    middle: Position,
    shortening: f64,
}

impl NearestNode {
    /// A search over the first `count` positions.
    pub(super) fn new(positions: &[CompactPosition], count: u32) -> Self {
        let middle = positions.first().copied().map_or(
            Position {
                latitude: 0.0,
                longitude: 0.0,
            },
            Position::from,
        );
        let shortening = middle.latitude.to_radians().cos();
        let mut nearest = Self {
            tree: RTree::new(),
            middle,
            shortening,
        };
        let points = (0..count)
            .zip(positions)
            .map(|(node, position)| GeomWithData::new(nearest.plane((*position).into()), node));
        nearest.tree = RTree::bulk_load(points.collect());
        nearest
    }

    /// The nearest node within 500 m.
    pub(super) fn snap(&self, position: Position) -> Option<Snapped> {
        if !is_on_earth(position) {
            return None;
        }
        let nearest = self.tree.nearest_neighbor(self.plane(position))?;
        let metres = metres_between(position, self.position(*nearest.geom()));
        (metres <= FURTHEST).then_some(Snapped {
            position,
            node: usize::try_from(nearest.data).ok()?,
            metres,
        })
    }

    /// Relative to a point of the region, because a whole longitude in 32 bits is only exact to a metre.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "differences within a region are exact to centimetres in 32 bits"
    )]
    fn plane(&self, position: Position) -> [f32; 2] {
        [
            (position.latitude - self.middle.latitude) as f32,
            ((position.longitude - self.middle.longitude) * self.shortening) as f32,
        ]
    }

    fn position(&self, [y, x]: [f32; 2]) -> Position {
        Position {
            latitude: self.middle.latitude + f64::from(y),
            longitude: self.middle.longitude + f64::from(x) / self.shortening,
        }
    }
}
