//! Live dispatch: which courier takes a new delivery at the least cost, and where in the tour.
//!
//! Tries every place in every tour. Tours have a handful of stops, so this is exact and quick.

use chrono::TimeDelta;

use crate::id::UserId;
use crate::{Instant, Position};

/// A stop of a courier's tour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stop {
    /// Where.
    pub position: Position,
    /// Not before this: the courier waits.
    pub earliest: Instant,
    /// Late after this.
    pub latest: Instant,
    /// How long the stop takes.
    pub service: TimeDelta,
    /// Bags taken on; negative when they are given away.
    pub bags: i32,
}

/// A courier with what is still to do, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Tour {
    /// Who.
    pub courier: UserId,
    /// Where the courier is.
    pub position: Position,
    /// From when on the courier can ride.
    pub free_at: Instant,
    /// When the courier goes home.
    pub until: Instant,
    /// How many bags fit.
    pub capacity: i32,
    /// Bags on board now.
    pub bags: i32,
    /// The stops still to come, in order.
    pub stops: Vec<Stop>,
}

/// A place for a new delivery in a tour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insertion {
    /// Whose tour.
    pub courier: UserId,
    /// The pickup becomes the stop with this index of the new tour.
    pub pickup_index: usize,
    /// The drop-off becomes the stop with this index of the new tour.
    pub dropoff_index: usize,
    /// When the courier is at the pickup.
    pub pickup_at: Instant,
    /// When the courier is at the drop-off.
    pub dropoff_at: Instant,
    /// What it costs: minutes on the road added, and minutes of lateness added for anyone.
    pub cost_minutes: i64,
}

#[derive(Clone, Copy)]
struct Cost {
    busy: TimeDelta,
    late: TimeDelta,
}

/// The best insertion of `pickup` and `dropoff` into each tour that can take them, cheapest first; equal costs by courier id.
///
/// `travel` tells how long the way between two places takes.
pub fn insertions(
    tours: &[Tour],
    pickup: Stop,
    dropoff: Stop,
    travel: impl Fn(Position, Position) -> TimeDelta,
) -> Vec<Insertion> {
    let mut found: Vec<_> = tours
        .iter()
        .filter_map(|tour| best(tour, pickup, dropoff, &travel))
        .collect();
    found.sort_by(|a, b| (a.cost_minutes, &a.courier).cmp(&(b.cost_minutes, &b.courier)));
    found
}

fn best(
    tour: &Tour,
    pickup: Stop,
    dropoff: Stop,
    travel: &impl Fn(Position, Position) -> TimeDelta,
) -> Option<Insertion> {
    let (before, _) = ride(tour, &tour.stops, travel);
    let mut best: Option<Insertion> = None;
    for first in 0..=tour.stops.len() {
        for second in first + 1..=tour.stops.len() + 1 {
            let mut stops = tour.stops.clone();
            stops.insert(first, pickup);
            stops.insert(second, dropoff);
            if !fits(tour, &stops) {
                continue;
            }
            let (cost, arrivals) = ride(tour, &stops, travel);
            let (Some(pickup_at), Some(dropoff_at)) = (arrivals.get(first), arrivals.get(second))
            else {
                continue;
            };
            if arrivals.last().is_some_and(|end| *end > tour.until) {
                continue;
            }
            let cost_minutes = (cost.busy - before.busy + cost.late - before.late).num_minutes();
            if best
                .as_ref()
                .is_none_or(|known| cost_minutes < known.cost_minutes)
            {
                best = Some(Insertion {
                    courier: tour.courier.clone(),
                    pickup_index: first,
                    dropoff_index: second,
                    pickup_at: *pickup_at,
                    dropoff_at: *dropoff_at,
                    cost_minutes,
                });
            }
        }
    }
    best
}

fn fits(tour: &Tour, stops: &[Stop]) -> bool {
    let mut bags = tour.bags;
    stops.iter().all(|stop| {
        bags = bags.saturating_add(stop.bags);
        bags <= tour.capacity
    })
}

