//! Waiting for what must become true, with a deadline.

use std::time::Duration;

use musette::app::App;
use musette::store::{self, Conn};

use crate::evidence;

/// How long anything may take. Repeating after a failure and giving up on a silent peer are in real time.
const PATIENCE: Duration = Duration::from_secs(45);

/// Waits until `look` finds something in the rows of an instance.
pub async fn row<T, F>(app: &App, what: &str, look: F) -> T
where
    T: Send + 'static,
    F: Fn(&mut Conn) -> store::Result<Option<T>> + Clone + Send + 'static,
{
    let looking = until(|| {
        let (db, look) = (app.db.clone(), look.clone());
        async move { db.read(look).await.unwrap() }
    });
    match looking.await {
        Some(found) => found,
        None => panic!(
            "after {} s still not so: {what}\n{}\nthe log ends:\n{}",
            PATIENCE.as_secs(),
            evidence::state(app).await,
            evidence::end_of_log()
        ),
    }
}

/// Waits until `look` finds something; none when time is up.
async fn until<T, F, Fut>(mut look: F) -> Option<T>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Option<T>>,
{
    let waiting = async {
        let mut ticks = tokio::time::interval(Duration::from_millis(20));
        loop {
            ticks.tick().await;
            if let Some(found) = look().await {
                return found;
            }
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.ok()
}
