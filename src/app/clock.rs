//! The two clocks.
//!
//! *Trade time* (opening hours, deadlines, timers) can be set or run fast; *wire time* (signatures, HTTP dates, sessions, back-off) is always real.

use std::time::Duration;

use chrono::TimeDelta;
use musette_domain::Instant;

/// Tells both times.
pub trait Clock: Send + Sync {
    /// Trade time.
    fn now(&self) -> Instant;
    /// Wire time: the real clock.
    fn wire(&self) -> Instant;
    /// How long to really wait until `span` of trade time is over.
    fn real(&self, span: TimeDelta) -> Duration;
}

/// The clock on the wall: both times are the real one.
pub struct WallClock;

impl Clock for WallClock {
    fn now(&self) -> Instant {
        self.wire()
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the time comes from"
    )]
    fn wire(&self) -> Instant {
        chrono::Utc::now().into()
    }
    fn real(&self, span: TimeDelta) -> Duration {
        span.to_std().unwrap_or_default()
    }
}
