//! Bringing the tables up to date. The same folders exist for both databases; a test compares them with each other and with `schema.rs`.

use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Conn, Error, Place, Result, connection};

/// The migrations for SQLite.
pub const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
/// The migrations for PostgreSQL.
#[cfg(feature = "postgres")]
pub const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Runs what is missing; returns the names of the migrations that ran.
pub fn run(place: &Place) -> Result<Vec<String>> {
    if let Place::Sqlite(path) = place
        && let Some(folder) = path.parent()
        && !folder.as_os_str().is_empty()
    {
        std::fs::create_dir_all(folder)
            .map_err(|e| Error::Database(format!("cannot make {}: {e}", folder.display())))?;
    }
    run_on(&mut connection::open(place)?)
}

fn run_on(conn: &mut Conn) -> Result<Vec<String>> {
    let ran = match conn {
        Conn::Sqlite(c) => c
            .run_pending_migrations(SQLITE)
            .map(|v| v.iter().map(ToString::to_string).collect()),
        #[cfg(feature = "postgres")]
        Conn::Postgres(c) => c
            .run_pending_migrations(POSTGRES)
            .map(|v| v.iter().map(ToString::to_string).collect()),
    };
    ran.map_err(|e| Error::Database(format!("a migration failed: {e}")))
}

/// Names of migrations that have not run yet.
pub fn pending(place: &Place) -> Result<Vec<String>> {
    use diesel::migration::Migration;
    let mut conn = connection::open(place)?;
    let names = match &mut conn {
        Conn::Sqlite(c) => c
            .pending_migrations(SQLITE)
            .map(|v| v.iter().map(|m| m.name().to_string()).collect()),
        #[cfg(feature = "postgres")]
        Conn::Postgres(c) => c
            .pending_migrations(POSTGRES)
            .map(|v| v.iter().map(|m| m.name().to_string()).collect()),
    };
    names.map_err(|e| Error::Database(e.to_string()))
}

#[cfg(test)]
mod tests;
