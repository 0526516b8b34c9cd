//! Ways by bicycle on the streets of the imported extract.
//!
//! The streets are a graph prepared by contraction hierarchies (fast_paths), so that a way takes microseconds. Distances count what is ridden,
//! not the weights by which the way is chosen. Climbs are not counted.
//!
//! Memory: about 250 bytes a point of a street (Liechtenstein: 27,000 points, 7 MB), and about 65 bytes a point more for each search at the same moment,
//! of which two are kept for the next.

mod build;
mod encode;
mod island;
mod snap;

use std::sync::{Mutex, PoisonError};

use fast_paths::{FastGraph, PathCalculator, ShortestPath};

use self::snap::{NearestNode, Snapped};
use super::{Router, Trip};
use crate::services::map::position::{CompactPosition, Position, metres_between};

/// How many idle calculators are kept for the next request.
const CALCULATORS_KEPT: usize = 2;

/// Finds ways over the streets of a region. Shared between threads; each search borrows a calculator of its own.
pub struct BicycleRouter {
    graph: FastGraph,
    positions: Vec<CompactPosition>,
    /// Nodes before this one are points of the map; the others are copies of them that carry turn restrictions, where no way begins.
    crossings: u32,
    nearest: NearestNode,
    calculators: Mutex<Vec<PathCalculator>>,
}

impl BicycleRouter {
    fn new(graph: FastGraph, positions: Vec<CompactPosition>, crossings: u32) -> Self {
        let nearest = NearestNode::new(&positions, crossings);
        Self {
            graph,
            positions,
            crossings,
            nearest,
            calculators: Mutex::default(),
        }
    }

    /// How many points the street graph has.
    pub fn points(&self) -> usize {
        self.positions.len()
    }

    fn position(&self, node: usize) -> Option<Position> {
        self.positions.get(node).copied().map(Position::from)
    }

    fn with_calculator<T>(&self, search: impl FnOnce(&mut PathCalculator) -> T) -> T {
        let kept = self
            .calculators
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let mut calculator = kept.unwrap_or_else(|| fast_paths::create_calculator(&self.graph));
        let found = search(&mut calculator);
        let mut calculators = self
            .calculators
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if calculators.len() < CALCULATORS_KEPT {
            calculators.push(calculator);
        }
        found
    }

    fn trip(
        &self,
        calculator: &mut PathCalculator,
        from: Snapped,
        to: Snapped,
    ) -> Option<(Trip, Option<ShortestPath>)> {
        if from.node == to.node {
            // Both are beside the same crossing: going through it may be a detour, so it is the longest that the way can be.
            let straight = metres_between(from.position, to.position);
            return Some((
                Trip::of_metres(
                    straight
                        .max(from.metres.max(to.metres))
                        .min(from.metres + to.metres),
                ),
                None,
            ));
        }
        let path = calculator.calc_path(&self.graph, from.node, to.node)?;
        let ridden = self.length(path.get_nodes());
        Some((
            Trip::of_metres(from.metres + ridden + to.metres),
            Some(path),
        ))
    }

    fn length(&self, nodes: &[usize]) -> f64 {
        let mut positions = nodes.iter().filter_map(|node| self.position(*node));
        let Some(mut last) = positions.next() else {
            return 0.0;
        };
        positions
            .map(|next| metres_between(std::mem::replace(&mut last, next), next))
            .sum()
    }
}

impl Router for BicycleRouter {
    fn distance(&self, from: Position, to: Position) -> Option<Trip> {
        let (from, to) = (self.nearest.snap(from)?, self.nearest.snap(to)?);
        self.with_calculator(|calculator| self.trip(calculator, from, to))
            .map(|(trip, _)| trip)
    }

    fn distances(&self, from: Position, to: &[Position]) -> Vec<Option<Trip>> {
        let Some(from) = self.nearest.snap(from) else {
            return vec![None; to.len()];
        };
        self.with_calculator(|calculator| {
            let mut distance = |place: &Position| {
                let to = self.nearest.snap(*place)?;
                self.trip(calculator, from, to).map(|(trip, _)| trip)
            };
            to.iter().map(&mut distance).collect()
        })
    }

    fn path(&self, from: Position, to: Position) -> Option<(Trip, Vec<Position>)> {
        let (start, end) = (self.nearest.snap(from)?, self.nearest.snap(to)?);
        let (trip, path) = self.with_calculator(|calculator| self.trip(calculator, start, end))?;
        let mut line = vec![from];
        if let Some(path) = path {
            line.extend(
                path.get_nodes()
                    .iter()
                    .filter_map(|node| self.position(*node)),
            );
        }
        line.push(to);
        Some((trip, line))
    }
}

impl std::fmt::Debug for BicycleRouter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BicycleRouter")
            .field("points", &self.points())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
