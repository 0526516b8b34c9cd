//! SQLite's one writer: a thread that commits many transactions at once.
//!
//! Each closure runs in its own savepoint, up to `BATCH` of them share one `COMMIT`, and nobody hears "done" before that commit is on the disk.
//! So durability (`synchronous=FULL`) costs one disk flush for many writers, and writers never meet.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use tokio::sync::oneshot;

use super::{Conn, Error, Result};

/// How many transactions share a commit at most.
const BATCH: usize = 128;

/// What to tell a caller once the batch is committed, or was lost.
type Answer = Box<dyn FnOnce(Result<()>) + Send>;
/// A transaction waiting its turn.
type Work = Box<dyn FnOnce(&mut Conn) -> Answer + Send>;

/// The way to the writer thread. The thread ends when the last handle is gone.
pub(super) struct Writer {
    queue: mpsc::Sender<Work>,
}

impl Writer {
    /// Starts the thread, which owns `conn` from now on.
    pub(super) fn start(conn: Conn) -> Result<Self> {
        let (queue, waiting) = mpsc::channel();
        std::thread::Builder::new()
            .name("musette-writer".into())
            .spawn(move || serve(conn, &waiting))
            .map_err(|e| Error::Busy(format!("the writer cannot start: {e}")))?;
        Ok(Self { queue })
    }

    /// Runs `f` in the next batch and waits until that batch is durable.
    pub(super) async fn run<T, E, F>(&self, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let work: Work = Box::new(move |conn| {
            let result = in_savepoint(conn, f);
            Box::new(move |committed| {
                let result = match committed {
                    Ok(()) => result,
                    // What the closure refused stays refused, whatever became of the others.
                    Err(error) => result.and(Err(error.into())),
                };
                // A caller that went away does not undo what was committed.
                let _ = tell.send(result);
            })
        });
        self.queue
            .send(work)
            .map_err(|_| Error::Busy("the writer has stopped".into()))?;
        told.await
            .unwrap_or_else(|_| Err(Error::Busy("the writer has stopped".into()).into()))
    }
}

fn serve(mut conn: Conn, waiting: &mpsc::Receiver<Work>) {
    while let Ok(first) = waiting.recv() {
        let batch = std::iter::once(first).chain(waiting.try_iter()).take(BATCH);
        commit_batch(&mut conn, batch);
    }
}

fn commit_batch(conn: &mut Conn, batch: impl Iterator<Item = Work>) {
    let mut batch = batch.peekable();
    if let Err(error) = conn.begin() {
        let text = error.to_string();
        for work in batch {
            // The closure must not run outside a transaction: it is answered without having run.
            drop(work);
        }
        tracing::error!(error = text, "no write transaction could be begun");
        return;
    }
    let mut answers = Vec::new();
    while batch.peek().is_some() {
        if let Some(work) = batch.next() {
            answers.push(work(conn));
        }
    }
    let outcome = conn.commit().map_err(|error| {
        let _ = conn.roll_back();
        Error::from(error).to_string()
    });
    for answer in answers {
        answer(outcome.clone().map_err(Error::Busy));
    }
}

/// Runs `f` in a savepoint, which is rolled back when `f` refuses or panics.
fn in_savepoint<T, E: From<Error>>(
    conn: &mut Conn,
    f: impl FnOnce(&mut Conn) -> Result<T, E>,
) -> Result<T, E> {
    conn.savepoint().map_err(Error::from)?;
    let outcome = catch_unwind(AssertUnwindSafe(|| f(conn)));
    match outcome {
        Ok(Ok(value)) => {
            conn.commit().map_err(Error::from)?;
            Ok(value)
        }
        Ok(Err(error)) => {
            conn.roll_back().map_err(Error::from)?;
            Err(error)
        }
        Err(panic) => {
            conn.roll_back().map_err(Error::from)?;
            let what = panic
                .downcast_ref::<&str>()
                .map(ToString::to_string)
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_default();
            Err(Error::Database(format!("a transaction panicked: {what}")).into())
        }
    }
}
