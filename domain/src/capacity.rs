//! How many couriers a co-op has when and where, told to partners without telling about anyone.
//!
//! Only windows of two hours at fixed times, only large cells, and never a number below two: a single courier is not to be seen.

use std::collections::{BTreeMap, BTreeSet};

use crate::Instant;
use crate::id::UserId;
use crate::zone::{Cell, CellSize};

/// The least number of couriers that is published.
pub const LEAST: usize = 2;
/// The length of a published window.
const WINDOW_MILLIS: i64 = 2 * 60 * 60 * 1000;
/// The most windows looked at: two weeks.
const MAX_WINDOWS: i64 = 14 * 12;

/// When and where a courier has time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Availability {
    /// Who.
    pub courier: UserId,
    /// From.
    pub start: Instant,
    /// Until.
    pub end: Instant,
    /// Where; cells of any size, told on as the large cells that hold them.
    pub zone: BTreeSet<Cell>,
}

/// What partners may know: so many couriers, there and then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capacity {
    /// Beginning of the window.
    pub start: Instant,
    /// End of the window.
    pub end: Instant,
    /// The cells of resolution 7 in which that many couriers have time.
    pub zone: Vec<Cell>,
    /// How many, two or more.
    pub couriers: usize,
}

/// The capacity to publish from `from` to `until`. Counts only couriers who have time for a whole window.
pub fn publish(availabilities: &[Availability], from: Instant, until: Instant) -> Vec<Capacity> {
    let first = from.millis().div_euclid(WINDOW_MILLIS)
        + i64::from(from.millis().rem_euclid(WINDOW_MILLIS) != 0);
    let last = until
        .millis()
        .div_euclid(WINDOW_MILLIS)
        .min(first.saturating_add(MAX_WINDOWS));
    (first..last)
        .flat_map(|n| window(availabilities, n * WINDOW_MILLIS))
        .collect()
}

fn window(availabilities: &[Availability], start: i64) -> Vec<Capacity> {
    let (start, end) = (
        Instant::from_millis(start),
        Instant::from_millis(start.saturating_add(WINDOW_MILLIS)),
    );
    let mut couriers: BTreeMap<Cell, BTreeSet<&UserId>> = BTreeMap::new();
    for (courier, cell) in places(availabilities) {
        if covers(availabilities, courier, cell, start, end) {
            couriers.entry(cell).or_default().insert(courier);
        }
    }
    let mut by_count: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
    for (cell, there) in couriers {
        if there.len() >= LEAST {
            by_count.entry(there.len()).or_default().push(cell);
        }
    }
    by_count
        .into_iter()
        .rev()
        .map(|(couriers, zone)| Capacity {
            start,
            end,
            zone,
            couriers,
        })
        .collect()
}

fn places(availabilities: &[Availability]) -> BTreeSet<(&UserId, Cell)> {
    availabilities
        .iter()
        .flat_map(|one| {
            one.zone
                .iter()
                .filter_map(|cell| cell.within(CellSize::Quarter))
                .map(|cell| (&one.courier, cell))
        })
        .collect()
}

/// Whether a courier's times in a cell, taken together, fill the window.
fn covers(
    availabilities: &[Availability],
    courier: &UserId,
    cell: Cell,
    start: Instant,
    end: Instant,
) -> bool {
    let mut times: Vec<_> = availabilities
        .iter()
        .filter(|one| {
            one.courier == *courier
                && one
                    .zone
                    .iter()
                    .any(|place| place.within(CellSize::Quarter) == Some(cell))
        })
        .map(|one| (one.start, one.end))
        .collect();
    times.sort_unstable();
    let filled = times.into_iter().fold(start, |filled, (from, until)| {
        if from <= filled {
            filled.max(until)
        } else {
            filled
        }
    });
    filled >= end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Position, TextValue};

    fn at(hour: &str) -> Instant {
        Instant::parse_rfc3339(&format!("2026-11-27T{hour}:00Z")).unwrap()
    }
    fn cell() -> Cell {
        Cell::of(Position::new(47.141, 9.5209).unwrap(), CellSize::Block)
    }
    fn free(courier: &str, start: &str, end: &str) -> Availability {
        Availability {
            courier: UserId::parse(courier).unwrap(),
            start: at(start),
            end: at(end),
            zone: [cell()].into(),
        }
    }

    #[test]
    fn two_are_told_one_is_not() {
        let one = [free("a", "18:00", "22:00")];
        assert_eq!(publish(&one, at("12:00"), at("23:59")), []);
        let two = [free("a", "18:00", "22:00"), free("b", "17:30", "20:30")];
        let found = publish(&two, at("12:00"), at("23:59"));
        let quarter = cell().within(CellSize::Quarter).unwrap();
        assert_eq!(
            found,
            [Capacity {
                start: at("18:00"),
                end: at("20:00"),
                zone: vec![quarter],
                couriers: 2
            }]
        );
    }

    #[test]
    fn one_courier_who_says_it_twice_is_still_one() {
        let twice = [free("a", "18:00", "22:00"), free("a", "18:00", "20:00")];
        assert_eq!(publish(&twice, at("12:00"), at("23:59")), []);
    }

    #[test]
    fn pieces_of_time_add_up_and_short_ones_do_not_count() {
        let pieces = [
            free("a", "18:00", "19:00"),
            free("a", "19:00", "20:00"),
            free("b", "18:00", "20:00"),
            free("c", "18:00", "19:59"),
        ];
        let found = publish(&pieces, at("12:00"), at("23:59"));
        assert_eq!(found.first().map(|c| c.couriers), Some(2));
    }

    #[test]
    fn a_window_that_has_begun_is_not_told() {
        let two = [free("a", "18:00", "20:00"), free("b", "18:00", "20:00")];
        assert_eq!(publish(&two, at("18:01"), at("23:59")), []);
    }
}
