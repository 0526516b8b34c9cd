//! `POST /restaurant/{handle}/orders/{id}/refuse`: the restaurant says no, with a reason that the customer reads.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::order::RefusalReason;

use crate::flow::order::refuse::{self, RefuseRefusal};
use crate::http::session::Session;
use crate::http::{Error, Result, Site, Staff};
use crate::i18n::Words;
use crate::web::act_answer;
use crate::web::form::Form;

/// The reasons a kitchen can give; the others are found by the server itself.
pub const REASONS: [RefusalReason; 4] = [
    RefusalReason::SoldOut,
    RefusalReason::TooBusy,
    RefusalReason::Closing,
    RefusalReason::Other,
];

/// What stands on the button of a reason.
pub fn label(w: Words, reason: RefusalReason) -> std::borrow::Cow<'static, str> {
    match reason {
        RefusalReason::SoldOut => w.say("board-refuse-sold-out"),
        RefusalReason::TooBusy => w.say("board-refuse-too-busy"),
        RefusalReason::Closing => w.say("board-refuse-closing"),
        _ => w.say("board-refuse-other"),
    }
}

/// Refuses the order. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    staff: Staff,
    session: Session,
    Path((handle, id)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let (restaurant, id) = super::order_of(&site.app, &staff, &handle, &id).await?;
    let reason = RefusalReason::parse(form.text("reason"))
        .ok()
        .filter(|reason| REASONS.contains(reason))
        .ok_or_else(|| Error::invalid("board-refuse-why"))?;
    let app = site.app.clone();
    let outcome = site
        .app
        .db
        .write(move |c| refuse::run(c, &app, &id, reason));
    let page = super::path(&restaurant.handle);
    let outcome = outcome.await;
    act_answer::back(
        &site,
        &session,
        outcome,
        RefuseRefusal::key,
        "board-refused",
        &page,
    )
    .await
}
