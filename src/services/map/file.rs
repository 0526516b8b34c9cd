//! The imported map as one file in the data folder.
//!
//! A header (mark, version, length, SHA-256), then the streets and the router as little-endian numbers. Written beside its place and renamed, so that a server
//! that starts meanwhile sees the old file or the new one. Loading Liechtenstein takes a few milliseconds.

pub(crate) mod bytes;

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use aws_lc_rs::digest::{SHA256, digest};
use thiserror::Error;

use self::bytes::{Incomplete, Reader, Writer};
use super::{
    Map,
    position::{Bounds, CompactPosition},
    streets::Streets,
};
use crate::services::route::bicycle::BicycleRouter;

/// The name of the file in the data folder.
pub const NAME: &str = "map.musette";

const MARK: &[u8; 8] = b"MUSETTEM";
/// Raised with each change of the format. A map is imported again then, never converted: it holds nothing of its own.
const VERSION: u32 = 1;
const CHECKSUM_LENGTH: usize = 32;

/// Why a map file could not be loaded or written, with what to do.
#[derive(Debug, Error)]
pub enum MapFileError {
    /// No map has been imported.
    #[error("there is no map at {path}; import one with `musette import osm FILE`")]
    Missing {
        /// Where it would be.
        path: PathBuf,
    },
    /// The system refuses.
    #[error("the map at {path} cannot be used: {source}")]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not what was written.
    #[error("the map at {path} is damaged; run `musette import osm FILE` again")]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// Another release of musette wrote the file.
    #[error(
        "the map at {path} was made by another version of musette; run `musette import osm FILE` again"
    )]
    OtherVersion {
        /// The file.
        path: PathBuf,
    },
}

/// Writes the map; readers see the old file until the new one is complete.
pub fn save(map: &Map, path: &Path) -> Result<(), MapFileError> {
    let unusable = |source| MapFileError::Unusable {
        path: path.to_owned(),
        source,
    };
    let content = encode(map);
    let temporary = path.with_extension("musette-part");
    let mut file = fs::File::create(&temporary).map_err(unusable)?;
    let written = file.write_all(MARK).and_then(|()| {
        file.write_all(&VERSION.to_le_bytes())?;
        file.write_all(&(content.len() as u64).to_le_bytes())?;
        file.write_all(digest(&SHA256, &content).as_ref())?;
        file.write_all(&content)?;
        file.sync_all()?;
        fs::rename(&temporary, path)
    });
    written.map_err(|source| {
        // Best effort: what is left over is overwritten by the next import.
        let _ = fs::remove_file(&temporary);
        unusable(source)
    })
}

/// Loads the map.
pub fn load(path: &Path) -> Result<Map, MapFileError> {
    let file = fs::read(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => MapFileError::Missing {
            path: path.to_owned(),
        },
        _ => MapFileError::Unusable {
            path: path.to_owned(),
            source,
        },
    })?;
    let damaged = || MapFileError::Damaged {
        path: path.to_owned(),
    };
    let rest = file.strip_prefix(MARK).ok_or_else(damaged)?;
    let (version, rest) = rest.split_first_chunk().ok_or_else(damaged)?;
    if u32::from_le_bytes(*version) != VERSION {
        return Err(MapFileError::OtherVersion {
            path: path.to_owned(),
        });
    }
    let (length, rest) = rest.split_first_chunk().ok_or_else(damaged)?;
    let (checksum, content) = rest
        .split_first_chunk::<CHECKSUM_LENGTH>()
        .ok_or_else(damaged)?;
    if content.len() as u64 != u64::from_le_bytes(*length)
        || digest(&SHA256, content).as_ref() != checksum
    {
        return Err(damaged());
    }
    decode(content).map_err(|Incomplete| damaged())
}

fn encode(map: &Map) -> Vec<u8> {
    let mut writer = Writer::default();
    for corner in [map.bounds.south_west, map.bounds.north_east] {
        let corner = CompactPosition::from(corner);
        writer.number(corner.latitude.cast_unsigned());
        writer.number(corner.longitude.cast_unsigned());
    }
    map.streets.encode(&mut writer);
    map.router.encode(&mut writer);
    writer.0
}

fn decode(content: &[u8]) -> Result<Map, Incomplete> {
    let mut reader = Reader(content);
    let mut corner = || {
        let (latitude, longitude) = (
            reader.number()?.cast_signed(),
            reader.number()?.cast_signed(),
        );
        Ok(CompactPosition {
            latitude,
            longitude,
        }
        .into())
    };
    let bounds = Bounds {
        south_west: corner()?,
        north_east: corner()?,
    };
    let map = Map {
        bounds,
        streets: Streets::decode(&mut reader)?,
        router: BicycleRouter::decode(&mut reader)?,
    };
    if reader.0.is_empty() {
        Ok(map)
    } else {
        Err(Incomplete)
    }
}

#[cfg(test)]
mod tests;
