//! Opening hours in the syntax of OpenStreetMap, such as `Tu-Sa 11:45-14:00,19:00-22:00; PH off`.
//!
//! Parse once and keep: parsing costs much more than asking.

use std::sync::Arc;

use chrono::{TimeDelta, TimeZone};
use chrono_tz::Tz;
use opening_hours::localization::TzLocation;
use opening_hours::{Context, OpeningHours as Expression, RuleKind};

use crate::Instant;

/// The longest text that is read, in bytes.
pub const MAX_LENGTH: usize = 500;

/// How far ahead changes are looked for.
const HORIZON: TimeDelta = TimeDelta::days(370);

/// Opening hours at a place with a time zone.
#[derive(Debug, Clone)]
pub struct OpeningHours {
    text: Arc<str>,
    zone: Tz,
    expression: Expression<TzLocation<Tz>>,
}

/// Why a text is no opening hours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpeningProblem {
    /// Nothing was written.
    #[error("say when you are open, for example \"Tu-Sa 11:45-14:00,18:00-22:00\", or \"24/7\"")]
    Empty,
    /// Too long.
    #[error("opening hours can be at most {MAX_LENGTH} characters long")]
    TooLong,
    /// Not understood from this character on.
    #[error(
        "the opening hours are not understood from \"{rest}\" on (character {column}); write them like \"Tu-Sa 11:45-14:00,18:00-22:00; Su off\""
    )]
    NotUnderstood {
        /// The first character that does not fit, counted from 1.
        column: usize,
        /// What stands there.
        rest: String,
    },
    /// Understood but impossible, such as hour 99.
    #[error("the opening hours name a time that does not exist: {0}")]
    Impossible(String),
}

/// Whether a place is open, and until when that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenState {
    /// Open.
    Open {
        /// When it closes; `None` if not within a year.
        until: Option<Instant>,
    },
    /// Closed.
    Closed {
        /// When it opens; `None` if not within a year.
        opens_at: Option<Instant>,
    },
}

impl OpenState {
    /// Whether it is open.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open { .. })
    }
}

/// A time during which a place is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenPeriod {
    /// From.
    pub from: Instant,
    /// Until, not included.
    pub until: Instant,
}

impl OpeningHours {
    /// Reads opening hours that apply in `zone`.
    pub fn parse(text: &str, zone: Tz) -> Result<Self, OpeningProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(OpeningProblem::Empty);
        }
        if text.len() > MAX_LENGTH {
            return Err(OpeningProblem::TooLong);
        }
        let expression: Expression = text
            .parse()
            .map_err(|error| problem(text, &format!("{error}")))?;
        let context = Context::default().with_locale(TzLocation::new(zone));
        Ok(Self {
            text: text.into(),
            zone,
            expression: expression.with_context(context),
        })
    }

    /// The text as it was written, for people and for the wire.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The time zone in which they apply.
    pub const fn time_zone(&self) -> Tz {
        self.zone
    }

    /// The periods in which the place is open between two points in time, in order, neither touching nor overlapping.
    pub fn periods(&self, from: Instant, until: Instant) -> Vec<OpenPeriod> {
        if until <= from {
            return Vec::new();
        }
        let local = |instant: Instant| self.zone.from_utc_datetime(&instant.to_utc().naive_utc());
        let mut periods: Vec<OpenPeriod> = Vec::new();
        for range in self
            .expression
            .iter_range(local(from), local(until))
            .filter(|range| range.kind == RuleKind::Open)
        {
            let found = OpenPeriod {
                from: Instant::from(range.range.start.to_utc()).max(from),
                until: Instant::from(range.range.end.to_utc()).min(until),
            };
            match periods.last_mut() {
                // Two rules with different comments meet without a pause.
                Some(last) if last.until >= found.from => last.until = last.until.max(found.until),
                _ if found.from < found.until => periods.push(found),
                _ => {}
            }
        }
        periods
    }

    /// Whether the place is open at `now`, and until when that holds.
    pub fn state_at(&self, now: Instant) -> OpenState {
        let horizon = now.plus(HORIZON);
        let beyond = |instant: Instant| (instant < horizon).then_some(instant);
        // Most places change within two weeks; only for the others is the whole year looked at.
        for end in [now.plus(TimeDelta::days(14)), horizon] {
            match self.periods(now, end).first() {
                Some(first) if first.from <= now && (first.until < end || end == horizon) => {
                    return OpenState::Open {
                        until: beyond(first.until),
                    };
                }
                Some(first) if first.from > now => {
                    return OpenState::Closed {
                        opens_at: Some(first.from),
                    };
                }
                _ => {}
            }
        }
        OpenState::Closed { opens_at: None }
    }

    /// Whether the place is open at `now`.
    pub fn is_open(&self, now: Instant) -> bool {
        self.periods(now, now.plus(TimeDelta::minutes(1)))
            .first()
            .is_some_and(|period| period.from <= now)
    }
}

impl PartialEq for OpeningHours {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.zone == other.zone
    }
}

