//! Parts of the street graph that one can reach and leave.
//!
//! A courtyard behind a gate, a one-way street cut by the edge of the extract: a place that snaps to such a point would have no way to anywhere,
//! while the next street ten metres further has one. They are left out of the graph.

use super::build::Edge;

/// A part with at least this many points is kept beside the largest one: a real island, not a courtyard.
const SMALLEST_ISLAND: usize = 200;

/// For each node, whether it belongs to a part that is kept: all its nodes can be reached from each other.
pub(super) fn large(edges: &[Edge]) -> Vec<bool> {
    let count = edges
        .iter()
        .map(|(from, to, _)| from.max(to) + 1)
        .max()
        .unwrap_or(0);
    let part_of = parts(count, edges);
    let mut sizes = vec![0_usize; count];
    for part in &part_of {
        if let Some(size) = sizes.get_mut(*part) {
            *size += 1;
        }
    }
    let largest = sizes
        .iter()
        .copied()
        .max()
        .unwrap_or(0)
        .clamp(2, SMALLEST_ISLAND);
    part_of
        .iter()
        .map(|part| sizes.get(*part).is_some_and(|size| *size >= largest))
        .collect()
}

/// Strongly connected components after Kosaraju: leave each node in the order in which a search is done with it, then search backwards.
fn parts(count: usize, edges: &[Edge]) -> Vec<usize> {
    let forward = Neighbours::new(count, edges.iter().map(|(from, to, _)| (*from, *to)));
    let backward = Neighbours::new(count, edges.iter().map(|(from, to, _)| (*to, *from)));
    let mut seen = vec![false; count];
    let mut done = Vec::with_capacity(count);
    for start in 0..count {
        search(&forward, start, &mut seen, &mut |node| done.push(node));
    }
    let mut part_of = vec![0; count];
    seen.fill(false);
    for (part, start) in done.iter().rev().enumerate() {
        search(&backward, *start, &mut seen, &mut |node| {
            if let Some(slot) = part_of.get_mut(node) {
                *slot = part;
            }
        });
    }
    part_of
}

/// Searches in depth from `start` and calls `leave` for each new node after all nodes behind it. Without recursion, because streets are long.
fn search(neighbours: &Neighbours, start: usize, seen: &mut [bool], leave: &mut dyn FnMut(usize)) {
    let mut enter = |node: usize| {
        seen.get_mut(node)
            .is_some_and(|seen| !std::mem::replace(seen, true))
    };
    if !enter(start) {
        return;
    }
    let mut way = vec![(start, neighbours.of(start).iter())];
    while let Some((node, rest)) = way.last_mut() {
        if let Some(next) = rest.next() {
            if enter(*next) {
                way.push((*next, neighbours.of(*next).iter()));
            }
        } else {
            leave(*node);
            way.pop();
        }
    }
}

/// The neighbours of each node in one list.
struct Neighbours {
    ends: Vec<usize>,
    nodes: Vec<usize>,
}

impl Neighbours {
    fn new(count: usize, edges: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut edges: Vec<_> = edges.collect();
        edges.sort_unstable();
        let ends = (0..count)
            .map(|node| edges.partition_point(|(from, _)| *from <= node))
            .collect();
        Self {
            ends,
            nodes: edges.into_iter().map(|(_, to)| to).collect(),
        }
    }

    fn of(&self, node: usize) -> &[usize] {
        let start = node
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0);
        let end = self.ends.get(node).copied().unwrap_or(start);
        self.nodes.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dead_end_that_can_be_entered_but_not_left_is_dropped() {
        let edges = [(0, 1, 1), (1, 2, 1), (2, 0, 1), (2, 3, 1), (4, 0, 1)];
        assert_eq!(large(&edges), [true, true, true, false, false]);
    }

    #[test]
    fn of_two_rings_the_small_one_is_dropped_and_no_edge_is_no_graph() {
        let ring = |start: usize, size: usize| {
            (0..size).map(move |n| (start + n, start + (n + 1) % size, 1))
        };
        let edges: Vec<Edge> = ring(0, 5)
            .chain(ring(5, 300))
            .chain(ring(305, 250))
            .collect();
        let kept = large(&edges);
        assert!(kept[..5].iter().all(|kept| !kept) && kept[5..].iter().all(|kept| *kept));
        assert!(large(&[]).is_empty());
    }
}
