//! `POST /coop/prices`: shows what new prices mean, or saves them.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use musette_domain::pricing::{HIGHEST_UNITS, Tariff};
use musette_domain::{Currency, Money};

use super::prices::PricesPage;
use crate::flow::set_tariff::{self, TariffRefusal};
use crate::http::session::Session;
use crate::http::{Administrator, PageFrame, Result, Site};
use crate::web::act_answer;
use crate::web::form::{Form, FormErrors, errors};
use crate::web::page;

/// Saves the tariff of the form; with the field `look` it only shows the effect.
pub async fn send(
    State(site): State<Site>,
    _: Administrator,
    session: Session,
    PageFrame { frame, coop }: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let tariff = read(&form, coop.currency, &mut errors);
    if form.has("look") && errors.is_empty() {
        return Ok(page::render(&PricesPage::new(
            frame, &coop, &form, &errors, tariff,
        )));
    }
    if let Some(tariff) = tariff {
        let app = site.app.clone();
        let outcome = site.app.db.write(move |c| set_tariff::run(c, &app, tariff));
        let outcome = outcome.await;
        let (key, page) = (TariffRefusal::key, super::PRICES);
        return act_answer::back(&site, &session, outcome, key, "prices-saved", page).await;
    }
    let page = PricesPage::new(frame, &coop, &form, &errors, None);
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// The tariff of the form; shares are written in per cent, with one decimal at most.
fn read(form: &Form, currency: Currency, wrong: &mut FormErrors) -> Option<Tariff> {
    let base = amount(form, "base", currency, wrong);
    let per_km = amount(form, "per_km", currency, wrong);
    let courier = share(form, "courier_share", wrong);
    let commission = share(form, "commission", wrong);
    Some(Tariff {
        base: base?,
        per_km: per_km?,
        courier_share_permille: courier?,
        commission_permille: commission?,
    })
}

fn amount(
    form: &Form,
    name: &'static str,
    currency: Currency,
    wrong: &mut FormErrors,
) -> Option<Money> {
    let highest = HIGHEST_UNITS.saturating_mul(10_i64.saturating_pow(currency.digits()));
    let amount = Money::parse_decimal(form.text(name), currency).ok();
    let amount = amount.filter(|amount| (0..=highest).contains(&amount.minor));
    if amount.is_none() {
        wrong.add(name, errors::NOT_MONEY);
    }
    amount
}

fn share(form: &Form, name: &'static str, wrong: &mut FormErrors) -> Option<u16> {
    let share = permille(form.text(name));
    if share.is_none() {
        wrong.add(name, "prices-share-wrong");
    }
    share
}

/// Per cent with one decimal at most, as thousandths.
fn permille(text: &str) -> Option<u16> {
    let text = text.trim_end_matches('%').trim_end();
    let (whole, tenth) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(tenth) || tenth.len() > 1 || whole.len() > 3 {
        return None;
    }
    let whole: u16 = whole.parse().ok()?;
    let permille = whole * 10 + tenth.parse::<u16>().ok()?;
    (permille <= 1000).then_some(permille)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_in_per_cent() {
        let read = [
            ("85", 850),
            ("92,5", 925),
            ("0.5 %", 5),
            ("100", 1000),
            ("0", 0),
        ];
        for (text, thousandths) in read {
            assert_eq!(permille(text), Some(thousandths), "{text}");
        }
        for bad in ["", "-1", "101", "8.55", "1e2", "99999999999", ".5", "85."] {
            assert_eq!(permille(bad), None, "{bad}");
        }
    }
}
