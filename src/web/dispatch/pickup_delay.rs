//! `POST /dispatch/pickup-delay`: couriers are scarce, or there are enough again.

use axum::extract::State;
use axum::response::Response;

use crate::flow::set_pickup_delay::{self, PickupDelayRefusal};
use crate::http::session::Session;
use crate::http::{Dispatcher, Result, Site};
use crate::i18n::Words;
use crate::web::act_answer;
use crate::web::form::Form;
use crate::web::parts::{Offered, Select};

/// The delays that can be chosen, in minutes.
const MINUTES: [i32; 8] = [0, 10, 20, 30, 45, 60, 90, 120];

/// What can be chosen, with what holds today.
pub fn select(w: Words, today: i32) -> Select {
    let offered = MINUTES.iter().map(|minutes| {
        let label = match minutes {
            0 => w.say("dispatch-delay-none").into_owned(),
            minutes => w.count("dispatch-delay-minutes", *minutes),
        };
        Offered::new(minutes.to_string(), label).chosen(*minutes == today)
    });
    Select::new("minutes", w.say("dispatch-delay"), offered).id("pickup-delay")
}

/// Sets the delay to the field `minutes`. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    _: Dispatcher,
    session: Session,
    form: Form,
) -> Result<Response> {
    let minutes = form.value("minutes").unwrap_or(-1);
    let app = site.app.clone();
    let outcome = site
        .app
        .db
        .write(move |c| set_pickup_delay::run(c, &app, minutes))
        .await;
    let (key, page) = (PickupDelayRefusal::key, super::PATH);
    act_answer::back(&site, &session, outcome, key, "dispatch-delay-set", page).await
}
