//! The co-op's own row: made by `init`, `admin coop create` and the demo.

use anyhow::bail;
use chrono_tz::Tz;
use musette_domain::pricing::Tariff;
use musette_domain::{Currency, Instant, Money, Position, TextValue, text};

use crate::command::instance::COOP;
use crate::i18n::Lang;
use crate::store::coop::{self, Coop};
use crate::store::{Conn, Error};

/// What a co-op begins with.
#[derive(Debug, Clone)]
pub struct NewCoop {
    /// What it is called.
    pub name: String,
    /// The town or part of town.
    pub place: String,
    /// A few sentences.
    pub about: String,
    /// The colour of its bags; empty: chosen by the name.
    pub hue: String,
    /// The middle of where it rides.
    pub position: Position,
    /// What is paid with.
    pub currency: Currency,
    /// Where its hours apply.
    pub time_zone: Tz,
    /// The language of letters and of pages for those who say none.
    pub locale: String,
    /// A telephone number for customers.
    pub phone: Option<String>,
    /// A mail address for customers.
    pub mail: Option<String>,
    /// The tariff; checked.
    pub tariff: Tariff,
}

/// The tariff that a co-op begins with: 3.50 and 0.80 a started kilometre, four fifths of it the courier's, an eighth of the meals the co-op's.
pub fn first_tariff(currency: Currency) -> Tariff {
    let unit = 10_i64.pow(currency.digits());
    Tariff {
        base: Money::new(unit * 7 / 2, currency),
        per_km: Money::new(unit * 4 / 5, currency),
        courier_share_permille: 800,
        commission_permille: 125,
    }
}

/// Writes the row; there can be one only.
pub fn insert(c: &mut Conn, new: &NewCoop, now: Instant) -> Result<(), Error> {
    coop::insert(
        c,
        &Coop {
            id: COOP.into(),
            name: new.name.clone(),
            place: new.place.clone(),
            about: new.about.clone(),
            hue: new.hue.clone(),
            latitude: new.position.lat(),
            longitude: new.position.lon(),
            currency: new.currency,
            timezone: new.time_zone.name().to_owned(),
            locale: new.locale.clone(),
            phone: new.phone.clone(),
            mail: new.mail.clone(),
            tariff_base: new.tariff.base.minor,
            tariff_per_km: new.tariff.per_km.minor,
            courier_share: i64::from(new.tariff.courier_share_permille),
            commission: i64::from(new.tariff.commission_permille),
            pickup_delay: 0,
            created_at: now,
            updated_at: now,
            closes_at: None,
            closed_at: None,
        },
    )
}

/// Reads a name.
pub fn parse_name(typed: &str) -> Result<String, String> {
    text::name(typed).map_err(|problem| problem.to_string())
}

/// Reads `47.141,9.521`.
pub fn parse_position(typed: &str) -> Result<Position, String> {
    let bad = || "write latitude and longitude in degrees, such as 47.141,9.521".to_owned();
    let (lat, lon) = typed.split_once([',', ' ']).ok_or_else(bad)?;
    let number = |text: &str| text.trim().parse::<f64>().map_err(|_| bad());
    Position::new(number(lat)?, number(lon)?).map_err(|problem| problem.to_string())
}

/// Reads a time zone.
pub fn parse_time_zone(typed: &str) -> Result<Tz, String> {
    typed
        .trim()
        .parse()
        .map_err(|_| format!("{typed:?} is no time zone; write one such as Europe/Paris"))
}

/// Reads a currency.
pub fn parse_currency(typed: &str) -> Result<Currency, String> {
    Currency::parse(typed.trim()).map_err(|_| {
        format!("{typed:?} is no currency; write its three letters, such as EUR or CHF")
    })
}

/// Reads a language of the pages.
pub fn parse_language(typed: &str) -> Result<Lang, String> {
    Lang::parse(typed.trim()).map_err(|_| {
        let known: Vec<&str> = Lang::ALL.iter().map(|lang| lang.text()).collect();
        format!(
            "{typed:?} is no language of ours; write {}",
            known.join(" or ")
        )
    })
}

/// Reads an amount of money that may be a fee.
pub fn parse_fee(typed: &str, currency: Currency) -> anyhow::Result<Money> {
    match musette_domain::menu::parse_price(typed, currency) {
        Ok(fee) => Ok(fee),
        Err(problem) => bail!("{typed}: {problem}"),
    }
}

/// The time zone that this machine is set to.
pub fn machine_time_zone() -> Tz {
    let link = std::fs::read_link("/etc/localtime").ok();
    let named = link.as_deref().and_then(|path| {
        let text = path.to_str()?;
        text.split_once("zoneinfo/")?.1.parse().ok()
    });
    let written = || {
        std::fs::read_to_string("/etc/timezone")
            .ok()?
            .trim()
            .parse()
            .ok()
    };
    named.or_else(written).unwrap_or(chrono_tz::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_read_or_explained() {
        assert!(parse_position("47.141, 9.521").is_ok());
        assert!(
            parse_position("Vaduz")
                .unwrap_err()
                .contains("47.141,9.521")
        );
        assert!(parse_position("99,9").unwrap_err().contains("latitude"));
        assert!(
            parse_time_zone("Middle/Earth")
                .unwrap_err()
                .contains("Europe/Paris")
        );
        assert!(parse_currency("francs").unwrap_err().contains("CHF"));
        assert!(parse_fee("-1", Currency::CHF).is_err());
        assert!(first_tariff(Currency::CHF).checked().is_ok());
    }
}
