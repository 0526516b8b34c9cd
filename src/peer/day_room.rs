//! How many specials an actor may still publish on a day. Remembered for a while, so that not every special counts those before it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use moka::sync::Cache;
use musette_domain::Instant;

use crate::store::{self, Conn, remote_special};

/// How many of one actor are kept that it published on one day (UTC): more than any kitchen cooks, and few enough that an actor cannot fill the disk.
pub const MOST_A_DAY: i64 = 200;
/// How long what was counted is taken to be true. What another process keeps meanwhile is not seen: so many processes, so many times the limit at most.
const REMEMBERED: Duration = Duration::from_mins(10);
/// Of how many actors and days it is remembered.
const ACTORS: u64 = 5_000;

/// The room of actors on days, never more than there is. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct DayRoom(Cache<(Arc<str>, i64), Arc<AtomicI64>>);

impl Default for DayRoom {
    fn default() -> Self {
        Self(
            Cache::builder()
                .max_capacity(ACTORS)
                .time_to_live(REMEMBERED)
                .build(),
        )
    }
}

impl DayRoom {
    /// Whether there is room for one more, which is taken. It is not given back when the special is not kept after all: then it is counted anew sooner.
    pub fn take(&self, c: &mut Conn, actor: &str, published: Instant) -> store::Result<bool> {
        let key = (Arc::from(actor), remote_special::day_of(published));
        if self.0.get(&key).is_some_and(|room| take_one(&room)) {
            return Ok(true);
        }
        let room = MOST_A_DAY - remote_special::count_of_day(c, actor, published, MOST_A_DAY)?;
        let room = Arc::new(AtomicI64::new(room));
        let taken = take_one(&room);
        self.0.insert(key, room);
        Ok(taken)
    }
}

fn take_one(room: &AtomicI64) -> bool {
    room.fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| {
        (left > 0).then(|| left - 1)
    })
    .is_ok()
}
