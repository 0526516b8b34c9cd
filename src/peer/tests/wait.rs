//! Waiting for a row, with a deadline.

use std::time::Duration;

use crate::store::{self, Conn, Db};

/// How long anything may take.
const DEADLINE: Duration = Duration::from_secs(20);

/// Reads until `found` finds something.
pub async fn until<T, F>(db: &Db, what: &str, found: F) -> T
where
    T: Send + 'static,
    F: Fn(&mut Conn) -> store::Result<Option<T>> + Clone + Send + 'static,
{
    let look = async {
        let mut tick = tokio::time::interval(Duration::from_millis(10));
        loop {
            tick.tick().await;
            if let Some(value) = db.read(found.clone()).await.unwrap() {
                return value;
            }
        }
    };
    let found = tokio::time::timeout(DEADLINE, look).await;
    found.unwrap_or_else(|_| panic!("waited in vain: {what}"))
}

/// Reads until `holds`.
pub async fn until_true<F>(db: &Db, what: &str, holds: F)
where
    F: Fn(&mut Conn) -> store::Result<bool> + Clone + Send + 'static,
{
    until(db, what, move |c| Ok(holds(c)?.then_some(()))).await;
}
