//! `POST /restaurant/{handle}/close`: no orders for a while.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::TimeDelta;
use chrono_tz::Tz;
use musette_domain::Instant;

use crate::flow::restaurant::close::{self, CloseRefusal};
use crate::http::frame::zone;
use crate::http::session::Session;
use crate::http::{Error, PageFrame, Result, Site, Staff};
use crate::web::form::Form;
use crate::web::{act_answer, working_day};

/// How long a kitchen closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// Twenty minutes.
    Short,
    /// An hour.
    Hour,
    /// The rest of the day.
    Day,
}

impl Pause {
    /// All pauses, the shortest first.
    pub const ALL: [Self; 3] = [Self::Short, Self::Hour, Self::Day];

    /// The value of the field `for`.
    pub const fn value(self) -> &'static str {
        match self {
            Self::Short => "20",
            Self::Hour => "60",
            Self::Day => "day",
        }
    }

    /// When the pause ends that begins `now`.
    fn ends(self, now: Instant, zone: Tz) -> Instant {
        match self {
            Self::Short => now.plus(TimeDelta::minutes(20)),
            Self::Hour => now.plus(TimeDelta::hours(1)),
            Self::Day => working_day::ends(now, zone),
        }
    }
}

/// Closes the restaurant for as long as the field `for` says; without it, for twenty minutes.
pub async fn send(
    State(site): State<Site>,
    staff: Staff,
    session: Session,
    PageFrame { coop, .. }: PageFrame,
    Path(handle): Path<String>,
    form: Form,
) -> Result<Response> {
    let restaurant = super::of(&site.app, &staff, &handle).await?;
    let wanted = form.filled("for").unwrap_or(Pause::Short.value());
    let pause = Pause::ALL
        .into_iter()
        .find(|pause| pause.value() == wanted)
        .ok_or_else(|| Error::invalid("board-close-how-long"))?;
    let until = pause.ends(site.app.clock.now(), zone(&coop));
    let (app, id) = (site.app.clone(), restaurant.id);
    let outcome = site
        .app
        .db
        .write(move |c| close::run(c, &app, &id, until, ""))
        .await;
    let page = super::path(&restaurant.handle);
    act_answer::back(&site, &session, outcome, CloseRefusal::key, "board-closed", &page).await
}
