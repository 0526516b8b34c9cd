//! What is in the way of an order, said at the field where it can be mended.

use musette_domain::TextValue;
use musette_domain::cart::{CartProblem, MAX_COUNT, MAX_LINES};
use musette_domain::order::RefusalReason;
use musette_domain::{Instant, Money};

use super::price::Problem;
use crate::i18n::Value;
use crate::web::form::FormErrors;
use crate::web::form::errors::EMPTY;
use crate::web::format::Format;

/// Says each problem at its field.
pub fn say(format: Format, now: Instant, problems: &[Problem], errors: &mut FormErrors) {
    for problem in problems {
        match problem {
            Problem::Cart(problem) => cart(format, now, problem, errors),
            Problem::NoDelivery => errors.add("how", "checkout-no-delivery"),
            Problem::NoCollection => errors.add("how", "checkout-no-collection"),
            Problem::NoRestaurant => errors.add("lines", "checkout-no-restaurant"),
            Problem::NoAgreement => errors.add("lines", "checkout-no-agreement"),
            Problem::AtLimit => errors.add("lines", "checkout-at-limit"),
            Problem::Silent => errors.add("lines", "checkout-silent"),
            Problem::Refused(reason) => refused(reason, errors),
        }
    }
}

fn cart(format: Format, now: Instant, problem: &CartProblem, errors: &mut FormErrors) {
    let dish = |name: &String| vec![("dish", Value::from(name))];
    let amount = |money: &Money| Value::from(format.money(*money));
    match problem {
        CartProblem::Empty => errors.add("lines", "checkout-empty"),
        CartProblem::TooManyLines => {
            errors.add_with(
                "lines",
                "cart-too-many-lines",
                vec![("most", Value::from(MAX_LINES))],
            );
        }
        CartProblem::Count { .. } => {
            errors.add_with(
                "lines",
                "cart-count",
                vec![("most", Value::from(MAX_COUNT))],
            );
        }
        CartProblem::SoldOut { name } => {
            errors.add_with("lines", "checkout-sold-out", dish(name));
        }
        CartProblem::NotOnMenu { .. } => errors.add("lines", "checkout-not-on-menu"),
        CartProblem::AllergensUnknown { name } => {
            errors.add_with("lines", "checkout-allergens-unknown", dish(name));
        }
        CartProblem::MixedCurrency { name, .. } => {
            errors.add_with("lines", "checkout-mixed-currency", dish(name));
        }
        CartProblem::TooLarge => errors.add("lines", "checkout-too-large"),
        CartProblem::BelowMinimum { minimum, missing } => {
            let args = vec![("minimum", amount(minimum)), ("missing", amount(missing))];
            errors.add_with("lines", "cart-below-minimum", args);
        }
        CartProblem::NoAddress => errors.add("street", EMPTY),
        CartProblem::OutsideArea => errors.add("street", "checkout-outside"),
        CartProblem::NotTakingOrders => errors.add("slot", "checkout-takes-no-orders"),
        CartProblem::Closed { opens_at: None } => errors.add("slot", "checkout-closed"),
        CartProblem::Closed {
            opens_at: Some(opens),
        } => {
            let time = format.moment(*opens, now);
            errors.add_with(
                "slot",
                "checkout-closed-until",
                vec![("time", Value::from(time))],
            );
        }
        CartProblem::WindowExpired { .. } => errors.add("slot", "checkout-window-gone"),
    }
}

/// A reason in the words of the wire.
fn refused(reason: &str, errors: &mut FormErrors) {
    let (field, key) = match RefusalReason::parse(reason) {
        Ok(RefusalReason::SoldOut) => ("lines", "checkout-refused-sold-out"),
        Ok(RefusalReason::BelowMinimum) => ("lines", "checkout-refused-minimum"),
        Ok(RefusalReason::OutsideArea) => ("street", "checkout-outside"),
        Ok(RefusalReason::Closing) => ("slot", "checkout-closed"),
        Ok(RefusalReason::TooBusy) => ("slot", "checkout-takes-no-orders"),
        Ok(RefusalReason::TimeNotPossible) => ("slot", "checkout-window-gone"),
        Ok(RefusalReason::Unknown) => ("lines", "checkout-not-on-menu"),
        _ => ("lines", "checkout-refused"),
    };
    errors.add(field, key);
}
