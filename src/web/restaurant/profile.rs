//! `/restaurant/{handle}/profile`: what the restaurant says of itself, whether it is shown, and whether it takes orders just now.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::address::tokens;
use musette_domain::text::NOTE;
use musette_domain::{Instant, Position};

use super::close::DAY;
use super::cloth_choice;
use super::mine::Mine;
use super::profile_form::{
    fields_before, form_of, minimum, ordering_delay, position_choice, reach, read, ways,
};
use super::side::{Place, Side, path};
use crate::app::App;
use crate::flow::restaurant::edit_profile;
use crate::http::frame::zone;
use crate::http::session::{self, Session};
use crate::http::{PageFrame, Result};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::services::map::position::Position as OnMap;
use crate::services::map::projection::Projection;
use crate::store::address;
use crate::store::restaurant::{Restaurant, RestaurantState};
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{
    Act, Choice, ErrorSummary, Field, Kind, MapMarker, Notice, Offered, Select, Tone,
};
use crate::web::visitor::drawing;
use crate::web::written;

/// How far the map reaches around the marker, in metres: near enough to point at a door, far enough to mend one that is wrong by some streets.
const AROUND: f64 = 800.0;

/// The page.
#[derive(Template)]
#[template(path = "restaurant/profile.html")]
pub struct ProfilePage {
    frame: Frame,
    w: Words,
    side: Side,
    errors: Option<ErrorSummary>,
    listing: Notice,
    closed: Option<Notice>,
    busy: Act,
    close_action: String,
    close_open: bool,
    close_until: Choice,
    close_day: Field,
    close_reason: Field,
    fields: Vec<Field>,
    marker: MapMarker,
    position: Choice,
    minimum: Field,
    ordering_delay: Field,
    ways: Choice,
    reach: Select,
    cloth: [Select; 3],
}

impl ProfilePage {
    pub(super) fn new(
        frame: Frame,
        app: &App,
        of: &Restaurant,
        form: &Form,
        errors: &FormErrors,
    ) -> Self {
        let marker = marker(frame.w, app, of, form, errors);
        Self::of(frame, of, app.clock.now(), form, errors, marker)
    }

    fn of(
        frame: Frame,
        of: &Restaurant,
        now: Instant,
        form: &Form,
        errors: &FormErrors,
        marker: MapMarker,
    ) -> Self {
        let w = frame.w;
        let until = [
            Offered::new("pause", w.say("close-pause")).chosen(true),
            Offered::new("today", w.say("close-today")),
            Offered::new("day", w.say("close-day")),
        ];
        Self {
            side: Side::new(w, of, Place::Profile),
            errors: ErrorSummary::of(w, errors),
            listing: listing(w, of),
            closed: closed(&frame, of, now),
            busy: busy(w, of, now),
            close_action: path(of, "close"),
            close_open: false,
            close_until: Choice::one("until", w.say("close-until"), until),
            close_day: Field::new(w, DAY, w.say("close-open-again"))
                .kind(Kind::Date)
                .optional(),
            close_reason: Field::new(w, "reason", w.say("close-reason"))
                .most(NOTE)
                .optional(),
            fields: fields_before(w, form, errors),
            marker,
            position: position_choice(w, form),
            minimum: minimum(w, of, form, errors),
            ordering_delay: ordering_delay(w, form, errors),
            ways: ways(w, form, errors),
            reach: reach(w, of, form, errors),
            cloth: cloth_choice::selects(w, form, errors),
            w,
            frame,
        }
    }
    /// With the form of a closure as it was written, and what is wrong with it.
    pub(super) fn closing(mut self, form: &Form, errors: &FormErrors) -> Self {
        let w = self.w;
        self.errors = ErrorSummary::of(w, errors);
        self.close_open = true;
        for offered in &mut self.close_until.offered {
            offered.chosen = offered.value == form.text("until");
        }
        self.close_until = self.close_until.errors(w, errors);
        self.close_day = self.close_day.kept(form, errors);
        self.close_reason = self.close_reason.kept(form, errors);
        self
    }
    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let (mut of, _) = super::sample::menu();
        of.closed_until = Some(of.created_at.plus(chrono::TimeDelta::days(1)));
        let now = of.created_at;
        let mut errors = FormErrors::new();
        errors.add("lat", "profile-position-unknown");
        let frame = Frame::sample(lang);
        let marker = MapMarker::sample(frame.w).error(errors.sentence(frame.w, "lat"));
        Self::of(frame, &of, now, &form_of(&of), &errors, marker)
    }
}

