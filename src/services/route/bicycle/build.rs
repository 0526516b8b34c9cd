//! From an extract to a street graph.

use std::{
    io::{self, BufReader, Read},
    path::Path,
};

use fast_paths::InputGraph;
use routx::{
    Graph,
    osm::{FileFormat, Options, Penalty, Profile, add_features_from_io},
};

use super::{BicycleRouter, island};
use crate::services::map::{
    extract::{ExtractError, Progress, Stage, contained, damaged, open},
    position::{CompactPosition, Position},
};

/// Nodes with this number or a higher one are copies that carry turn restrictions (routx).
const FIRST_COPY: i64 = 0x0008_0000_0000_0000;

/// Weights are whole: tenths of a metre times the penalty of the street.
const WEIGHTS_PER_KILOMETRE: f32 = 10_000.0;

/// Which streets a courier takes, and how much further they would go to avoid them.
///
/// Gentler than routx' own bicycle profile: someone who rides for a living takes the main street when it is clearly shorter, and the
/// customer pays by the kilometre. Footways and steps mean pushing or carrying.
const COURIER: Profile<'_> = Profile {
    name: "bicycle",
    penalties: &[
        street("cycleway", 1.0),
        street("residential", 1.05),
        street("living_street", 1.1),
        street("unclassified", 1.1),
        street("road", 1.1),
        street("minor", 1.1),
        street("tertiary", 1.1),
        street("tertiary_link", 1.1),
        street("secondary", 1.2),
        street("secondary_link", 1.2),
        street("service", 1.25),
        street("primary", 1.4),
        street("primary_link", 1.4),
        street("track", 1.4),
        street("path", 1.4),
        street("pedestrian", 1.8),
        street("bridleway", 2.0),
        street("footway", 2.5),
        street("trunk", 5.0),
        street("trunk_link", 5.0),
        street("steps", 8.0),
    ],
    access: &["access", "vehicle", "bicycle"],
    disallow_motorroad: true,
    disable_restrictions: false,
};

const fn street(value: &'static str, penalty: f32) -> Penalty<'static> {
    Penalty {
        key: "highway",
        value,
        penalty,
    }
}

impl BicycleRouter {
    /// Reads the streets of an extract that [`read_extract`](crate::services::map::extract::read_extract) has found sound, and prepares them.
    pub fn build(path: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Self, ExtractError> {
        let streets = contained(path, || read(path, progress))?;
        progress(Progress {
            stage: Stage::Preparing,
            done: 0,
            total: 1,
        });
        let router = contained(path, || {
            prepare(&streets).ok_or_else(|| ExtractError::NoStreets {
                path: path.to_owned(),
            })
        })?;
        progress(Progress {
            stage: Stage::Preparing,
            done: 1,
            total: 1,
        });
        Ok(router)
    }
}

fn read(path: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Graph, ExtractError> {
    let file = open(path)?;
    let total = file
        .get_ref()
        .metadata()
        .map_or(0, |metadata| metadata.len());
    let counted = Counted {
        inner: file,
        done: 0,
        report: &mut |done| {
            progress(Progress {
                stage: Stage::Connecting,
                done,
                total,
            });
        },
    };
    let options = Options {
        profile: &COURIER,
        file_format: FileFormat::Pbf,
        bbox: [0.0; 4],
    };
    let mut graph = Graph::new();
    add_features_from_io(
        &mut graph,
        &options,
        BufReader::with_capacity(64 * 1024, counted),
    )
    .map_err(|error| damaged(path, error))?;
    Ok(graph)
}

/// A street from node to node by their place in the graph, with its weight.
pub(super) type Edge = (usize, usize, usize);

/// The prepared router, or `None` if nothing can be ridden on.
fn prepare(streets: &Graph) -> Option<BicycleRouter> {
    let numbers: Vec<i64> = streets.0.keys().copied().collect();
    let kept = island::large(&connections(streets, &numbers));
    let numbers: Vec<i64> = numbers
        .into_iter()
        .zip(kept)
        .filter_map(|(number, kept)| kept.then_some(number))
        .collect();
    let crossings = numbers.partition_point(|number| *number < FIRST_COPY);
    let positions = numbers.iter().filter_map(|number| {
        let node = streets.get_node(*number)?;
        Some(CompactPosition::from(Position {
            latitude: f64::from(node.lat),
            longitude: f64::from(node.lon),
        }))
    });
    let positions: Vec<CompactPosition> = positions.collect();
    let mut input = InputGraph::new();
    for (from, to, weight) in connections(streets, &numbers) {
        input.add_edge(from, to, weight);
    }
    input.freeze();
    if numbers.is_empty() || input.get_num_nodes() != positions.len() {
        return None;
    }
    Some(BicycleRouter::new(
        fast_paths::prepare(&input),
        positions,
        u32::try_from(crossings).ok()?,
    ))
}

/// All streets between the nodes of this sorted list.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the length of a street, at least 1"
)]
fn connections(streets: &Graph, numbers: &[i64]) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (from, number) in numbers.iter().enumerate() {
        for edge in streets.get_edges(*number) {
            if let Ok(to) = numbers.binary_search(&edge.to)
                && to != from
            {
                edges.push((
                    from,
                    to,
                    (edge.cost * WEIGHTS_PER_KILOMETRE).round().max(1.0) as usize,
                ));
            }
        }
    }
    edges
}

/// Reports how many bytes have been read.
struct Counted<'a, R> {
    inner: R,
    done: u64,
    report: &'a mut dyn FnMut(u64),
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.done += count as u64;
        (self.report)(self.done);
        Ok(count)
    }
}