/// Rides a tour: time on the road and waiting, lateness, and when the courier is at each stop.
fn ride(
    tour: &Tour,
    stops: &[Stop],
    travel: &impl Fn(Position, Position) -> TimeDelta,
) -> (Cost, Vec<Instant>) {
    let (mut place, mut time, mut late) = (tour.position, tour.free_at, TimeDelta::zero());
    let mut arrivals = Vec::with_capacity(stops.len());
    for stop in stops {
        let way = travel(place, stop.position).clamp(TimeDelta::zero(), TimeDelta::days(7));
        let at = time.plus(way).max(stop.earliest);
        late += at
            .since(stop.latest)
            .clamp(TimeDelta::zero(), TimeDelta::days(30));
        arrivals.push(at);
        time = at.plus(stop.service);
        place = stop.position;
    }
    let busy = time.since(tour.free_at);
    (Cost { busy, late }, arrivals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TextValue;
    use proptest::prelude::*;

    /// A town of one street: a minute for each hundredth of a degree.
    fn street(a: Position, b: Position) -> TimeDelta {
        #[expect(clippy::cast_possible_truncation, reason = "small test numbers")]
        let minutes = ((a.lon() - b.lon()).abs() * 100.0).round() as i64;
        TimeDelta::minutes(minutes)
    }
    fn at(minute: i64) -> Instant {
        Instant::from_millis(minute * 60_000)
    }
    fn place(minute: i32) -> Position {
        Position::new(47.0, 9.0 + f64::from(minute) / 100.0).unwrap()
    }
    fn stop(minute: i32, earliest: i64, latest: i64, bags: i32) -> Stop {
        Stop {
            position: place(minute),
            earliest: at(earliest),
            latest: at(latest),
            service: TimeDelta::minutes(2),
            bags,
        }
    }
    fn tour(courier: &str, minute: i32, stops: Vec<Stop>) -> Tour {
        Tour {
            courier: UserId::parse(courier).unwrap(),
            position: place(minute),
            free_at: at(0),
            until: at(600),
            capacity: 2,
            bags: 0,
            stops,
        }
    }

    #[test]
    fn the_nearer_courier_gets_it() {
        let tours = [tour("far", 30, vec![]), tour("near", 2, vec![])];
        let found = insertions(&tours, stop(0, 0, 60, 1), stop(10, 0, 60, -1), street);
        assert_eq!(found[0].courier.as_str(), "near");
        assert_eq!(found[0].pickup_at, at(2));
        assert_eq!(found[0].dropoff_at, at(14));
        assert_eq!(found[0].cost_minutes, 16);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_stop_on_the_way_is_cheap() {
        let tour = tour("a", 0, vec![stop(5, 0, 100, 1), stop(20, 0, 100, -1)]);
        let found = insertions(&[tour], stop(5, 0, 100, 1), stop(15, 0, 100, -1), street);
        assert_eq!(found[0].cost_minutes, 4);
        assert!(found[0].pickup_index < found[0].dropoff_index);
        assert_eq!(found[0].dropoff_index, 2);
    }

    #[test]
    fn a_full_courier_first_gives_away() {
        let full = Tour {
            bags: 2,
            ..tour("a", 0, vec![stop(50, 0, 100, -1)])
        };
        let found = insertions(&[full], stop(0, 0, 100, 1), stop(10, 0, 200, -1), street);
        assert_eq!(found[0].pickup_index, 1);
        let never = Tour {
            capacity: 0,
            ..tour("a", 0, vec![])
        };
        assert_eq!(
            insertions(&[never], stop(0, 0, 1, 1), stop(1, 0, 1, -1), street),
            []
        );
    }

    #[test]
    fn nobody_rides_past_the_end_of_the_shift() {
        let short = Tour {
            until: at(10),
            ..tour("a", 0, vec![])
        };
        assert_eq!(
            insertions(&[short], stop(0, 0, 60, 1), stop(30, 0, 60, -1), street),
            []
        );
    }

    #[test]
    fn making_another_meal_late_costs() {
        let busy = tour("busy", 0, vec![stop(10, 0, 10, -1)]);
        let free = tour("free", 8, vec![]);
        let found = insertions(
            &[busy, free],
            stop(-3, 0, 60, 1),
            stop(-9, 0, 60, -1),
            street,
        );
        assert_eq!(found[0].courier.as_str(), "free");
    }

    proptest! {
        #[test]
        fn order_and_capacity_hold(places in proptest::collection::vec((-40..40_i32, 0..2_i32), 0..6), from in -40..40_i32, to in -40..40_i32) {
            let stops: Vec<_> = places.iter().map(|(place, bags)| stop(*place, 0, 60, *bags - 1)).collect();
            let tour = Tour { bags: 2, ..tour("a", 0, stops) };
            for found in insertions(std::slice::from_ref(&tour), stop(from, 0, 60, 1), stop(to, 0, 60, -1), street) {
                prop_assert!(found.pickup_index < found.dropoff_index);
                prop_assert!(found.pickup_at < found.dropoff_at);
                prop_assert!(found.cost_minutes >= 0);
            }
        }
    }
}
