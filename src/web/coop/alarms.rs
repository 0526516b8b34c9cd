//! `POST /coop/partners/seen`: somebody has looked at what a partner did. And how it is shown, here and to the dispatch.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use musette_domain::Instant;

use crate::app::Topic;
use crate::flow::Changed;
use crate::flow::alarm::{self, Alarm, What};
use crate::http::session::Session;
use crate::http::{Dispatcher, Result, Site};
use crate::i18n::Words;
use crate::store::partner::Partner;
use crate::store::{self, Conn};
use crate::web::act_answer;
use crate::web::form::Form;
use crate::web::page::Frame;
use crate::web::parts::Act;

/// What one partner did, for people.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/alarms.html")]
pub struct Alarms {
    /// The desk.
    pub desk: String,
    /// The partner's name.
    pub name: String,
    /// What happened, each a sentence with its time.
    pub lines: Vec<(String, String)>,
    /// The button for who has read it.
    pub seen: Act,
}

/// What is to be seen of these partners.
pub fn unseen<'a>(
    c: &mut Conn,
    partners: impl Iterator<Item = &'a Partner>,
) -> store::Result<Vec<(Partner, Vec<Alarm>)>> {
    let mut found = Vec::new();
    for partner in partners {
        let alarms = alarm::of(c, &partner.desk_id)?;
        if !alarms.is_empty() {
            found.push((partner.clone(), alarms));
        }
    }
    Ok(found)
}

/// The same in words. `page` is where the button leads back to.
pub fn show(
    frame: &Frame,
    found: &[(Partner, Vec<Alarm>)],
    page: &str,
    now: Instant,
) -> Vec<Alarms> {
    let w = frame.w;
    found
        .iter()
        .map(|(partner, alarms)| Alarms {
            desk: partner.desk_id.clone(),
            name: partner.name.clone(),
            lines: alarms
                .iter()
                .map(|one| {
                    let time = frame.format.moment(one.at(), now);
                    (sentence(w, &partner.name, &one.what), time)
                })
                .collect(),
            seen: Act::new("/coop/partners/seen", w.say("alarm-seen"))
                .spoken(partner.name.clone())
                .field("desk", partner.desk_id.clone())
                .field("page", page.to_owned())
                .small(),
        })
        .collect()
}

/// What happened, and what to do about it.
pub fn sentence(w: Words, name: &str, what: &What) -> String {
    let with = |key, args: &[(&str, &str)]| {
        let mut all = vec![("name", name)];
        all.extend_from_slice(args);
        w.with(key, &all)
    };
    match what {
        What::OtherContent { activity } => with("alarm-other-content", &[("activity", activity)]),
        What::NumberAgain { seq } => with("alarm-number-again", &[("seq", &seq.to_string())]),
        What::NeverSent { seq } => with("alarm-never-sent", &[("seq", &seq.to_string())]),
        What::Refused { kind, status } => {
            let kind = message(w, kind);
            with(
                "alarm-refused",
                &[("message", &kind), ("status", &status.to_string())],
            )
        }
        What::Parked { kind } => with("alarm-parked", &[("message", &message(w, kind))]),
        What::CarrierRefused { order } => with("alarm-carrier", &[("order", order)]),
    }
}

/// The name of a message as people call it.
fn message(w: Words, kind: &str) -> String {
    let key = match kind {
        "order_offered" | "order_accepted" | "order_rejected" | "order_updated"
        | "order_withdrawn" => "alarm-message-order",
        "delivery_proposed" | "delivery_bid" | "delivery_awarded" | "bid_rejected"
        | "award_revoked" => "alarm-message-offer",
        "delivery_reported" => "alarm-message-report",
        "receipt_issued" | "receipt_accepted" | "receipt_rejected" => "alarm-message-receipt",
        "capacity_published" => "alarm-message-capacity",
        _ if kind.starts_with("trade_agreement") => "alarm-message-agreement",
        _ => "alarm-message-other",
    };
    w.say(key).into_owned()
}

/// Takes note that somebody has looked. A second press changes nothing.
pub async fn seen(
    State(site): State<Site>,
    _: Dispatcher,
    session: Session,
    form: Form,
) -> Result<Response> {
    let desk = form.text("desk").to_owned();
    let page = match form.text("page") {
        "/dispatch" => "/dispatch",
        _ => super::PARTNERS,
    };
    let outcome = site.app.db.write(move |c| -> store::Result<Changed> {
        alarm::seen(c, &desk)?;
        Ok(Changed::topics([Topic::Coop, Topic::Dispatch]))
    });
    let key = crate::flow::refusal::store_key;
    act_answer::back(&site, &session, outcome.await, key, "alarm-was-seen", page).await
}
