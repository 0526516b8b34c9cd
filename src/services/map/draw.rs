//! Maps of pages, drawn here as SVG: no tiles, no script, no other host.
//!
//! The look is that of the classes `m-…` in `components.css`; nothing is styled here but widths. A map stays below [`LARGEST`] bytes: the more there is to
//! show, the more small streets are left out and the coarser the rest is drawn. The same input gives the same bytes.

mod layer;
mod path;
mod street;
mod text;

use std::fmt::Write as _;

use h3o::CellIndex;

use self::text::Texts;
use super::{position::Position, projection::Projection, streets::Streets};

/// No map is larger, in bytes, as long as its pins, routes and labels alone are not.
pub const LARGEST: usize = 24_000;

/// What a map shows over its streets.
#[derive(Clone, Copy, Default)]
pub struct Layers<'a> {
    /// The beginning of all element ids, unique on the page: letters, digits and hyphens.
    pub id: &'a str,
    /// What the map tells, for those who do not see it.
    pub title: &'a str,
    /// Write the names of the longest streets.
    pub street_names: bool,
    /// Ways, drawn in this order.
    pub routes: &'a [Route<'a>],
    /// Hexagons: where someone is, never to the metre.
    pub cells: &'a [CellIndex],
    /// Places.
    pub pins: &'a [Pin<'a>],
    /// Words without a pin.
    pub labels: &'a [Label<'a>],
    /// Makes the map a field of links by which a place is chosen.
    pub choice: Option<Choice<'a>>,
}

/// A way on the map.
#[derive(Debug, Clone, Copy)]
pub struct Route<'a> {
    /// Its points.
    pub line: &'a [Position],
    /// Ridden already: solid. To come: dotted.
    pub ridden: bool,
    /// Its colour.
    pub tone: Tone,
}

/// The colour of a way, by what it means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// The usual one.
    #[default]
    Work,
    /// All is well.
    Ok,
    /// Needs attention.
    Warn,
    /// Is late or has failed.
    Stop,
}

/// A place on the map.
#[derive(Debug, Clone, Copy)]
pub struct Pin<'a> {
    /// Where.
    pub position: Position,
    /// One or two characters inside: a number or an initial. Empty for none.
    pub mark: &'a str,
    /// The words beside it. Empty for none.
    pub label: &'a str,
}

/// Words on the map.
#[derive(Debug, Clone, Copy)]
pub struct Label<'a> {
    /// Their middle.
    pub position: Position,
    /// The words.
    pub text: &'a str,
}

/// Chooses a place without script: the map is divided into fields, each a link.
///
/// The first click shows the field closer ([`Projection::closer`]), the next one is the place.
#[derive(Clone, Copy)]
pub struct Choice<'a> {
    /// Fields beside each other, 1 to 12.
    pub columns: u32,
    /// Fields below each other, 1 to 12.
    pub rows: u32,
    /// Where the field with this middle leads.
    pub href: &'a dyn Fn(Position) -> String,
    /// What the field with this middle is called, for those who do not see it.
    pub name: &'a dyn Fn(Position) -> String,
}

/// The map as an `<svg>` element, to stand in an element of class `map`.
pub fn draw(streets: &Streets, projection: &Projection, layers: &Layers<'_>) -> String {
    let mut texts = Texts::new(projection);
    let mut over = String::new();
    layer::routes(&mut over, projection, layers.routes);
    layer::cells(&mut over, projection, layers.cells);
    layer::pins(&mut over, &mut texts, projection, layers.pins);
    layer::labels(&mut texts, projection, layers.labels);
    let budget =
        LARGEST.saturating_sub(over.len() + texts.written().len() + layers.title.len() + 1_000);
    let under = street::streets(streets, projection, layers.id, budget);
    if layers.street_names {
        texts.street_names(streets, projection);
    }
    over.push_str(texts.written());
    if let Some(choice) = layers.choice {
        layer::choice(&mut over, projection, choice);
    }
    let mut svg = String::with_capacity(under.len() + over.len() + 300);
    // A picture hides its links from those who do not see it; a group shows them.
    let role = if layers.choice.is_some() {
        "group"
    } else {
        "img"
    };
    let (width, height, id, title) = (
        projection.width(),
        projection.height(),
        text::escaped(layers.id),
        text::escaped(layers.title),
    );
    let _ = write!(
        svg,
        r#"<svg viewBox="0 0 {width} {height}" role="{role}" aria-labelledby="{id}-t"><title id="{id}-t">{title}</title>{under}{over}</svg>"#
    );
    svg
}

#[cfg(test)]
mod tests;
