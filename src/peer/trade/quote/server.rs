//! `POST /ap/desk/quote`: a partner asks what an order at one of our restaurants would cost.

use std::time::Duration;

use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Response};
use musette_domain::TextValue;
use musette_domain::id::MenuItemId;
use musette_domain::order::{Fulfilment, RefusalReason};
use musette_domain::timing::Window;
use musette_domain::zone::{Cell, CellSize};
use musette_federation::quote::{Quote as WireQuote, QuoteRequest};
use musette_federation::{Slug, limits};
use serde_json::Value;
use url::Url;

use super::document;
use crate::app::App;
use crate::app::quotes::Quote;
use crate::flow::order::quote::{self, Place, Question, QuoteRefusal};
use crate::flow::order::receive_offer;
use crate::peer::Peer;
use crate::peer::trade::answer::Problem;
use crate::peer::trade::arrival::Arrival;
use crate::peer::trade::failed::Failed;
use crate::peer::trade::inbox::standing;
use crate::peer::trade::terms::{amount, currency_code};
use crate::peer::trade::{document as answers, reader};
use crate::store::{Conn, Error, coop, restaurant};
use crate::url::Urls;

/// How long an answer may take: who asks waits before a customer's eyes.
const WITHIN: Duration = Duration::from_secs(2);

/// Answers with a price, or with the reason why there is none.
pub async fn receive(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Response {
    let answer = tokio::time::timeout(WITHIN, receive_one(&app, &peer, request)).await;
    match answer {
        Ok(Ok(value)) => answers::answer(value),
        Ok(Err(problem)) => problem.into_response(),
        Err(_) => Problem::Busy("the quote takes too long just now".into()).into_response(),
    }
}

async fn receive_one(app: &App, peer: &Peer, request: Request) -> Result<Value, Problem> {
    let arrival = Arrival::with_body(request).await?;
    let partner = reader::partner(app, peer, &arrival).await?;
    let now = app.clock.now();
    app.db
        .read(move |c| standing::may_begin(c, &partner, now))
        .await??;
    let body = limits::read_json(&arrival.body.unwrap_or_default())?;
    let asked = QuoteRequest::from_json(&body)?;
    let instance = app.clone();
    app.db
        .read(move |c| judge(c, &instance, &asked))
        .await
        .map_err(Problem::from)
}

fn judge(c: &mut Conn, app: &App, asked: &QuoteRequest) -> Result<Value, Failed> {
    let question = question(c, app, asked)?;
    match quote::look(c, app, &question) {
        Ok(found) => Ok(priced(&question, &found)?),
        Err(QuoteRefusal::Store(error)) => Err(error.into()),
        Err(QuoteRefusal::NoRestaurant) => Err(Problem::Unknown.into()),
        Err(refusal) => Ok(refused(c, app, &refusal)?),
    }
}

/// No price, but the reason.
fn refused(c: &mut Conn, app: &App, refusal: &QuoteRefusal) -> Result<Value, Error> {
    let currency = coop::own(c)?.currency;
    let nothing = amount(0, currency);
    let wire = WireQuote {
        subtotal: nothing.clone(),
        delivery_fee: nothing.clone(),
        total: nothing,
        currency: currency_code(currency)?,
        ready_at: None,
        eta: None,
        valid_through: app.clock.now().plus(quote::VALID).to_utc(),
        reason: Slug::parse(receive_offer::reason(refusal).as_str()),
        unavailable: Vec::new(),
    };
    Ok(wire.to_json())
}

fn priced(question: &Question, found: &quote::Quote) -> Result<Value, Error> {
    let first = found.windows.first();
    let ready = first.map(|window| found.plan(question.fulfilment, *window).1);
    let problem = found.problems.first();
    let unavailable = found
        .lines
        .iter()
        .filter(|line| line.checked.sold_out || !line.checked.on_menu)
        .filter_map(|line| musette_federation::web_address(&line.item))
        .collect();
    let currency = found.total.currency;
    let wire = WireQuote {
        subtotal: amount(found.items.minor, currency),
        delivery_fee: amount(found.fee.minor, currency),
        total: amount(found.total.minor, currency),
        currency: currency_code(currency)?,
        ready_at: ready.map(musette_domain::Instant::to_utc),
        eta: first.map(|window| window.end.to_utc()),
        valid_through: found.valid_through.to_utc(),
        reason: problem
            .map(receive_offer::problem_reason)
            .and_then(|reason: RefusalReason| Slug::parse(reason.as_str())),
        unavailable,
    };
    Ok(document::write(
        &wire,
        &Quote {
            items: found.items,
            fee: found.fee,
            restaurant_share: found.shares.restaurant,
            courier_share: found.shares.courier,
            coop_share: found.shares.coop,
            distance: found.distance,
            windows: found
                .windows
                .iter()
                .map(|window: &Window| (window.start, window.end))
                .collect(),
            valid_through: found.valid_through,
        },
    ))
}

fn question(c: &mut Conn, app: &App, asked: &QuoteRequest) -> Result<Question, Failed> {
    let restaurant = handle_of(&app.urls, &asked.orders)
        .map(|handle| restaurant::of_handle(c, handle))
        .transpose()?
        .flatten()
        .ok_or(Problem::Unknown)?;
    let lines = asked
        .lines
        .iter()
        .map(|line| {
            let id = item_of(&app.urls, &line.item)?;
            let count = i32::try_from(line.count).ok()?;
            Some((id, count))
        })
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| Problem::Malformed("a line names an item that is not ours".into()))?;
    let cell = cell_of(&asked.dropoff)?;
    Ok(Question {
        restaurant: restaurant.id,
        lines,
        fulfilment: if cell.is_some() {
            Fulfilment::Delivery
        } else {
            Fulfilment::Collection
        },
        place: cell.map(Place::Within),
        window: None,
        from_partner: true,
    })
}

/// The handle of our restaurant whose standing proposal `orders` is.
pub fn handle_of<'a>(urls: &Urls, orders: &'a Url) -> Option<&'a str> {
    urls.restaurant_handle(orders.as_str().strip_suffix("/orders")?)
}

/// The id of an item of ours.
pub fn item_of(urls: &Urls, item: &Url) -> Option<MenuItemId> {
    MenuItemId::parse(urls.menu_item_id(item.as_str())?).ok()
}

/// The cell of the door; none when the customer fetches the food.
pub fn cell_of(cells: &[musette_federation::Cell]) -> Result<Option<Cell>, Problem> {
    let wrong = || Problem::Malformed("the drop-off is one cell of resolution 9".into());
    match cells {
        [] => Ok(None),
        [cell] => {
            let cell: Cell = cell.as_str().parse().map_err(|_| wrong())?;
            if cell.is(CellSize::Block) {
                Ok(Some(cell))
            } else {
                Err(wrong())
            }
        }
        _ => Err(wrong()),
    }
}
