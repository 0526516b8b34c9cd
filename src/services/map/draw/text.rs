//! Words on a map: escaped, kept inside, and street names kept apart from each other and from everything else.

use std::{borrow::Cow, collections::BTreeMap, fmt::Write as _};

use super::{
    super::{
        extract::StreetClass,
        projection::{Point, Projection},
        streets::{LineKind, Streets},
    },
    path,
};

/// Width of a broad letter, in pixels of the drawing: words keep apart also where the font is a wide one.
const LETTER: f64 = 9.5;

/// Height of a line of words, in pixels of the drawing.
const LINE: f64 = 22.0;

/// No map has more street names.
const MOST_STREET_NAMES: usize = 6;

/// Escapes text for XML, and drops characters that XML does not have.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| {
        c.is_control() || matches!(c, '&' | '<' | '>' | '"' | '\'' | '\u{fffe}' | '\u{ffff}')
    }) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

/// The words of one map and the room that is taken.
pub(super) struct Texts {
    width: f64,
    height: f64,
    taken: Vec<Room>,
    svg: String,
}

#[derive(Clone, Copy)]
struct Room {
    left: f64,
    right: f64,
    middle: f64,
}

impl Texts {
    pub(super) fn new(projection: &Projection) -> Self {
        Self {
            width: f64::from(projection.width()),
            height: f64::from(projection.height()),
            taken: Vec::new(),
            svg: String::new(),
        }
    }

    /// All words as SVG.
    pub(super) fn written(&self) -> &str {
        &self.svg
    }

    /// Whether a point is on the drawing.
    pub(super) fn shows(&self, point: Point) -> bool {
        (0.0..=self.width).contains(&point.x) && (0.0..=self.height).contains(&point.y)
    }

    /// Words beside a pin, on the side with more room; takes the room of the pin too.
    pub(super) fn beside(&mut self, pin: Point, radius: i64, words: &str) {
        let gap = radius as f64 + 7.0;
        self.taken.push(Room {
            left: pin.x - gap,
            right: pin.x + gap,
            middle: pin.y,
        });
        if words.is_empty() {
            return;
        }
        let length = length(words);
        let y = pin.y.clamp(LINE / 2.0, self.height - LINE / 2.0);
        if pin.x + gap + length <= self.width || pin.x < self.width / 2.0 {
            self.taken.push(Room {
                left: pin.x,
                right: pin.x + gap + length,
                middle: y,
            });
            self.write(r#"font-weight="600""#, pin.x + gap, y, words);
        } else {
            self.taken.push(Room {
                left: pin.x - gap - length,
                right: pin.x,
                middle: y,
            });
            self.write(
                r#"font-weight="600" text-anchor="end""#,
                pin.x - gap,
                y,
                words,
            );
        }
    }

    /// Words around a point, if it is on the drawing.
    pub(super) fn centred(&mut self, middle: Point, words: &str) {
        if self.shows(middle) && !words.is_empty() {
            let room = self.room(middle, words);
            self.taken.push(room);
            self.write(
                r#"font-weight="600" text-anchor="middle""#,
                f64::midpoint(room.left, room.right),
                room.middle,
                words,
            );
        }
    }

    /// The names of the streets that are longest on the drawing, where there is room.
    pub(super) fn street_names(&mut self, streets: &Streets, projection: &Projection) {
        // By name, so that equal lengths come in the same order each time.
        let mut longest: BTreeMap<&str, (f64, Point)> = BTreeMap::new();
        for line in streets.within(&projection.bounds()) {
            let (LineKind::Street(class), Some(name)) = (line.kind, line.name) else {
                continue;
            };
            if class > StreetClass::Residential {
                continue;
            }
            for run in path::visible(projection, &line.points) {
                let (pixels, middle) = middle(&run);
                let entry = longest.entry(name).or_insert((0.0, middle));
                if pixels > entry.0 && self.shows(middle) {
                    *entry = (pixels, middle);
                }
            }
        }
        let mut names: Vec<_> = longest
            .into_iter()
            .filter(|(name, (pixels, _))| *pixels >= length(name) * 0.7)
            .collect();
        names.sort_by(|(_, (a, _)), (_, (b, _))| b.total_cmp(a));
        let mut count = 0;
        for (name, (_, middle)) in names {
            let room = self.room(middle, name);
            if count < MOST_STREET_NAMES && self.is_free(room) {
                self.taken.push(room);
                self.write(
                    r#"fill-opacity=".7" text-anchor="middle""#,
                    f64::midpoint(room.left, room.right),
                    room.middle,
                    name,
                );
                count += 1;
            }
        }
    }

    /// The room that words around a point take, moved inside the drawing.
    fn room(&self, middle: Point, words: &str) -> Room {
        let half = (length(words) / 2.0).min(self.width / 2.0);
        let x = middle.x.clamp(half, self.width - half);
        Room {
            left: x - half,
            right: x + half,
            middle: middle.y.clamp(LINE / 2.0, self.height - LINE / 2.0),
        }
    }

    fn is_free(&self, room: Room) -> bool {
        self.taken.iter().all(|other| {
            room.right < other.left
                || other.right < room.left
                || (room.middle - other.middle).abs() > LINE
        })
    }

    fn write(&mut self, attributes: &str, x: f64, middle: f64, words: &str) {
        let (x, y) = (path::whole(x), path::whole(middle + 5.0));
        let _ = write!(
            self.svg,
            r#"<text {attributes} x="{x}" y="{y}">{}</text>"#,
            escaped(words)
        );
    }
}

fn length(words: &str) -> f64 {
    words.chars().count() as f64 * LETTER
}

/// The length of a line and the point half-way along it.
fn middle(line: &[Point]) -> (f64, Point) {
    let step = |pair: &[Point]| {
        if let [a, b] = pair {
            (b.x - a.x).hypot(b.y - a.y)
        } else {
            0.0
        }
    };
    let total: f64 = line.windows(2).map(step).sum();
    let mut rest = total / 2.0;
    for pair in line.windows(2) {
        let [a, b] = pair else { continue };
        let length = step(pair);
        if length >= rest && length > 0.0 {
            let part = rest / length;
            return (
                total,
                Point {
                    x: a.x + (b.x - a.x) * part,
                    y: a.y + (b.y - a.y) * part,
                },
            );
        }
        rest -= length;
    }
    (
        total,
        line.first().copied().unwrap_or(Point { x: 0.0, y: 0.0 }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_control_characters_do_not_get_through() {
        assert_eq!(
            escaped("Chez <b>\"Léa\" & 'Co'\u{0}\u{7}"),
            "Chez &lt;b&gt;&quot;Léa&quot; &amp; &#39;Co&#39;"
        );
        assert!(matches!(escaped("Städtle"), Cow::Borrowed(_)));
    }

    #[test]
    fn half_way_is_measured_along_the_line() {
        let line = [
            Point { x: 0.0, y: 0.0 },
            Point { x: 10.0, y: 0.0 },
            Point { x: 10.0, y: 30.0 },
        ];
        assert_eq!(middle(&line), (40.0, Point { x: 10.0, y: 10.0 }));
    }
}
