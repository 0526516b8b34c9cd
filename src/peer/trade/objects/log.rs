//! `/ap/desk/log?after=n`: what our desk sent to the reader, by number, so that a gap can be filled.

use axum::extract::{Extension, Query, Request, State};
use axum::response::{IntoResponse, Response};
use musette_domain::Instant;
use musette_federation::Slug;
use musette_federation::exchange_log::ExchangeLogPage;
use serde::Deserialize;
use serde_json::Value;

use crate::app::App;
use crate::peer::Peer;
use crate::peer::trade::answer::Problem;
use crate::peer::trade::arrival::Arrival;
use crate::peer::trade::desk::address;
use crate::peer::trade::terms::count;
use crate::peer::trade::{document, reader};
use crate::store::exchange_entry::{self, ExchangeDirection, ExchangeEntry};
use crate::store::setting::{self, Setting};
use crate::store::{Conn, Error, Result, partner};

/// How many activities a page holds.
const PAGE: i64 = 100;
/// The setting that holds the log's generation.
const GENERATION: &str = "exchange_generation";

/// Where to begin.
#[derive(Debug, Deserialize)]
pub struct From {
    /// The highest number the reader has without a gap.
    #[serde(default)]
    after: i64,
}

/// A page of the log.
pub async fn page(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    Query(from): Query<From>,
    request: Request,
) -> Response {
    let arrival = Arrival::without_body(request);
    match read(&app, &peer, from.after.max(0), &arrival).await {
        Ok(value) => document::answer(value),
        Err(problem) => problem.into_response(),
    }
}

async fn read(app: &App, peer: &Peer, after: i64, arrival: &Arrival) -> Result<Value, Problem> {
    let partner = reader::partner(app, peer, arrival).await?;
    let fresh = app.ids.secret();
    let generation = app.db.write(move |c| generation(c, &fresh)).await?;
    let instance = app.clone();
    Ok(app
        .db
        .read(move |c| compose(c, &instance, &partner.desk_id, after, &generation))
        .await?)
}

/// The generation of the log: random, made once. A restored backup gets a new one, so that partners notice.
fn generation(c: &mut Conn, fresh: &str) -> Result<String> {
    let row = Setting {
        key: GENERATION.to_owned(),
        value: fresh.to_owned(),
    };
    setting::insert_if_absent(c, &row)?;
    Ok(setting::find(c, GENERATION)?.value)
}

fn compose(c: &mut Conn, app: &App, reader: &str, after: i64, generation: &str) -> Result<Value> {
    let entries = exchange_entry::page_after(c, reader, ExchangeDirection::Sent, after, PAGE)?;
    let highest = partner::find(c, reader)?.sent_seq;
    let log = app.urls.part(&app.urls.desk(), "log");
    let last = entries.last().map_or(after, |entry| entry.seq);
    let now = app.clock.now();
    let items = entries
        .iter()
        .map(|entry| item(entry, now))
        .collect::<Result<_>>()?;
    let page = ExchangeLogPage {
        id: address(&format!("{log}?after={after}"))?,
        part_of: address(&log)?,
        generation: Slug::parse(generation)
            .ok_or_else(|| Error::Database("the log's generation is no word".into()))?,
        highest: count(highest)?,
        items,
        next: (last < highest)
            .then(|| address(&format!("{log}?after={last}")))
            .transpose()?,
    };
    Ok(page.to_json())
}

/// An activity as it was sent, or what is left of one that was void before it could be, or is so old that only its number is kept.
fn item(entry: &ExchangeEntry, now: Instant) -> Result<Value> {
    let void = entry.valid_through.is_some_and(|end| end < now);
    let body = entry
        .body
        .as_deref()
        .filter(|body| !void && !body.is_empty());
    match body {
        Some(body) => serde_json::from_str(body)
            .map_err(|e| Error::Database(format!("{}: {e}", entry.activity_id))),
        None => Ok(ExchangeLogPage::expired(
            &address(&entry.activity_id)?,
            &entry.kind,
            count(entry.seq)?,
        )),
    }
}
