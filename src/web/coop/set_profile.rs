//! `POST /coop/profile`: the co-op says something else of itself.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use musette_domain::{TextValue, email, phone, text};

use super::profile::ProfilePage;
use crate::flow::edit_coop::{self, CoopProfile, EditCoopRefusal};
use crate::http::session::Session;
use crate::http::{Administrator, PageFrame, Result, Site};
use crate::i18n::Lang;
use crate::web::form::{Form, FormErrors, errors};
use crate::web::parts::Hue;
use crate::web::{act_answer, page, written};

/// Saves it, or shows the form with what is wrong.
pub async fn send(
    State(site): State<Site>,
    _: Administrator,
    session: Session,
    PageFrame { frame, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let Some(profile) = read(&form, &mut errors) else {
        let page = ProfilePage::new(frame, &form, &errors);
        return Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let app = site.app.clone();
    let outcome = site
        .app
        .db
        .write(move |c| edit_coop::run(c, &app, &profile))
        .await;
    let (key, page) = (EditCoopRefusal::key, super::PROFILE);
    act_answer::back(&site, &session, outcome, key, "coop-profile-saved", page).await
}

fn read(form: &Form, wrong: &mut FormErrors) -> Option<CoopProfile> {
    let name = written::text("name", text::name(form.text("name")), wrong);
    let place = written::text("place", text::name(form.text("place")), wrong);
    let about = written::text("about", text::description(form.text("about")), wrong);
    let phone = form.filled("phone").map(|typed| phone::parse(typed, None));
    if matches!(phone, Some(Err(_))) {
        wrong.add("phone", "account-phone-none");
    }
    let mail = form.filled("mail").map(email::parse);
    if matches!(mail, Some(Err(_))) {
        wrong.add("mail", "account-email-none");
    }
    let time_zone = form.text("time-zone").parse().ok();
    if time_zone.is_none() {
        wrong.add("time-zone", "coop-profile-time-zone-none");
    }
    let hue = form.text("hue");
    if !hue.is_empty() && Hue::parse(hue).is_err() {
        wrong.add("hue", errors::CHOOSE);
    }
    let language = Lang::parse(form.text("language")).ok();
    if language.is_none() {
        wrong.add("language", errors::CHOOSE);
    }
    let profile = CoopProfile {
        name,
        place,
        about,
        hue: hue.to_owned(),
        phone: phone.and_then(Result::ok),
        mail: mail.and_then(Result::ok),
        locale: language?.text().to_owned(),
        time_zone: time_zone?,
    };
    wrong.is_empty().then_some(profile)
}
