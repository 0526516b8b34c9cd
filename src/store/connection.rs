//! Connections to either database, and the one way to run a transaction on them.

use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::r2d2::{ManageConnection, PooledConnection, R2D2Connection};
use diesel::{Connection, SqliteConnection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

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
    /// Runs `f` as one transaction. `conn.transaction(…)` inside it becomes a savepoint.
    ///
    /// SQLite takes the write lock at once: a deferred transaction that reads first and writes later fails with "database is locked" whatever
    /// `busy_timeout` says, as soon as two of them meet.
    pub(super) fn write<T, E: From<Error>>(
        &mut self,
        f: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.begin().map_err(Error::from)?;
        let result = f(self);
        match result {
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

    pub(super) fn begin(&mut self) -> diesel::QueryResult<()> {
        match self {
            Self::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE"),
            #[cfg(feature = "postgres")]
            Self::Postgres(c) => AnsiTransactionManager::begin_transaction(c),
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

/// How long a connection is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connections for reading (on PostgreSQL: for everything).
pub(super) struct Pool {
    connections: diesel::r2d2::Pool<Manager>,
    turns: Arc<Semaphore>,
}

impl Pool {
    pub(super) fn get(&self) -> Result<PooledConnection<Manager>> {
        self.connections
            .get()
            .map_err(|e| Error::Busy(e.to_string()))
    }

    /// Waits until a connection is free, before a thread is taken for it: threads that only wait cost memory and the processor's time.
    pub(super) async fn turn(&self) -> Result<OwnedSemaphorePermit> {
        match tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(closed)) => Err(Error::Busy(closed.to_string())),
            Err(_) => Err(Error::Busy("no connection was free in time".into())),
        }
    }
}

/// Makes and checks the connections of the pool.
pub(super) struct Manager(Place);

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> std::result::Result<Conn, Self::Error> {
        let establish = |e| diesel::r2d2::Error::ConnectionError(e);
        match &self.0 {
            Place::Sqlite(path) => {
                let mut c = establish_sqlite(path).map_err(establish)?;
                c.batch_execute("PRAGMA query_only=ON")
                    .map_err(diesel::r2d2::Error::QueryError)?;
                Ok(Conn::Sqlite(c))
            }
            #[cfg(feature = "postgres")]
            Place::Postgres(url) => Ok(Conn::Postgres(
                diesel::PgConnection::establish(url).map_err(establish)?,
            )),
            #[cfg(not(feature = "postgres"))]
            Place::Postgres(_) => Err(establish(diesel::ConnectionError::BadConnection(
                "built without PostgreSQL".into(),
            ))),
        }
    }

    fn is_valid(&self, conn: &mut Conn) -> std::result::Result<(), Self::Error> {
        match conn {
            // A SQLite connection is a file handle: there is nobody to ask.
            Conn::Sqlite(_) => Ok(()),
            #[cfg(feature = "postgres")]
            Conn::Postgres(c) => c.ping().map_err(diesel::r2d2::Error::QueryError),
        }
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking()
            || match conn {
                Conn::Sqlite(c) => c.is_broken(),
                #[cfg(feature = "postgres")]
                Conn::Postgres(c) => c.is_broken(),
            }
    }
}

/// Opens the pool.
pub(super) fn pool(place: &Place, size: NonZeroU32) -> Result<Pool> {
    diesel::r2d2::Pool::builder()
        .max_size(size.get())
        .min_idle(Some(1))
        .connection_timeout(PATIENCE)
        .build(Manager(place.clone()))
        .map(|connections| Pool {
            connections,
            turns: Arc::new(Semaphore::new(usize::try_from(size.get()).unwrap_or(1))),
        })
        .map_err(|e| Error::Database(format!("cannot open {}: {e}", place.shown())))
}

/// Opens the connection that the writer thread will own.
pub(super) fn sqlite_writer(path: &Path) -> Result<Conn> {
    establish_sqlite(path)
        .map(Conn::Sqlite)
        .map_err(|e| Error::Database(format!("cannot open {}: {e}", path.display())))
}

/// Opens one connection of either kind, for migrations and for moving data.
pub(super) fn single(place: &Place) -> Result<Conn> {
    match place {
        Place::Sqlite(path) => sqlite_writer(path),
        #[cfg(feature = "postgres")]
        Place::Postgres(url) => diesel::PgConnection::establish(url)
            .map(Conn::Postgres)
            .map_err(|e| Error::Database(format!("cannot open {}: {e}", place.shown()))),
        #[cfg(not(feature = "postgres"))]
        Place::Postgres(_) => Err(Error::Database("built without PostgreSQL".into())),
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
    let mut conn = single(place)?;
    crate::each_backend!(&mut conn, |c| c.batch_execute(sql))?;
    Ok(())
}
