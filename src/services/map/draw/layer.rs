//! What a page puts on the ground of a map: ways, hexagons, pins, links.

use std::fmt::Write as _;

use h3o::{CellIndex, LatLng};

use super::{
    super::{
        position::Position,
        projection::{Point, Projection},
    },
    Choice, Label, Pin, Route, Tone, path,
    text::{self, Texts},
};

/// How far a drawn way may leave the real one, in pixels.
const TOLERANCE: f64 = 0.7;

pub(super) fn routes(svg: &mut String, projection: &Projection, routes: &[Route<'_>]) {
    for route in routes {
        let mut data = String::new();
        for run in path::visible(projection, route.line) {
            path::append(&mut data, &run, TOLERANCE);
        }
        if data.is_empty() {
            continue;
        }
        let tone = match route.tone {
            Tone::Work => "",
            Tone::Ok => r#" data-s="ok""#,
            Tone::Warn => r#" data-s="warn""#,
            Tone::Stop => r#" data-s="stop""#,
        };
        // A dash shorter than its round ends is a dot.
        let stroke = if route.ridden {
            r#"stroke-width="7""#
        } else {
            r#"stroke-width="6" stroke-dasharray=".1 12""#
        };
        let _ = write!(svg, r#"<path class="m-way"{tone} {stroke} d="{data}"/>"#);
    }
}

pub(super) fn cells(svg: &mut String, projection: &Projection, cells: &[CellIndex]) {
    for cell in cells {
        svg.push_str(r#"<polygon class="m-cell" points=""#);
        for (index, corner) in cell.boundary().iter().enumerate() {
            let Point { x, y } = projection.point(position(*corner));
            let blank = if index == 0 { "" } else { " " };
            let _ = write!(svg, "{blank}{},{}", path::whole(x), path::whole(y));
        }
        svg.push_str(r#""/>"#);
    }
}

fn position(corner: LatLng) -> Position {
    Position {
        latitude: corner.lat(),
        longitude: corner.lng(),
    }
}

pub(super) fn pins(svg: &mut String, texts: &mut Texts, projection: &Projection, pins: &[Pin<'_>]) {
    for pin in pins {
        let point = projection.point(pin.position);
        if !texts.shows(point) {
            continue;
        }
        let (x, y) = (path::whole(point.x), path::whole(point.y));
        let radius = if pin.mark.is_empty() { 11 } else { 15 };
        let _ = write!(
            svg,
            r#"<circle class="m-pin" cx="{x}" cy="{y}" r="{radius}"/>"#
        );
        if !pin.mark.is_empty() {
            let mark = text::escaped(pin.mark);
            let _ = write!(
                svg,
                r#"<text class="m-num hd" x="{x}" y="{}">{mark}</text>"#,
                y + 6
            );
        }
        texts.beside(point, radius, pin.label);
    }
}

pub(super) fn labels(texts: &mut Texts, projection: &Projection, labels: &[Label<'_>]) {
    for label in labels {
        texts.centred(projection.point(label.position), label.text);
    }
}

/// Fields as links. They have no fill by the style sheet, so it is said that they can be hit all the same.
pub(super) fn choice(svg: &mut String, projection: &Projection, choice: Choice<'_>) {
    let (columns, rows) = (choice.columns.clamp(1, 12), choice.rows.clamp(1, 12));
    let (width, height) = (
        f64::from(projection.width()) / f64::from(columns),
        f64::from(projection.height()) / f64::from(rows),
    );
    for row in 0..rows {
        for column in 0..columns {
            let (left, top) = (f64::from(column) * width, f64::from(row) * height);
            let Some(middle) = projection.position(Point {
                x: left + width / 2.0,
                y: top + height / 2.0,
            }) else {
                continue;
            };
            let (x, y, right, bottom) = (
                path::whole(left),
                path::whole(top),
                path::whole(left + width),
                path::whole(top + height),
            );
            let (href, name) = ((choice.href)(middle), (choice.name)(middle));
            let (href, name) = (text::escaped(&href), text::escaped(&name));
            let _ = write!(
                svg,
                r#"<a href="{href}" aria-label="{name}"><path pointer-events="all" d="M{x} {y}H{right}V{bottom}H{x}z"/></a>"#
            );
        }
    }
}
