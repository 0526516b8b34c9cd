//! Maps drawn by the server: streets, a route, a hexagon instead of a point; and a map to set a marker on.

use askama::Template;

use super::Tone;
use crate::i18n::{Markup, Words};
use crate::web::visitor::drawing::Drawing;

/// A drawn line or surface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapPath {
    /// `street`, `casing`, `way`, `river` or `park`.
    pub kind: &'static str,
    /// SVG path data. Digits, letters, signs and spaces only: made by us from coordinates.
    pub d: String,
    /// The width of the line in units of the picture.
    pub width: u8,
    /// Dotted: still to be ridden.
    pub dotted: bool,
    /// The tint of a way.
    pub tone: Tone,
}

impl MapPath {
    /// The streets, whole.
    pub fn streets(d: impl Into<String>) -> Self {
        Self {
            kind: "street",
            d: d.into(),
            width: 4,
            dotted: false,
            tone: Tone::Plain,
        }
    }
    /// A way that is ridden, or to be ridden.
    pub fn way(d: impl Into<String>, to_come: bool) -> Self {
        Self {
            kind: "way",
            d: d.into(),
            width: if to_come { 6 } else { 7 },
            dotted: to_come,
            tone: Tone::Plain,
        }
    }
    /// With a tint.
    #[must_use]
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

/// A point with, perhaps, a letter in it. Restaurants and the reader's own door; a courier only on the board of their own co-op.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapPin {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
    /// A letter or two.
    pub letter: Option<String>,
    /// Where it leads.
    pub href: Option<String>,
    /// What it is.
    pub title: String,
}

/// A word on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapLabel {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
    /// The word.
    pub text: String,
    /// Whether it is more than a street's name.
    pub strong: bool,
}

/// A map as an SVG.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "parts/map_picture.html")]
pub struct MapPicture {
    /// Left, top, width, height.
    pub view: (i32, i32, u32, u32),
    /// What it shows, in a sentence.
    pub title: String,
    /// Lines and surfaces, from below.
    pub paths: Vec<MapPath>,
    /// Hexagons, as SVG points: where somebody is, roughly.
    pub cells: Vec<String>,
    /// Words.
    pub labels: Vec<MapLabel>,
    /// Points.
    pub pins: Vec<MapPin>,
}

impl MapPicture {
    /// A picture hides what is in it from screen readers; links must not be hidden.
    fn role(&self) -> &'static str {
        if self.pins.iter().any(|pin| pin.href.is_some()) {
            "group"
        } else {
            "img"
        }
    }

    /// For tests and previews.
    pub fn sample() -> Self {
        let pin = |x, y, letter: Option<&str>, title: &str| MapPin {
            x,
            y,
            letter: letter.map(str::to_owned),
            href: None,
            title: title.to_owned(),
        };
        Self {
            view: (0, 0, 400, 240),
            title: "Le Poireau Masqué → 12, rue des Chambres-à-Air".into(),
            paths: vec![
                MapPath::streets("M0 60H400M0 180H400M80 0V240M240 0V240M330 0V240M160 60V180"),
                MapPath::way("M80 60H240V120", false),
                MapPath::way("M240 120V180H330", true),
            ],
            cells: vec!["258,134 239,153 210,144 205,114 227,95 256,104".into()],
            labels: vec![MapLabel {
                x: 96,
                y: 48,
                text: "Le Poireau Masqué".into(),
                strong: true,
            }],
            pins: vec![
                pin(80, 60, None, "Le Poireau Masqué"),
                pin(330, 180, Some("A"), "12"),
            ],
        }
    }
}

/// A map with the sentence under it, the time of its data, and a link to have it anew.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/map_figure.html")]
pub struct MapFigure {
    /// The words.
    pub w: Words,
    /// The picture.
    pub picture: MapPicture,
    /// Place and minutes in words.
    pub caption: Option<Markup>,
    /// The time of the data.
    pub as_of: Option<String>,
    /// Where to have it anew.
    pub refresh: Option<String>,
}

impl MapFigure {
    /// For tests and previews.
    pub fn sample(w: Words) -> Self {
        Self {
            w,
            picture: MapPicture::sample(),
            caption: Some(Markup::text("Place du Porte-Bagages, 6 min")),
            as_of: Some("12:41".into()),
            refresh: Some("/orders/41".into()),
        }
    }
}

/// A map to set a marker on, with the numbers beside it for who has no pointer or no script.
///
/// The drawing must be in equirectangular projection of the box: x grows with the longitude, y against the latitude.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "parts/map_marker.html")]
pub struct MapMarker {
    w: Words,
    drawing: Drawing,
    edges: [f64; 4],
    position: Option<(f64, f64)>,
    credit: bool,
    error: Option<String>,
}

impl MapMarker {
    /// `drawing` of the box `edges` (south, west, north, east in degrees), with the marker at `position` (latitude, longitude).
    /// The person's answer comes in the fields `lat` and `lon`.
    pub const fn new(
        w: Words,
        drawing: Drawing,
        edges: [f64; 4],
        position: Option<(f64, f64)>,
    ) -> Self {
        Self {
            w,
            drawing,
            edges,
            position,
            credit: false,
            error: None,
        }
    }
    /// With whose data it is, if it is made of any.
    #[must_use]
    pub fn credit(self, credit: bool) -> Self {
        Self { credit, ..self }
    }
    /// With what is wrong with the position.
    #[must_use]
    pub fn error(self, error: Option<String>) -> Self {
        Self { error, ..self }
    }

    fn edge_list(&self) -> String {
        self.edges.map(|edge| edge.to_string()).join(" ")
    }
    fn latitude(&self) -> String {
        self.position
            .map_or_else(String::new, |(lat, _)| format!("{lat:.6}"))
    }
    fn longitude(&self) -> String {
        self.position
            .map_or_else(String::new, |(_, lon)| format!("{lon:.6}"))
    }

    /// For tests and previews.
    pub fn sample(w: Words) -> Self {
        let edges = [47.1, 9.4, 47.2, 9.6];
        Self::new(w, Drawing::sample(), edges, Some((47.15, 9.5))).credit(true)
    }
}

super::html!(MapPicture, MapFigure, MapMarker);
