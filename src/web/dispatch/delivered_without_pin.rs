//! `POST /dispatch/deliveries/{id}/delivered-without-pin`: the dispatch is sure that the customer has it.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::DeliveryId;
use musette_domain::text;

use crate::flow::Changed;
use crate::flow::delivery::deliver::{self, Delivered};
use crate::flow::delivery::stop::CourierRefusal;
use crate::http::session::Session;
use crate::http::{Dispatcher, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// Ends the delivery without the PIN. The field `reason` is needed, so that nobody does it in passing; it stays with the delivery.
pub async fn send(
    State(site): State<Site>,
    dispatcher: Dispatcher,
    session: Session,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let id = DeliveryId::parse(&id)?;
    let reason = match text::note(form.text("reason")) {
        Ok(reason) if !reason.is_empty() => reason,
        _ => return act_answer::say(&site, &session, "dispatch-say-why", super::PATH).await,
    };
    let (app, delivery) = (site.app.clone(), id.clone());
    let outcome = site
        .app
        .db
        .write(move |c| deliver::without_pin(c, &app, &delivery, &reason));
    let outcome = outcome.await.map(|delivered| match delivered {
        Delivered::Done(changed)
        | Delivered::Sent(changed)
        | Delivered::Locked(changed)
        | Delivered::WrongPin { changed, .. } => changed,
        Delivered::OldForm { .. } => Changed::nothing(),
    });
    if outcome.is_ok() {
        tracing::info!(delivery.id = %id, user.id = %dispatcher.id, "delivered without the PIN");
    }
    let key = CourierRefusal::key;
    act_answer::back(
        &site,
        &session,
        outcome,
        key,
        "dispatch-delivered",
        super::PATH,
    )
    .await
}
