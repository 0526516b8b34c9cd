//! When one transaction of a batch refused: each by itself.

use super::transaction::{Outcome, Work};
use crate::store::{Conn, Error, Result};

/// Runs each of them so that none undoes another one, and answers.
pub(super) fn each(conn: &mut Conn, batch: Vec<Box<dyn Work>>) {
    match conn {
        Conn::Sqlite(_) => in_savepoints(conn, batch),
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => in_transactions(conn, batch),
    }
}

/// SQLite: still one commit, for its flush is what costs, and there is nobody else to wait for.
fn in_savepoints(conn: &mut Conn, mut batch: Vec<Box<dyn Work>>) {
    let committed = conn
        .begin()
        .map_err(Error::from)
        .and_then(|()| {
            for work in &mut batch {
                once(conn, &mut **work, Conn::savepoint)?;
            }
            conn.commit().map_err(Error::from)
        })
        .map_err(|error| {
            let _ = conn.roll_back();
            tracing::error!(%error, "a batch was lost");
            error.to_string()
        });
    for work in batch {
        work.answer(committed.clone().map_err(Error::Busy));
    }
}

/// PostgreSQL: each commits for itself, so that none holds the rows that another one waits for. One that lost a deadlock runs once more.
#[cfg(feature = "postgres")]
fn in_transactions(conn: &mut Conn, batch: Vec<Box<dyn Work>>) {
    for mut work in batch {
        let committed = match once(conn, &mut *work, Conn::begin) {
            Ok(Outcome::Busy) => once(conn, &mut *work, Conn::begin),
            other => other,
        };
        work.answer(committed.map(|_| ()));
    }
}

/// Runs one and keeps what it wrote, unless it refuses.
fn once(
    conn: &mut Conn,
    work: &mut dyn Work,
    begin: fn(&mut Conn) -> diesel::QueryResult<()>,
) -> Result<Outcome> {
    begin(conn)?;
    let outcome = work.run(conn);
    if outcome == Outcome::Done {
        if let Err(error) = conn.commit() {
            let _ = conn.roll_back();
            return Err(error.into());
        }
    } else {
        conn.roll_back()?;
    }
    Ok(outcome)
}
