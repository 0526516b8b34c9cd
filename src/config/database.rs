//! `[database]`: where the data is.

use std::num::NonZeroU32;
use std::path::Path;

use figment::value::Value;

use super::reader::{Reader, number, text};
use crate::store::Place;

/// The section `[database]`.
#[derive(Debug, Clone)]
pub struct Database {
    /// `url`: `sqlite:FILE` or `postgres://…`.
    pub place: Place,
    /// `readers`: how many connections read at once.
    pub readers: NonZeroU32,
}

/// How many connections read at once unless somebody says otherwise: enough for two cores, and each costs memory.
pub const READERS: NonZeroU32 = NonZeroU32::MIN.saturating_add(3);

impl Database {
    /// The database at `place` with the usual number of readers.
    pub fn at(place: Place) -> Self {
        Self {
            place,
            readers: READERS,
        }
    }

    pub(super) fn read(reader: &mut Reader, data: &Path) -> Self {
        let folder = reader.folder().to_owned();
        let default = Place::Sqlite(data.join("musette.sqlite"));
        Self {
            place: reader.take_shown(
                "database.url",
                default,
                |value| read_place(value, &folder),
                Place::shown,
            ),
            readers: reader.take("database.readers", READERS, |value| {
                let count = number(value, 1..=64)?;
                u32::try_from(count)
                    .ok()
                    .and_then(NonZeroU32::new)
                    .ok_or_else(|| "write a number from 1 to 64".into())
            }),
        }
    }
}

fn read_place(value: &Value, folder: &Path) -> Result<Place, String> {
    // What stands here may hold a password, so it is never repeated.
    let place = Place::parse(&text(value)?)?;
    Ok(match place {
        Place::Sqlite(path) => Place::Sqlite(folder.join(path)),
        Place::Postgres(url) => match url::Url::parse(&url) {
            Ok(_) => Place::Postgres(url),
            Err(error) => {
                return Err(format!(
                    "this is no PostgreSQL address ({error}); write postgres://USER:PASSWORD@HOST/NAME"
                ));
            }
        },
    })
}
