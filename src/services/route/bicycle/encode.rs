//! The street graph as numbers of 32 bits, for the map file.
//!
//! Written from the public 32-bit form of fast_paths and read back through serde's data model, so that the file has no format but ours.
//! What an index or a recursion of the router could trip over is checked before the graph is used.

use fast_paths::{FastGraph, FastGraph32};
use serde::{
    Deserialize, Deserializer,
    de::{
        IntoDeserializer, Visitor,
        value::{Error, SeqDeserializer},
    },
    forward_to_deserialize_any,
};

use super::BicycleRouter;
use crate::services::map::{
    file::bytes::{Incomplete, Reader, Writer},
    position::CompactPosition,
};

/// Stands for "none" in the lists of fast_paths.
const NONE: u32 = u32::MAX;

/// Numbers an edge has: from, to, weight, and the two edges that a shortcut stands for.
type Edge = [u32; 5];

impl BicycleRouter {
    /// Appends the graph.
    pub(crate) fn encode(&self, into: &mut Writer) {
        let graph = FastGraph32::new(&self.graph);
        into.number(self.crossings);
        into.numbers(
            self.positions
                .iter()
                .map(|position| position.latitude.cast_unsigned()),
        );
        into.numbers(
            self.positions
                .iter()
                .map(|position| position.longitude.cast_unsigned()),
        );
        into.numbers(graph.ranks.iter().copied());
        into.numbers(graph.first_edge_ids_fwd.iter().copied());
        into.numbers(graph.first_edge_ids_bwd.iter().copied());
        for edges in [graph.edges_fwd, graph.edges_bwd] {
            into.numbers(edges.iter().map(|edge| edge.base_node));
            into.numbers(edges.iter().map(|edge| edge.adj_node));
            into.numbers(edges.iter().map(|edge| edge.weight));
            into.numbers(edges.iter().map(|edge| edge.replaced_in_edge));
            into.numbers(edges.iter().map(|edge| edge.replaced_out_edge));
        }
    }

    /// Takes the graph off again; refuses one that contradicts itself.
    pub(crate) fn decode(from: &mut Reader<'_>) -> Result<Self, Incomplete> {
        let crossings = from.number()?;
        let (latitudes, longitudes) = (from.numbers()?, from.numbers()?);
        let positions = latitudes.into_iter().zip(longitudes);
        let positions: Vec<_> = positions
            .map(|(y, x)| CompactPosition {
                latitude: y.cast_signed(),
                longitude: x.cast_signed(),
            })
            .collect();
        let parts = Parts {
            ranks: from.numbers()?,
            first_forward: from.numbers()?,
            first_backward: from.numbers()?,
            forward: read_edges(from)?,
            backward: read_edges(from)?,
        };
        if parts.ranks.len() != positions.len()
            || usize::try_from(crossings).map_err(|_| Incomplete)? > positions.len()
            || !parts.are_sound()
        {
            return Err(Incomplete);
        }
        Ok(Self::new(parts.graph()?, positions, crossings))
    }
}

fn read_edges(from: &mut Reader<'_>) -> Result<Vec<Edge>, Incomplete> {
    let (base, adjacent, weight) = (from.numbers()?, from.numbers()?, from.numbers()?);
    let (incoming, outgoing) = (from.numbers()?, from.numbers()?);
    let count = base.len();
    if [&adjacent, &weight, &incoming, &outgoing]
        .iter()
        .any(|list| list.len() != count)
    {
        return Err(Incomplete);
    }
    let rest = adjacent.into_iter().zip(weight).zip(incoming).zip(outgoing);
    Ok(base
        .into_iter()
        .zip(rest)
        .map(|(a, (((b, c), d), e))| [a, b, c, d, e])
        .collect())
}

struct Parts {
    ranks: Vec<u32>,
    first_forward: Vec<u32>,
    first_backward: Vec<u32>,
    forward: Vec<Edge>,
    backward: Vec<Edge>,
}

impl Parts {
    /// Whether all edges belong to nodes that exist, in the order of rank, and shortcuts stand only for edges of lower rank, so that
    /// unfolding them ends.
    fn are_sound(&self) -> bool {
        let Some(order) = self.order() else {
            return false;
        };
        let ranges = |firsts: &[u32], edges: usize| {
            firsts.len() == order.len() + 1
                && firsts.first() == Some(&0)
                && firsts.is_sorted()
                && firsts.last().and_then(|last| usize::try_from(*last).ok()) == Some(edges)
        };
        if !ranges(&self.first_forward, self.forward.len())
            || !ranges(&self.first_backward, self.backward.len())
        {
            return false;
        }
        self.edges_are_sound(&order, &self.first_forward, &self.forward)
            && self.edges_are_sound(&order, &self.first_backward, &self.backward)
    }

    fn edges_are_sound(&self, order: &[u32], firsts: &[u32], edges: &[Edge]) -> bool {
        let mut edges = edges.iter();
        let nodes = order.len();
        order
            .iter()
            .zip(firsts.windows(2))
            .zip(self.first_backward.iter().zip(&self.first_forward))
            .all(|((node, range), (backward, forward))| {
                let count = if let [start, end] = range {
                    end - start
                } else {
                    0
                };
                edges.by_ref().take(count as usize).all(
                    |[base, adjacent, weight, incoming, outgoing]| {
                        let plain = *incoming == NONE && *outgoing == NONE;
                        base == node
                            && *weight != NONE
                            && (*adjacent as usize) < nodes
                            && (plain || (incoming < backward && outgoing < forward))
                    },
                )
            })
    }

    /// The nodes by rank, if each rank is given once.
    fn order(&self) -> Option<Vec<u32>> {
        let mut order = vec![NONE; self.ranks.len()];
        for (node, rank) in (0..NONE).zip(&self.ranks) {
            let slot = order.get_mut(usize::try_from(*rank).ok()?)?;
            if std::mem::replace(slot, node) != NONE {
                return None;
            }
        }
        Some(order)
    }

    fn graph(&self) -> Result<FastGraph, Incomplete> {
        let count = u32::try_from(self.ranks.len()).map_err(|_| Incomplete)?;
        // In the order in which fast_paths declares its fields.
        let fields = [
            Value::Number(count),
            Value::Numbers(&self.ranks),
            Value::Edges(&self.forward),
            Value::Numbers(&self.first_forward),
            Value::Edges(&self.backward),
            Value::Numbers(&self.first_backward),
        ];
        FastGraph::deserialize(Value::Fields(&fields)).map_err(|_| Incomplete)
    }
}

/// A value in serde's data model: all that a graph consists of.
#[derive(Clone, Copy)]
enum Value<'a> {
    Number(u32),
    Numbers(&'a [u32]),
    Edges(&'a [Edge]),
    Fields(&'a [Value<'a>]),
}

impl<'de> Deserializer<'de> for Value<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Number(NONE) => visitor.visit_u64(usize::MAX as u64),
            Value::Number(number) => visitor.visit_u32(number),
            Value::Numbers(numbers) => visitor.visit_seq(SeqDeserializer::new(
                numbers.iter().copied().map(Value::Number),
            )),
            Value::Edges(edges) => visitor.visit_seq(SeqDeserializer::new(
                edges.iter().map(|edge| Value::Numbers(edge)),
            )),
            Value::Fields(fields) => {
                visitor.visit_seq(SeqDeserializer::new(fields.iter().copied()))
            }
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_> for Value<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
