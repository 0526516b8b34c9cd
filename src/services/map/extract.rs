//! Reading an OpenStreetMap extract: the eateries, addresses, streets and parks of a region.
//!
//! The file is read twice (ways first name the points they need, then only those points are kept), so that memory follows what is kept. A whole import,
//! with the routing graph ([`crate::services::route::bicycle`]), needs about 40 times the size of the file for a while: 25 MB for Liechtenstein
//! (0.6 MB), some 2.5 GB for a city of a million with its surroundings (60 MB). A file above [`LARGEST_EXTRACT`] is refused with advice.

mod address;
mod eatery;
mod framing;
mod parts;
mod place;
mod street;
mod tags;

use std::{any::Any, fs::File, io, io::BufReader, path::Path, path::PathBuf};

use osmpbf::{BlobDecode, BlobReader, Element};
use thiserror::Error;

pub use self::{
    address::Address,
    eatery::{Eatery, EateryKind, OsmKind},
    street::{Park, Street, StreetClass},
};
use super::position::Bounds;
use parts::Parts;

/// The largest file read, in bytes: a region the size of a large city and its surroundings, not a country.
pub const LARGEST_EXTRACT: u64 = 150 * 1024 * 1024;

/// What musette takes from an extract.
#[derive(Debug, Clone)]
pub struct Extract {
    /// Places that serve food and have a name.
    pub eateries: Vec<Eatery>,
    /// House numbers with their street.
    pub addresses: Vec<Address>,
    /// Streets, paths and rivers, to be drawn.
    pub streets: Vec<Street>,
    /// Green areas, to be drawn.
    pub parks: Vec<Park>,
    /// The rectangle around all streets.
    pub bounds: Bounds,
}

/// How far the reading of an extract is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Bytes of this stage done.
    pub done: u64,
    /// Bytes of this stage in all.
    pub total: u64,
}

/// The steps of an import, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Finding eateries, addresses and streets.
    Reading,
    /// Placing the streets that were found.
    Placing,
    /// Connecting streets for the bicycle router.
    Connecting,
    /// Preparing the router so that it answers fast. Has no bytes to count: 0 of 1, then 1 of 1.
    Preparing,
}

/// Why an extract could not be read, in a sentence that names the file.
#[derive(Debug, Error)]
pub enum ExtractError {
    /// There is no such file, or it may not be read.
    #[error("{path} cannot be read: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file has no bytes.
    #[error("{path} is empty; download the extract again")]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{path} is not an OpenStreetMap extract in PBF format (a file that ends in .osm.pbf)")]
    NotAnExtract {
        /// The file.
        path: PathBuf,
    },
    /// The file ends in the middle.
    #[error("{path} is cut off after {bytes} bytes; download the extract again")]
    CutOff {
        /// The file.
        path: PathBuf,
        /// Its length.
        bytes: u64,
    },
    /// The file is an extract, but a part of it is broken.
    #[error("{path} is damaged ({reason}); download the extract again")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, for the log.
        reason: String,
    },
    /// The file is larger than what fits into memory safely.
    #[error(
        "{path} has {megabytes} MB, and at most 150 MB are read; cut out your region with `osmium extract --bbox`"
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        megabytes: u64,
    },
    /// The file is sound but holds no street, as one of points of interest only.
    #[error("{path} holds no streets; use an extract of a whole region")]
    NoStreets {
        /// The file.
        path: PathBuf,
    },
}

/// Reads an extract. Calls `progress` at least once for each part of the file.
pub fn read_extract(
    path: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<Extract, ExtractError> {
    let length = framing::check(path)?;
    let mut parts = Parts::default();
    each_element(path, &mut |element| parts.take(&element), &mut |done| {
        progress(Progress {
            stage: Stage::Reading,
            done,
            total: length,
        });
    })?;
    let mut points = parts.points_needed();
    each_element(path, &mut |element| points.take(&element), &mut |done| {
        progress(Progress {
            stage: Stage::Placing,
            done,
            total: length,
        });
    })?;
    parts
        .finish(&points)
        .ok_or_else(|| ExtractError::NoStreets {
            path: path.to_owned(),
        })
}

/// Opens the file for a reader of extracts.
pub(crate) fn open(path: &Path) -> Result<BufReader<File>, ExtractError> {
    match File::open(path) {
        Ok(file) => Ok(BufReader::new(file)),
        Err(source) => Err(ExtractError::Unreadable {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Runs a library's reader over the file and turns a panic of it into an error, because a file from elsewhere must not end the program.
pub(crate) fn contained<T>(
    path: &Path,
    read: impl FnOnce() -> Result<T, ExtractError>,
) -> Result<T, ExtractError> {
    // The closure's half-filled collections are dropped with the error, so nothing sees them broken.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .unwrap_or_else(|panic| Err(damaged(path, panic_text(&*panic))))
}

pub(crate) fn damaged(path: &Path, reason: impl ToString) -> ExtractError {
    ExtractError::Damaged {
        path: path.to_owned(),
        reason: reason.to_string(),
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("its parts contradict each other")
}

fn each_element(
    path: &Path,
    take: &mut dyn FnMut(Element<'_>),
    progress: &mut dyn FnMut(u64),
) -> Result<(), ExtractError> {
    let mut reader = BlobReader::new_seekable(open(path)?).map_err(|error| damaged(path, error))?;
    contained(path, || {
        while let Some(blob) = reader.next() {
            let blob = blob.map_err(|error| damaged(path, error))?;
            if let BlobDecode::OsmData(block) =
                blob.decode().map_err(|error| damaged(path, error))?
            {
                block.for_each_element(&mut *take);
            }
            progress(
                reader
                    .seek_raw(io::SeekFrom::Current(0))
                    .map_err(|error| damaged(path, error))?,
            );
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests;
