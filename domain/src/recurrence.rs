//! When something happens that is planned for a time of day: once, or on certain weekdays, in the wall time of a place.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Weekday};
use chrono_tz::Tz;

use crate::Instant;

/// Minutes of a day.
pub const DAY: i32 = 24 * 60;

/// A plan: from a day on, at a time, until a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    /// The day on which it happens, or from which on it repeats.
    pub first: NaiveDate,
    /// The weekdays on which it repeats; none is once.
    pub weekdays: Vec<Weekday>,
    /// When it begins, in minutes after midnight by the clock on the wall.
    pub begins: i32,
    /// When it ends, in the same way; no later than the beginning is on the next day.
    pub ends: i32,
}

/// One time that a plan happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// When it begins.
    pub from: Instant,
    /// When it ends.
    pub until: Instant,
}

impl Recurrence {
    /// The first time that begins after `after`; none if there is none any more.
    ///
    /// The time of day is the one on the wall, whatever the clocks did meanwhile: a lunch at noon stays at noon. A time that a clock change leaves out
    /// is an hour later, one that it brings twice is the earlier one.
    pub fn next_after(&self, after: Instant, zone: Tz) -> Option<Occurrence> {
        if self.weekdays.is_empty() {
            return self.on(self.first, zone).filter(|found| found.from > after);
        }
        let today = after.to_utc().with_timezone(&zone).date_naive();
        let begin = self.first.max(today);
        (0..=7)
            .filter_map(|ahead| begin.checked_add_days(Days::new(ahead)))
            .filter(|day| self.weekdays.contains(&day.weekday()))
            .filter_map(|day| self.on(day, zone))
            .find(|found| found.from > after)
    }

    fn on(&self, day: NaiveDate, zone: Tz) -> Option<Occurrence> {
        let end_day = if self.ends <= self.begins {
            day.checked_add_days(Days::new(1))?
        } else {
            day
        };
        Some(Occurrence {
            from: instant(day, self.begins, zone)?,
            until: instant(end_day, self.ends, zone)?,
        })
    }
}

/// The point in time at which the clock on the wall shows this.
pub fn instant(day: NaiveDate, minutes: i32, zone: Tz) -> Option<Instant> {
    let minutes = u32::try_from(minutes.clamp(0, DAY - 1)).ok()?;
    let local = day.and_time(NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)?);
    let found = zone.from_local_datetime(&local).earliest().or_else(|| {
        zone.from_local_datetime(&(local + TimeDelta::hours(1)))
            .earliest()
    });
    Some(found?.to_utc().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Weekday::{Fri, Mon, Sun};

    const ZONE: Tz = chrono_tz::Europe::Vaduz;

    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(text).unwrap()
    }
    fn plan(first: &str, weekdays: &[Weekday], begins: i32, ends: i32) -> Recurrence {
        Recurrence {
            first: first.parse().unwrap(),
            weekdays: weekdays.to_vec(),
            begins,
            ends,
        }
    }
    fn begins(plan: &Recurrence, after: &str) -> Option<String> {
        plan.next_after(at(after), ZONE)
            .map(|found| found.from.to_rfc3339())
    }

    #[test]
    fn once_is_once() {
        let plan = plan("2026-11-27", &[], 10 * 60, 14 * 60);
        let found = plan.next_after(at("2026-11-20T00:00:00Z"), ZONE).unwrap();
        assert_eq!(found.from, at("2026-11-27T09:00:00Z"));
        assert_eq!(found.until, at("2026-11-27T13:00:00Z"));
        assert_eq!(begins(&plan, "2026-11-27T09:00:00Z"), None);
    }

    #[test]
    fn weekdays_repeat_and_nights_end_the_day_after() {
        let plan = plan("2026-11-25", &[Mon, Fri], 18 * 60, 60);
        let first = plan.next_after(at("2026-11-01T00:00:00Z"), ZONE).unwrap();
        assert_eq!(first.from, at("2026-11-27T17:00:00Z"));
        assert_eq!(first.until, at("2026-11-28T00:00:00Z"));
        let next = plan.next_after(first.from, ZONE).unwrap();
        assert_eq!(next.from, at("2026-11-30T17:00:00Z"));
        // The same weekday a week later.
        let sundays = self::plan("2026-11-25", &[Sun], 600, 700);
        assert_eq!(
            begins(&sundays, "2026-11-29T09:00:00Z").unwrap(),
            "2026-12-06T09:00:00Z"
        );
    }

    #[test]
    fn noon_stays_noon_when_the_clocks_change() {
        // Clocks go back on 25 October 2026 and forward on 28 March 2027.
        let plan = plan("2026-10-01", &[Sun, Mon], 12 * 60, 14 * 60);
        assert_eq!(
            begins(&plan, "2026-10-20T00:00:00Z").unwrap(),
            "2026-10-25T11:00:00Z"
        );
        assert_eq!(
            begins(&plan, "2026-10-18T12:00:00Z").unwrap(),
            "2026-10-19T10:00:00Z"
        );
        assert_eq!(
            begins(&plan, "2027-03-27T12:00:00Z").unwrap(),
            "2027-03-28T10:00:00Z"
        );
    }

    #[test]
    fn a_time_that_is_left_out_is_an_hour_later_and_one_that_comes_twice_the_earlier() {
        let night = plan("2027-03-28", &[], 150, 300);
        assert_eq!(
            begins(&night, "2027-03-01T00:00:00Z").unwrap(),
            "2027-03-28T01:30:00Z"
        );
        let night = plan("2026-10-25", &[], 150, 300);
        assert_eq!(
            begins(&night, "2026-10-01T00:00:00Z").unwrap(),
            "2026-10-25T00:30:00Z"
        );
    }
}
