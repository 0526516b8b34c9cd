//! `/restaurant/{handle}/specials/plan`: a special for a day to come, or for certain weekdays.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, NaiveDate, NaiveTime, Timelike, Weekday};
use musette_domain::recurrence::Recurrence;

use super::mine::Mine;
use super::photo;
use super::side::{Place, Side, path};
use super::special_form::{SpecialFields, When, said};
use crate::flow::special::plan;
use crate::http::session::{self, Session};
use crate::http::{Action, PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::menu_item::{self, MenuItem};
use crate::store::restaurant::Restaurant;
use crate::store::special_plan::SpecialPlan;
use crate::web::form::{Form, FormErrors, errors};
use crate::web::format::Format;
use crate::web::page::{self, Frame};
use crate::web::parts::{Choice, ErrorSummary, Field, Kind, Layout, Offered};
use crate::web::upload::Upload;
use crate::web::written;

/// The page.
#[derive(Template)]
#[template(path = "restaurant/plan_special.html")]
pub struct PlanSpecialPage {
    frame: Frame,
    w: Words,
    side: Side,
    errors: Option<ErrorSummary>,
    back: String,
    fields: SpecialFields,
}

impl PlanSpecialPage {
    fn new(
        frame: Frame,
        of: &Restaurant,
        items: &[MenuItem],
        form: &Form,
        errors: &FormErrors,
    ) -> Self {
        let (w, format) = (frame.w, frame.format);
        let fields = SpecialFields::new(w, of, items, form, errors);
        Self {
            side: Side::new(w, of, Place::Specials),
            errors: ErrorSummary::of(w, errors),
            back: path(of, "specials"),
            fields: fields.planned(fields_of(w, format, form, errors)),
            w,
            frame,
        }
    }
    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let (restaurant, _) = super::sample::menu();
        let form = empty(NaiveDate::default());
        let form = form.with("weekdays", "4");
        Self::new(
            Frame::sample(lang),
            &restaurant,
            &[],
            &form,
            &FormErrors::new(),
        )
    }
}

fn fields_of(w: Words, format: Format, form: &Form, errors: &FormErrors) -> When {
    let field = |name, label, kind| {
        Field::new(w, name, w.say(label))
            .kind(kind)
            .kept(form, errors)
    };
    let days = (0_u8..7).map(|day| {
        let number = day.to_string();
        let chosen = form.ticked("weekdays", &number);
        Offered::new(number, weekday(format, day)).chosen(chosen)
    });
    When::Planned {
        first: field("first", "special-plan-first", Kind::Date),
        weekdays: Choice::many("weekdays", w.say("special-plan-weekdays"), days)
            .layout(Layout::Chips)
            .hint(w.say("special-plan-weekdays-hint"))
            .errors(w, errors),
        begins: field("begins", "special-plan-begins", Kind::Time),
        ends: field("ends", "special-plan-ends", Kind::Time),
    }
}

/// The name of a weekday, Monday being 0.
fn weekday(format: Format, day: u8) -> String {
    // A Monday.
    let monday = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap_or_default();
    let day = monday.checked_add_days(Days::new(u64::from(day)));
    format.weekday(day.unwrap_or(monday)).into_owned()
}

/// On which days a plan happens, and from when to when.
pub(super) fn when(w: Words, format: Format, plan: &SpecialPlan) -> String {
    let days = if plan.weekdays.is_empty() {
        let day = plan.first_day.parse::<NaiveDate>();
        day.map_or_else(|_| plan.first_day.clone(), |day| format.day_year(day))
    } else {
        let days = plan.weekdays.iter().map(|day| weekday(format, *day));
        days.collect::<Vec<_>>().join(", ")
    };
    let clock = |minutes: i32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let (begins, ends) = (clock(plan.begins), clock(plan.ends));
    let said = [("days", days), ("begins", begins), ("ends", ends)];
    w.with("special-plan-when", &said)
}

/// A form as it begins: tomorrow, for lunch.
fn empty(tomorrow: NaiveDate) -> Form {
    Form::of([
        ("first", tomorrow.to_string()),
        ("begins", "10:00".to_owned()),
        ("ends", "14:00".to_owned()),
    ])
}

fn read_when(form: &Form, errors: &mut FormErrors) -> Option<Recurrence> {
    let first = form.value::<NaiveDate>("first");
    if first.is_none() {
        errors.add("first", "special-plan-first-none");
    }
    let mut clock = |field: &'static str| {
        let time = NaiveTime::parse_from_str(form.text(field), "%H:%M").ok();
        let minutes =
            time.and_then(|time| i32::try_from(time.num_seconds_from_midnight() / 60).ok());
        if minutes.is_none() {
            errors.add(field, "special-plan-time-none");
        }
        minutes
    };
    let (begins, ends) = (clock("begins"), clock("ends"));
    let days = form.all("weekdays").map(|day| {
        let number = day.parse::<u8>().ok()?;
        Weekday::try_from(number).ok()
    });
    let weekdays: Option<Vec<_>> = days.collect();
    if weekdays.is_none() {
        errors.add("weekdays", errors::CHOOSE);
    }
    Some(Recurrence {
        first: first?,
        weekdays: weekdays?,
        begins: begins?,
        ends: ends?,
    })
}

async fn items(site: &Site, of: &Restaurant) -> Result<Vec<MenuItem>> {
    let of = of.id.clone();
    Ok(site
        .app
        .db
        .read(move |c| menu_item::list_on_menu(c, &of))
        .await?)
}

/// Shows an empty form.
pub async fn show(
    State(site): State<Site>,
    Mine { restaurant, .. }: Mine,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let items = items(&site, &restaurant).await?;
    let today = frame.format.day_of(site.app.clock.now());
    let form = empty(today.succ_opt().unwrap_or(today));
    let page = PlanSpecialPage::new(frame, &restaurant, &items, &form, &FormErrors::new());
    Ok(page::render(&page))
}

/// Plans a special.
pub async fn send(
    State(site): State<Site>,
    Mine { restaurant, .. }: Mine,
    session: Session,
    PageFrame { frame, .. }: PageFrame,
    upload: Upload,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let form = photo::taken(&site, &restaurant, upload, &mut errors).await?;
    let wording = said(&form, &restaurant, &mut errors);
    let recurrence = read_when(&form, &mut errors);
    let sound = wording.zip(recurrence).filter(|_| errors.is_empty());
    if let Some((wording, recurrence)) = sound {
        site.limits.check(Action::Special, &restaurant.id)?;
        let (flow, of) = (site.app.clone(), restaurant.id.clone());
        let planned = site
            .app
            .db
            .write(move |c| plan::run(c, &flow, &of, &wording, &recurrence))
            .await;
        match planned {
            Ok((_, changed)) => {
                site.app.committed(changed);
                let now = site.app.clock.wire();
                session::flash(&session, now, "special-planned", &[]).await?;
                return Ok(Redirect::to(&path(&restaurant, "specials")).into_response());
            }
            Err(refusal) => written::refusal("first", refusal.key(), refusal, &mut errors)?,
        }
    }
    let items = items(&site, &restaurant).await?;
    let page = PlanSpecialPage::new(frame, &restaurant, &items, &form, &errors);
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
