//! Waiting as people do: they look at the page again.

use std::future::Future;
use std::time::Duration;

use anyhow::bail;

/// How often somebody looks.
pub const LOOK_AGAIN: Duration = Duration::from_millis(350);
/// How long somebody waits for one thing.
const PATIENCE: Duration = Duration::from_secs(150);

/// Looks until there is something.
pub async fn until<T, F>(what: &str, mut look: impl FnMut() -> F) -> anyhow::Result<T>
where
    F: Future<Output = anyhow::Result<Option<T>>>,
{
    let mut ticks = tokio::time::interval(LOOK_AGAIN);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let begun = tokio::time::Instant::now();
    loop {
        ticks.tick().await;
        if let Some(found) = look().await? {
            return Ok(found);
        }
        if begun.elapsed() > PATIENCE {
            bail!("waited {} s in vain until {what}", PATIENCE.as_secs());
        }
    }
}
