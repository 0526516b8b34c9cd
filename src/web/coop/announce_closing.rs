//! `POST /coop/closing`: the co-op says on which day it closes for good.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use musette_domain::Instant;

use super::closing::{ClosingPage, DAY, NAME};
use crate::flow::closing::announce::{self, AnnounceRefusal};
use crate::http::frame::zone;
use crate::http::session::Session;
use crate::http::{Administrator, PageFrame, Result, Site};
use crate::web::form::{Form, FormErrors};
use crate::web::{act_answer, page, written};

/// Announces it, or shows the form with what is wrong.
pub async fn send(
    State(site): State<Site>,
    _: Administrator,
    session: Session,
    PageFrame { frame, coop }: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut wrong = FormErrors::new();
    let day = form.value::<NaiveDate>(DAY);
    match day.and_then(|day| end_of(day, zone(&coop))) {
        None => wrong.add(DAY, "closing-no-day"),
        Some(at) => {
            let (app, name) = (site.app.clone(), form.text(NAME).to_owned());
            let announced = site
                .app
                .db
                .write(move |c| announce::run(c, &app, at, &name));
            match announced.await {
                Ok(changed) => {
                    site.app.committed(changed);
                    let said = "closing-is-announced";
                    return act_answer::say(&site, &session, said, super::CLOSING).await;
                }
                Err(refusal) => {
                    let field = match refusal {
                        AnnounceRefusal::NotConfirmed => NAME,
                        _ => DAY,
                    };
                    written::refusal(field, refusal.key(), refusal, &mut wrong)?;
                }
            }
        }
    }
    let page = ClosingPage::of(frame, &coop, &form, &wrong);
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// The midnight after a day; where clocks skip it, when they go on.
fn end_of(day: NaiveDate, zone: Tz) -> Option<Instant> {
    let midnight = day.succ_opt()?.and_time(NaiveTime::MIN);
    let at = zone.from_local_datetime(&midnight).earliest().or_else(|| {
        zone.from_local_datetime(&(midnight + TimeDelta::hours(1)))
            .earliest()
    })?;
    Some(at.to_utc().into())
}
