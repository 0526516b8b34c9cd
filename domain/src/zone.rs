//! Where a restaurant delivers and what may be said about a place: cells of the H3 grid.
//!
//! A restaurant's zone is a set of cells of resolution 8 (about 0.7 km²); a courier's whereabouts travel as a cell of resolution 9,
//! published capacity as one of resolution 7.

use std::collections::BTreeSet;

use h3o::{CellIndex, LatLng, Resolution};

use crate::Position;

/// The most cells a zone may have: about the area of a large city with its suburbs.
pub const MAX_CELLS: usize = 2_000;

/// The size of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CellSize {
    /// Resolution 7, about 5 km²: published capacity.
    Quarter,
    /// Resolution 8, about 0.7 km²: delivery zones, and the drop-off in a delivery offer.
    Blocks,
    /// Resolution 9, about 0.1 km²: a courier's whereabouts while carrying, and a quote's drop-off.
    Block,
}

impl CellSize {
    const fn resolution(self) -> Resolution {
        match self {
            Self::Quarter => Resolution::Seven,
            Self::Blocks => Resolution::Eight,
            Self::Block => Resolution::Nine,
        }
    }
}

/// One cell of the H3 grid, written as fifteen hexadecimal digits such as `881f90209bfffff`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Cell(CellIndex);

/// Why a text is no cell or no zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAZone {
    /// The text is no cell.
    #[error("{0:?} is not a cell of the H3 grid")]
    NotACell(String),
    /// A cell has the wrong size.
    #[error("{0} is not a cell of resolution 8, of which delivery zones are made")]
    WrongSize(Cell),
    /// Too many cells.
    #[error("a delivery zone may have at most {MAX_CELLS} cells")]
    TooLarge,
}

