//! `/restaurant/{handle}/specials/{id}`: the one correction of a special.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::id::{RestaurantId, SpecialId};

use super::menu::id;
use super::mine::Mine;
use super::photo;
use super::side::{Place, Side, path};
use super::special_form::{SpecialFields, form_of, read};
use crate::app::App;
use crate::flow::special::edit;
use crate::http::frame::zone;
use crate::http::session::{self, Session};
use crate::http::{Error, PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::media;
use crate::store::menu_item::{self, MenuItem};
use crate::store::restaurant::Restaurant;
use crate::store::special::{self, Special, SpecialKind};
use crate::store::{self, Conn};
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::ErrorSummary;
use crate::web::upload::Upload;
use crate::web::written;

/// The page.
#[derive(Template)]
#[template(path = "restaurant/edit_special.html")]
pub struct EditSpecialPage {
    frame: Frame,
    w: Words,
    side: Side,
    errors: Option<ErrorSummary>,
    back: String,
    fields: SpecialFields,
}

impl EditSpecialPage {
    fn new(
        frame: Frame,
        of: &Restaurant,
        items: &[MenuItem],
        form: &Form,
        errors: &FormErrors,
    ) -> Self {
        let w = frame.w;
        Self {
            side: Side::new(w, of, Place::Specials),
            errors: ErrorSummary::of(w, errors),
            back: path(of, "specials"),
            fields: SpecialFields::new(w, of, items, form, errors),
            w,
            frame,
        }
    }
    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let (restaurant, _) = super::sample::menu();
        let form = form_of(&super::sample::special(), None, &restaurant, chrono_tz::UTC);
        Self::new(
            Frame::sample(lang),
            &restaurant,
            &[],
            &form,
            &FormErrors::new(),
        )
    }
}

/// A special of this restaurant, with what its photo shows, and the menu.
fn load(
    c: &mut Conn,
    of: &RestaurantId,
    id: &SpecialId,
) -> store::Result<(Special, Option<String>, Vec<MenuItem>)> {
    let special = special::find(c, id)?;
    let other = special.restaurant_id != *of || special.kind != SpecialKind::Special;
    if other || special.removed_at.is_some() {
        return Err(store::Error::NotFound);
    }
    let photo = match &special.photo_id {
        Some(photo) => media::find_optional(c, photo)?,
        None => None,
    };
    let alt = photo.map(|photo| photo.alt);
    Ok((special, alt, menu_item::list_on_menu(c, of)?))
}

/// Shows the special as it is; one that was corrected before cannot be again.
pub async fn show(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    Path((_, special)): Path<(String, String)>,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    let (of, special) = (restaurant.id.clone(), id(&special)?);
    let (special, alt, items) = app.db.read(move |c| load(c, &of, &special)).await?;
    if special.edited_at.is_some() {
        return Err(Error::conflict("special-edited-already"));
    }
    let form = form_of(&special, alt.as_deref(), &restaurant, zone(&coop));
    let page = EditSpecialPage::new(frame, &restaurant, &items, &form, &FormErrors::new());
    Ok(page::render(&page))
}

/// Corrects the special.
pub async fn send(
    State(site): State<Site>,
    Mine { restaurant, .. }: Mine,
    Path((_, special)): Path<(String, String)>,
    session: Session,
    PageFrame { frame, coop }: PageFrame,
    upload: Upload,
) -> Result<Response> {
    let app = &site.app;
    let (of, special) = (restaurant.id.clone(), id(&special)?);
    let (special, _, items) = app.db.read(move |c| load(c, &of, &special)).await?;
    let mut errors = FormErrors::new();
    let form = photo::taken(&site, &restaurant, upload, &mut errors).await?;
    if let Some(wording) = read(&form, &restaurant, zone(&coop), &mut errors) {
        let (flow, of) = (app.clone(), restaurant.id.clone());
        match app
            .db
            .write(move |c| edit::run(c, &flow, &of, &special.id, &wording))
            .await
        {
            Ok(changed) => {
                app.committed(changed);
                session::flash(&session, app.clock.wire(), "special-edited", &[]).await?;
                return Ok(Redirect::to(&path(&restaurant, "specials")).into_response());
            }
            Err(refusal) => written::refusal("title", refusal.key(), refusal, &mut errors)?,
        }
    }
    let page = EditSpecialPage::new(frame, &restaurant, &items, &form, &errors);
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
