//! A transaction that waits for a writer.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::oneshot;

use crate::store::{Conn, Error, Failure, Result};

/// How a transaction went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It did what it was to do.
    Done,
    /// It refuses; what it wrote must be undone.
    Refused,
    /// The database could not: it may go well once more.
    Busy,
}

/// A transaction, whatever it returns.
pub(super) trait Work: Send {
    /// Runs it in the connection's transaction. May run again: only what came last counts.
    fn run(&mut self, conn: &mut Conn) -> Outcome;
    /// Tells who waits, once it is known whether all was committed.
    fn answer(self: Box<Self>, committed: Result<()>);
}

/// What is run, what came of it, and who waits for that.
pub(super) struct Transaction<T, E, F> {
    run: F,
    result: Option<Result<T, E>>,
    tell: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Transaction<T, E, F> {
    pub(super) const fn new(run: F, tell: oneshot::Sender<Result<T, E>>) -> Self {
        Self {
            run,
            result: None,
            tell,
        }
    }
}

impl<T, E, F> Work for Transaction<T, E, F>
where
    T: Send,
    E: Failure,
    F: Fn(&mut Conn) -> Result<T, E> + Send,
{
    fn run(&mut self, conn: &mut Conn) -> Outcome {
        let result = catch_unwind(AssertUnwindSafe(|| (self.run)(conn)));
        let result = result.unwrap_or_else(|panic| {
            let what = panic
                .downcast_ref::<&str>()
                .map(ToString::to_string)
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_default();
            Err(Error::Database(format!("a transaction panicked: {what}")).into())
        });
        let outcome = match &result {
            Ok(_) => Outcome::Done,
            Err(error) if matches!(error.store_error(), Some(Error::Busy(_))) => Outcome::Busy,
            Err(_) => Outcome::Refused,
        };
        self.result = Some(result);
        outcome
    }

    fn answer(self: Box<Self>, committed: Result<()>) {
        let result = match (committed, self.result) {
            // What it refused itself stays refused, whatever became of the others.
            (_, Some(Err(refused))) => Err(refused),
            (Ok(()), Some(done)) => done,
            (Ok(()), None) => Err(Error::Busy("it was not run".into()).into()),
            (Err(error), _) => Err(error.into()),
        };
        // A caller that went away does not undo what was committed.
        let _ = self.tell.send(result);
    }
}
