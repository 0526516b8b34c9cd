//! What others may read of us, as documents: written from the database, never stored.

pub mod actor;
pub mod authorize;
pub mod collections;
pub mod event;
pub mod extras;
pub mod featured;
pub mod featured_collection;
pub mod hours;
pub mod html;
pub mod item;
pub mod note;
pub mod note_parts;
pub mod picture;
pub mod reply;
pub mod reply_note;
pub mod serve;
pub mod stamps;
pub mod words;

use url::Url;

use crate::store;

/// An address of ours as a URL. Ours always parse; if one does not, the settings are broken.
pub(super) fn address(text: &str) -> store::Result<Url> {
    Url::parse(text).map_err(|e| store::Error::Database(format!("{text:?} is no address: {e}")))
}
