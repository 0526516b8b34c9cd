//! `POST /coop/agreements/offer`: we offer a partner an agreement.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::Months;
use musette_domain::{Currency, Instant, Money};

use super::agreements::AgreementsPage;
use crate::flow::agreement::{AgreementRefusal, Terms, offer};
use crate::http::session::Session;
use crate::http::{Administrator, PageFrame, Result, Site};
use crate::web::act_answer;
use crate::web::form::{Form, FormErrors, errors};
use crate::web::page;

/// The longest an agreement is valid, in months.
const LONGEST: u32 = 12;
/// How often is settled.
const PERIOD: &str = "P7D";
/// The highest amount, in whole units of money.
const HIGHEST: i64 = 1_000_000;

/// Offers the terms of the form to the desk of the field `desk`. While one waits for its answer, a second one is the same.
pub async fn send(
    State(site): State<Site>,
    _: Administrator,
    session: Session,
    frame: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let terms = read(
        &form,
        frame.coop.currency,
        site.app.clock.now(),
        &mut errors,
    );
    let desk = form.required("desk", 2048, &mut errors).to_owned();
    if let Some(terms) = terms.filter(|_| errors.is_empty()) {
        let app = site.app.clone();
        let outcome = site
            .app
            .db
            .write(move |c| offer::run(c, &app, &desk, &terms));
        match outcome.await {
            Ok(changed) => {
                site.app.committed(changed);
                let page = super::AGREEMENTS;
                return act_answer::say(&site, &session, "agreements-offered", page).await;
            }
            Err(no) => {
                let key = act_answer::sentence(&no, AgreementRefusal::key)?;
                errors.add("desk", key);
            }
        }
    }
    let page = AgreementsPage::read(&site.app, frame, (&form, &errors)).await?;
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

fn read(form: &Form, currency: Currency, now: Instant, wrong: &mut FormErrors) -> Option<Terms> {
    let limit = amount(form, "credit_limit", currency, wrong);
    let trip = amount(form, "wasted_trip_fee", currency, wrong);
    let months: Option<u32> = form
        .value("months")
        .filter(|months| (1..=LONGEST).contains(months));
    if months.is_none() {
        wrong.add("months", "agreements-months-wrong");
    }
    let until = now.to_utc().checked_add_months(Months::new(months?))?;
    Some(Terms {
        currency,
        credit_limit: limit?.minor,
        wasted_trip_fee: trip?.minor,
        settlement_period: PERIOD.to_owned(),
        valid_from: now,
        valid_through: Instant::from(until),
    })
}

fn amount(
    form: &Form,
    name: &'static str,
    currency: Currency,
    wrong: &mut FormErrors,
) -> Option<Money> {
    let highest = HIGHEST.saturating_mul(10_i64.saturating_pow(currency.digits()));
    let amount = Money::parse_decimal(form.text(name), currency).ok();
    let amount = amount.filter(|amount| (0..=highest).contains(&amount.minor));
    if amount.is_none() {
        wrong.add(name, errors::NOT_MONEY);
    }
    amount
}
