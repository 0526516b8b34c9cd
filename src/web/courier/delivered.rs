//! `POST /courier/deliveries/{id}/delivered`: the customer has the bag and said the PIN.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::DeliveryId;

use super::page::CourierPage;
use crate::flow::delivery::deliver::{self, Delivered};
use crate::flow::delivery::stop::CourierRefusal;
use crate::http::session::Session;
use crate::http::{Action, Courier, PageFrame, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;
use crate::web::page;

/// The longest text that is looked at; a PIN has four digits.
const LONGEST: usize = 32;

/// Checks the PIN and ends the delivery. A wrong PIN is counted; the page says how many tries are left.
pub async fn send(
    State(site): State<Site>,
    courier: Courier,
    session: Session,
    frame: PageFrame,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let id = DeliveryId::parse(&id)?;
    site.limits.check(Action::Pin, &id)?;
    let w = frame.frame.w;
    let pin: String = form.text("pin").chars().take(LONGEST).collect();
    let key = form.key().map(|key| key.as_str().to_owned());
    let (app, me) = (site.app.clone(), courier.id.clone());
    let outcome = site
        .app
        .db
        .write(move |c| deliver::once(c, &app, &id, &me, &pin, key.as_deref()));
    let (changed, done) = match outcome.await {
        Ok(Delivered::Done(changed)) => (changed, "courier-delivered"),
        Ok(Delivered::Sent(changed)) => (changed, "courier-delivered-sent"),
        Ok(Delivered::WrongPin { left, changed }) => {
            site.app.committed(changed);
            return again(&site, &courier, frame, w.count("courier-pin-wrong", left)).await;
        }
        Ok(Delivered::OldForm { left }) => {
            let sentence = w.count("courier-pin-old-form", left);
            return again(&site, &courier, frame, sentence).await;
        }
        Ok(Delivered::Locked(changed)) => {
            site.app.committed(changed);
            let sentence = w.say("courier-pin-locked").into_owned();
            return again(&site, &courier, frame, sentence).await;
        }
        Err(CourierRefusal::PinNeeded) => {
            let sentence = w.say("courier-pin-needed").into_owned();
            return again(&site, &courier, frame, sentence).await;
        }
        Err(no) => {
            let key = act_answer::sentence(&no, CourierRefusal::key)?;
            return act_answer::say(&site, &session, key, super::PATH).await;
        }
    };
    site.app.committed(changed);
    act_answer::say(&site, &session, done, super::PATH).await
}

async fn again(
    site: &Site,
    courier: &Courier,
    frame: PageFrame,
    sentence: String,
) -> Result<Response> {
    let page = CourierPage::read(&site.app, courier, frame, None, Some(sentence)).await?;
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
