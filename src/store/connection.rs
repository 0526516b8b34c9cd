//! Connections to either database, and how a transaction begins and ends on them.

use std::path::Path;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::r2d2::R2D2Connection as _;
use diesel::{Connection, SqliteConnection};

use super::{Error, Place, Result};

/// A connection to SQLite or PostgreSQL. Queries are written once for both.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// SQLite.
    Sqlite(SqliteConnection),
    /// PostgreSQL.
    #[cfg(feature = "postgres")]
    Postgres(diesel::PgConnection),
}

impl Conn {
    /// Runs `f` inside the running transaction so that its own writes are undone when it fails, and only they.
    pub fn nested<T, E: From<Error>>(
        &mut self,
        f: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.savepoint().map_err(Error::from)?;
        match f(self) {
            Ok(value) => {
                self.commit().map_err(Error::from)?;
                Ok(value)
            }
            Err(error) => {
                self.roll_back().map_err(Error::from)?;
                Err(error)
            }
        }
    }

    /// Begins a transaction.
    ///
    /// SQLite takes the write lock at once: a deferred transaction that reads first and writes later fails with "database is locked" whatever
    /// `busy_timeout` says, as soon as two of them meet.
    pub(super) fn begin(&mut self) -> diesel::QueryResult<()> {
        match self {
            Self::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE"),
            #[cfg(feature = "postgres")]
            Self::Postgres(c) => AnsiTransactionManager::begin_transaction(c),
        }
    }

    /// Begins a transaction for many: on PostgreSQL it does not wait long for a row that somebody else holds, who may wait for one that it holds itself.
    pub(super) fn begin_batch(&mut self) -> diesel::QueryResult<()> {
        match self {
            Self::Sqlite(_) => self.begin(),
            #[cfg(feature = "postgres")]
            Self::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(
                c,
                "BEGIN; SET LOCAL lock_timeout = '100ms'",
            ),
        }
    }

    /// Whether the connection cannot be used any more.
    pub(super) fn is_lost(&mut self) -> bool {
        match self {
            Self::Sqlite(c) => c.is_broken(),
            #[cfg(feature = "postgres")]
            Self::Postgres(c) => c.is_broken(),
        }
    }

    /// Begins a transaction inside the running one.
    pub(super) fn savepoint(&mut self) -> diesel::QueryResult<()> {
        match self {
            Self::Sqlite(c) => AnsiTransactionManager::begin_transaction(c),
            #[cfg(feature = "postgres")]
            Self::Postgres(c) => AnsiTransactionManager::begin_transaction(c),
        }
    }

    pub(super) fn commit(&mut self) -> diesel::QueryResult<()> {
        match self {
            Self::Sqlite(c) => AnsiTransactionManager::commit_transaction(c),
            #[cfg(feature = "postgres")]
            Self::Postgres(c) => AnsiTransactionManager::commit_transaction(c),
        }
    }

    pub(super) fn roll_back(&mut self) -> diesel::QueryResult<()> {
        match self {
            Self::Sqlite(c) => AnsiTransactionManager::rollback_transaction(c),
            #[cfg(feature = "postgres")]
            Self::Postgres(c) => AnsiTransactionManager::rollback_transaction(c),
        }
    }
}

/// Opens one connection of either kind, that may write.
pub(super) fn open(place: &Place) -> Result<Conn> {
    establish(place).map_err(|e| Error::Database(format!("cannot open {}: {e}", place.shown())))
}

/// The same, and says what the database said.
pub(super) fn establish(place: &Place) -> diesel::ConnectionResult<Conn> {
    match place {
        Place::Sqlite(path) => establish_sqlite(path).map(Conn::Sqlite),
        #[cfg(feature = "postgres")]
        Place::Postgres(url) => diesel::PgConnection::establish(url).map(Conn::Postgres),
        #[cfg(not(feature = "postgres"))]
        Place::Postgres(_) => Err(diesel::ConnectionError::BadConnection(
            "built without PostgreSQL".into(),
        )),
    }
}

fn establish_sqlite(path: &Path) -> diesel::ConnectionResult<SqliteConnection> {
    let mut c = SqliteConnection::establish(&path.to_string_lossy())?;
    // FULL: a commit survives a power cut. The group-commit writer makes it cheap.
    c.batch_execute(
        "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; \
         PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;",
    )
    .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
    Ok(c)
}

/// Runs one statement outside any transaction, for making and dropping test databases.
#[cfg(any(test, feature = "testing"))]
pub(super) fn run_statement(place: &Place, sql: &str) -> Result<()> {
    let mut conn = open(place)?;
    crate::each_backend!(&mut conn, |c| c.batch_execute(sql))?;
    Ok(())
}
