//! Objects of the trade that a partner may read by signed GET: state beats events, so whoever missed one reads what is.
//!
//! What is not the reader's is not there: the answer is 404 either way, so that nobody learns what others trade.

pub mod award;
pub mod capacity;
pub mod delivery;
pub mod job;
pub mod log;
pub mod order;
pub mod outcome;
pub mod receipt;
pub mod trade_agreement;

use axum::Router;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::Value;

use super::answer::Problem;
use super::arrival::Arrival;
use super::{document, reader};
use crate::app::App;
use crate::peer::Peer;
use crate::store::partner::Partner;
use crate::store::{Conn, Result};

/// Reads one kind of object: the connection, the instance, the reader, and the last part of the object's address.
type Read = fn(&mut Conn, &App, &Partner, &str) -> Result<Option<Value>>;

/// The routes of the objects.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/ap/ta/{id}", get(trade_agreement))
        .route("/ap/o/{id}", get(order))
        .route("/ap/ctx/{id}", get(outcome))
        .route("/ap/j/{id}", get(job))
        .route("/ap/g/{id}", get(award))
        .route("/ap/d/{id}", get(delivery))
        .route("/ap/e/{id}", get(receipt))
        .route("/ap/cap/{id}", get(capacity))
        .route("/ap/desk/capacity", get(capacity::all))
        .route("/ap/desk/delivery", get(delivery::of_agreement))
        .route("/ap/desk/log", get(log::page))
}

async fn trade_agreement(
    app: State<App>,
    peer: Extension<Peer>,
    id: Path<String>,
    request: Request,
) -> Response {
    serve(&app, &peer, id.0, request, trade_agreement::read).await
}
async fn order(
    app: State<App>,
    peer: Extension<Peer>,
    id: Path<String>,
    request: Request,
) -> Response {
    serve(&app, &peer, id.0, request, order::read).await
}
async fn outcome(
    app: State<App>,
    peer: Extension<Peer>,
    id: Path<String>,
    request: Request,
) -> Response {
    serve(&app, &peer, id.0, request, outcome::read).await
}
async fn job(
    app: State<App>,
    peer: Extension<Peer>,
    id: Path<String>,
    request: Request,
) -> Response {
    serve(&app, &peer, id.0, request, job::read).await
}
async fn award(
    app: State<App>,
    peer: Extension<Peer>,
    id: Path<String>,
    request: Request,
) -> Response {
    serve(&app, &peer, id.0, request, award::read).await
}
async fn delivery(
    app: State<App>,
    peer: Extension<Peer>,
    id: Path<String>,
    request: Request,
) -> Response {
    serve(&app, &peer, id.0, request, delivery::read).await
}
async fn receipt(
    app: State<App>,
    peer: Extension<Peer>,
    id: Path<String>,
    request: Request,
) -> Response {
    serve(&app, &peer, id.0, request, receipt::read).await
}
async fn capacity(
    app: State<App>,
    peer: Extension<Peer>,
    id: Path<String>,
    request: Request,
) -> Response {
    serve(&app, &peer, id.0, request, capacity::read).await
}

/// Answers with the object, if the reader may see it.
async fn serve(app: &App, peer: &Peer, id: String, request: Request, read: Read) -> Response {
    let arrival = Arrival::without_body(request);
    match serve_one(app, peer, id, &arrival, read).await {
        Ok(value) => document::answer(value),
        Err(problem) => problem.into_response(),
    }
}

async fn serve_one(
    app: &App,
    peer: &Peer,
    id: String,
    arrival: &Arrival,
    read: Read,
) -> Result<Value, Problem> {
    let partner = reader::partner(app, peer, arrival).await?;
    let instance = app.clone();
    app.db
        .read(move |c| read(c, &instance, &partner, &id))
        .await?
        .ok_or(Problem::Unknown)
}
