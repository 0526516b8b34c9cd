//! The outer frame of a PBF file, checked before anything of it is decoded.
//!
//! A PBF file is a row of blobs, each with a header that says its length. Walking over the lengths tells a file of another kind from one that is
//! cut off, in milliseconds. Format: <https://wiki.openstreetmap.org/wiki/PBF_Format>.

use std::{io::SeekFrom, path::Path};

use osmpbf::{BlobReader, BlobType};

use super::{ExtractError, LARGEST_EXTRACT, contained, damaged, open};

/// The largest blob that the format allows, in bytes.
const LARGEST_BLOB: i32 = 32 * 1024 * 1024;

/// Checks the row of blobs and returns the length of the file in bytes.
pub(super) fn check(path: &Path) -> Result<u64, ExtractError> {
    let file = open(path)?;
    let metadata = file
        .get_ref()
        .metadata()
        .map_err(|source| ExtractError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
    let length = metadata.len();
    if metadata.is_dir() {
        return Err(ExtractError::NotAnExtract {
            path: path.to_owned(),
        });
    }
    if length == 0 {
        return Err(ExtractError::Empty {
            path: path.to_owned(),
        });
    }
    if length > LARGEST_EXTRACT {
        return Err(ExtractError::TooLarge {
            path: path.to_owned(),
            megabytes: length.div_ceil(1024 * 1024),
        });
    }
    let mut reader = BlobReader::new_seekable(file).map_err(|error| damaged(path, error))?;
    contained(path, || {
        let mut end = 0;
        while end < length {
            // Nothing readable at the start: another kind of file. Later: the rest is missing.
            let broken = || {
                if end == 0 {
                    not_an_extract(path)
                } else {
                    cut_off(path, length)
                }
            };
            let (header, _) = reader
                .next_header_skip_blob()
                .and_then(Result::ok)
                .ok_or_else(broken)?;
            let size = header.get_blob_size();
            if end == 0 && header.blob_type() != BlobType::OsmHeader {
                return Err(not_an_extract(path));
            }
            if !(0..=LARGEST_BLOB).contains(&size) {
                return Err(damaged(path, format_args!("a part of {size} bytes")));
            }
            end = reader
                .seek_raw(SeekFrom::Current(0))
                .map_err(|error| damaged(path, error))?;
            if end > length {
                return Err(cut_off(path, length));
            }
        }
        Ok(length)
    })
}

fn not_an_extract(path: &Path) -> ExtractError {
    ExtractError::NotAnExtract {
        path: path.to_owned(),
    }
}

fn cut_off(path: &Path, bytes: u64) -> ExtractError {
    ExtractError::CutOff {
        path: path.to_owned(),
        bytes,
    }
}
