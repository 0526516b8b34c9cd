//! `POST /restaurant/{handle}/close`: no orders for 20 minutes, for today, or until a day.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use musette_domain::Instant;

use super::mine::Counter;
use super::profile::ProfilePage;
use super::profile_form::form_of;
use super::side::path;
use super::sold_out::back;
use crate::app::App;
use crate::flow::restaurant::close::{self, CloseRefusal};
use crate::http::frame::zone;
use crate::http::{Error, PageFrame, Result};
use crate::web::form::{Form, FormErrors};
use crate::web::{page, written};

/// How long a pause is.
pub const PAUSE: TimeDelta = TimeDelta::minutes(20);

/// Closes until what the form says (`until`: `pause`, `today`, or `day` with a `day`), with a `reason`, and goes `back`, or to the profile. What
/// is wrong with it is said on the profile, where the form stands.
pub async fn send(
    State(app): State<App>,
    Counter {
        restaurant,
        account,
    }: Counter,
    PageFrame { frame, coop }: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let now = app.clock.now();
    if let Some(until) = until(&form, now, zone(&coop)) {
        let reason = form.text("reason").to_owned();
        let (flow, of) = (app.clone(), restaurant.id.clone());
        let closed = app
            .db
            .write(move |c| close::run(c, &flow, &of, until, &reason))
            .await;
        match closed {
            Ok(changed) => {
                app.committed(changed);
                let page = back(&form, &path(&restaurant, "profile"));
                return Ok(Redirect::to(&page).into_response());
            }
            Err(refusal) if !account.may_edit(&restaurant.id) => {
                return Err(Error::refused(refusal.key(), refusal));
            }
            Err(refusal) => {
                let field = match refusal {
                    CloseRefusal::Reason(_) => "reason",
                    _ => DAY,
                };
                written::refusal(field, refusal.key(), refusal, &mut errors)?;
            }
        }
    } else if account.may_edit(&restaurant.id) {
        errors.add(DAY, "close-when");
    } else {
        return Err(Error::invalid("close-when"));
    }
    let today = form_of(&restaurant);
    let page = ProfilePage::new(frame, &app, &restaurant, &today, &FormErrors::new());
    let page = page.closing(&form, &errors);
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

fn until(form: &Form, now: Instant, zone: Tz) -> Option<Instant> {
    let today = now.to_utc().with_timezone(&zone).date_naive();
    match form.text("until") {
        "pause" => Some(now.plus(PAUSE)),
        "today" => start_of(today.checked_add_days(Days::new(1))?, zone),
        "day" => start_of(form.value(DAY)?, zone),
        _ => None,
    }
}

/// The field of the first day on which it is open again.
pub const DAY: &str = "day";

/// When a day begins; where clocks skip midnight, when they go on.
fn start_of(day: NaiveDate, zone: Tz) -> Option<Instant> {
    let midnight = day.and_time(NaiveTime::MIN);
    let start = zone.from_local_datetime(&midnight).earliest();
    let start = start.or_else(|| {
        zone.from_local_datetime(&(midnight + TimeDelta::hours(1)))
            .earliest()
    });
    Some(start?.to_utc().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_local_midnights() {
        let now = Instant::parse_rfc3339("2026-11-27T11:00:00Z").unwrap();
        let zone = chrono_tz::Europe::Vaduz;
        let of = |fields: &[(&str, &str)]| {
            until(&Form::of(fields.iter().copied()), now, zone).map(Instant::to_rfc3339)
        };
        assert_eq!(of(&[("until", "pause")]).unwrap(), "2026-11-27T11:20:00Z");
        assert_eq!(of(&[("until", "today")]).unwrap(), "2026-11-27T23:00:00Z");
        assert_eq!(
            of(&[("until", "day"), ("day", "2026-12-24")]).unwrap(),
            "2026-12-23T23:00:00Z"
        );
        assert_eq!(of(&[("until", "day"), ("day", "soon")]), None);
        assert_eq!(of(&[]), None);
    }
}
