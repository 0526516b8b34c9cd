//! The map of the day: counters, couriers at their last stop, and areas of doors as hexagons.

use std::fmt;

use h3o::CellIndex;

use super::load::{Day, Rider};
use super::tours::{counter, middle, place};
use crate::app::App;
use crate::i18n::Words;
use crate::services::map::draw::{Layers, Pin, draw};
use crate::services::map::position::{Bounds, Position};
use crate::services::map::projection::Projection;

/// A drawn map. The drawing escapes what it writes, so templates print it as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayMap(String);

impl fmt::Display for DayMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl askama::FastWritable for DayMap {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        dest.write_str(&self.0).map_err(Into::into)
    }
}
impl askama::filters::HtmlSafe for DayMap {}

/// Width and height of the drawing.
const SIZE: (u32, u32) = (720, 520);
/// The space around what is shown.
const MARGIN: u32 = 60;

/// The map of what is open now; none without an imported map, or when nothing is to be shown.
pub fn day_map(app: &App, w: Words, day: &Day) -> Option<DayMap> {
    let map = app.map.as_ref()?;
    let open = || day.jobs.iter().filter(|job| !job.delivery.state.is_final());
    let mut marks: Vec<(Position, String, String)> = Vec::new();
    for job in open() {
        if let Some(at) = counter(job) {
            marks.push((at.into(), String::new(), job.delivery.pickup_name.clone()));
        }
    }
    for row in &day.received {
        let at = Position {
            latitude: row.pickup_latitude,
            longitude: row.pickup_longitude,
        };
        marks.push((at, String::new(), row.pickup_name.clone()));
    }
    for rider in &day.riders {
        if let Some(at) = last_place(day, rider) {
            let letter = rider.name.chars().take(1).collect();
            marks.push((at, letter, rider.name.clone()));
        }
    }
    let zones = open().map(|job| job.delivery.zone.as_str());
    let zones = zones.chain(day.received.iter().map(|row| row.zone.as_str()));
    let zones: Vec<&str> = zones.collect();
    let cells: Vec<CellIndex> = zones.iter().filter_map(|zone| zone.parse().ok()).collect();
    let middles = zones
        .iter()
        .filter_map(|zone| middle(zone))
        .map(Position::from);
    let bounds = Bounds::around(marks.iter().map(|(at, ..)| *at).chain(middles))?;
    let projection = Projection::showing(bounds, MARGIN, SIZE.0, SIZE.1);
    let pins: Vec<Pin<'_>> = marks
        .iter()
        .map(|(at, mark, label)| Pin {
            position: *at,
            mark,
            label,
        })
        .collect();
    let title = w.say("dispatch-map");
    let layers = Layers {
        id: "day",
        title: &title,
        street_names: false,
        cells: &cells,
        pins: &pins,
        ..Layers::default()
    };
    Some(DayMap(draw(&map.streets, &projection, &layers)))
}

/// Where a courier was last: the last stop that is done. Nobody is followed.
fn last_place(day: &Day, rider: &Rider) -> Option<Position> {
    let last = rider.done.first()?;
    let mut jobs = day.jobs.iter();
    let job = jobs.find(|job| job.delivery.id == last.delivery_id)?;
    place(job, last).map(Position::from)
}
