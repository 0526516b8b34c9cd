//! How much one host may send: far more than any well-behaved one does, and an end to what a broken or hostile one can make us write.
//!
//! Only messages whose signature was proved are counted, so nobody can use up what another host may send. The counts live in this process.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

/// After so many hosts, those that have sent nothing lately are forgotten.
const MANY: usize = 10_000;

/// A bucket for each host.
pub struct Allowance {
    buckets: DefaultKeyedRateLimiter<String>,
    clock: DefaultClock,
}

/// The host sent too much; it may go on after so many seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("your server sends too much; go on in {0} seconds")]
pub struct TooMuch(pub u32);

impl Allowance {
    /// For the open tier: 200,000 at once, which is a busy server's backlog of days, then 100 a second.
    pub fn of_open_tier() -> Self {
        Self::new(200_000, Duration::from_millis(10))
    }

    /// For the trade tier: 2,000 at once, then 20 a second. A co-op sends some ten messages for a delivery.
    pub fn of_trade() -> Self {
        Self::new(2_000, Duration::from_millis(50))
    }

    fn new(burst: u32, each: Duration) -> Self {
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::with_period(each).unwrap_or_else(|| Quota::per_second(burst));
        Self {
            buckets: DefaultKeyedRateLimiter::dashmap(quota.allow_burst(burst)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a message of `host`.
    pub fn take(&self, host: &str) -> Result<(), TooMuch> {
        if self.buckets.len() > MANY {
            self.buckets.retain_recent();
        }
        self.buckets.check_key(&host.to_owned()).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now()).as_secs();
            TooMuch(u32::try_from(wait).unwrap_or(u32::MAX).saturating_add(1))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_a_host() {
        let allowance = Allowance::new(2, Duration::from_hours(1));
        for _ in 0..2 {
            allowance.take("a.example").unwrap();
        }
        let TooMuch(wait) = allowance.take("a.example").unwrap_err();
        assert!((3_590..=3_601).contains(&wait), "{wait}");
        allowance.take("b.example").unwrap();
    }
}
