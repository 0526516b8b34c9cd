//! The writers: threads that commit many transactions at once. SQLite has one, PostgreSQL a few.
//!
//! What waits when a writer is free shares one `COMMIT`, up to `BATCH` transactions of it, and nobody hears "done" before that commit is on the disk. So
//! durability (`synchronous=FULL`, `synchronous_commit=on`) costs one disk flush for many, and PostgreSQL is asked for fewer things.
//!
//! They run one after the other as if they were one. If one of them refuses, all is undone and each runs again by itself: so none sees what another one
//! left behind half done, and what is usual, that nobody refuses, costs nothing more.

mod alone;
mod transaction;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};

use tokio::sync::oneshot;

use self::transaction::{Outcome, Transaction, Work};
use super::connection::{self, Conn};
use super::{Error, Failure, Place, Result};

/// How many transactions share a commit at most.
const BATCH: usize = 128;

/// How many write to PostgreSQL at once: while one waits for the disk, another one writes.
const POSTGRES: usize = 2;

/// The transactions that wait, in their order.
type Waiting = Mutex<mpsc::Receiver<Box<dyn Work>>>;

/// The way to the writers. Their threads end when the last handle is gone.
pub(super) struct Writers {
    queue: mpsc::Sender<Box<dyn Work>>,
}

impl Writers {
    /// Starts the threads. A database that cannot be opened is an error at once; a connection that is lost later is made anew.
    pub(super) fn start(place: &Place) -> Result<Self> {
        let threads = match place {
            Place::Sqlite(_) => 1,
            Place::Postgres(_) => POSTGRES,
        };
        let (queue, waiting) = mpsc::channel();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..threads {
            let (place, waiting) = (place.clone(), Arc::clone(&waiting));
            let mut held = Some(connection::open(&place)?);
            std::thread::Builder::new()
                .name("musette-writer".into())
                .spawn(move || {
                    while let Some(batch) = next(&waiting) {
                        held = write(held.take(), &place, batch);
                    }
                })
                .map_err(|e| Error::Busy(format!("a writer cannot start: {e}")))?;
        }
        Ok(Self { queue })
    }

    /// Runs `f` in the next batch and waits until that batch is durable.
    pub(super) async fn run<T, E, F>(&self, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: Failure,
        F: Fn(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let stopped = || Error::Busy("the writer has stopped".into());
        self.queue
            .send(Box::new(Transaction::new(f, tell)))
            .map_err(|_| stopped())?;
        told.await.unwrap_or_else(|_| Err(stopped().into()))
    }
}

/// Waits for something to write, and takes all that waits. The other writers wait behind this one meanwhile; none when there is nobody left to write.
fn next(waiting: &Waiting) -> Option<Vec<Box<dyn Work>>> {
    let waiting: MutexGuard<'_, _> = waiting.lock().unwrap_or_else(PoisonError::into_inner);
    let first = waiting.recv().ok()?;
    Some(
        std::iter::once(first)
            .chain(waiting.try_iter())
            .take(BATCH)
            .collect(),
    )
}

/// Writes a batch; returns the connection unless it is lost.
fn write(held: Option<Conn>, place: &Place, mut batch: Vec<Box<dyn Work>>) -> Option<Conn> {
    let mut conn = match begun(held, place, batch.len() > 1) {
        Ok(conn) => conn,
        Err(error) => {
            tracing::error!(%error, "nothing can be written");
            answer(batch, || Err(Error::Busy(error.to_string())));
            return None;
        }
    };
    match together(&mut conn, &mut batch) {
        Ok(Outcome::Done) => answer(batch, || Ok(())),
        Ok(Outcome::Refused) if batch.len() == 1 => answer(batch, || Ok(())),
        Ok(Outcome::Refused | Outcome::Busy) => alone::each(&mut conn, batch),
        Err(error) => {
            tracing::error!(%error, "a batch was lost");
            answer(batch, || Err(Error::Busy(error.to_string())));
        }
    }
    (!conn.is_lost()).then_some(conn)
}

/// The connection with a transaction begun: the one that is held, or a new one if that was lost while it rested.
fn begun(held: Option<Conn>, place: &Place, many: bool) -> Result<Conn> {
    let begin = if many { Conn::begin_batch } else { Conn::begin };
    if let Some(mut held) = held {
        match begin(&mut held) {
            Ok(()) => return Ok(held),
            Err(error) if !held.is_lost() => return Err(error.into()),
            Err(error) => tracing::warn!(%error, "the database is connected anew"),
        }
    }
    let mut fresh = connection::open(place)?;
    begin(&mut fresh)?;
    Ok(fresh)
}

/// Runs all in the transaction that is begun, until one refuses: then none of it happened.
fn together(conn: &mut Conn, batch: &mut [Box<dyn Work>]) -> Result<Outcome> {
    for work in batch {
        match work.run(conn) {
            Outcome::Done => {}
            stopped => {
                conn.roll_back()?;
                return Ok(stopped);
            }
        }
    }
    if let Err(error) = conn.commit() {
        let _ = conn.roll_back();
        return Err(error.into());
    }
    Ok(Outcome::Done)
}

fn answer(batch: Vec<Box<dyn Work>>, committed: impl Fn() -> Result<()>) {
    for work in batch {
        work.answer(committed());
    }
}
