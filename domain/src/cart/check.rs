//! Whether a basket can be ordered; if not, everything that is in the way.

use super::{CartLine, MAX_COUNT, MAX_LINES, items_total};
use crate::Instant;
use crate::money::{Currency, Money};
use crate::order::Fulfilment;
use crate::timing::Window;

/// What is known when a basket is to be ordered.
#[derive(Debug, Clone, Copy)]
pub struct Checkout<'a> {
    /// The lines.
    pub lines: &'a [CartLine],
    /// The restaurant's currency.
    pub currency: Currency,
    /// The least the items must cost together.
    pub minimum: Option<Money>,
    /// How it reaches the customer.
    pub fulfilment: Fulfilment,
    /// Whether the address lies in the restaurant's area; `None` if there is no address yet.
    pub in_area: Option<bool>,
    /// Whether the restaurant takes orders at all: not paused, not closed for good.
    pub takes_orders: bool,
    /// When the restaurant opens next, for the message.
    pub opens_at: Option<Instant>,
    /// The windows that can be had now.
    pub windows: &'a [Window],
    /// The window the customer chose; `None` for the first that can be had.
    pub window: Option<Window>,
    /// Whether the restaurant belongs to another co-op.
    pub at_another_coop: bool,
}

/// Something that keeps a basket from being ordered, with what a person needs to know to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CartProblem {
    /// Nothing in it.
    #[error("the cart is empty")]
    Empty,
    /// Too many lines.
    #[error("a cart can have at most {MAX_LINES} lines")]
    TooManyLines,
    /// An impossible number of one dish.
    #[error("{name}: between 1 and {MAX_COUNT} can be ordered at once")]
    Count {
        /// The dish.
        name: String,
    },
    /// Sold out.
    #[error("{name} is sold out; please take it out of the cart")]
    SoldOut {
        /// The dish.
        name: String,
    },
    /// No longer on the menu.
    #[error("{name} is no longer on the menu; please take it out of the cart")]
    NotOnMenu {
        /// The dish.
        name: String,
    },
    /// Allergens not given, at another co-op.
    #[error(
        "{name} cannot be ordered here because its allergens are not given; please ask the restaurant"
    )]
    AllergensUnknown {
        /// The dish.
        name: String,
    },
    /// Another currency than the restaurant's.
    #[error(
        "{name} is priced in {found}, the restaurant in {expected}; it cannot be ordered together with the rest"
    )]
    MixedCurrency {
        /// The dish.
        name: String,
        /// Its currency.
        found: Currency,
        /// The restaurant's.
        expected: Currency,
    },
    /// More than can be reckoned with.
    #[error("the total is too large")]
    TooLarge,
    /// Below the restaurant's minimum.
    #[error("the restaurant delivers from {minimum} on; {missing} is missing")]
    BelowMinimum {
        /// The minimum.
        minimum: Money,
        /// What is missing.
        missing: Money,
    },
    /// No address.
    #[error("please say where to deliver")]
    NoAddress,
    /// The address is too far.
    #[error(
        "the address is outside the area this restaurant delivers to; you can collect the order, or choose another restaurant"
    )]
    OutsideArea,
    /// The restaurant takes no orders.
    #[error("the restaurant takes no orders at the moment")]
    NotTakingOrders,
    /// No window can be had.
    #[error("the restaurant is closed")]
    Closed {
        /// When it opens.
        opens_at: Option<Instant>,
    },
    /// The chosen window has gone by.
    #[error("the chosen time cannot be kept any more; please choose another")]
    WindowExpired {
        /// The first that can be had.
        first: Window,
    },
}

/// Everything that keeps the basket from being ordered; empty if nothing does.
pub fn check(checkout: &Checkout<'_>) -> Vec<CartProblem> {
    let mut problems = lines(checkout);
    if problems.is_empty() {
        problems.extend(minimum(checkout));
    }
    if checkout.fulfilment == Fulfilment::Delivery {
        match checkout.in_area {
            None => problems.push(CartProblem::NoAddress),
            Some(false) => problems.push(CartProblem::OutsideArea),
            Some(true) => {}
        }
    }
    problems.extend(time(checkout));
    problems
}

fn lines(checkout: &Checkout<'_>) -> Vec<CartProblem> {
    if checkout.lines.is_empty() {
        return vec![CartProblem::Empty];
    }
    let mut problems = Vec::new();
    if checkout.lines.len() > MAX_LINES {
        problems.push(CartProblem::TooManyLines);
    }
    for line in checkout.lines {
        let name = line.name.clone();
        if !(1..=MAX_COUNT).contains(&line.count) {
            problems.push(CartProblem::Count { name });
        } else if !line.on_menu {
            problems.push(CartProblem::NotOnMenu { name });
        } else if line.sold_out {
            problems.push(CartProblem::SoldOut { name });
        } else if line.price.currency != checkout.currency {
            problems.push(CartProblem::MixedCurrency {
                name,
                found: line.price.currency,
                expected: checkout.currency,
            });
        } else if checkout.at_another_coop && !line.allergens_known {
            problems.push(CartProblem::AllergensUnknown { name });
        }
    }
    problems
}

