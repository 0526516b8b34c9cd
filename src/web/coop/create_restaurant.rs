//! `POST /coop/restaurants`: the co-op takes a restaurant in; its profile comes next.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::Position;

use super::restaurants::RestaurantsPage;
use crate::flow::restaurant::create::{self, CreateRestaurantRefusal, NewRestaurant};
use crate::flow::restaurant::free_handle;
use crate::http::session::{self, Session};
use crate::http::{Administrator, Error, PageFrame, Result, Site};
use crate::web::form::{Form, FormErrors};
use crate::web::{page, written};

/// Makes it, hidden, in the middle of the co-op's area, and goes to its profile, where address and position are written.
pub async fn send(
    State(site): State<Site>,
    _: Administrator,
    session: Session,
    PageFrame { frame, coop }: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let position = Position::new(coop.latitude, coop.longitude).map_err(Error::internal)?;
    let name = musette_domain::text::name(form.text("name"));
    let name = written::text("name", name, &mut errors);
    let new = NewRestaurant {
        handle: form.text("handle").trim_start_matches('@').to_owned(),
        name,
        position,
    };
    if errors.is_empty() {
        match make(&site, new).await {
            Ok(handle) => {
                let now = site.app.clock.wire();
                session::flash(&session, now, "coop-restaurants-created", &[]).await?;
                return Ok(Redirect::to(&format!("/restaurant/{handle}/profile")).into_response());
            }
            Err(refusal) => {
                let field = match refusal {
                    CreateRestaurantRefusal::Name(_) => "name",
                    _ => "handle",
                };
                written::refusal(field, refusal.key(), refusal, &mut errors)?;
            }
        }
    }
    let query = Form::default();
    let page = RestaurantsPage::read(&site.app, frame, &query, (&form, &errors)).await?;
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn make(site: &Site, new: NewRestaurant) -> Result<String, CreateRestaurantRefusal> {
    let app = site.app.clone();
    let made = site.app.db.write(move |c| {
        let mut new = new.clone();
        if new.handle.is_empty() {
            new.handle = free_handle::run(c, &new.name, 1)?;
        }
        let (id, changed) = create::run(c, &app, &new)?;
        let row = crate::store::restaurant::find(c, &id)?;
        Ok::<_, CreateRestaurantRefusal>((row.handle, changed))
    });
    let (handle, changed) = made.await?;
    site.app.committed(changed);
    Ok(handle)
}
