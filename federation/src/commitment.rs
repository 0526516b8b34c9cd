//! The two halves of a ValueFlows agreement: what is done, and what is paid for it (FEP-0837).

use serde_json::{Value, json};
use url::Url;

use crate::fields::{Fields, present};
use crate::{CurrencyCode, Decimal, Malformed};

/// The address of one half of a proposal or agreement: its id with a fragment.
pub(crate) fn half(id: &Url, name: &str) -> Url {
    let mut half = id.clone();
    half.set_fragment(Some(name));
    half
}

/// The quantity one.
pub(crate) fn one() -> Value {
    json!({"hasUnit": "one", "hasNumericalValue": "1"})
}

/// The half that says what is paid.
pub(crate) fn payment(
    kind: &str,
    id: Option<&Url>,
    satisfies: Option<&Url>,
    amount: &Decimal,
    currency: &CurrencyCode,
) -> Value {
    present(json!({
        "id": id.map(|id| half(id, "reciprocal")),
        "type": kind,
        "action": (kind == "Intent").then_some("transfer"),
        "satisfies": satisfies.map(|id| half(id, "reciprocal")),
        "resourceConformsTo": currency.wikidata(),
        "resourceQuantity": {"hasUnit": "one", "hasNumericalValue": amount},
        "currency": currency,
    }))
}

/// Reads the amount and currency of a payment half.
pub(crate) fn read_payment(half: Fields<'_>) -> Result<(Decimal, CurrencyCode), Malformed> {
    Ok((
        half.object("resourceQuantity")?
            .amount("hasNumericalValue")?,
        half.currency("currency")?,
    ))
}

/// Reads an address that must point to the primary half of something, and returns the whole's id.
pub(crate) fn read_primary(fields: Fields<'_>, field: &'static str) -> Result<Url, Malformed> {
    let mut url = fields.url(field)?;
    if url.fragment() != Some("primary") {
        return Err(Malformed::Rule(
            "`satisfies` and `fulfills` point to the `#primary` half of a proposal or agreement",
        ));
    }
    url.set_fragment(None);
    Ok(url)
}
