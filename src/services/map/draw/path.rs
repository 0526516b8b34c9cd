//! Lines as short SVG path data, cut to what is seen.

use std::fmt::Write as _;

use geo::{Coord, LineString, Simplify};

use super::super::{
    position::Position,
    projection::{Point, Projection},
};

/// How far outside the drawing lines go on, in pixels, so that their round ends and bends stay unseen.
const OVERHANG: f64 = 40.0;

/// The visible parts of a line, in pixels.
pub(super) fn visible(projection: &Projection, line: &[Position]) -> Vec<Vec<Point>> {
    let points: Vec<Point> = line
        .iter()
        .map(|position| projection.point(*position))
        .collect();
    let mut runs: Vec<Vec<Point>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        if misses(projection, *from, *to) {
            open = false;
        } else if open && let Some(run) = runs.last_mut() {
            run.push(*to);
        } else {
            runs.push(vec![*from, *to]);
            open = true;
        }
    }
    runs
}

/// Whether the segment surely lies outside: both ends beyond the same edge.
fn misses(projection: &Projection, a: Point, b: Point) -> bool {
    let (right, bottom) = (
        f64::from(projection.width()) + OVERHANG,
        f64::from(projection.height()) + OVERHANG,
    );
    (a.x < -OVERHANG && b.x < -OVERHANG)
        || (a.y < -OVERHANG && b.y < -OVERHANG)
        || (a.x > right && b.x > right)
        || (a.y > bottom && b.y > bottom)
}

/// The visible part of an area, in pixels: its outline cut edge by edge (Sutherland and Hodgman).
pub(super) fn visible_area(projection: &Projection, outline: &[Position]) -> Vec<Point> {
    let (right, bottom) = (
        f64::from(projection.width()) + OVERHANG,
        f64::from(projection.height()) + OVERHANG,
    );
    // How far inside each of the four edges a point is.
    let edges: [&dyn Fn(Point) -> f64; 4] = [
        &|p| p.x + OVERHANG,
        &|p| right - p.x,
        &|p| p.y + OVERHANG,
        &|p| bottom - p.y,
    ];
    let mut area: Vec<Point> = outline
        .iter()
        .map(|position| projection.point(*position))
        .collect();
    for inside in edges {
        let Some(mut from) = area.last().copied() else {
            break;
        };
        let mut cut = Vec::with_capacity(area.len() + 2);
        for to in area {
            let (start, end) = (inside(from), inside(to));
            if (start >= 0.0) != (end >= 0.0) {
                let part = start / (start - end);
                cut.push(Point {
                    x: from.x + (to.x - from.x) * part,
                    y: from.y + (to.y - from.y) * part,
                });
            }
            if end >= 0.0 {
                cut.push(to);
            }
            from = to;
        }
        area = cut;
    }
    area
}

/// Appends the line as `M…l…` in whole pixels, leaving out points within `tolerance` pixels of it. Lines without length are left out.
pub(super) fn append(data: &mut String, line: &[Point], tolerance: f64) {
    let line: LineString = line
        .iter()
        .map(|point| Coord {
            x: point.x,
            y: point.y,
        })
        .collect();
    let mut last: Option<(i64, i64)> = None;
    let mut pending = None;
    for point in line.simplify(tolerance) {
        let next = (whole(point.x), whole(point.y));
        let Some((x, y)) = last.replace(next) else {
            pending = Some(next);
            continue;
        };
        if next == (x, y) {
            continue;
        }
        if let Some((x, y)) = pending.take() {
            let _ = write!(data, "M{x}");
            number(data, y);
            data.push('l');
            let _ = write!(data, "{}", next.0 - x);
        } else {
            number(data, next.0 - x);
        }
        number(data, next.1 - y);
    }
}

/// A number after another one: a minus sign separates as well as a blank.
fn number(data: &mut String, number: i64) {
    if number >= 0 {
        data.push(' ');
    }
    let _ = write!(data, "{number}");
}

/// The nearest whole pixel.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a pixel near the drawing; the cast saturates"
)]
pub(super) fn whole(pixels: f64) -> i64 {
    pixels.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(list: &[(f64, f64)]) -> Vec<Point> {
        list.iter().map(|(x, y)| Point { x: *x, y: *y }).collect()
    }

    #[test]
    fn path_data_is_relative_and_short() {
        let mut data = String::new();
        append(
            &mut data,
            &points(&[(10.2, 5.0), (20.0, 0.0), (19.6, 30.4), (60.0, 30.0)]),
            0.5,
        );
        append(&mut data, &points(&[(3.1, 3.0), (3.2, 3.2)]), 0.5);
        append(&mut data, &points(&[(-4.0, -3.0), (0.0, -3.0)]), 0.5);
        assert_eq!(data, "M10 5l10-5 0 30 40 0M-4-3l4 0");
    }

    #[test]
    fn what_is_outside_is_cut_off() {
        let centre = Position {
            latitude: 47.0,
            longitude: 9.5,
        };
        let projection = Projection::around(centre, 100.0, 200, 200);
        let at = |x: f64, y: f64| Position {
            latitude: 47.0 - y / 111_195.0,
            longitude: 9.5 + x / (111_195.0 * 47_f64.to_radians().cos()),
        };
        assert!(visible(&projection, &[at(500.0, 0.0), at(600.0, 0.0)]).is_empty());
        let across = [
            at(-900.0, 0.0),
            at(-500.0, 0.0),
            at(0.0, 0.0),
            at(500.0, 0.0),
            at(900.0, 0.0),
        ];
        assert_eq!(
            visible(&projection, &across)
                .iter()
                .map(Vec::len)
                .collect::<Vec<_>>(),
            [3]
        );
        let large = [
            at(-900.0, -900.0),
            at(900.0, -900.0),
            at(900.0, 900.0),
            at(-900.0, 900.0),
            at(-900.0, -900.0),
        ];
        let area = visible_area(&projection, &large);
        assert!(
            area.len() >= 4
                && area
                    .iter()
                    .all(|p| p.x.abs() <= 241.0 && p.y.abs() <= 241.0),
            "{area:?}"
        );
        assert!(
            visible_area(
                &projection,
                &[at(500.0, 0.0), at(600.0, 0.0), at(600.0, 60.0)]
            )
            .is_empty()
        );
    }
}
