//! Amounts, times and distances as people write them in each language.

use chrono::{Datelike, Days, NaiveDate, Timelike};
use chrono_tz::Tz;
use musette_domain::{Currency, Instant, Money};

use crate::i18n::{Lang, Value, Words};

/// A space that does not break a line.
const KEPT: char = '\u{a0}';
/// A narrow one, which French puts between thousands.
const NARROW: char = '\u{202f}';
/// A true minus.
const MINUS: char = '\u{2212}';

/// How things are written: in a language, in the co-op's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    w: Words,
    zone: Tz,
}

impl Format {
    /// Writes in `w`'s language and tells times of `zone`.
    pub const fn new(w: Words, zone: Tz) -> Self {
        Self { w, zone }
    }
    /// The words.
    pub const fn words(self) -> Words {
        self.w
    }
    /// The time zone.
    pub const fn zone(self) -> Tz {
        self.zone
    }

    /// An amount: `4,60 €`, `€4.60`, `CHF 4.60`.
    pub fn money(self, amount: Money) -> String {
        let number = self.decimal(
            amount.minor.unsigned_abs(),
            amount.currency.digits() as usize,
        );
        let sign = match (amount.minor < 0, self.w.lang()) {
            (false, _) => String::new(),
            (true, Lang::En) => MINUS.to_string(),
            (true, Lang::Fr) => format!("{MINUS}{KEPT}"),
        };
        let unit = if amount.currency == Currency::EUR {
            "€".to_owned()
        } else {
            amount.currency.code().to_owned()
        };
        match self.w.lang() {
            Lang::Fr => format!("{sign}{number}{KEPT}{unit}"),
            Lang::En if unit.len() == 3 && unit.is_ascii() => format!("{sign}{unit}{KEPT}{number}"),
            Lang::En => format!("{sign}{unit}{number}"),
        }
    }

    /// An amount with its sign, for balances: `+ 2,66 €`, `+€2.66`.
    pub fn balance(self, amount: Money) -> String {
        let plus = match self.w.lang() {
            _ if amount.minor <= 0 => "",
            Lang::En => "+",
            Lang::Fr => "+\u{a0}",
        };
        format!("{plus}{}", self.money(amount))
    }

