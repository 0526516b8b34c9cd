//! The evening's clock: trade time begins on a Friday at 18:00 and runs fast, the same for both co-ops; wire time stays real.

use std::time::{Duration, Instant as Moment};

use chrono::{DateTime, Datelike, NaiveTime, TimeDelta, TimeZone, Weekday};
use chrono_tz::Tz;
use musette_domain::Instant;

use crate::app::Clock;
use crate::app::clock::WallClock;

/// How many seconds of the evening pass in a second.
pub const SPEED: u32 = 30;

/// Trade time, fast.
pub struct EveningClock {
    /// Where the evening began.
    begins: Instant,
    began: Moment,
}

impl EveningClock {
    /// An evening that begins now, at `begins` of trade time.
    pub fn begin(begins: Instant) -> Self {
        Self {
            begins,
            began: Moment::now(),
        }
    }
}

impl Clock for EveningClock {
    fn now(&self) -> Instant {
        let passed = self.began.elapsed() * SPEED;
        let passed = TimeDelta::from_std(passed).unwrap_or(TimeDelta::MAX);
        self.begins.plus(passed)
    }
    fn wire(&self) -> Instant {
        WallClock.wire()
    }
    fn real(&self, span: TimeDelta) -> Duration {
        span.to_std().unwrap_or_default() / SPEED
    }
}

/// The Friday at 18:00 in `zone` that comes after `now`, so that an evening in a folder that was used before lies ahead of everything in it.
pub fn next_friday_evening(now: Instant, zone: Tz) -> Instant {
    let today = now.to_utc().with_timezone(&zone);
    (0..15)
        .find_map(|days| {
            let day = today
                .date_naive()
                .checked_add_days(chrono::Days::new(days))?;
            let six = NaiveTime::from_hms_opt(18, 0, 0)?;
            let local: DateTime<Tz> = zone.from_local_datetime(&day.and_time(six)).earliest()?;
            let at = Instant::from(local.to_utc());
            (day.weekday() == Weekday::Fri && at > now).then_some(at)
        })
        .unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_evening_is_a_friday_at_six_in_the_towns_time() {
        let zone = chrono_tz::Europe::Vaduz;
        // A Sunday, and the Friday itself a minute too late.
        for (now, expected) in [
            ("2026-11-22T12:00:00Z", "2026-11-27T17:00:00Z"),
            ("2026-11-27T17:00:00Z", "2026-12-04T17:00:00Z"),
            ("2026-07-01T00:00:00Z", "2026-07-03T16:00:00Z"),
        ] {
            let now = Instant::parse_rfc3339(now).unwrap();
            assert_eq!(next_friday_evening(now, zone).to_rfc3339(), expected);
        }
    }

    #[test]
    fn an_hour_of_the_evening_takes_two_minutes() {
        let begins = Instant::from_millis(0);
        let clock = EveningClock::begin(begins);
        assert_eq!(clock.real(TimeDelta::hours(1)), Duration::from_mins(2));
        assert!(clock.now() >= begins);
        assert!(clock.wire() > clock.now());
    }
}
