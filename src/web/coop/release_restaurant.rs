//! `POST /coop/restaurants/release`: somebody no longer answers for a restaurant.

use axum::extract::State;
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::{RestaurantId, UserId};

use crate::flow::restaurant::release;
use crate::http::session::Session;
use crate::http::{Administrator, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// Takes the restaurant away from the person. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    _: Administrator,
    session: Session,
    form: Form,
) -> Result<Response> {
    let id = RestaurantId::parse(form.text("restaurant"))?;
    let user = UserId::parse(form.text("user"))?;
    let outcome = site
        .app
        .db
        .write(move |c| release::run(c, &id, &user))
        .await;
    let (key, page) = (act_answer::never, super::RESTAURANTS);
    act_answer::back(
        &site,
        &session,
        outcome,
        key,
        "coop-restaurants-released",
        page,
    )
    .await
}
