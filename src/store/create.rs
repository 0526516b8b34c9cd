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

/// Removes a PostgreSQL database for good, with everything in it. A SQLite file goes with its folder.
pub fn remove(place: &Place) -> Result<()> {
    match place {
        #[cfg(feature = "postgres")]
        Place::Postgres(url) => {
            use diesel::Connection;
            use diesel::connection::SimpleConnection;
            let (name, server) = name_and_server(url).ok_or(Error::NotFound)?;
            let failed = |e: &dyn std::fmt::Display| {
                Error::Database(format!("the database {name} cannot be removed: {e}"))
            };
            let mut conn = diesel::PgConnection::establish(&server).map_err(|e| failed(&e))?;
            conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
                .map_err(|e| failed(&e))
        }
        _ => Ok(()),
    }
}

/// The name of a database, and the server's own, where databases are made. None for a name that cannot stand in a statement, where nothing can be
/// bound.
#[cfg(feature = "postgres")]
fn name_and_server(text: &str) -> Option<(String, String)> {
    let mut server = url::Url::parse(text).ok()?;
    let name = server.path().trim_start_matches('/').to_owned();
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if name.is_empty() || name.len() > 63 || !name.bytes().all(plain) {
        return None;
    }
    server.set_path("/postgres");
    Some((name, server.to_string()))
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
    let Some((name, server)) = name_and_server(text) else {
        return Err(said("does not answer", &error));
    };
    let mut conn = PgConnection::establish(&server).map_err(|_| {
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
