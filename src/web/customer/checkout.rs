//! `/@name/order` and `/@name@host/order`: the cart becomes an order, at the price that was shown, once.

pub mod draft;
pub mod page;
pub mod price;
pub mod problem;
pub mod slots;
pub mod wish;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::cart::CartProblem;
use musette_domain::id::OrderId;
use page::{Asked, CheckoutPage};
use price::{Priced, Problem};
use wish::Wish;

use super::cart::basket::{self, Basket};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::order::place::{self, PlaceRefusal, Placement};
use crate::flow::order::place_elsewhere::{self, PlaceElsewhereRefusal};
use crate::flow::order::quote::{self, QuoteRefusal};
use crate::http::session::Session;
use crate::http::{Account, Action, Error, PageFrame, Result, Site};
use crate::store::coop::Coop;
use crate::store::orders;
use crate::web::form::{Form, FormErrors, FormKey};
use crate::web::page as pages;
use crate::web::page::Frame;
use crate::web::visitor::listing::Home;
use crate::web::visitor::place as where_;
use crate::web::visitor::restaurant::name_and_host;

/// Shows the form. Without a cart for this restaurant there is nothing to order: back to its menu.
pub async fn show(
    State(site): State<Site>,
    Path(name): Path<String>,
    account: Account,
    session: Session,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    let Some(basket) = basket_at(&site.app, &session, &coop, &name).await? else {
        return Ok(Redirect::to(&format!("/@{name}")).into_response());
    };
    site.limits.check(Action::Quote, &account.id)?;
    let place = where_::of(&session).await?;
    let draft = draft::of(&session, &basket.listing, place.as_ref()).await?;
    let wish = wish::begun(&basket.listing, place, draft.as_ref());
    let priced = price::of(&site.app, &basket, &wish).await?;
    let mut errors = FormErrors::new();
    let problems: Vec<Problem> = priced
        .problems
        .iter()
        .filter(|p| !is_no_address(p))
        .cloned()
        .collect();
    problem::say(frame.format, site.app.clock.now(), &problems, &mut errors);
    let form = draft.as_ref();
    let asked = asked(&site.app, &basket, &wish, &priced, &errors, &account, form)?;
    Ok(pages::render(&CheckoutPage::new(frame, &asked)))
}

