//! How far a door is by bicycle from the counters of restaurants: by the imported streets, or a guess where no street leads.

use std::sync::{Arc, LazyLock};

use moka::sync::Cache;
use musette_domain::Position;

use crate::app::App;
use crate::services::map::position::Position as OnMap;
use crate::services::route::straight_line::StraightLine;
use crate::services::route::{Router, Trip};

/// A place to the metre, which is enough to remember a way by.
type Spot = (i64, i64);

/// Of which map, to which door, from which counters.
type Key = (String, Spot, Vec<Spot>);

static WAYS: LazyLock<Cache<Key, Arc<[Option<Trip>]>>> = LazyLock::new(|| Cache::new(2_000));

fn spot(position: Position) -> Spot {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "degrees in hundred-thousandths are below 2^26"
    )]
    let whole = |degrees: f64| (degrees * 1e5).round() as i64;
    (whole(position.lat()), whole(position.lon()))
}

/// The ways from many counters to one door, in their order; remembered, because a list asks for the same ones at every visit.
pub fn ways(app: &App, door: Position, counters: &[Position]) -> Arc<[Option<Trip>]> {
    let map = format!("{} {}", app.urls.origin(), app.map.is_some());
    let key = (
        map,
        spot(door),
        counters.iter().map(|at| spot(*at)).collect(),
    );
    WAYS.get_with(key, || {
        let door = OnMap::from(door);
        counters
            .iter()
            .map(|at| one(app, OnMap::from(*at), door))
            .collect()
    })
}

fn one(app: &App, from: OnMap, to: OnMap) -> Option<Trip> {
    let known = app
        .map
        .as_ref()
        .and_then(|map| map.router.distance(from, to));
    known.or_else(|| StraightLine.distance(from, to))
}

/// The way from a counter to a door.
pub fn way(app: &App, counter: Position, door: Position) -> Option<Trip> {
    ways(app, door, &[counter]).first().copied().flatten()
}
