//! Times on the wire: RFC 3339 in UTC, whole seconds, `Z`.

use chrono::{DateTime, SecondsFormat, Utc};

/// Writes a time.
pub fn format(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Reads a time; fractions of a second are cut off. `None` if it is no time or not of the years 1970 to 9999.
pub fn parse(text: &str) -> Option<DateTime<Utc>> {
    if text.len() > 40 {
        return None;
    }
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    (0..=253_402_300_799)
        .contains(&time.timestamp())
        .then(|| DateTime::from_timestamp(time.timestamp(), 0))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_seconds_in_utc() {
        let time = parse("2026-11-27T11:30:00.987+01:00").unwrap();
        assert_eq!(format(time), "2026-11-27T10:30:00Z");
        assert_eq!(parse("1960-01-01T00:00:00Z"), None);
        assert_eq!(parse("tomorrow"), None);
    }
}
