//! `POST /coop/restaurants/list`: a restaurant is shown to everybody, or hidden.

use axum::extract::State;
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::RestaurantId;

use crate::flow::restaurant::{hide, list};
use crate::http::session::Session;
use crate::http::{Administrator, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// Shows (`listed`: `yes`) or hides the restaurant. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    _: Administrator,
    session: Session,
    form: Form,
) -> Result<Response> {
    let id = RestaurantId::parse(form.text("restaurant"))?;
    let app = site.app.clone();
    let page = super::RESTAURANTS;
    if form.text("listed") == "yes" {
        let outcome = site.app.db.write(move |c| list::run(c, &app, &id)).await;
        let key = list::ListRefusal::key;
        return act_answer::back(&site, &session, outcome, key, "profile-now-listed", page).await;
    }
    let outcome = site.app.db.write(move |c| hide::run(c, &app, &id)).await;
    let key = act_answer::never;
    act_answer::back(&site, &session, outcome, key, "profile-now-hidden", page).await
}
