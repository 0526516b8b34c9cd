//! `POST /dispatch/couriers/{id}/order`: a courier's stops in another order.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::{TaskId, UserId};

use crate::flow::delivery::reorder::{self, ReorderRefusal};
use crate::http::session::Session;
use crate::http::{Dispatcher, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// More stops than anybody carries.
const MOST: usize = 200;

/// Puts the stops in the order of the field `stops`, ids with commas between. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    _: Dispatcher,
    session: Session,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let courier = UserId::parse(&id)?;
    let stops = form.text("stops").split(',').take(MOST).map(TaskId::parse);
    let stops: Vec<TaskId> = stops.collect::<Result<_, _>>()?;
    let outcome = site
        .app
        .db
        .write(move |c| reorder::run(c, &courier, &stops))
        .await;
    let (key, page) = (ReorderRefusal::key, super::PATH);
    act_answer::back(&site, &session, outcome, key, "dispatch-reordered", page).await
}