/// Places the order, or shows the form again with what is in the way; or leads to the map and keeps what was typed.
pub async fn send(
    State(site): State<Site>,
    Path(name): Path<String>,
    account: Account,
    session: Session,
    PageFrame { frame, coop }: PageFrame,
    form: Form,
) -> Result<Response> {
    let app = &site.app;
    if let Some(order) = placed_before(app, &account, &form).await? {
        return Ok(Redirect::to(&format!("/orders/{order}")).into_response());
    }
    let basket = basket_at(app, &session, &coop, &name).await?;
    let basket = basket.ok_or(Error::conflict("checkout-no-cart"))?;
    let before = where_::of(&session).await?;
    if form.has("point") {
        let now = app.clock.wire();
        return draft::to_the_map(&session, now, &basket.listing, before, &form).await;
    }
    site.limits.check(Action::Order, &account.id)?;
    let mut errors = FormErrors::new();
    let wish = wish::read(app, &basket.listing, before.as_ref(), &form, &mut errors).await?;
    let priced = price::of(app, &basket, &wish).await?;
    problem::say(frame.format, app.clock.now(), &priced.problems, &mut errors);
    if let Some(place) = wish.place.as_ref().filter(|_| errors.is_empty()) {
        where_::keep(&session, app.clock.wire(), place).await?;
    }
    let seen = seen(&form, &priced);
    if !errors.is_empty() || seen != Seen::Same {
        let status = match (errors.is_empty(), seen) {
            (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
            (true, Seen::Other) => StatusCode::CONFLICT,
            (true, _) => StatusCode::OK,
        };
        return again(
            app,
            frame,
            &basket,
            &wish,
            &priced,
            &errors,
            &account,
            (&form, seen),
            status,
        );
    }
    match placed(app, &basket, &wish, &priced, &account, &form).await? {
        Placed::Order(changed) => {
            let order = changed.order.clone();
            app.committed(changed);
            draft::forget(&session).await?;
            let order = order.ok_or_else(|| Error::internal("an order without an id"))?;
            Ok(Redirect::to(&format!("/orders/{order}")).into_response())
        }
        Placed::Refused(problems) => {
            problem::say(frame.format, app.clock.now(), &problems, &mut errors);
            let (form, status) = ((&form, Seen::Same), StatusCode::UNPROCESSABLE_ENTITY);
            again(
                app, frame, &basket, &wish, &priced, &errors, &account, form, status,
            )
        }
        Placed::PriceChanged => {
            let priced = price::of(app, &basket, &wish).await?;
            let (form, status) = ((&form, Seen::Other), StatusCode::CONFLICT);
            again(
                app, frame, &basket, &wish, &priced, &errors, &account, form, status,
            )
        }
    }
}

/// The session's cart, if something is in it and it is for the restaurant in the address of the page.
async fn basket_at(
    app: &App,
    session: &Session,
    coop: &Coop,
    name: &str,
) -> Result<Option<Basket>> {
    let basket = basket::of(app, session, coop).await?;
    let (name, host) = name_and_host(name);
    let wanted = match host.filter(|host| *host != app.urls.authority()) {
        Some(host) => format!("/@{name}@{host}"),
        None => format!("/@{name}"),
    };
    Ok(basket.filter(|basket| basket.listing.path == wanted && !basket.lines.is_empty()))
}

/// The order that this very form made, when its button was pressed twice.
async fn placed_before(app: &App, account: &Account, form: &Form) -> Result<Option<OrderId>> {
    let Some(key) = form.key() else {
        return Ok(None);
    };
    let order = app
        .db
        .read(move |c| orders::of_form(c, key.as_str()))
        .await?;
    let order = order.filter(|order| order.user_id.as_ref() == Some(&account.id));
    Ok(order.map(|order| order.id))
}

/// Whether the person has seen this price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// Yes, or the form is of one who does not ask.
    Same,
    /// Another one.
    Other,
    /// None yet: the address was missing. Or they only want to know.
    None,
}

fn seen(form: &Form, priced: &Priced) -> Seen {
    if form.has("price") {
        return Seen::None;
    }
    match form.has("seen").then(|| form.text("seen")) {
        None => Seen::Same,
        Some("") => Seen::None,
        Some(text) if text.parse() == Ok(priced.total().minor) => Seen::Same,
        Some(_) => Seen::Other,
    }
}

#[expect(clippy::too_many_arguments, reason = "all of it is shown")]
fn again(
    app: &App,
    frame: Frame,
    basket: &Basket,
    wish: &Wish,
    priced: &Priced,
    errors: &FormErrors,
    account: &Account,
    (form, seen): (&Form, Seen),
    status: StatusCode,
) -> Result<Response> {
    let mut asked = asked(app, basket, wish, priced, errors, account, Some(form))?;
    asked.changed = seen == Seen::Other;
    Ok(pages::render_as(status, &CheckoutPage::new(frame, &asked)))
}

fn asked<'a>(
    app: &App,
    basket: &'a Basket,
    wish: &'a Wish,
    priced: &'a Priced,
    errors: &'a FormErrors,
    account: &'a Account,
    form: Option<&'a Form>,
) -> Result<Asked<'a>> {
    // Shown again, the form is still the same act.
    let key = form
        .and_then(Form::key)
        .or_else(|| FormKey::parse(&app.ids.secret()));
    Ok(Asked {
        basket,
        wish,
        priced,
        form,
        errors,
        account,
        key: key.ok_or_else(|| Error::internal("no key for a form"))?,
        changed: false,
        now: app.clock.now(),
    })
}

const fn is_no_address(problem: &Problem) -> bool {
    matches!(problem, Problem::Cart(CartProblem::NoAddress))
}

/// What became of the order.
enum Placed {
    /// It is placed, now or by the press before.
    Order(Changed),
    /// Something came between.
    Refused(Vec<Problem>),
    /// The price changed between showing and placing.
    PriceChanged,
}