    /// `units` in units of 10^-`digits`: `1,234.50`, `1 234,50`.
    fn decimal(self, units: u64, digits: usize) -> String {
        let (point, thousands) = match self.w.lang() {
            Lang::En => ('.', ','),
            Lang::Fr => (',', NARROW),
        };
        let unit = 10_u64.saturating_pow(u32::try_from(digits).unwrap_or(0));
        let whole = (units / unit).to_string();
        let mut text = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                text.push(thousands);
            }
            text.push(digit);
        }
        if digits == 0 {
            return text;
        }
        format!("{text}{point}{:0digits$}", units % unit)
    }

    fn local(self, at: Instant) -> chrono::DateTime<Tz> {
        at.to_utc().with_timezone(&self.zone)
    }
    /// The day of `at` in the co-op's time zone.
    pub fn day_of(self, at: Instant) -> NaiveDate {
        self.local(at).date_naive()
    }

    /// A time of day on 24 hours: `12:05`.
    pub fn time(self, at: Instant) -> String {
        let local = self.local(at);
        format!("{:02}:{:02}", local.hour(), local.minute())
    }

    /// A window of one day: `12:30–12:45`.
    pub fn window(self, from: Instant, to: Instant) -> String {
        format!("{}–{}", self.time(from), self.time(to))
    }

    /// The value of a `datetime` attribute.
    pub fn machine(self, at: Instant) -> String {
        self.local(at)
            .to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
    }

    /// A day with its weekday: `jeudi 12 novembre`, `Thursday 12 November`.
    pub fn day(self, day: NaiveDate) -> String {
        let weekday = self.weekday(day);
        let parts = [
            ("weekday", Value::from(weekday)),
            ("day", Value::from(day.day())),
            ("month", Value::from(self.month(day))),
        ];
        self.w.fill("date-weekday", parts)
    }

    /// The day of `at` with its weekday.
    pub fn date(self, at: Instant) -> String {
        self.day(self.day_of(at))
    }

    /// A day with its year, for agreements: `31 mars 2027`, `31 March 2027`.
    pub fn day_year(self, day: NaiveDate) -> String {
        let parts = [
            ("day", Value::from(day.day())),
            ("month", Value::from(self.month(day))),
            ("year", Value::Text(day.year().to_string())),
        ];
        self.w.fill("date-year", parts)
    }

    /// A time as one says it now: `12:05` today, `tomorrow 12:05`, else with the day.
    pub fn moment(self, at: Instant, now: Instant) -> String {
        let (day, today, time) = (self.day_of(at), self.day_of(now), self.time(at));
        let time = [("time", time.as_str())];
        if day == today {
            self.time(at)
        } else if today.checked_add_days(Days::new(1)) == Some(day) {
            self.w.with("date-tomorrow-at", &time)
        } else if today.checked_sub_days(Days::new(1)) == Some(day) {
            self.w.with("date-yesterday-at", &time)
        } else {
            let date = self.day(day);
            let [time] = time;
            self.w.with("date-at", &[("date", date.as_str()), time])
        }
    }

    /// How long ago: `8 s ago`, `14 min ago`, `3 h ago`, then the moment. What lies ahead by a skew of clocks is now.
    pub fn ago(self, at: Instant, now: Instant) -> String {
        let seconds = now.since(at).num_seconds().max(0);
        match seconds {
            0..60 => self.w.count("ago-seconds", seconds),
            60..3600 => self.w.count("ago-minutes", seconds / 60),
            3600..21_600 => self.w.count("ago-hours", seconds / 3600),
            _ => self.moment(at, now),
        }
    }

    /// A length of time in minutes, then in hours: `25 min`, `1 h 05`.
    pub fn span(self, minutes: i64) -> String {
        if minutes < 60 {
            format!("{minutes}{KEPT}min")
        } else {
            format!("{}{KEPT}h{KEPT}{:02}", minutes / 60, minutes % 60)
        }
    }

    /// A distance in metres: `350 m`, `1,5 km`.
    pub fn distance(self, metres: u32) -> String {
        if metres < 950 {
            return format!("{}{KEPT}m", (metres + 5) / 10 * 10);
        }
        let tenths = u64::from(metres.saturating_add(50) / 100);
        if tenths.is_multiple_of(10) {
            format!("{}{KEPT}km", tenths / 10)
        } else {
            format!("{}{KEPT}km", self.decimal(tenths, 1))
        }
    }

    /// A share in thousandths: `17,5 %`, `17.5%`.
    pub fn permille(self, permille: u32) -> String {
        let whole = permille.is_multiple_of(10);
        let number = if whole {
            (permille / 10).to_string()
        } else {
            self.decimal(u64::from(permille), 1)
        };
        match self.w.lang() {
            Lang::En => format!("{number}%"),
            Lang::Fr => format!("{number}{NARROW}%"),
        }
    }

    /// The name of the weekday.
    pub fn weekday(self, day: NaiveDate) -> std::borrow::Cow<'static, str> {
        let w = self.w;
        match day.weekday() {
            chrono::Weekday::Mon => w.say("weekday-monday"),
            chrono::Weekday::Tue => w.say("weekday-tuesday"),
            chrono::Weekday::Wed => w.say("weekday-wednesday"),
            chrono::Weekday::Thu => w.say("weekday-thursday"),
            chrono::Weekday::Fri => w.say("weekday-friday"),
            chrono::Weekday::Sat => w.say("weekday-saturday"),
            chrono::Weekday::Sun => w.say("weekday-sunday"),
        }
    }

    fn month(self, day: NaiveDate) -> std::borrow::Cow<'static, str> {
        let w = self.w;
        match day.month() {
            1 => w.say("month-january"),
            2 => w.say("month-february"),
            3 => w.say("month-march"),
            4 => w.say("month-april"),
            5 => w.say("month-may"),
            6 => w.say("month-june"),
            7 => w.say("month-july"),
            8 => w.say("month-august"),
            9 => w.say("month-september"),
            10 => w.say("month-october"),
            11 => w.say("month-november"),
            _ => w.say("month-december"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn en() -> Format {
        Format::new(Words::new(Lang::En), chrono_tz::Europe::Paris)
    }
    fn fr() -> Format {
        Format::new(Words::new(Lang::Fr), chrono_tz::Europe::Paris)
    }
    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(text).unwrap()
    }

    #[rstest]
    #[case(460, Currency::EUR, "€4.60", "4,60\u{a0}€")]
    #[case(460, Currency::CHF, "CHF\u{a0}4.60", "4,60\u{a0}CHF")]
    #[case(-4120, Currency::EUR, "−€41.20", "−\u{a0}41,20\u{a0}€")]
    #[case(
        123_456_789,
        Currency::EUR,
        "€1,234,567.89",
        "1\u{202f}234\u{202f}567,89\u{a0}€"
    )]
    #[case(0, Currency::EUR, "€0.00", "0,00\u{a0}€")]
    fn money(
        #[case] minor: i64,
        #[case] currency: Currency,
        #[case] english: &str,
        #[case] french: &str,
    ) {
        let amount = Money::new(minor, currency);
        assert_eq!(en().money(amount), english);
        assert_eq!(fr().money(amount), french);
    }

    #[test]
    fn balances_have_a_sign() {
        assert_eq!(en().balance(Money::new(266, Currency::EUR)), "+€2.66");
        assert_eq!(
            fr().balance(Money::new(266, Currency::EUR)),
            "+\u{a0}2,66\u{a0}€"
        );
        assert_eq!(en().balance(Money::zero(Currency::EUR)), "€0.00");
    }

    #[test]
    fn times_are_those_of_the_coop() {
        let (noon, later) = (at("2026-11-12T11:30:00Z"), at("2026-11-12T11:45:00Z"));
        assert_eq!(en().time(noon), "12:30");
        assert_eq!(en().window(noon, later), "12:30–12:45");
        assert_eq!(en().machine(noon), "2026-11-12T12:30:00+01:00");
        assert_eq!(en().date(noon), "Thursday 12 November");
        assert_eq!(fr().date(noon), "jeudi 12 novembre");
        assert_eq!(fr().date(at("2026-04-30T22:30:00Z")), "vendredi 1er mai");
    }

    #[test]
    fn moments_name_the_day_when_it_is_not_today() {
        let now = at("2026-11-12T11:30:00Z");
        assert_eq!(en().moment(at("2026-11-12T17:30:00Z"), now), "18:30");
        assert_eq!(
            en().moment(at("2026-11-13T11:30:00Z"), now),
            "tomorrow 12:30"
        );
        assert_eq!(fr().moment(at("2026-11-11T11:30:00Z"), now), "hier 12:30");
        assert_eq!(
            fr().moment(at("2026-11-14T11:30:00Z"), now),
            "samedi 14 novembre, 12:30"
        );
    }

    #[rstest]
    #[case(0, "0\u{a0}s ago", "il y a 0\u{a0}s")]
    #[case(59, "59\u{a0}s ago", "il y a 59\u{a0}s")]
    #[case(840, "14\u{a0}min ago", "il y a 14\u{a0}min")]
    #[case(7200, "2\u{a0}h ago", "il y a 2\u{a0}h")]
    fn ago(#[case] seconds: i64, #[case] english: &str, #[case] french: &str) {
        let now = at("2026-11-12T11:30:00Z");
        let then = now.minus(chrono::TimeDelta::seconds(seconds));
        assert_eq!(en().ago(then, now), english);
        assert_eq!(fr().ago(then, now), french);
    }

    #[rstest]
    #[case(347, "350\u{a0}m", "350\u{a0}m")]
    #[case(1512, "1.5\u{a0}km", "1,5\u{a0}km")]
    #[case(960, "1\u{a0}km", "1\u{a0}km")]
    #[case(12_049, "12\u{a0}km", "12\u{a0}km")]
    #[case(u32::MAX, "4,294,967.2\u{a0}km", "4\u{202f}294\u{202f}967,2\u{a0}km")]
    fn distances(#[case] metres: u32, #[case] english: &str, #[case] french: &str) {
        assert_eq!(en().distance(metres), english);
        assert_eq!(fr().distance(metres), french);
    }

    #[test]
    fn spans_and_shares() {
        assert_eq!(en().span(25), "25\u{a0}min");
        assert_eq!(en().span(65), "1\u{a0}h\u{a0}05");
        assert_eq!(en().permille(175), "17.5%");
        assert_eq!(fr().permille(900), "90\u{202f}%");
    }
}
