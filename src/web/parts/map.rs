//! A map to set a marker on.

use askama::Template;

use crate::i18n::Words;
use crate::web::visitor::drawing::Drawing;

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

super::html!(MapMarker);