fn minimum(checkout: &Checkout<'_>) -> Option<CartProblem> {
    let Ok(total) = items_total(checkout.lines, checkout.currency) else {
        return Some(CartProblem::TooLarge);
    };
    let minimum = checkout
        .minimum
        .filter(|_| checkout.fulfilment == Fulfilment::Delivery)?;
    match minimum.minus(total) {
        Ok(missing) if missing.minor > 0 => Some(CartProblem::BelowMinimum { minimum, missing }),
        Ok(_) => None,
        Err(_) => Some(CartProblem::TooLarge),
    }
}

fn time(checkout: &Checkout<'_>) -> Option<CartProblem> {
    if !checkout.takes_orders {
        return Some(CartProblem::NotTakingOrders);
    }
    let Some(first) = checkout.windows.first() else {
        return Some(CartProblem::Closed {
            opens_at: checkout.opens_at,
        });
    };
    let chosen = checkout.window?;
    (!checkout.windows.contains(&chosen)).then_some(CartProblem::WindowExpired { first: *first })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }
    fn line() -> CartLine {
        CartLine {
            name: "Käsknöpfle".into(),
            count: 2,
            price: eur(1850),
            sold_out: false,
            on_menu: true,
            allergens_known: true,
        }
    }
    fn window(n: i64) -> Window {
        Window {
            start: Instant::from_millis(n * 1_200_000),
            end: Instant::from_millis((n + 1) * 1_200_000),
        }
    }
    fn name() -> String {
        "Käsknöpfle".into()
    }
    fn problems(
        change: impl FnOnce(&mut CartLine),
        also: impl FnOnce(&mut Checkout<'_>),
    ) -> Vec<CartProblem> {
        let mut first = line();
        change(&mut first);
        let lines = [first];
        let windows = [window(1), window(2)];
        let mut checkout = Checkout {
            lines: &lines,
            currency: Currency::EUR,
            minimum: Some(eur(2000)),
            fulfilment: Fulfilment::Delivery,
            in_area: Some(true),
            takes_orders: true,
            opens_at: None,
            windows: &windows,
            window: Some(window(2)),
            at_another_coop: true,
        };
        also(&mut checkout);
        check(&checkout)
    }

    #[test]
    fn a_good_cart_has_no_problem() {
        assert_eq!(problems(|_| {}, |_| {}), []);
        assert_eq!(problems(|_| {}, |c| c.window = None), []);
    }

    #[rstest]
    #[case(|l: &mut CartLine| l.count = 0, CartProblem::Count { name: name() })]
    #[case(|l: &mut CartLine| l.count = 51, CartProblem::Count { name: name() })]
    #[case(|l: &mut CartLine| l.sold_out = true, CartProblem::SoldOut { name: name() })]
    #[case(|l: &mut CartLine| l.on_menu = false, CartProblem::NotOnMenu { name: name() })]
    #[case(|l: &mut CartLine| l.allergens_known = false, CartProblem::AllergensUnknown { name: name() })]
    #[case(|l: &mut CartLine| l.price = Money::new(1, Currency::CHF), CartProblem::MixedCurrency { name: name(), found: Currency::CHF, expected: Currency::EUR })]
    #[case(|l: &mut CartLine| l.count = 1, CartProblem::BelowMinimum { minimum: eur(2000), missing: eur(150) })]
    #[case(|l: &mut CartLine| l.price = eur(i64::MAX), CartProblem::TooLarge)]
    fn bad_lines(#[case] change: fn(&mut CartLine), #[case] expected: CartProblem) {
        assert_eq!(problems(change, |_| {}), [expected]);
    }

    #[rstest]
    #[case(|c: &mut Checkout<'_>| c.lines = &[], CartProblem::Empty)]
    #[case(|c: &mut Checkout<'_>| c.in_area = Some(false), CartProblem::OutsideArea)]
    #[case(|c: &mut Checkout<'_>| c.in_area = None, CartProblem::NoAddress)]
    #[case(|c: &mut Checkout<'_>| c.takes_orders = false, CartProblem::NotTakingOrders)]
    #[case(|c: &mut Checkout<'_>| c.windows = &[], CartProblem::Closed { opens_at: None })]
    #[case(|c: &mut Checkout<'_>| c.window = Some(window(0)), CartProblem::WindowExpired { first: window(1) })]
    fn bad_circumstances(#[case] also: fn(&mut Checkout<'_>), #[case] expected: CartProblem) {
        assert_eq!(problems(|_| {}, also), [expected]);
    }

    #[test]
    fn collecting_needs_neither_address_nor_minimum() {
        let found = problems(
            |l| l.count = 1,
            |c| {
                c.fulfilment = Fulfilment::Collection;
                c.in_area = None;
            },
        );
        assert_eq!(found, []);
    }

    #[test]
    fn counts_stay_within_bounds() {
        assert_eq!(crate::cart::added(49, 1), Some(50));
        assert_eq!(crate::cart::added(50, 1), None);
        assert_eq!(crate::cart::added(0, 0), None);
        assert_eq!(crate::cart::added(u32::MAX, 1), None);
    }
}