fn listing(w: Words, of: &Restaurant) -> Notice {
    let act =
        |listed: &'static str, words| Act::new(path(of, "listing"), words).field("listed", listed);
    if of.state == RestaurantState::Listed {
        Notice::new(Tone::Ok, w.say("profile-listed"))
            .text(&w.with("profile-listed-text", &[("handle", of.handle.as_str())]))
            .act(act("no", w.say("profile-hide")))
    } else {
        Notice::new(Tone::Warn, w.say("profile-hidden"))
            .text(&w.say("profile-hidden-text"))
            .act(act("yes", w.say("profile-list")).go())
    }
}

fn closed(frame: &Frame, of: &Restaurant, now: Instant) -> Option<Notice> {
    let w = frame.w;
    let until = of.closed_until.filter(|until| *until > now)?;
    let until = frame.format.moment(until, now);
    let notice = Notice::new(Tone::Warn, w.with("close-closed-until", &[("time", until)]));
    let notice = notice.act(Act::new(path(of, "reopen"), w.say("close-reopen")));
    Some(match &of.closed_reason {
        Some(reason) => notice.text(reason),
        None => notice,
    })
}

fn busy(w: Words, of: &Restaurant, now: Instant) -> Act {
    let act = |busy: &'static str, words| {
        Act::new(path(of, "busy"), words)
            .icon("flame")
            .field("busy", busy)
    };
    if of.is_busy(now) {
        act("no", w.say("profile-not-busy"))
    } else {
        act("yes", w.say("profile-busy"))
    }
}

/// The streets around the marker, or around where the restaurant was as long as the numbers are none.
fn marker(w: Words, app: &App, of: &Restaurant, form: &Form, errors: &FormErrors) -> MapMarker {
    let position = written_position(form);
    let middle = position.map_or(
        OnMap {
            latitude: of.latitude,
            longitude: of.longitude,
        },
        OnMap::from,
    );
    let projection = Projection::around(middle, AROUND, 560, 420);
    let title = w.say("profile-position");
    let drawing = drawing::marker(app, &title, &projection, position);
    let numbers = position.map(|at| (at.lat(), at.lon()));
    MapMarker::new(w, drawing, drawing::edges(&projection), numbers)
        .credit(app.map.is_some())
        .error(errors.sentence(w, "lat"))
}

/// The position in the fields of the map.
fn written_position(form: &Form) -> Option<Position> {
    let number = |field| form.text(field).replace(',', ".").parse().ok();
    Position::new(number("lat")?, number("lon")?).ok()
}

/// Where the restaurant is: at the marker when it was moved or is said to be right, where it was as long as the address is the same, else where the
/// map knows the address.
async fn find_position(
    app: &App,
    of: &Restaurant,
    form: &Form,
    errors: &mut FormErrors,
) -> Result<Option<Position>> {
    let before = form_of(of);
    let same = |fields: &[&str]| {
        fields
            .iter()
            .all(|field| form.text(field) == before.text(field))
    };
    let moved = !same(&["lat", "lon"]);
    let same_address = same(&["street", "housenumber", "postcode", "city"]);
    if moved || same_address || form.ticked("position", "marker") {
        let position = written_position(form);
        if position.is_none() {
            errors.add("lat", "profile-position-none");
        }
        return Ok(position);
    }
    let line = ["street", "housenumber", "postcode", "city"].map(|field| form.text(field));
    let words = tokens(&line.join(" "));
    let found = app.db.read(move |c| address::search(c, &words, 1)).await?;
    let position = found
        .first()
        .and_then(|row| Position::new(row.latitude, row.longitude).ok());
    if position.is_none() {
        errors.add("lat", "profile-position-unknown");
    }
    Ok(position)
}

/// Shows the profile as it is.
pub async fn show(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    PageFrame { frame, .. }: PageFrame,
) -> Response {
    let form = form_of(&restaurant);
    let page = ProfilePage::new(frame, &app, &restaurant, &form, &FormErrors::new());
    page::render(&page)
}

/// Changes the profile.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    session: Session,
    PageFrame { frame, coop }: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let position = find_position(&app, &restaurant, &form, &mut errors).await?;
    let old = Position::new(restaurant.latitude, restaurant.longitude).ok();
    let profile = position
        .or(old)
        .and_then(|position| read(&form, &restaurant, zone(&coop), position, &mut errors));
    if let Some(profile) = profile {
        let (flow, id) = (app.clone(), restaurant.id.clone());
        match app
            .db
            .write(move |c| edit_profile::run(c, &flow, &id, &profile))
            .await
        {
            Ok(changed) => {
                app.committed(changed);
                session::flash(&session, app.clock.wire(), "profile-saved", &[]).await?;
                return Ok(Redirect::to(&path(&restaurant, "profile")).into_response());
            }
            Err(refusal) => written::refusal("name", refusal.key(), refusal, &mut errors)?,
        }
    }
    let page = ProfilePage::new(frame, &app, &restaurant, &form, &errors);
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
