//! Trade time that a story moves; wire time is real.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use musette::app::Clock;
use musette::app::clock::WallClock;
use musette_domain::Instant;

/// Both towns' clock.
#[derive(Default)]
pub struct StoryClock {
    ahead: AtomicI64,
}

impl StoryClock {
    /// Moves trade time forward. Whoever waits for it has to be woken: see [`crate::town::Towns::later`].
    pub fn forward(&self, span: TimeDelta) {
        self.ahead
            .fetch_add(span.num_milliseconds(), Ordering::SeqCst);
    }
}

impl Clock for StoryClock {
    fn now(&self) -> Instant {
        let ahead = TimeDelta::milliseconds(self.ahead.load(Ordering::SeqCst));
        self.wire().plus(ahead)
    }
    fn wire(&self) -> Instant {
        WallClock.wire()
    }
    fn real(&self, span: TimeDelta) -> Duration {
        WallClock.real(span)
    }
}
