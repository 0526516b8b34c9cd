//! Currencies by their ISO 4217 code.

use crate::fields::checked_text;

checked_text! {
    /// An ISO 4217 code: three capitals, such as `EUR`.
    CurrencyCode, |text| text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

impl CurrencyCode {
    /// The currency's item at Wikidata, which FEP-0837 names resources by; for the currencies our co-ops use.
    pub fn wikidata(&self) -> Option<&'static str> {
        match self.as_str() {
            "EUR" => Some("https://www.wikidata.org/wiki/Q4916"),
            "CHF" => Some("https://www.wikidata.org/wiki/Q25344"),
            _ => None,
        }
    }
}
