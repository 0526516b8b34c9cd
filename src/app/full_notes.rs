//! Which Notes have as many likes or boosts as are ever counted: remembered for a while, so that not every further one counts them all.

use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;

use crate::store::reaction::ReactionKind;

/// How long a Note is taken to be full. Who took a like back makes room that is seen after so long.
const REMEMBERED: Duration = Duration::from_mins(10);
/// How many are remembered; there are never more worth it.
const MOST: u64 = 1_000;

/// The Notes that are full. Cloning is cheap.
#[derive(Clone)]
pub struct FullNotes(Cache<(ReactionKind, Arc<str>), ()>);

impl Default for FullNotes {
    fn default() -> Self {
        Self(
            Cache::builder()
                .max_capacity(MOST)
                .time_to_live(REMEMBERED)
                .build(),
        )
    }
}

impl FullNotes {
    /// Remembers that no more of a kind is counted for this Note.
    pub fn remember(&self, kind: ReactionKind, note: &str) {
        self.0.insert((kind, note.into()), ());
    }

    /// Whether a Note was full a moment ago.
    pub fn contains(&self, kind: ReactionKind, note: &str) -> bool {
        self.0.contains_key(&(kind, note.into()))
    }
}
