//! What people write into forms, judged by the domain, with its verdict as the form's error.

use musette_domain::menu::{self, MenuProblem};
use musette_domain::pricing::HIGHEST_UNITS;
use musette_domain::text::TextProblem;
use musette_domain::{Currency, Money};

use super::form::{Form, FormErrors, errors};
use crate::http::{Error, Result};
use crate::i18n::Value;
use crate::store::Failure;

/// A text that the domain has read, or nothing with an error at `field`.
pub fn text(
    field: &'static str,
    read: Result<String, TextProblem>,
    errors: &mut FormErrors,
) -> String {
    match read {
        Ok(text) => return text,
        Err(TextProblem::Empty) => errors.add(field, errors::EMPTY),
        Err(TextProblem::TooLong { limit, found }) => {
            let args = vec![("most", Value::from(limit)), ("count", Value::from(found))];
            errors.add_with(field, errors::TOO_LONG, args);
        }
        Err(TextProblem::Control) => errors.add(field, "field-control"),
    }
    String::new()
}

/// One line that may stay empty.
pub fn line(form: &Form, field: &'static str, errors: &mut FormErrors) -> String {
    match form.text(field) {
        "" => String::new(),
        written => text(field, musette_domain::text::name(written), errors),
    }
}

/// A price as people write it, or nothing with an error at `field`.
pub fn price(
    form: &Form,
    field: &'static str,
    currency: Currency,
    errors: &mut FormErrors,
) -> Money {
    let written = form.text(field);
    if written.is_empty() {
        errors.add(field, errors::EMPTY);
        return Money::zero(currency);
    }
    match menu::parse_price(written, currency) {
        Ok(price) => return price,
        Err(MenuProblem::PriceTooHigh) => {
            let most = vec![("most", Value::from(HIGHEST_UNITS))];
            errors.add_with(field, "field-price-high", most);
        }
        Err(_) => errors.add(field, errors::NOT_MONEY),
    }
    Money::zero(currency)
}

/// What a flow refused, at `field` of the form; a store error goes on as itself.
pub fn refusal<R>(
    field: &'static str,
    key: &'static str,
    refusal: R,
    errors: &mut FormErrors,
) -> Result<()>
where
    R: Failure + std::error::Error + Send + Sync,
{
    if refusal.store_error().is_some() {
        return Err(Error::refused(key, refusal));
    }
    errors.add(field, key);
    Ok(())
}

/// Hashtags as a card links them: where each leads, and its words.
pub fn hashtags(tags: &[String]) -> Vec<(String, String)> {
    let tag = |tag: &String| {
        let path: String =
            url::form_urlencoded::byte_serialize(tag.to_lowercase().as_bytes()).collect();
        (format!("/tags/{path}"), format!("#{tag}"))
    };
    tags.iter().map(tag).collect()
}
