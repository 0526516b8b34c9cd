//! The `Date` header: RFC 9110's fixed form, `Sun, 06 Nov 1994 08:49:37 GMT`, and nothing else.

use chrono::{DateTime, Datelike as _, NaiveDate, Timelike as _};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Writes Unix seconds as an HTTP date. Times outside the calendar become the epoch.
pub fn format(unix: i64) -> String {
    let time = DateTime::from_timestamp(unix, 0).unwrap_or(DateTime::UNIX_EPOCH);
    let name = |names: &[&'static str], at: u32| {
        names
            .get(usize::try_from(at).unwrap_or(0))
            .copied()
            .unwrap_or("")
    };
    format!(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
        name(&DAYS, time.weekday().num_days_from_monday()),
        time.day(),
        name(&MONTHS, time.month0()),
        time.year(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// Reads an HTTP date to Unix seconds; `None` for any other form, and for days that do not exist.
pub fn parse(text: &str) -> Option<i64> {
    let mut words = text.split(' ');
    let weekday = words.next()?.strip_suffix(',')?;
    let day = number(words.next()?, 2)?;
    let month = words.next()?;
    let month = MONTHS.iter().zip(1..).find(|(m, _)| **m == month)?.1;
    let year = i32::try_from(number(words.next()?, 4)?).ok()?;
    let mut clock = words.next()?.split(':').map(|part| number(part, 2));
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    if words.next() != Some("GMT") || words.next().is_some() || clock.next().is_some() {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    let named = DAYS.get(usize::try_from(date.weekday().num_days_from_monday()).ok()?)?;
    if *named != weekday {
        return None;
    }
    Some(
        date.and_hms_opt(hour, minute, second)?
            .and_utc()
            .timestamp(),
    )
}

/// A number of exactly `digits` digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_9110() {
        assert_eq!(parse("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(format(784_111_777), "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    #[test]
    fn anything_else_is_no_date() {
        for text in [
            "",
            "Sun, 06 Nov 1994 08:49:37 +0000",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Mon, 06 Nov 1994 08:49:37 GMT",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 25:49:37 GMT",
            "1994-11-06T08:49:37Z",
            "Sun, 06 Nov 1994 08:49:37 GMT ",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
