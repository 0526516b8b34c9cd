//! Opening hours as a week that is always the same, for saying them in words.

use chrono::{Datelike, Days, NaiveDate, TimeDelta, Timelike};

use crate::Instant;
use crate::opening::OpeningHours;
use crate::recurrence::{DAY, instant};

/// The spans of one day: from and until, in minutes after its midnight. What goes on after midnight belongs to the day on which it began.
pub type Spans = Vec<(i32, i32)>;

/// Mondays of the four seasons, in weeks without a clock change. The days of the year do not matter, only that they lie far apart.
const MONDAYS: [(i32, u32, u32); 4] = [(2026, 1, 12), (2026, 4, 13), (2026, 7, 13), (2026, 10, 12)];

/// The week from Monday on; none if summer and winter differ, and one week does not tell it all.
pub fn of(hours: &OpeningHours) -> Option<[Spans; 7]> {
    let mut weeks = MONDAYS.iter().map(|(year, month, day)| {
        let monday = NaiveDate::from_ymd_opt(*year, *month, *day)?;
        week(hours, monday)
    });
    let first = weeks.next()??;
    weeks
        .all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}

fn week(hours: &OpeningHours, monday: NaiveDate) -> Option<[Spans; 7]> {
    let zone = hours.time_zone();
    let midnight = |ahead: u64| instant(monday.checked_add_days(Days::new(ahead))?, 0, zone);
    let (from, until) = (midnight(0)?, midnight(7)?);
    let mut days: [Spans; 7] = Default::default();
    let around = hours.periods(
        from.minus(TimeDelta::days(1)),
        until.plus(TimeDelta::days(1)),
    );
    for period in around {
        let long = period.until.since(period.from) > TimeDelta::days(1);
        for (ahead, day) in (0_u64..).zip(days.iter_mut()) {
            let (begin, end) = (midnight(ahead)?, midnight(ahead + 1)?);
            if long {
                let within = (period.from.max(begin), period.until.min(end));
                if within.0 < within.1 {
                    day.push((minutes(begin, within.0), minutes(begin, within.1)));
                }
            } else if begin <= period.from && period.from < end {
                day.push((minutes(begin, period.from), minutes(begin, period.until)));
            }
        }
    }
    Some(days)
}

fn minutes(midnight: Instant, at: Instant) -> i32 {
    i32::try_from(at.since(midnight).num_minutes()).unwrap_or(DAY)
}

/// A point in time as a place's calendar and clock show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnTheWall {
    /// The day.
    pub day: NaiveDate,
    /// The number of the weekday, Monday being 0.
    pub weekday: u32,
    /// The hour.
    pub hour: u32,
    /// The minute.
    pub minute: u32,
}

/// What a place's calendar and clock show at a point in time.
pub fn on_the_wall(at: Instant, zone: chrono_tz::Tz) -> OnTheWall {
    let local = at.to_utc().with_timezone(&zone);
    OnTheWall {
        day: local.date_naive(),
        weekday: local.weekday().num_days_from_monday(),
        hour: local.hour(),
        minute: local.minute(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<[Spans; 7]> {
        super::of(&OpeningHours::parse(text, chrono_tz::Europe::Vaduz).unwrap())
    }

    #[test]
    fn a_week_has_its_days() {
        let week = of("Tu-Fr 11:45-14:00,19:00-22:00; Sa 20:00-26:00; PH off").unwrap();
        assert_eq!(week[0], []);
        assert_eq!(week[1], [(705, 840), (1140, 1320)]);
        assert_eq!(week[1], week[4]);
        assert_eq!(week[5], [(1200, 1560)]);
        assert_eq!(week[6], []);
    }

    #[test]
    fn around_the_clock_is_whole_days() {
        assert_eq!(of("24/7").unwrap()[3], [(0, DAY)]);
    }

    #[test]
    fn seasons_are_no_week() {
        assert_eq!(
            of("Jun-Aug Mo-Su 10:00-20:00; Sep-May Fr-Su 10:00-18:00"),
            None
        );
    }
}
