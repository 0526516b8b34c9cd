//! `GET /where`: the map for who has no address, or one that the map does not know.

use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::page::{View, WherePage};
use super::position;
use crate::http::{PageFrame, Site};
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
}

impl Asked {
    fn view(&self) -> View {
        View {
            at: position(&self.lat, &self.lon),
            zoom: self.zoom.parse().unwrap_or(0).min(View::CLOSEST),
            fields: !self.fields.is_empty(),
        }
    }
}

/// Shows the page.
pub async fn show(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    PageFrame { frame, coop }: PageFrame,
) -> Response {
    let (form, errors) = (Form::default(), FormErrors::new());
    let page = WherePage::new(frame, (&site.app, &coop), &form, &errors, &[], asked.view());
    page::render(&page)
}
