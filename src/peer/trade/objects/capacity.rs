//! `/ap/cap/{id}` and `/ap/desk/capacity`: how many couriers we could lend, for partners.

use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::app::App;
use crate::peer::Peer;
use crate::peer::trade::answer::Problem;
use crate::peer::trade::arrival::Arrival;
use crate::peer::trade::desk::Desk;
use crate::peer::trade::tell::capacity_published;
use crate::peer::trade::{document, reader};
use crate::store::partner::{Partner, PartnerState};
use crate::store::{Conn, Result, published_capacity};

/// One window.
pub fn read(c: &mut Conn, app: &App, reader: &Partner, id: &str) -> Result<Option<Value>> {
    if reader.state != PartnerState::Active {
        return Ok(None);
    }
    let Some(window) = published_capacity::find_optional(c, &app.urls.capacity(id))? else {
        return Ok(None);
    };
    let capacity = capacity_published::document(&Desk::of(app), &window, &reader.desk_id)?;
    Ok(capacity.map(|capacity| capacity.to_json()))
}

/// All windows that are not over.
pub async fn all(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Response {
    let arrival = Arrival::without_body(request);
    match collection(&app, &peer, &arrival).await {
        Ok(value) => document::answer(value),
        Err(problem) => problem.into_response(),
    }
}

async fn collection(app: &App, peer: &Peer, arrival: &Arrival) -> Result<Value, Problem> {
    let partner = reader::partner(app, peer, arrival).await?;
    if partner.state != PartnerState::Active {
        return Err(Problem::NoAgreement(
            "capacity is shown to partners with a running agreement".into(),
        ));
    }
    let instance = app.clone();
    let items = app
        .db
        .read(move |c| windows(c, &instance, &partner.desk_id))
        .await?;
    Ok(json!({
        "id": app.urls.part(&app.urls.desk(), "capacity"),
        "type": "OrderedCollection",
        "totalItems": items.len(),
        "orderedItems": items,
    }))
}

fn windows(c: &mut Conn, app: &App, reader: &str) -> Result<Vec<Value>> {
    let desk = Desk::of(app);
    let mut items = Vec::new();
    for window in published_capacity::from(c, app.clock.now())? {
        items.extend(
            capacity_published::document(&desk, &window, reader)?
                .map(|capacity| capacity.to_json()),
        );
    }
    Ok(items)
}
