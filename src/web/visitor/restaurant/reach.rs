//! When the kitchen is open, day by day, and how to reach it.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use musette_domain::Instant;
use musette_domain::opening::{OpenPeriod, OpeningHours};

use crate::i18n::Words;
use crate::web::format::Format;
use crate::web::visitor::hours;
use crate::web::visitor::listing::Listing;

/// How many days are listed, from today on: each weekday once.
const DAYS: u64 = 7;

/// The days from today on with their hours; empty when the hours are not understood, which restaurants elsewhere may send.
pub fn days(w: Words, listing: &Listing, now: Instant) -> Vec<(String, String)> {
    let zone = listing.time_zone;
    let Some(hours) = hours::of(&listing.opening_hours, zone) else {
        return Vec::new();
    };
    let format = Format::new(w, zone);
    let today = format.day_of(now);
    let day = |ahead| today.checked_add_days(Days::new(ahead));
    (0..DAYS)
        .filter_map(day)
        .filter_map(|day| Some((weekday(format, day), on(format, &hours, day)?)))
        .collect()
}

/// `Friday`, with a capital, because it begins its line.
fn weekday(format: Format, day: NaiveDate) -> String {
    let name = format.weekday(day);
    let mut letters = name.chars();
    let first = letters.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

/// The hours of one day. What goes on after midnight belongs to the day on which it began.
fn on(format: Format, hours: &OpeningHours, day: NaiveDate) -> Option<String> {
    let w = format.words();
    let (from, until) = (
        midnight(format.zone(), day)?,
        midnight(format.zone(), day.succ_opt()?)?,
    );
    let around = hours.periods(
        from.plus(-TimeDelta::days(1)),
        until.plus(TimeDelta::days(1)),
    );
    let spans: Vec<String> = around
        .into_iter()
        .filter_map(|period| begun(period, from, until))
        .map(|period| {
            if period.from == from && period.until >= until {
                return w.say("visit-all-day").into_owned();
            }
            format.window(period.from, period.until)
        })
        .collect();
    Some(if spans.is_empty() {
        w.say("visit-closed").into_owned()
    } else {
        spans.join(", ")
    })
}

/// What of a period belongs to the day: all of it if it begins there and is no longer than a day, else what lies within.
fn begun(period: OpenPeriod, from: Instant, until: Instant) -> Option<OpenPeriod> {
    let long = period.until.since(period.from) > TimeDelta::days(1);
    let within = OpenPeriod {
        from: period.from.max(from),
        until: period.until.min(until),
    };
    if long {
        return (within.from < within.until).then_some(within);
    }
    (from <= period.from && period.from < until).then_some(period)
}

fn midnight(zone: Tz, day: NaiveDate) -> Option<Instant> {
    let at = zone.from_local_datetime(&day.and_time(NaiveTime::MIN));
    Some(Instant::from(at.earliest()?.to_utc()))
}

/// A telephone number as `tel:` takes it, and as it is written; none if there is nothing to dial.
pub fn phone(listing: &Listing) -> Option<(String, String)> {
    let written = listing.phone.clone()?;
    let number: String = written
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    (!number.is_empty()).then_some((number, written))
}

/// The website and its host; none if it is no web address.
pub fn website(listing: &Listing) -> Option<(String, String)> {
    let url = url::Url::parse(listing.website.as_deref()?).ok()?;
    let host = url.host_str()?.trim_start_matches("www.").to_owned();
    matches!(url.scheme(), "https" | "http").then(|| (url.to_string(), host))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::web::visitor::restaurant::read::Known;
    use rstest::rstest;

    fn listing(hours: &str) -> Listing {
        let mut listing = Known::sample().listing;
        hours.clone_into(&mut listing.opening_hours);
        listing
    }

    #[rstest]
    #[case(
        "Mo-Th 11:30-14:00; Fr 11:30-14:00,18:00-02:00",
        "11:30–14:00, 18:00–02:00",
        "Closed"
    )]
    #[case("24/7", "all day", "all day")]
    #[case("Fr 20:00-24:00; Sa 00:00-12:00", "20:00–12:00", "Closed")]
    #[case("Fr-Su", "all day", "all day")]
    fn each_day_has_its_hours(#[case] hours: &str, #[case] friday: &str, #[case] saturday: &str) {
        // A Friday.
        let now = Instant::parse_rfc3339("2026-11-27T12:00:00Z").unwrap();
        let days = days(Words::new(Lang::En), &listing(hours), now);
        assert_eq!(days.len(), 7);
        assert_eq!(days[0], ("Friday".to_owned(), friday.to_owned()));
        assert_eq!(days[1], ("Saturday".to_owned(), saturday.to_owned()));
    }

    #[test]
    fn what_is_not_understood_is_no_list() {
        let now = Instant::from_millis(0);
        assert!(days(Words::new(Lang::En), &listing("whenever"), now).is_empty());
    }

    #[test]
    fn only_web_addresses_and_numbers_are_links() {
        let mut listing = listing("24/7");
        listing.phone = Some("+423 232 11 22".into());
        listing.website = Some("https://www.poireau.example/carte".into());
        assert_eq!(phone(&listing).unwrap().0, "+4232321122");
        assert_eq!(website(&listing).unwrap().1, "poireau.example");
        listing.phone = Some("ask".into());
        listing.website = Some("javascript:alert(1)".into());
        assert_eq!((phone(&listing), website(&listing)), (None, None));
    }
}
