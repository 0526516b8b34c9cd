//! The drawn lines of a region, compact: eight bytes a point, each name once.

use std::collections::HashMap;

use super::{
    extract::{Extract, StreetClass},
    file::bytes::{Incomplete, Reader, Writer},
    position::{Bounds, CompactPosition, Position},
    simplify::simplified,
};

/// How far a stored line may leave the real one, in metres. Below the width of a street.
const TOLERANCE: f64 = 1.5;

/// The number of a park in the list of classes; streets have the place of theirs in [`StreetClass::ALL`].
const PARK: u32 = 100;

/// Stands for a line without a name.
const UNNAMED: u32 = u32::MAX;

/// Streets, rivers and parks to be drawn. By default there are none, and a map shows pins on blank land.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Streets {
    lines: Vec<Line>,
    points: Vec<CompactPosition>,
    names: Vec<Box<str>>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    Street(StreetClass),
    Park,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    kind: LineKind,
    name: u32,
    /// Where its points end in the list of all points; they begin where those of the line before end.
    end: u32,
    south_west: CompactPosition,
    north_east: CompactPosition,
}

/// A line as it is taken out to be drawn.
#[derive(Debug, Clone)]
pub(super) struct DrawnLine<'a> {
    pub(super) kind: LineKind,
    pub(super) name: Option<&'a str>,
    pub(super) points: Vec<Position>,
}

impl Streets {
    /// Takes over what an extract has to draw, each line simplified to 1.5 m.
    pub fn of(extract: &Extract) -> Self {
        let mut streets = Self::default();
        let mut numbers = HashMap::new();
        for street in &extract.streets {
            let name = street.name.as_deref().map_or(UNNAMED, |name| {
                *numbers.entry(name).or_insert_with(|| {
                    streets.names.push(name.into());
                    u32::try_from(streets.names.len() - 1).unwrap_or(UNNAMED)
                })
            });
            streets.push(LineKind::Street(street.class), name, &street.line);
        }
        for park in &extract.parks {
            streets.push(LineKind::Park, UNNAMED, &park.outline);
        }
        streets
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines that may be seen within these bounds, in the order of the extract.
    pub(super) fn within(&self, bounds: &Bounds) -> impl Iterator<Item = DrawnLine<'_>> {
        let (south_west, north_east) = (
            CompactPosition::from(bounds.south_west),
            CompactPosition::from(bounds.north_east),
        );
        let starts = std::iter::once(0).chain(self.lines.iter().map(|line| line.end));
        self.lines
            .iter()
            .zip(starts)
            .filter_map(move |(line, start)| {
                let apart = line.north_east.latitude < south_west.latitude
                    || line.south_west.latitude > north_east.latitude
                    || line.north_east.longitude < south_west.longitude
                    || line.south_west.longitude > north_east.longitude;
                let points = self.points.get(start as usize..line.end as usize)?;
                (!apart).then(|| DrawnLine {
                    kind: line.kind,
                    name: self.names.get(line.name as usize).map(|name| &**name),
                    points: points.iter().copied().map(Position::from).collect(),
                })
            })
    }

    fn push(&mut self, kind: LineKind, name: u32, points: &[Position]) {
        let compact = simplified(points, TOLERANCE)
            .into_iter()
            .map(CompactPosition::from);
        self.push_compact(kind, name, compact);
    }

    fn push_compact(
        &mut self,
        kind: LineKind,
        name: u32,
        points: impl Iterator<Item = CompactPosition>,
    ) {
        let start = self.points.len();
        self.points.extend(points);
        let own = self.points.get(start..).unwrap_or_default();
        let latitudes = || own.iter().map(|point| point.latitude);
        let longitudes = || own.iter().map(|point| point.longitude);
        let (Some(south), Some(north)) = (latitudes().min(), latitudes().max()) else {
            return;
        };
        let (Some(west), Some(east)) = (longitudes().min(), longitudes().max()) else {
            return;
        };
        self.lines.push(Line {
            kind,
            name,
            end: u32::try_from(self.points.len()).unwrap_or(u32::MAX),
            south_west: CompactPosition {
                latitude: south,
                longitude: west,
            },
            north_east: CompactPosition {
                latitude: north,
                longitude: east,
            },
        });
    }

    pub(super) fn encode(&self, into: &mut Writer) {
        into.number(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        for name in &self.names {
            into.text(name);
        }
        into.numbers(self.lines.iter().map(|line| line.kind.number()));
        into.numbers(self.lines.iter().map(|line| line.name));
        into.numbers(self.lines.iter().map(|line| line.end));
        into.numbers(
            self.points
                .iter()
                .map(|point| point.latitude.cast_unsigned()),
        );
        into.numbers(
            self.points
                .iter()
                .map(|point| point.longitude.cast_unsigned()),
        );
    }

    pub(super) fn decode(from: &mut Reader<'_>) -> Result<Self, Incomplete> {
        let mut streets = Self::default();
        for _ in 0..from.number()? {
            streets.names.push(from.text()?.into());
        }
        let (kinds, names, ends) = (from.numbers()?, from.numbers()?, from.numbers()?);
        let (latitudes, longitudes) = (from.numbers()?, from.numbers()?);
        if kinds.len() != names.len()
            || kinds.len() != ends.len()
            || latitudes.len() != longitudes.len()
            || !ends.is_sorted()
        {
            return Err(Incomplete);
        }
        streets.lines.reserve_exact(kinds.len());
        streets.points.reserve_exact(latitudes.len());
        let mut points = latitudes
            .into_iter()
            .zip(longitudes)
            .map(|(y, x)| CompactPosition {
                latitude: y.cast_signed(),
                longitude: x.cast_signed(),
            });
        let mut start = 0;
        for ((kind, name), end) in kinds.into_iter().zip(names).zip(ends) {
            let kind = LineKind::of_number(kind).ok_or(Incomplete)?;
            streets.push_compact(kind, name, points.by_ref().take((end - start) as usize));
            start = end;
        }
        Ok(streets)
    }
}

impl LineKind {
    fn number(self) -> u32 {
        match self {
            Self::Street(class) => class as u32,
            Self::Park => PARK,
        }
    }

    fn of_number(number: u32) -> Option<Self> {
        if number == PARK {
            return Some(Self::Park);
        }
        StreetClass::ALL
            .get(usize::try_from(number).ok()?)
            .copied()
            .map(Self::Street)
    }
}
