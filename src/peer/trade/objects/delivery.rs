//! `/ap/d/{id}` and `/ap/desk/delivery?agreement=…`: how far we are with a delivery of the reader's. The second is for an owner that never
//! heard of our acknowledgement and so knows only the agreement.

use axum::extract::{Extension, Query, Request, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::Value;

use crate::app::App;
use crate::flow::carry::report::{self, CarrierReport};
use crate::peer::Peer;
use crate::peer::trade::answer::Problem;
use crate::peer::trade::arrival::Arrival;
use crate::peer::trade::desk::Desk;
use crate::peer::trade::tell::delivery_report;
use crate::peer::trade::{document, reader};
use crate::store::partner::Partner;
use crate::store::{Conn, Result, reported_delivery};

/// Our Delivery by its own address.
pub fn read(c: &mut Conn, app: &App, reader: &Partner, id: &str) -> Result<Option<Value>> {
    let url = app.urls.delivery(id);
    let found = match reported_delivery::proposal_of(c, &url)? {
        Some(proposal) => report::of_proposal(c, &proposal)?,
        None => None,
    };
    shown(app, reader, found)
}

/// The question of an owner.
#[derive(Debug, Deserialize)]
pub struct Question {
    /// The agreement's address.
    agreement: String,
}

/// Our Delivery of an agreement; 404 if we have said nothing of it.
pub async fn of_agreement(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    Query(question): Query<Question>,
    request: Request,
) -> Response {
    let arrival = Arrival::without_body(request);
    match answer(&app, &peer, question.agreement, &arrival).await {
        Ok(value) => document::answer(value),
        Err(problem) => problem.into_response(),
    }
}

async fn answer(
    app: &App,
    peer: &Peer,
    agreement: String,
    arrival: &Arrival,
) -> Result<Value, Problem> {
    let partner = reader::partner(app, peer, arrival).await?;
    let instance = app.clone();
    app.db
        .read(move |c| {
            let found = report::of_agreement(c, &agreement)?;
            shown(&instance, &partner, found)
        })
        .await?
        .ok_or(Problem::Unknown)
}

/// The report, if the reader owns the delivery.
fn shown(app: &App, reader: &Partner, found: Option<CarrierReport>) -> Result<Option<Value>> {
    match found {
        Some(report) if report.desk == reader.desk_id => Ok(Some(
            delivery_report::document(&Desk::of(app), &report)?.to_json(),
        )),
        _ => Ok(None),
    }
}
