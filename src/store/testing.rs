//! Fresh databases for tests: a SQLite file or a PostgreSQL database of its own, gone when the test is over.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::RunQueryDsl as _;

use super::{Db, Place, connection};

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// SQLite: always there.
    Sqlite,
    /// PostgreSQL: where `MUSETTE_TEST_POSTGRES_URL` names a cluster in which databases may be made.
    Postgres,
}

/// An empty place for a database. Dropping it removes the database.
pub struct Fresh {
    place: Place,
    folder: Option<PathBuf>,
    database: Option<(Place, String)>,
}

diesel::define_sql_function! {
    /// How many rows this connection of SQLite wrote and deleted so far.
    fn total_changes() -> diesel::sql_types::BigInt;
}

/// How many rows this connection of SQLite wrote and deleted so far: what something costs, whatever the machine's speed.
pub fn rows_written(c: &mut super::Conn) -> super::Result<i64> {
    match c {
        super::Conn::Sqlite(c) => Ok(diesel::select(total_changes()).get_result(c)?),
        #[cfg(feature = "postgres")]
        super::Conn::Postgres(_) => Err(super::Error::NotFound),
    }
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

impl Fresh {
    /// A new, empty place; none, with a loud word, when there is no PostgreSQL to test on.
    #[expect(
        clippy::disallowed_methods,
        reason = "the tests' own switch, no setting of the product"
    )]
    pub fn of(kind: Kind) -> Option<Self> {
        let name = format!(
            "musette_test_{}_{}",
            std::process::id(),
            NUMBER.fetch_add(1, Ordering::Relaxed)
        );
        match kind {
            Kind::Sqlite => {
                let folder = std::env::temp_dir().join(&name);
                std::fs::create_dir_all(&folder).ok()?;
                Some(Self {
                    place: Place::Sqlite(folder.join("test.sqlite")),
                    folder: Some(folder),
                    database: None,
                })
            }
            Kind::Postgres => {
                let Ok(cluster) = std::env::var("MUSETTE_TEST_POSTGRES_URL") else {
                    skipped("on PostgreSQL: MUSETTE_TEST_POSTGRES_URL is not set");
                    return None;
                };
                let Ok(cluster) = Place::parse(&cluster) else {
                    skipped("on PostgreSQL: built without the feature `postgres`");
                    return None;
                };
                let Place::Postgres(url) = &cluster else {
                    return None;
                };
                let mut own = url::Url::parse(url).ok()?;
                own.set_path(&name);
                connection::run_statement(&cluster, &format!("CREATE DATABASE {name}")).ok()?;
                Some(Self {
                    place: Place::Postgres(own.into()),
                    folder: None,
                    database: Some((cluster, name)),
                })
            }
        }
    }

    /// Where the database is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Opens it with all its tables.
    pub fn open(&self) -> super::Result<Db> {
        Db::open(&self.place, NonZeroU32::MIN.saturating_add(3))
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
        if let Some((cluster, name)) = &self.database {
            let _ = connection::run_statement(
                cluster,
                &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            );
        }
    }
}

/// Says once in every test program what is skipped, past the capture of what passing tests print.
pub fn skipped(what: &str) {
    static SAID: std::sync::Once = std::sync::Once::new();
    SAID.call_once(|| {
        let line = format!("\n!!! SKIPPED {what}\n");
        let _ = std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes());
    });
}

/// Closes every connection to a PostgreSQL database, as when its server is started anew.
pub fn close_connections(place: &Place) -> super::Result<()> {
    connection::run_statement(
        place,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
}

/// Renames a table, so that a test sees what happens without it.
pub fn rename_table(place: &Place, from: &str, to: &str) -> super::Result<()> {
    connection::run_statement(place, &format!("ALTER TABLE {from} RENAME TO {to}"))
}

/// Suspends a server, or takes that back, as a moderator's act leaves it, without what else the act does.
pub fn set_suspended(c: &mut super::Conn, host: &str, suspended: bool) -> super::Result<()> {
    use super::host_policy::{self, HostPolicy, Level};
    if !suspended {
        host_policy::delete(c, host)?;
        return Ok(());
    }
    let row = HostPolicy {
        host: host.to_owned(),
        level: Level::Suspended,
        reason: "spam".into(),
        by_user: None,
        at: musette_domain::Instant::from_millis(0),
    };
    host_policy::put(c, &row)
}
