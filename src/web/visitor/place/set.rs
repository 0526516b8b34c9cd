//! `POST /where`: an address as typed, one of those found, or a point on the map; then back to where the reader came from.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::address::tokens;

use super::page::{View, WherePage};
use super::{Place, find, keep, position};
use crate::http::session::Session;
use crate::http::{Action, ClientAddress, PageFrame, Result, Site};
use crate::store::address::Address;
use crate::web::form::errors::EMPTY;
use crate::web::form::{Form, FormErrors};
use crate::web::look::way_back;
use crate::web::page;

/// The most characters of an address.
const LONGEST: usize = 200;
/// The most addresses to choose from.
const OFFERED: usize = 12;

/// What became of the form.
enum Said {
    /// A place.
    Here(Place),
    /// Several fit.
    Several(Vec<Address>),
    /// Something is wrong with it.
    Nothing,
}

/// Keeps the place and goes back, to the restaurants if nothing else is said; or asks again.
pub async fn send(
    State(site): State<Site>,
    client: ClientAddress,
    session: Session,
    PageFrame { frame, coop }: PageFrame,
    form: Form,
) -> Result<Response> {
    site.limits.check(Action::Search, client)?;
    let mut errors = FormErrors::new();
    let (found, status) = match read(&site, &form, &mut errors).await? {
        Said::Here(place) => {
            keep(&session, site.app.clock.wire(), &place).await?;
            return Ok(Redirect::to(way_back(form.text("back"))).into_response());
        }
        Said::Several(found) => (found, StatusCode::OK),
        Said::Nothing => (Vec::new(), StatusCode::UNPROCESSABLE_ENTITY),
    };
    let about = (&site.app, &coop);
    let known = super::of(&session).await?.map(|place| place.position);
    let at = position(form.text("lat"), form.text("lon")).or(known);
    let view = View::around(at, form.text("back"));
    let page = WherePage::new(frame, about, &form, &errors, &found, view);
    Ok(page::render_as(status, &page))
}

async fn read(site: &Site, form: &Form, errors: &mut FormErrors) -> Result<Said> {
    if let Some(id) = form.value("address") {
        let row = find::by_id(&site.app, id).await?;
        if let Some(place) = row.as_ref().and_then(Place::of_address) {
            return Ok(Said::Here(place));
        }
        errors.add("where", "where-unknown");
        return Ok(Said::Nothing);
    }
    if form.has("lat") || form.has("lon") {
        let Some(at) = position(form.text("lat"), form.text("lon")) else {
            errors.add("lat", "where-no-position");
            return Ok(Said::Nothing);
        };
        return Ok(Said::Here(Place::marked(at)));
    }
    let typed = form.required("where", LONGEST, errors);
    if !errors.is_empty() {
        return Ok(Said::Nothing);
    }
    if tokens(typed).is_empty() {
        errors.add("where", EMPTY);
        return Ok(Said::Nothing);
    }
    let found = find::fitting(&site.app, typed, OFFERED).await?;
    if let Some(place) = find::the_one(typed, &found).and_then(Place::of_address) {
        return Ok(Said::Here(place));
    }
    if found.is_empty() {
        errors.add("where", "where-unknown");
        return Ok(Said::Nothing);
    }
    Ok(Said::Several(found))
}
