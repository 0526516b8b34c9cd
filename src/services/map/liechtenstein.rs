//! The extract in `data/`, for tests.

use std::path::{Path, PathBuf};

use super::{
    Map,
    extract::{Extract, read_extract},
    position::Position,
};

pub(crate) const VADUZ: Position = Position {
    latitude: 47.141,
    longitude: 9.521,
};
pub(crate) const SCHAAN: Position = Position {
    latitude: 47.165,
    longitude: 9.509,
};

pub(crate) fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/liechtenstein-2013-08-03.osm.pbf")
}

pub(crate) fn extract() -> Extract {
    read_extract(&path(), &mut |_| ()).unwrap()
}

pub(crate) fn map() -> Map {
    Map::build(&path(), &extract(), &mut |_| ()).unwrap()
}
