//! Connections for reading, a few of which serve everybody.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::r2d2::{ManageConnection, PooledConnection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::connection::{self, Conn};
use super::{Error, Place, Result};

/// How long a connection is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a connection that was used is taken to work still: to ask PostgreSQL each time costs as much as most questions.
const TRUSTED: Duration = Duration::from_secs(1);

/// Connections for reading.
pub(super) struct Pool {
    connections: diesel::r2d2::Pool<Manager>,
    turns: Arc<Semaphore>,
}

impl Pool {
    /// Opens one connection, and up to `size` when they are needed.
    pub(super) fn open(place: &Place, size: NonZeroU32) -> Result<Self> {
        diesel::r2d2::Pool::builder()
            .max_size(size.get())
            .min_idle(Some(1))
            .connection_timeout(PATIENCE)
            .build(Manager(place.clone()))
            .map(|connections| Self {
                connections,
                turns: Arc::new(Semaphore::new(usize::try_from(size.get()).unwrap_or(1))),
            })
            .map_err(|e| Error::Database(format!("cannot open {}: {e}", place.shown())))
    }

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

/// A connection that is asked whether it still works when it was not used for a while.
pub(super) struct Checked {
    conn: Conn,
    used: Instant,
}

impl Checked {
    /// The connection, to use it now.
    pub(super) fn conn(&mut self) -> &mut Conn {
        self.used = Instant::now();
        &mut self.conn
    }
}

/// Makes and checks the connections of the pool.
pub(super) struct Manager(Place);

impl ManageConnection for Manager {
    type Connection = Checked;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> std::result::Result<Checked, Self::Error> {
        let mut conn =
            connection::establish(&self.0).map_err(diesel::r2d2::Error::ConnectionError)?;
        match &mut conn {
            Conn::Sqlite(c) => c
                // Half a megabyte of pages each: the system holds the file's pages once for all of them.
                .batch_execute("PRAGMA query_only=ON; PRAGMA cache_size=-512")
                .map_err(diesel::r2d2::Error::QueryError)?,
            #[cfg(feature = "postgres")]
            Conn::Postgres(_) => {}
        }
        Ok(Checked {
            conn,
            used: Instant::now(),
        })
    }

    fn is_valid(&self, checked: &mut Checked) -> std::result::Result<(), Self::Error> {
        if checked.used.elapsed() < TRUSTED {
            return Ok(());
        }
        match &mut checked.conn {
            // A SQLite connection is a file handle: there is nobody to ask.
            Conn::Sqlite(_) => Ok(()),
            #[cfg(feature = "postgres")]
            Conn::Postgres(c) => {
                diesel::r2d2::R2D2Connection::ping(c).map_err(diesel::r2d2::Error::QueryError)
            }
        }
    }

    fn has_broken(&self, checked: &mut Checked) -> bool {
        std::thread::panicking() || checked.conn.is_lost()
    }
}
