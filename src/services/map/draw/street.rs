//! The ground of a map: parks, rivers and streets within a number of bytes.

use std::fmt::Write as _;

use super::{
    super::{
        extract::StreetClass,
        projection::{Point, Projection},
        streets::{LineKind, Streets},
    },
    path, text,
};

/// From all there is, drawn finely, to the main streets, drawn coarsely: the tolerance in pixels and the least class. The first that fits is taken.
const LEVELS: [(f64, StreetClass); 9] = [
    (0.6, StreetClass::Path),
    (1.0, StreetClass::Path),
    (1.0, StreetClass::Service),
    (1.0, StreetClass::Residential),
    (1.6, StreetClass::Residential),
    (1.6, StreetClass::Tertiary),
    (2.5, StreetClass::Secondary),
    (4.0, StreetClass::Primary),
    (8.0, StreetClass::Primary),
];

/// An area smaller than this, in pixels squared, is left out.
const SMALLEST_PARK: f64 = 60.0;

/// The elements of all streets, rivers and parks that are seen, at most `budget` bytes long if main streets alone are not longer.
pub(super) fn streets(
    streets: &Streets,
    projection: &Projection,
    id: &str,
    budget: usize,
) -> String {
    let seen = Seen::new(streets, projection);
    let mut drawn = String::new();
    for (tolerance, least) in LEVELS {
        drawn = seen.draw(projection, id, tolerance, least);
        if drawn.len() <= budget {
            return drawn;
        }
    }
    // Not even those fit beside what the page put on the map.
    if drawn.len() > super::LARGEST {
        String::new()
    } else {
        drawn
    }
}

/// What is seen, in pixels.
struct Seen {
    lines: Vec<(StreetClass, Vec<Point>)>,
    parks: Vec<Vec<Point>>,
}

impl Seen {
    fn new(streets: &Streets, projection: &Projection) -> Self {
        let mut seen = Self {
            lines: Vec::new(),
            parks: Vec::new(),
        };
        for line in streets.within(&projection.bounds()) {
            match line.kind {
                LineKind::Street(class) => {
                    seen.lines.extend(
                        path::visible(projection, &line.points)
                            .into_iter()
                            .map(|run| (class, run)),
                    );
                }
                LineKind::Park => {
                    let area = path::visible_area(projection, &line.points);
                    if size(&area) >= SMALLEST_PARK {
                        seen.parks.push(area);
                    }
                }
            }
        }
        seen
    }

    fn draw(
        &self,
        projection: &Projection,
        id: &str,
        tolerance: f64,
        least: StreetClass,
    ) -> String {
        let mut drawn = String::new();
        let parks = self.parks.iter().fold(String::new(), |mut data, park| {
            path::append(&mut data, park, tolerance * 2.0);
            data
        });
        if !parks.is_empty() {
            let _ = write!(drawn, r#"<path class="m-park" d="{parks}"/>"#);
        }
        let classes: Vec<_> = StreetClass::ALL
            .into_iter()
            .filter(|class| *class <= least)
            .collect();
        let data: Vec<(StreetClass, String)> = classes
            .into_iter()
            .map(|class| (class, self.data(class, tolerance)))
            .filter(|(_, data)| !data.is_empty())
            .collect();
        // The less important a street, the further down it lies; edges lie below all streets that have them.
        for (class, data) in data.iter().rev() {
            let width = width(*class, projection);
            match class {
                StreetClass::River | StreetClass::Canal => {
                    let _ = write!(
                        drawn,
                        r#"<path class="m-river" stroke-width="{width}" d="{data}"/>"#
                    );
                }
                StreetClass::Residential | StreetClass::Service | StreetClass::Path => {
                    let _ = write!(
                        drawn,
                        r#"<path class="m-street" stroke-width="{width}" d="{data}"/>"#
                    );
                }
                StreetClass::Primary | StreetClass::Secondary | StreetClass::Tertiary => {}
            }
        }
        main_streets(&mut drawn, projection, id, &data);
        drawn
    }

    fn data(&self, class: StreetClass, tolerance: f64) -> String {
        let mut data = String::new();
        for (_, line) in self.lines.iter().filter(|(own, _)| *own == class) {
            path::append(&mut data, line, tolerance);
        }
        data
    }
}

/// Main streets have an edge in another colour: their lines are written once and used twice.
fn main_streets(
    drawn: &mut String,
    projection: &Projection,
    id: &str,
    data: &[(StreetClass, String)],
) {
    let id = text::escaped(id);
    let main = || {
        let classes = [
            StreetClass::Tertiary,
            StreetClass::Secondary,
            StreetClass::Primary,
        ];
        classes
            .into_iter()
            .filter_map(|class| data.iter().find(|(own, _)| *own == class))
    };
    if main().next().is_none() {
        return;
    }
    drawn.push_str("<defs>");
    for (class, data) in main() {
        let _ = write!(drawn, r#"<path id="{id}-{}" d="{data}"/>"#, *class as u8);
    }
    // Rules for `.map path` do not reach into a used copy; what it inherits does.
    drawn.push_str(r#"</defs><g fill="none" stroke-linecap="round" stroke-linejoin="round">"#);
    for (kind, wider) in [("m-casing", 2.0), ("m-street", 0.0)] {
        for (class, _) in main() {
            let width = width(*class, projection) + wider;
            let _ = write!(
                drawn,
                r##"<use class="{kind}" stroke-width="{width}" href="#{id}-{}"/>"##,
                *class as u8
            );
        }
    }
    drawn.push_str("</g>");
}

/// How broad a street is drawn, in pixels with at most one decimal: thinner where more of the world is seen.
fn width(class: StreetClass, projection: &Projection) -> f64 {
    let scale = (3.0 / projection.metres_per_pixel()).clamp(0.35, 1.3);
    let width = match class {
        StreetClass::River => (50.0 / projection.metres_per_pixel()).clamp(4.0, 40.0),
        StreetClass::Canal => (8.0 / projection.metres_per_pixel()).clamp(1.5, 12.0),
        StreetClass::Primary => 7.0 * scale,
        StreetClass::Secondary => 6.0 * scale,
        StreetClass::Tertiary => 5.0 * scale,
        StreetClass::Residential => 4.0 * scale,
        StreetClass::Service => 2.5 * scale,
        StreetClass::Path => 1.5 * scale,
    };
    (width * 10.0).round() / 10.0
}

/// The size of an area (Gauss).
fn size(area: &[Point]) -> f64 {
    let Some(mut from) = area.last().copied() else {
        return 0.0;
    };
    let twice: f64 = area
        .iter()
        .map(|to| {
            let last = std::mem::replace(&mut from, *to);
            last.x * to.y - to.x * last.y
        })
        .sum();
    twice.abs() / 2.0
}
