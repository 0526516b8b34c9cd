//! A day of work goes from four in the morning to four in the morning: late orders belong to the evening before.

use chrono::{Days, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use musette_domain::Instant;

/// When the day of work that holds `now` began.
pub fn begins(now: Instant, zone: Tz) -> Instant {
    let fours = fours(now, zone);
    let last = fours.into_iter().rev().find(|four| *four <= now);
    last.unwrap_or_else(|| now.minus(TimeDelta::hours(12)))
}

/// When the day of work that holds `now` ends.
pub fn ends(now: Instant, zone: Tz) -> Instant {
    let next = fours(now, zone).into_iter().find(|four| *four > now);
    next.unwrap_or_else(|| now.plus(TimeDelta::hours(12)))
}

/// Four in the morning of yesterday, today and tomorrow.
fn fours(now: Instant, zone: Tz) -> Vec<Instant> {
    let today = now.to_utc().with_timezone(&zone).date_naive();
    let four = NaiveTime::from_hms_opt(4, 0, 0).unwrap_or_default();
    let one = Days::new(1);
    let days = [
        today.checked_sub_days(one),
        Some(today),
        today.checked_add_days(one),
    ];
    days.into_iter()
        .flatten()
        .filter_map(|day| zone.from_local_datetime(&day.and_time(four)).earliest())
        .map(|time| Instant::from(time.to_utc()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_night_belongs_to_the_evening() {
        let at = |text: &str| Instant::parse_rfc3339(text).unwrap();
        let zone = chrono_tz::Europe::Vaduz;
        for now in ["2026-11-20T19:00:00Z", "2026-11-21T01:00:00Z"] {
            assert_eq!(begins(at(now), zone), at("2026-11-20T03:00:00Z"));
            assert_eq!(ends(at(now), zone), at("2026-11-21T03:00:00Z"));
        }
    }
}
