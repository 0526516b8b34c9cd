//! The times that a courier declares, and the form for another one.

use chrono::{NaiveDateTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use musette_domain::Instant;

use crate::i18n::Words;
use crate::store::availability::Availability;
use crate::web::form::{Form, FormErrors};
use crate::web::format::Format;
use crate::web::parts::{Act, ErrorSummary, Field, Kind, Look};

/// How a browser writes a day and a time.
const WRITTEN: &str = "%Y-%m-%dT%H:%M";

/// A declared time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The row.
    pub id: String,
    /// From when to when.
    pub when: String,
    /// Whether neighbours may count on it.
    pub neighbours: bool,
    /// Taking it back.
    pub withdraw: Act,
}

/// The form.
#[derive(Debug, Clone)]
pub struct TimesForm {
    /// What is wrong.
    pub errors: Option<ErrorSummary>,
    /// From.
    pub from: Field,
    /// To.
    pub to: Field,
    /// Whether neighbours may count on it.
    pub neighbours: bool,
}

/// The point that a person wrote as a local time; a time that the clocks leave out or have twice is the earlier one.
pub fn read(text: &str, zone: Tz) -> Option<Instant> {
    let short: String = text.chars().take(16).collect();
    let local = NaiveDateTime::parse_from_str(&short, WRITTEN).ok()?;
    let time = zone.from_local_datetime(&local).earliest()?;
    Some(Instant::from(time.to_utc()))
}

/// A point as the field has it.
pub fn write(at: Instant, zone: Tz) -> String {
    at.to_utc().with_timezone(&zone).format(WRITTEN).to_string()
}

/// The declared times as the page shows them.
pub fn declared(w: Words, format: Format, now: Instant, rows: &[Availability]) -> Vec<Declared> {
    let rows = rows.iter();
    rows.map(|row| {
        let to = if format.day_of(row.starts_at) == format.day_of(row.ends_at) {
            format.time(row.ends_at)
        } else {
            format.moment(row.ends_at, now)
        };
        let when = format!("{} – {to}", format.moment(row.starts_at, now));
        Declared {
            id: row.id.to_string(),
            neighbours: row.neighbours,
            withdraw: Act::new(
                format!("/courier/availability/{}/withdraw", row.id),
                w.say("courier-withdraw"),
            )
            .spoken(when.as_str())
            .look(Look::Bare)
            .small(),
            when,
        }
    })
    .collect()
}

impl TimesForm {
    /// An empty form: from now on, for four hours.
    pub fn fresh(w: Words, zone: Tz, now: Instant) -> Self {
        let form = Form::of([
            ("from", write(now, zone)),
            ("to", write(now.plus(TimeDelta::hours(4)), zone)),
        ]);
        Self::kept(w, &form, &FormErrors::new())
    }

    /// The form as it was sent, with what is wrong.
    pub fn kept(w: Words, form: &Form, errors: &FormErrors) -> Self {
        let field = |name, label: std::borrow::Cow<'static, str>| {
            Field::new(w, name, label)
                .kind(Kind::Moment)
                .kept(form, errors)
        };
        Self {
            errors: ErrorSummary::of(w, errors),
            from: field("from", w.say("courier-from")),
            to: field("to", w.say("courier-to")),
            neighbours: form.has("neighbours"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_times_are_read_and_written_in_the_co_op_s_zone() {
        let zone = chrono_tz::Europe::Vaduz;
        let at = read("2026-11-20T18:30", zone).unwrap();
        assert_eq!(at, Instant::parse_rfc3339("2026-11-20T17:30:00Z").unwrap());
        assert_eq!(write(at, zone), "2026-11-20T18:30");
        assert_eq!(read("2026-11-20T18:30:00", zone), Some(at));
        for bad in [
            "",
            "tomorrow",
            "2026-02-30T10:00",
            "2026-11-20 18:30",
            "9999999999",
        ] {
            assert_eq!(read(bad, zone), None, "{bad}");
        }
        // The clocks go forward at two: half past two does not exist.
        assert_eq!(read("2026-03-29T02:30", zone), None);
    }
}
