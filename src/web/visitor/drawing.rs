//! Maps drawn from the imported streets, as parts of a page.

use std::fmt::Write as _;
use std::sync::LazyLock;

use askama::Template;
use h3o::CellIndex;
use moka::sync::Cache;
use musette_domain::Position;

use crate::app::App;
use crate::i18n::Words;
use crate::services::map::draw::{self, Choice, Layers, Pin, Route, Tone};
use crate::services::map::position::{Bounds, Position as OnMap};
use crate::services::map::projection::Projection;
use crate::services::map::streets::Streets;
use crate::services::route::Router;
use crate::web::parts::html;

/// How far the lines of a grid may be apart, in metres.
const GRID_STEPS: [u32; 7] = [50, 100, 200, 500, 1_000, 2_000, 5_000];

/// An `<svg>` that we drew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing(String);

impl Drawing {
    /// For tests and previews.
    pub fn sample() -> Self {
        let svg = r#"<svg viewBox="0 0 10 10" role="img" aria-labelledby="m-t"><title id="m-t">Montbraquet</title></svg>"#;
        Self(svg.to_owned())
    }
}

impl std::fmt::Display for Drawing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
impl askama::FastWritable for Drawing {
    fn write_into(
        &self,
        dest: &mut dyn std::fmt::Write,
        _: &dyn askama::Values,
    ) -> askama::Result<()> {
        dest.write_str(&self.0).map_err(Into::into)
    }
}
html!(Drawing);

/// A map with what it shows in words, and whose data it is.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "visitor/drawn_map.html")]
pub struct DrawnMap {
    w: Words,
    drawing: Drawing,
    caption: Option<String>,
    as_of: Option<String>,
    refresh: Option<String>,
}
html!(DrawnMap);

impl DrawnMap {
    /// A map without words under it.
    pub const fn new(w: Words, drawing: Drawing) -> Self {
        Self {
            w,
            drawing,
            caption: None,
            as_of: None,
            refresh: None,
        }
    }
    /// With a sentence under it.
    #[must_use]
    pub fn caption(self, caption: impl Into<String>) -> Self {
        Self {
            caption: Some(caption.into()),
            ..self
        }
    }
    /// With the time of its data, and where to have it anew.
    #[must_use]
    pub fn as_of(self, time: impl Into<String>, page: impl Into<String>) -> Self {
        Self {
            as_of: Some(time.into()),
            refresh: Some(page.into()),
            ..self
        }
    }
    /// For tests and previews.
    pub fn sample(w: Words) -> Self {
        Self::new(w, Drawing::sample()).caption("Place du Porte-Bagages")
    }
}

/// A place with a number or a letter on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Where.
    pub position: Position,
    /// One or two characters; empty for none.
    pub mark: String,
    /// The words beside it; empty for none.
    pub label: String,
}

static DRAWN: LazyLock<Cache<String, Drawing>> = LazyLock::new(|| Cache::new(200));

/// The streets around these places; none without an imported map, or when nothing is to be shown.
pub fn places(app: &App, title: &str, marks: &[Mark]) -> Option<Drawing> {
    let map = app.map.as_ref()?;
    let bounds = around(marks.iter().map(|mark| mark.position))?;
    let key = format!("{} {title} {marks:?}", app.urls.origin());
    Some(DRAWN.get_with(key, || {
        let projection = Projection::showing(bounds, 44, 720, 420);
        let pins = pins(marks);
        let layers = Layers {
            id: "map",
            title,
            street_names: true,
            pins: &pins,
            ..Layers::default()
        };
        Drawing(draw::draw(&map.streets, &projection, &layers))
    }))
}

