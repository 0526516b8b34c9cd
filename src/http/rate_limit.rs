//! How often somebody may try something: a bucket an action and key, where the key is an account, an address or the thing that is tried.
//!
//! The buckets live in this process: they slow guessing down, they do not count it. What must be counted exactly (tries of a PIN) is a column.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use super::error::Error;

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Signing in to one account, keyed by its mail address.
    SignInAccount,
    /// Signing in from one network.
    SignInAddress,
    /// Making accounts from one network.
    SignUp,
    /// Changing a password, keyed by account.
    ChangePassword,
    /// Looking up an address or a position, keyed by network.
    Search,
    /// Asking for a price, keyed by session or network.
    Quote,
    /// Placing an order, keyed by account or network.
    Order,
    /// Trying a customer's PIN, keyed by delivery.
    Pin,
    /// Trying a pickup code, keyed by order.
    PickupCode,
    /// Finding actors elsewhere, keyed by account or network.
    Lookup,
    /// Publishing specials, keyed by restaurant.
    Special,
    /// Putting pictures here, keyed by restaurant.
    Picture,
    /// Answering people elsewhere, keyed by restaurant or co-op.
    Answer,
}

impl Action {
    /// How many at once, and how long until one more is free.
    const fn allowance(self) -> (u32, Duration) {
        match self {
            Self::SignInAccount => (8, Duration::from_secs(30)),
            Self::SignInAddress => (60, Duration::from_secs(5)),
            Self::SignUp => (20, Duration::from_mins(1)),
            Self::ChangePassword => (6, Duration::from_mins(1)),
            Self::Search => (60, Duration::from_secs(1)),
            Self::Quote => (30, Duration::from_secs(2)),
            Self::Order => (12, Duration::from_secs(10)),
            Self::Pin | Self::PickupCode => (10, Duration::from_secs(10)),
            Self::Lookup => (20, Duration::from_secs(6)),
            Self::Special => (6, Duration::from_mins(10)),
            Self::Picture => (20, Duration::from_secs(30)),
            Self::Answer => (20, Duration::from_mins(1)),
        }
    }

    fn limiter(self) -> Limiter {
        let (burst, each) = self.allowance();
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::with_period(each).unwrap_or_else(|| Quota::per_second(burst));
        Limiter::dashmap(quota.allow_burst(burst))
    }
}

type Limiter = DefaultKeyedRateLimiter<(Action, String)>;

/// After so many keys, buckets that are full again are forgotten.
const MANY: usize = 10_000;

/// The longest key that is kept; the rest of a longer one does not count.
const LONGEST_KEY: usize = 320;

/// The buckets of every action.
pub struct RateLimits {
    limiters: Vec<(Action, Limiter)>,
    clock: DefaultClock,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self::new()
    }
}

impl RateLimits {
    /// Full buckets.
    pub fn new() -> Self {
        let all = [
            Action::SignInAccount,
            Action::SignInAddress,
            Action::SignUp,
            Action::ChangePassword,
            Action::Search,
            Action::Quote,
            Action::Order,
            Action::Pin,
            Action::PickupCode,
            Action::Lookup,
            Action::Special,
            Action::Picture,
            Action::Answer,
        ];
        Self {
            limiters: all.map(|action| (action, action.limiter())).into(),
            clock: DefaultClock::default(),
        }
    }

    /// Counts one try of `key`; an error 429 that says when to come back if there were too many.
    pub fn check(&self, action: Action, key: impl std::fmt::Display) -> Result<(), Error> {
        let Some((_, limiter)) = self.limiters.iter().find(|(one, _)| *one == action) else {
            return Ok(());
        };
        if limiter.len() > MANY {
            limiter.retain_recent();
        }
        let key = key.to_string().chars().take(LONGEST_KEY).collect();
        limiter.check_key(&(action, key)).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            Error::too_many(wait.as_secs().saturating_add(1))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::error::Kind;

    #[test]
    fn a_bucket_an_action_and_key() {
        let limits = RateLimits::new();
        let (burst, _) = Action::SignInAccount.allowance();
        for _ in 0..burst {
            limits
                .check(Action::SignInAccount, "a@example.org")
                .unwrap();
        }
        let error = limits
            .check(Action::SignInAccount, "a@example.org")
            .unwrap_err();
        assert_eq!(error.kind(), Kind::TooMany);
        limits
            .check(Action::SignInAccount, "b@example.org")
            .unwrap();
        limits.check(Action::SignUp, "a@example.org").unwrap();
    }
}
