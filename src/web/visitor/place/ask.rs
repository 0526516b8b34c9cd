//! `GET /where`: the map for who has no address, or one that the map does not know.

use axum::extract::{Query, State};
use axum::response::Response;
use musette_domain::Position;
use serde::Deserialize;

use super::page::{View, WherePage};
use super::position;
use crate::http::session::Session;
use crate::http::{PageFrame, Result, Site};
use crate::web::form::{Form, FormErrors};
use crate::web::page;

/// What the address of the page says.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    lat: String,
    #[serde(default)]
    lon: String,
    #[serde(default)]
    zoom: String,
    #[serde(default)]
    fields: String,
    #[serde(default)]
    back: String,
}

impl Asked {
    /// What is asked for; what is not said is around the place that is known already.
    fn view(&self, known: Option<Position>) -> View {
        let begin = View::around(position(&self.lat, &self.lon).or(known), &self.back);
        View {
            zoom: self
                .zoom
                .parse()
                .map_or(begin.zoom, |zoom: usize| zoom.min(View::CLOSEST)),
            fields: !self.fields.is_empty(),
            ..begin
        }
    }
}

/// Shows the page.
pub async fn show(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    session: Session,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    let known = super::of(&session).await?.map(|place| place.position);
    let (form, errors) = (Form::default(), FormErrors::new());
    let about = (&site.app, &coop);
    let page = WherePage::new(frame, about, &form, &errors, &[], asked.view(known));
    Ok(page::render(&page))
}
