//! Our side of a quote: what would our customer pay at a partner's restaurant? Only the cell of the door travels.

use std::time::Duration;

use async_trait::async_trait;
use musette_domain::Instant;
use musette_domain::zone::CellSize;
use musette_federation::limits;
use musette_federation::order_line::OrderLine;
use musette_federation::quote::{Quote as WireQuote, QuoteRequest};

use super::document;
use crate::app::Quotes;
use crate::app::quotes::{NoQuote, Quote, QuoteQuestion};
use crate::flow::agreement::trading::{self, Begins, Trading};
use crate::peer::trade::client::DeskClient;
use crate::peer::trade::desk::address;
use crate::peer::trade::terms;
use crate::store::{Conn, Error, partner, remote_menu_item, remote_restaurant};

/// How long a customer waits for a price.
const WITHIN: Duration = Duration::from_secs(2);

#[async_trait]
impl Quotes for DeskClient {
    async fn quote(&self, question: &QuoteQuestion) -> Result<Quote, NoQuote> {
        let (asked, now) = (question.clone(), self.desk.now());
        let (url, body) = self
            .peer
            .db
            .read(move |c| compose(c, &asked, now))
            .await
            .map_err(|e| NoQuote::Unreachable(e.to_string()))??;
        let answer = self
            .post(&url, body, WITHIN)
            .await
            .map_err(|e| NoQuote::Unreachable(e.to_string()))?;
        let document =
            limits::read_json(&answer.body).map_err(|e| NoQuote::Unreachable(e.to_string()))?;
        match answer.status {
            200..=299 => read(&document),
            403 | 410 => Err(NoQuote::NoAgreement),
            400 | 404 => Err(NoQuote::Refused("unknown".into())),
            status => Err(NoQuote::Unreachable(format!("it answered {status}"))),
        }
    }
}

fn read(document: &serde_json::Value) -> Result<Quote, NoQuote> {
    let unreadable = |e: &dyn std::fmt::Display| NoQuote::Unreachable(e.to_string());
    let wire = WireQuote::from_json(document).map_err(|e| unreadable(&e))?;
    if let Some(reason) = wire.reason {
        return Err(NoQuote::Refused(reason.as_str().to_owned()));
    }
    let currency = terms::currency(&wire.currency).map_err(|e| unreadable(&e))?;
    document::read(&wire, document, currency).map_err(|e| unreadable(&e))
}

/// Where to ask and what, or why we may not order from the restaurant's co-op now.
fn compose(
    c: &mut Conn,
    asked: &QuoteQuestion,
    now: Instant,
) -> Result<Result<(String, String), NoQuote>, Error> {
    let restaurant = remote_restaurant::find(c, &asked.restaurant)?;
    let partner = match &restaurant.coop_id {
        Some(coop) => partner::of_coop(c, coop)?,
        None => None,
    };
    let Some(partner) = partner else {
        return Ok(Err(NoQuote::NoAgreement));
    };
    match trading::with(c, &partner, Begins::We, now)? {
        Trading::Open => {}
        Trading::AtLimit(_) => return Ok(Err(NoQuote::AtLimit)),
        _ => return Ok(Err(NoQuote::NoAgreement)),
    }
    let Some(url) = partner.quote_url else {
        return Ok(Err(NoQuote::NoAgreement));
    };
    let mut lines = Vec::with_capacity(asked.lines.len());
    for (item, count) in &asked.lines {
        let revision = remote_menu_item::find_optional(c, item)?.map_or(0, |item| item.revision);
        lines.push(OrderLine {
            item: address(item)?,
            item_revision: terms::count(revision)?,
            count: u32::try_from(*count).unwrap_or(0),
            choices: Vec::new(),
        });
    }
    let cell = asked.cell.as_deref().filter(|_| asked.delivery);
    let request = QuoteRequest {
        orders: address(&format!("{}/orders", restaurant.actor_id))?,
        lines,
        dropoff: cell
            .and_then(|cell| terms::cell(cell, CellSize::Block))
            .into_iter()
            .collect(),
        arrive_by: None,
    };
    Ok(Ok((url, request.to_json().to_string())))
}
