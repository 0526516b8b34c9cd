//! Making a database that is not there yet.

use super::{Error, Place, Result};

/// Makes the database unless it is there; says whether it was made. A SQLite file is made when it is opened, so here only its folder is.
pub fn create(place: &Place) -> Result<bool> {
    match place {
        Place::Sqlite(path) => {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).map_err(|e| {
                    Error::Database(format!(
                        "the folder {} cannot be made: {e}",
                        folder.display()
                    ))
                })?;
            }
            Ok(!path.exists())
        }
        #[cfg(feature = "postgres")]
        Place::Postgres(url) => postgres(url),
        #[cfg(not(feature = "postgres"))]
        Place::Postgres(_) => Err(Error::Database("built without PostgreSQL".into())),
    }
}

#[cfg(feature = "postgres")]
fn postgres(text: &str) -> Result<bool> {
    use diesel::connection::SimpleConnection;
    use diesel::{Connection, PgConnection};

    let Err(error) = PgConnection::establish(text) else {
        return Ok(false);
    };
    let said = |what: &str, error: &dyn std::fmt::Display| {
        Error::Database(format!("PostgreSQL {what}: {error}"))
    };
    let mut server = url::Url::parse(text).map_err(|e| said("cannot be found", &e))?;
    let name = server.path().trim_start_matches('/').to_owned();
    // The name becomes part of a statement, where nothing can be bound.
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if name.is_empty() || name.len() > 63 || !name.bytes().all(plain) {
        return Err(said("does not answer", &error));
    }
    server.set_path("/postgres");
    let mut conn = PgConnection::establish(server.as_str()).map_err(|_| {
        // What it said to the first question names the real trouble, such as a wrong password.
        said("does not answer", &error)
    })?;
    let known = {
        use diesel::prelude::*;
        diesel::table! {
            pg_database (datname) {
                datname -> Text,
            }
        }
        pg_database::table
            .filter(pg_database::datname.eq(&name))
            .count()
            .get_result::<i64>(&mut conn)
            .map_err(|e| said("does not tell its databases", &e))?
            > 0
    };
    if known {
        return Err(said("refuses this database", &error));
    }
    conn.batch_execute(&format!("CREATE DATABASE {name}"))
        .map_err(|e| said(&format!("cannot make the database {name}"), &e))?;
    Ok(true)
}