/// The ride from a restaurant to a door, and the hexagon in which it is now.
pub fn ride(
    app: &App,
    title: &str,
    ends: (&Mark, &Mark),
    cell: Option<&str>,
    ridden: bool,
) -> Option<Drawing> {
    let map = app.map.as_ref()?;
    let cells: Vec<CellIndex> = cell
        .and_then(|cell| cell.parse().ok())
        .into_iter()
        .collect();
    let corners = cells.iter().flat_map(|cell| {
        let corners = cell.boundary();
        let position = |corner: &h3o::LatLng| Position::new(corner.lat(), corner.lng()).ok();
        corners.iter().filter_map(position).collect::<Vec<_>>()
    });
    let (from, to) = (ends.0.position, ends.1.position);
    let bounds = around([from, to].into_iter().chain(corners))?;
    let way = map.router.path(OnMap::from(from), OnMap::from(to));
    let line = way.map_or_else(Vec::new, |(_, line)| line);
    let route = Route {
        line: &line,
        ridden,
        tone: if ridden { Tone::Ok } else { Tone::Work },
    };
    let marks = [ends.0.clone(), ends.1.clone()];
    let layers = Layers {
        id: "map",
        title,
        street_names: true,
        routes: &[route],
        cells: &cells,
        pins: &pins(&marks),
        ..Layers::default()
    };
    let projection = Projection::showing(bounds, 44, 560, 390);
    Some(Drawing(draw::draw(&map.streets, &projection, &layers)))
}

/// A map of fields to choose a place on, each a link.
pub fn choice(app: &App, title: &str, projection: &Projection, choice: Choice<'_>) -> Drawing {
    let layers = Layers {
        id: "map",
        title,
        street_names: true,
        choice: Some(choice),
        ..Layers::default()
    };
    drawn(app, projection, &layers)
}

/// A map with perhaps one place on it, for the marker that a script moves.
pub fn marker(app: &App, title: &str, projection: &Projection, at: Option<Position>) -> Drawing {
    let layers = Layers {
        id: "marker",
        title,
        street_names: true,
        ..Layers::default()
    };
    let Drawing(mut svg) = drawn(app, projection, &layers);
    if let (Some(at), Some(end)) = (at, svg.rfind("</svg>")) {
        let point = projection.point(OnMap::from(at));
        let spot = format!(
            r#"<g data-spot><circle class="m-pin" cx="{:.0}" cy="{:.0}" r="11"/></g>"#,
            point.x, point.y
        );
        svg.insert_str(end, &spot);
    }
    Drawing(svg)
}

/// The edges of a map in degrees, as the script of the marker reads them: south, west, north, east.
pub fn edges(projection: &Projection) -> [f64; 4] {
    let bounds = projection.bounds();
    let (low, high) = (bounds.south_west, bounds.north_east);
    [low.latitude, low.longitude, high.latitude, high.longitude]
}

/// The imported streets; where none are imported, a grid of lines to find one's way by.
fn drawn(app: &App, projection: &Projection, layers: &Layers<'_>) -> Drawing {
    if let Some(map) = app.map.as_ref() {
        return Drawing(draw::draw(&map.streets, projection, layers));
    }
    let mut svg = draw::draw(&Streets::default(), projection, layers);
    if let Some((before, _)) = svg.split_once("</title>") {
        let place = before.len() + "</title>".len();
        svg.insert_str(place, &grid(projection));
    }
    Drawing(svg)
}

/// How many metres the lines of the grid are apart, so that they are neither close nor few.
pub fn grid_step(projection: &Projection) -> u32 {
    let wide = |step: &&u32| f64::from(**step) / projection.metres_per_pixel() >= 60.0;
    GRID_STEPS.iter().find(wide).copied().unwrap_or(5_000)
}

/// Lines from the middle outwards.
fn grid(projection: &Projection) -> String {
    let apart = f64::from(grid_step(projection)) / projection.metres_per_pixel();
    let (width, height) = (projection.width(), projection.height());
    let places = |length: u32| {
        let middle = f64::from(length) / 2.0;
        let first = middle - (middle / apart).floor() * apart;
        std::iter::successors(Some(first), move |at| Some(at + apart))
            .take_while(move |at| *at <= f64::from(length))
    };
    let mut lines = String::new();
    for x in places(width) {
        let _ = write!(lines, "M{x:.0} 0V{height}");
    }
    for y in places(height) {
        let _ = write!(lines, "M0 {y:.0}H{width}");
    }
    format!(r#"<path class="m-casing" stroke-width="1" d="{lines}"/>"#)
}

fn pins(marks: &[Mark]) -> Vec<Pin<'_>> {
    marks
        .iter()
        .map(|mark| Pin {
            position: OnMap::from(mark.position),
            mark: &mark.mark,
            label: &mark.label,
        })
        .collect()
}

fn around(positions: impl IntoIterator<Item = Position>) -> Option<Bounds> {
    Bounds::around(positions.into_iter().map(OnMap::from))
}
