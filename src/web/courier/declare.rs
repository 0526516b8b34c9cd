//! `POST /courier/availability`: a courier says when there is time to ride.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::page::CourierPage;
use super::times::{self, TimesForm};
use crate::flow::availability::{AvailabilityRefusal, declare};
use crate::http::frame::zone;
use crate::http::session::Session;
use crate::http::{Courier, PageFrame, Result, Site};
use crate::web::act_answer;
use crate::web::form::{Form, FormErrors};
use crate::web::page;

/// Declares the time between the fields `from` and `to`, for neighbours too if `neighbours` is ticked.
pub async fn send(
    State(site): State<Site>,
    courier: Courier,
    session: Session,
    frame: PageFrame,
    form: Form,
) -> Result<Response> {
    let zone = zone(&frame.coop);
    let mut errors = FormErrors::new();
    let mut read = |name: &'static str| {
        let at = times::read(form.text(name), zone);
        if at.is_none() {
            errors.add(name, "courier-no-time");
        }
        at
    };
    if let Some((from, to)) = read("from").zip(read("to")) {
        let neighbours = form.has("neighbours");
        let (app, me) = (site.app.clone(), courier.id.clone());
        let outcome = site
            .app
            .db
            .write(move |c| declare::run(c, &app, &me, from, to, neighbours));
        match outcome.await {
            Ok(changed) => {
                site.app.committed(changed);
                return act_answer::say(&site, &session, "courier-declared", super::PATH).await;
            }
            Err(no) => {
                let key = act_answer::sentence(&no, AvailabilityRefusal::key)?;
                errors.add("to", key);
            }
        }
    }
    let times = TimesForm::kept(frame.frame.w, &form, &errors);
    let page = CourierPage::read(&site.app, &courier, frame, Some(times), None).await?;
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