impl Cell {
    /// The cell around `position`.
    pub fn of(position: Position, size: CellSize) -> Self {
        // A Position is finite and in range, so the default is never taken.
        let place = LatLng::new(position.lat(), position.lon()).unwrap_or_default();
        Self(place.to_cell(size.resolution()))
    }
    /// Whether the cell is of this size.
    pub fn is(self, size: CellSize) -> bool {
        self.0.resolution() == size.resolution()
    }
    /// The larger cell that holds this one; `None` if this one is larger than `size`.
    pub fn within(self, size: CellSize) -> Option<Self> {
        self.0.parent(size.resolution()).map(Self)
    }
    /// This cell and all within `rings` steps of it.
    pub fn disk(self, rings: u32) -> BTreeSet<Self> {
        self.0
            .grid_disk::<Vec<_>>(rings)
            .into_iter()
            .map(Self)
            .collect()
    }
    /// The middle of the cell.
    pub fn centre(self) -> Option<Position> {
        let place = LatLng::from(self.0);
        Position::new(place.lat(), place.lng()).ok()
    }
    /// The corners of the cell, for drawing.
    pub fn corners(self) -> Vec<Position> {
        self.0
            .boundary()
            .iter()
            .filter_map(|corner| Position::new(corner.lat(), corner.lng()).ok())
            .collect()
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::str::FromStr for Cell {
    type Err = NotAZone;
    fn from_str(text: &str) -> Result<Self, NotAZone> {
        let bad = || NotAZone::NotACell(text.chars().take(40).collect());
        if text.len() > 16 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(bad());
        }
        text.parse().map(Self).map_err(|_| bad())
    }
}

impl TryFrom<String> for Cell {
    type Error = NotAZone;
    fn try_from(text: String) -> Result<Self, NotAZone> {
        text.parse()
    }
}

impl From<Cell> for String {
    fn from(cell: Cell) -> Self {
        cell.to_string()
    }
}

/// Where a restaurant delivers: a set of cells of resolution 8.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Zone(BTreeSet<Cell>);

impl Zone {
    /// A zone of these cells.
    pub fn new(cells: impl IntoIterator<Item = Cell>) -> Result<Self, NotAZone> {
        let mut zone = BTreeSet::new();
        for cell in cells {
            if !cell.is(CellSize::Blocks) {
                return Err(NotAZone::WrongSize(cell));
            }
            zone.insert(cell);
            if zone.len() > MAX_CELLS {
                return Err(NotAZone::TooLarge);
            }
        }
        Ok(Self(zone))
    }
    /// Reads cells separated by spaces or commas.
    pub fn parse(text: &str) -> Result<Self, NotAZone> {
        let cells: Result<Vec<_>, _> = text
            .split([' ', ',', '\n', '\r', '\t'])
            .filter(|part| !part.is_empty())
            .take(MAX_CELLS + 1)
            .map(str::parse)
            .collect();
        Self::new(cells?)
    }
    /// The zone a restaurant begins with: the cells whose middle is within `metres` by air, and its own in any case.
    pub fn around(position: Position, metres: f64) -> Self {
        let home = Cell::of(position, CellSize::Blocks);
        // Middles of neighbouring cells are never less than 700 m apart, and 24 rings stay below MAX_CELLS.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0..=24 before"
        )]
        let rings = (metres / 700.0).ceil().clamp(0.0, 24.0) as u32;
        let near = |cell: &Cell| {
            *cell == home
                || cell
                    .centre()
                    .is_some_and(|centre| centre.metres_to(position) <= metres)
        };
        Self(home.disk(rings).into_iter().filter(near).collect())
    }
    /// Whether `position` lies in the zone.
    pub fn contains(&self, position: Position) -> bool {
        self.0.contains(&Cell::of(position, CellSize::Blocks))
    }
    /// Whether a place known only as a cell (of resolution 8 or finer) lies in the zone.
    pub fn contains_cell(&self, cell: Cell) -> bool {
        cell.within(CellSize::Blocks)
            .is_some_and(|cell| self.0.contains(&cell))
    }
    /// The cells, in order.
    pub fn cells(&self) -> impl Iterator<Item = Cell> + '_ {
        self.0.iter().copied()
    }
    /// How many cells.
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// Whether it delivers nowhere.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Display for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, cell) in self.0.iter().enumerate() {
            let gap = if n == 0 { "" } else { " " };
            write!(f, "{gap}{cell}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vaduz() -> Position {
        Position::new(47.1410, 9.5209).unwrap()
    }

    #[test]
    fn a_cell_is_written_as_it_is_read() {
        for size in [CellSize::Quarter, CellSize::Blocks, CellSize::Block] {
            let cell = Cell::of(vaduz(), size);
            assert_eq!(cell.to_string().len(), 15);
            assert_eq!(cell.to_string().parse(), Ok(cell));
            assert!(cell.is(size));
        }
    }

    #[test]
    fn a_smaller_cell_lies_within_the_larger_one() {
        let block = Cell::of(vaduz(), CellSize::Block);
        assert_eq!(
            block
                .within(CellSize::Blocks)
                .unwrap()
                .within(CellSize::Quarter),
            block.within(CellSize::Quarter)
        );
        assert_eq!(
            Cell::of(vaduz(), CellSize::Quarter).within(CellSize::Block),
            None
        );
    }

    #[test]
    fn the_first_zone_holds_what_is_near_and_nothing_far() {
        let zone = Zone::around(vaduz(), 3_000.0);
        assert!(zone.contains(vaduz()));
        assert!(zone.contains(Position::new(47.1550, 9.5150).unwrap()));
        assert!(!zone.contains(Position::new(47.22, 9.50).unwrap()));
        assert!((20..60).contains(&zone.len()), "{}", zone.len());
        assert_eq!(Zone::around(vaduz(), 0.0).len(), 1);
        assert!(Zone::around(vaduz(), 1e9).len() <= MAX_CELLS);
        assert!(zone.contains_cell(Cell::of(vaduz(), CellSize::Block)));
    }

    #[test]
    fn a_zone_is_written_as_it_is_read() {
        let zone = Zone::around(vaduz(), 2_000.0);
        assert_eq!(Zone::parse(&zone.to_string()), Ok(zone));
        assert_eq!(Zone::parse("").unwrap().len(), 0);
    }

    #[test]
    fn refuses_what_is_no_zone() {
        assert!(matches!(
            Zone::parse("nonsense"),
            Err(NotAZone::NotACell(_))
        ));
        assert!(matches!(
            "é".repeat(40).parse::<Cell>(),
            Err(NotAZone::NotACell(_))
        ));
        let coarse = Cell::of(vaduz(), CellSize::Quarter);
        assert_eq!(Zone::new([coarse]), Err(NotAZone::WrongSize(coarse)));
        let many = Cell::of(vaduz(), CellSize::Blocks).disk(30);
        assert_eq!(Zone::new(many), Err(NotAZone::TooLarge));
    }
}