/// Turns the parser's message, which is drawn for a terminal, into a position and a word.
fn problem(text: &str, message: &str) -> OpeningProblem {
    let column = message
        .split_once("-->")
        .and_then(|(_, rest)| rest.split_once(':'))
        .and_then(|(_, rest)| {
            rest.split(|c: char| !c.is_ascii_digit())
                .next()
                .and_then(|digits| digits.parse::<usize>().ok())
        });
    match column {
        Some(column) => OpeningProblem::NotUnderstood {
            column,
            rest: text
                .chars()
                .skip(column.saturating_sub(1))
                .take(30)
                .collect(),
        },
        None => OpeningProblem::Impossible(message.chars().take(200).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(text).unwrap()
    }
    fn hours(text: &str) -> OpeningHours {
        OpeningHours::parse(text, chrono_tz::Europe::Vaduz).unwrap()
    }

    #[test]
    fn open_until_and_opens_at_in_local_time() {
        let hours = hours("Tu-Sa 11:45-14:00,19:00-22:00");
        // 2026-11-27 is a Friday; Vaduz is an hour ahead of UTC in winter.
        assert_eq!(
            hours.state_at(at("2026-11-27T11:00:00Z")),
            OpenState::Open {
                until: Some(at("2026-11-27T13:00:00Z"))
            }
        );
        assert_eq!(
            hours.state_at(at("2026-11-27T13:00:00Z")),
            OpenState::Closed {
                opens_at: Some(at("2026-11-27T18:00:00Z"))
            }
        );
        assert_eq!(
            hours.state_at(at("2026-11-28T21:30:00Z")),
            OpenState::Closed {
                opens_at: Some(at("2026-12-01T10:45:00Z"))
            }
        );
        assert!(hours.is_open(at("2026-11-27T11:00:00Z")));
        assert!(!hours.is_open(at("2026-11-27T13:00:00Z")));
        // Half a minute before opening it is still closed.
        assert!(!hours.is_open(at("2026-11-27T10:44:30Z")));
    }

    #[test]
    fn round_the_clock_and_never() {
        assert_eq!(
            hours("24/7").state_at(at("2026-11-27T11:00:00Z")),
            OpenState::Open { until: None }
        );
        assert_eq!(
            hours("off").state_at(at("2026-11-27T11:00:00Z")),
            OpenState::Closed { opens_at: None }
        );
        assert_eq!(
            hours("2027 Jun 01 10:00-12:00").state_at(at("2026-11-27T11:00:00Z")),
            OpenState::Closed {
                opens_at: Some(at("2027-06-01T08:00:00Z"))
            }
        );
    }

    #[test]
    fn past_midnight() {
        let hours = hours("Fr 18:00-02:00");
        assert_eq!(
            hours.state_at(at("2026-11-27T23:30:00Z")),
            OpenState::Open {
                until: Some(at("2026-11-28T01:00:00Z"))
            }
        );
    }

    #[rstest]
    #[case("", OpeningProblem::Empty)]
    #[case("   ", OpeningProblem::Empty)]
    #[case(&"x".repeat(501), OpeningProblem::TooLong)]
    #[case("Mo-Fr 10:00-18:00 and sometimes", OpeningProblem::NotUnderstood { column: 19, rest: "and sometimes".into() })]
    fn refusals(#[case] text: &str, #[case] why: OpeningProblem) {
        assert_eq!(OpeningHours::parse(text, chrono_tz::UTC), Err(why));
    }

    #[rstest]
    #[case("<script>alert(1)</script>")]
    #[case("Mo 99:00-100:00")]
    #[case("daily from ten")]
    fn says_something_about_every_other_text(#[case] text: &str) {
        let why = OpeningHours::parse(text, chrono_tz::UTC).unwrap_err();
        assert!(!why.to_string().contains('\n'), "{why}");
    }

    proptest::proptest! {
        /// Hours come from strangers too: whatever they write, the answer is in order and comes soon.
        #[test]
        fn any_text_is_refused_or_answered(
            rules in proptest::collection::vec(
                (
                    proptest::sample::select(vec!["", "", "2027", "2026-2030/2", "Jan-Mar", "Nov-Feb", "Feb 29", "Feb 30", "week 1-53/2", "week 53", "easter", "easter -2 days", "Dec 24-26", "9999", "1900-9999", "Feb 29 +1 day", "2027 Feb 28-Mar 01", "Feb 30-Feb 31"]),
                    proptest::sample::select(vec!["", "", "Mo", "Tu-Sa", "Su-Tu", "PH", "SH", "Mo[1]", "Fr[-1]", "Sa[5] +1 day", "PH -1 day", "Mo,We"]),
                    proptest::sample::select(vec!["", "10:00-18:00", "22:00-04:00", "08:00+", "sunrise-sunset", "00:00-48:00", "(sunset-01:00)-(sunset+02:00)", "10:00-16:00/01:30", "dawn-dusk", "23:00-26:00", "00:00-24:00", "(dawn-23:00)-(dusk+23:59)", "24:00-48:00", "12:00-12:00", "10:00,12:00-14:00"]),
                    proptest::sample::select(vec!["", "", "open", "off", "closed", "unknown", "\"by appointment\"", "and so on"]),
                ),
                1..5,
            ),
            joint in proptest::sample::select(vec!["; ", ", ", " || "]),
            second in 1_500_000_000_i64..4_000_000_000,
        ) {
            let text: Vec<_> = rules.iter().map(|(date, day, time, state)| [*date, *day, *time, *state].join(" ")).collect();
            let text = text.join(joint);
            if let Ok(hours) = OpeningHours::parse(&text, chrono_tz::Europe::Zurich) {
                let now = Instant::from_millis(second * 1000);
                let state = hours.state_at(now);
                proptest::prop_assert_eq!(state.is_open(), hours.is_open(now));
                let periods = hours.periods(now, now.plus(TimeDelta::days(8)));
                proptest::prop_assert!(periods.iter().all(|p| p.from < p.until));
                proptest::prop_assert!(periods.windows(2).all(|p| p[0].until < p[1].from));
            }
        }
    }
}
