//! What is picked up while an extract is read, and how the pieces come together.

use osmpbf::Element;

use super::super::position::{Bounds, CompactPosition, Position, is_on_earth};
use super::{
    Extract,
    address::{self, Address},
    eatery::{self, Eatery, OsmKind},
    place::{self, Place},
    street::{Park, Street, StreetClass, is_park},
    tags::Tags,
};

/// Everything found in the first reading. Outlines and lines still lack their points.
#[derive(Default)]
pub(super) struct Parts {
    eateries: Vec<Eatery>,
    addresses: Vec<Address>,
    places: Vec<Place>,
    ways: Vec<Way>,
}

/// A way whose points are known by number only.
struct Way {
    points: Vec<i64>,
    what: What,
}

enum What {
    Street {
        name: Option<String>,
        class: StreetClass,
    },
    Park,
    /// A building; its eatery and address get their position from the points.
    Building {
        eatery: Option<Box<Eatery>>,
        address: Option<Box<Address>>,
    },
}

/// Stands in until the points of an outline are known; never leaves this file.
const NOWHERE: Position = Position {
    latitude: 0.0,
    longitude: 0.0,
};

impl Parts {
    pub(super) fn take(&mut self, element: &Element<'_>) {
        match element {
            Element::Node(node) => {
                self.point(node.id(), &Tags::new(node.tags()), node.lat(), node.lon());
            }
            Element::DenseNode(node) => {
                self.point(node.id(), &Tags::new(node.tags()), node.lat(), node.lon());
            }
            Element::Way(way) => {
                let tags = Tags::new(way.tags());
                if let Some(what) = What::of(way.id(), &tags) {
                    self.ways.push(Way {
                        points: way.refs().collect(),
                        what,
                    });
                }
            }
            Element::Relation(_) => {}
        }
    }

    fn point(&mut self, id: i64, tags: &Tags<'_>, latitude: f64, longitude: f64) {
        let position = Position {
            latitude,
            longitude,
        };
        if tags.is_empty() || !is_on_earth(position) {
            return;
        }
        self.eateries
            .extend(eatery::from_tags(id, OsmKind::Node, tags, position));
        self.addresses.extend(address::from_tags(tags, position));
        self.places.extend(place::from_tags(tags, position));
    }

    /// The points that the found ways consist of, still without positions.
    pub(super) fn points_needed(&self) -> Points {
        let mut numbers: Vec<i64> = self
            .ways
            .iter()
            .flat_map(|way| way.points.iter().copied())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        Points {
            positions: vec![None; numbers.len()],
            numbers,
        }
    }

    /// The extract, or `None` if it has no street.
    pub(super) fn finish(self, points: &Points) -> Option<Extract> {
        let Self {
            mut eateries,
            mut addresses,
            places,
            ways,
        } = self;
        let (mut streets, mut parks) = (Vec::new(), Vec::new());
        for way in ways {
            let line = points.line(&way.points);
            match way.what {
                What::Street { name, class } if line.len() >= 2 => {
                    streets.push(Street { name, class, line });
                }
                What::Park if line.len() >= 4 && way.points.first() == way.points.last() => {
                    parks.push(Park { outline: line });
                }
                What::Building { eatery, address } => {
                    if let Some(middle) = Bounds::around(line).map(|bounds| bounds.centre()) {
                        eateries.extend(eatery.map(|eatery| Eatery {
                            position: middle,
                            ..*eatery
                        }));
                        addresses.extend(address.map(|address| Address {
                            position: middle,
                            ..*address
                        }));
                    }
                }
                What::Street { .. } | What::Park => {}
            }
        }
        let roads = streets
            .iter()
            .filter(|street| street.class > StreetClass::Canal);
        let bounds = Bounds::around(roads.flat_map(|street| street.line.iter().copied()))?;
        place::complete(&places, &mut addresses, &mut eateries);
        Some(Extract {
            eateries,
            addresses,
            streets,
            parks,
            bounds,
        })
    }
}

impl What {
    fn of(id: i64, tags: &Tags<'_>) -> Option<Self> {
        if let Some(class) = StreetClass::from_tags(tags) {
            return Some(Self::Street {
                name: tags.text(&["name"]),
                class,
            });
        }
        let eatery = eatery::from_tags(id, OsmKind::Way, tags, NOWHERE).map(Box::new);
        let address = address::from_tags(tags, NOWHERE).map(Box::new);
        if eatery.is_some() || address.is_some() {
            return Some(Self::Building { eatery, address });
        }
        is_park(tags).then_some(Self::Park)
    }
}

/// Points by number, sorted so that a search is fast without a table.
pub(super) struct Points {
    numbers: Vec<i64>,
    positions: Vec<Option<CompactPosition>>,
}

impl Points {
    pub(super) fn take(&mut self, element: &Element<'_>) {
        let (number, latitude, longitude) = match element {
            Element::Node(node) => (node.id(), node.lat(), node.lon()),
            Element::DenseNode(node) => (node.id(), node.lat(), node.lon()),
            Element::Way(_) | Element::Relation(_) => return,
        };
        let position = Position {
            latitude,
            longitude,
        };
        if let Ok(index) = self.numbers.binary_search(&number)
            && let Some(slot) = self.positions.get_mut(index)
            && is_on_earth(position)
        {
            *slot = Some(position.into());
        }
    }

    /// The positions of these points; those outside the extract are left out.
    fn line(&self, numbers: &[i64]) -> Vec<Position> {
        let position = |number: &i64| {
            let index = self.numbers.binary_search(number).ok()?;
            self.positions
                .get(index)
                .copied()
                .flatten()
                .map(Position::from)
        };
        numbers.iter().filter_map(position).collect()
    }
}
