//! Where the money goes: restaurant, who rides, co-op, in cents that add up.

use askama::Template;
use musette_domain::{Money, money::MoneyError};

use crate::i18n::Words;
use crate::web::format::Format;

/// The bar and the list.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/shares.html")]
pub struct Shares {
    w: Words,
    total: String,
    restaurant: String,
    rider: String,
    coop: String,
    /// Minor units, the lengths of the bar.
    lengths: [i64; 3],
}

impl Shares {
    /// The shares of the three. The total is their sum, so it always adds up.
    ///
    /// # Errors
    /// Amounts of different currencies, or beyond what fits.
    pub fn new(
        w: Words,
        format: Format,
        restaurant: Money,
        rider: Money,
        coop: Money,
    ) -> Result<Self, MoneyError> {
        let total = restaurant.plus(rider)?.plus(coop)?;
        Ok(Self {
            w,
            total: format.money(total),
            restaurant: format.money(restaurant),
            rider: format.money(rider),
            coop: format.money(coop),
            lengths: [restaurant, rider, coop].map(|share| share.minor.max(0)),
        })
    }

    fn whole(&self) -> i64 {
        self.lengths
            .iter()
            .fold(0, |sum, part| i64::saturating_add(sum, *part))
            .max(1)
    }
    /// The three pieces: where each begins and how long it is.
    fn pieces(&self) -> Vec<(usize, i64, i64)> {
        let mut from = 0_i64;
        let mut pieces = Vec::new();
        for (place, length) in self.lengths.into_iter().enumerate() {
            pieces.push((place + 1, from, length));
            from = from.saturating_add(length);
        }
        pieces
    }
    fn rows(&self) -> [(usize, std::borrow::Cow<'static, str>, &str); 3] {
        let w = self.w;
        [
            (1, w.say("shares-restaurant"), &self.restaurant),
            (2, w.say("shares-rider"), &self.rider),
            (3, w.say("shares-coop"), &self.coop),
        ]
    }
    fn spoken(&self) -> String {
        let [restaurant, rider, coop] = [&self.restaurant, &self.rider, &self.coop];
        let args = [
            ("restaurant", restaurant.as_str()),
            ("rider", rider),
            ("coop", coop),
        ];
        self.w.with("shares-spoken", &args)
    }
}

super::html!(Shares);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use musette_domain::Currency;

    #[test]
    fn cents_add_up() {
        let w = Words::new(Lang::En);
        let format = Format::new(w, chrono_tz::Europe::Paris);
        let eur = |minor| Money::new(minor, Currency::EUR);
        let shares = Shares::new(w, format, eur(2799), eur(390), eur(381)).unwrap();
        let html = shares.render().unwrap();
        assert!(html.contains("€35.70"), "{html}");
        assert!(html.contains("viewBox=\"0 0 3570 10\""), "{html}");
        assert!(html.contains("x=\"3189\" width=\"381\""), "{html}");
        assert!(Shares::new(w, format, eur(1), Money::new(1, Currency::CHF), eur(1)).is_err());
    }
}
