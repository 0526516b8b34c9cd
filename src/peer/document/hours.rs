//! Opening hours in words, such as `Tue–Fri 11:45–14:00, 19:00–22:00; Sat 20:00–02:00`.

use chrono_tz::Tz;
use musette_domain::opening::OpeningHours;
use musette_domain::opening_week::{self, Spans};
use musette_domain::recurrence::DAY;

use super::words::Words;

/// The hours in words; what cannot be said as one week, because summer and winter differ, or is not understood, stays as it was written.
pub fn in_words(text: &str, zone: Tz, words: &Words) -> String {
    let week = OpeningHours::parse(text, zone)
        .ok()
        .and_then(|hours| opening_week::of(&hours));
    let Some(week) = week else {
        return text.to_owned();
    };
    let mut runs: Vec<(usize, usize, &Spans)> = Vec::new();
    for (day, spans) in week.iter().enumerate() {
        match runs.last_mut() {
            Some((_, last, same)) if *same == spans => *last = day,
            _ => runs.push((day, day, spans)),
        }
    }
    if let [(_, _, spans)] = runs.as_slice() {
        return match spans.as_slice() {
            [] => words.closed.to_owned(),
            [(0, DAY)] => words.always.to_owned(),
            spans => format!("{} {}", words.every_day, times(spans)),
        };
    }
    let open: Vec<String> = runs
        .into_iter()
        .filter(|(_, _, spans)| !spans.is_empty())
        .map(|(first, last, spans)| format!("{} {}", days(words, first, last), times(spans)))
        .collect();
    open.join("; ")
}

fn days(words: &Words, first: usize, last: usize) -> String {
    match last - first {
        0 => words.weekday(first).to_owned(),
        1 => format!("{}, {}", words.weekday(first), words.weekday(last)),
        _ => format!("{}–{}", words.weekday(first), words.weekday(last)),
    }
}

fn times(spans: &[(i32, i32)]) -> String {
    let one = |(from, until): &(i32, i32)| format!("{}–{}", clock(*from), clock(*until));
    spans.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Minutes after midnight as a clock shows them; the end of a day is 24:00, what is later is the next morning.
fn clock(minutes: i32) -> String {
    let minutes = if minutes > DAY {
        minutes - DAY
    } else {
        minutes
    };
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::peer::document::words;
    use rstest::rstest;

    #[rstest]
    #[case(
        "Tu-Fr 11:45-14:00,19:00-22:00; Sa 20:00-26:00; PH off",
        "Tue–Fri 11:45–14:00, 19:00–22:00; Sat 20:00–02:00"
    )]
    #[case("Sa,Su 10:00-24:00", "Sat, Sun 10:00–24:00")]
    #[case("Mo-Su 11:00-22:00", "every day 11:00–22:00")]
    #[case("24/7", "day and night, all week")]
    #[case("off", "closed")]
    #[case(
        "Jun-Aug Mo-Su 10:00-20:00; Sep-May Fr-Su 10:00-18:00",
        "Jun-Aug Mo-Su 10:00-20:00; Sep-May Fr-Su 10:00-18:00"
    )]
    #[case("whenever", "whenever")]
    fn hours_are_said(#[case] text: &str, #[case] said: &str) {
        let zone = chrono_tz::Europe::Vaduz;
        assert_eq!(in_words(text, zone, &words::of("en")), said);
    }

    #[test]
    fn hours_are_said_in_the_co_op_s_language() {
        let zone = chrono_tz::Europe::Paris;
        let say = |locale| in_words("Tu-Sa 11:45-14:00", zone, &words::of(locale));
        assert_eq!(say("fr"), "mar.–sam. 11:45–14:00");
        assert_eq!(say("de-LI"), "Di–Sa 11:45–14:00");
    }
}