async fn placed(
    app: &App,
    basket: &Basket,
    wish: &Wish,
    priced: &Priced,
    account: &Account,
    form: &Form,
) -> Result<Placed> {
    let key = form
        .key()
        .map_or_else(|| app.ids.secret(), |key| key.as_str().to_owned());
    let placement = Placement {
        user: account.id.clone(),
        form_key: key,
        cart: basket.id.clone(),
        fulfilment: wish.fulfilment(),
        window: wish.window.or_else(|| priced.windows.first().copied()),
        door: wish.door(),
    };
    match (&basket.listing.home, &priced.promise) {
        (Home::Ours(restaurant), _) => {
            let question = price::question(app, restaurant, basket, wish);
            here(app, placement, question, priced.total().minor).await
        }
        (Home::Elsewhere { .. }, Some(promise)) => {
            let (inner, promise) = (app.clone(), promise.clone());
            let write = move |c: &mut _| place_elsewhere::run(c, &inner, &placement, &promise);
            elsewhere(app.db.write(write).await)
        }
        (Home::Elsewhere { .. }, None) => Ok(Placed::Refused(vec![Problem::Silent])),
    }
}

/// The price is asked again inside the transaction, so that nobody pays one that they have not seen.
async fn here(
    app: &App,
    placement: Placement,
    question: quote::Question,
    total: i64,
) -> Result<Placed> {
    let inner = app.clone();
    let written = app
        .db
        .write(move |c| -> Result<Option<Changed>, PlaceRefusal> {
            let quote = quote::look(c, &inner, &question)?;
            if quote.total.minor != total && orders::of_form(c, &placement.form_key)?.is_none() {
                return Ok(None);
            }
            place::run(c, &inner, &placement).map(Some)
        });
    Ok(match written.await {
        Ok(Some(changed)) => Placed::Order(changed),
        Ok(None) => Placed::PriceChanged,
        Err(PlaceRefusal::Store(error)) => return Err(error.into()),
        Err(PlaceRefusal::NoCart | PlaceRefusal::NotOurRestaurant) => {
            return Err(Error::conflict("checkout-no-cart"));
        }
        Err(PlaceRefusal::NotYours) => return Err(Error::not_found()),
        Err(PlaceRefusal::NoAddress) => Placed::Refused(vec![no_address()]),
        Err(PlaceRefusal::Quote(refusal)) => Placed::Refused(match refusal {
            QuoteRefusal::Problems(problems) => problems.0.into_iter().map(Problem::Cart).collect(),
            QuoteRefusal::NoDelivery => vec![Problem::NoDelivery],
            QuoteRefusal::NoCollection => vec![Problem::NoCollection],
            QuoteRefusal::NoRestaurant => vec![Problem::NoRestaurant],
            QuoteRefusal::Store(error) => return Err(error.into()),
        }),
    })
}

fn elsewhere(written: Result<Changed, PlaceElsewhereRefusal>) -> Result<Placed> {
    use PlaceElsewhereRefusal as No;
    Ok(match written {
        Ok(changed) => Placed::Order(changed),
        Err(No::Store(error)) => return Err(error.into()),
        Err(No::NoCart) => return Err(Error::conflict("checkout-no-cart")),
        Err(No::NotYours) => return Err(Error::not_found()),
        Err(No::NoRestaurant) => Placed::Refused(vec![Problem::NoRestaurant]),
        Err(No::NoAgreement) => Placed::Refused(vec![Problem::NoAgreement]),
        Err(No::AtLimit) => Placed::Refused(vec![Problem::AtLimit]),
        Err(No::NoAddress) => Placed::Refused(vec![no_address()]),
        Err(No::QuoteLapsed) => Placed::PriceChanged,
        Err(No::NoWindow) => Placed::Refused(vec![Problem::Refused("timeNotPossible".into())]),
        Err(No::Problem(problem)) => Placed::Refused(vec![Problem::Cart(problem)]),
    })
}

const fn no_address() -> Problem {
    Problem::Cart(CartProblem::NoAddress)
}
