//! The few places where the two databases differ.

/// Runs the same text on whichever database is connected, for what diesel offers on each but not on both at once:
/// `on_conflict`, `for_update`, `returning`, inserting a slice.
///
/// ```ignore
/// each_backend!(conn, |c| diesel::insert_into(peer_host::table).values(&row).on_conflict_do_nothing().execute(c))?;
/// ```
#[macro_export]
macro_rules! each_backend {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn {
            $crate::store::Conn::Sqlite($c) => $body,
            #[cfg(feature = "postgres")]
            $crate::store::Conn::Postgres($c) => $body,
        }
    };
}

use diesel::prelude::*;

use super::{Conn, Result};

/// Asks the database whether it is there.
pub fn ping(conn: &mut Conn) -> Result<()> {
    diesel::select(1_i32.into_sql::<diesel::sql_types::Integer>())
        .get_result::<i32>(conn)
        .map(|_| ())
        .map_err(Into::into)
}

/// Reads one row to change it: on PostgreSQL nobody else changes it until the transaction ends; on SQLite there is one writer anyway.
///
/// A flow that reads a state, decides and writes must read like this, or two that meet would both decide on the old state.
macro_rules! for_change {
    ($conn:expr, $query:expr, $row:ty) => {
        match $conn {
            $crate::store::Conn::Sqlite(c) => $query.select(<$row>::as_select()).first(c),
            #[cfg(feature = "postgres")]
            $crate::store::Conn::Postgres(c) => {
                $query.select(<$row>::as_select()).for_update().first(c)
            }
        }
    };
}
pub(crate) use for_change;
