//! `POST /look`: the form of the frame that chooses theme and language.

use axum::extract::State;
use axum::response::Response;

use super::form::Form;
use super::look::choose_look;
use crate::http::Site;

/// Keeps the choice in a cookie and goes back.
pub async fn choose(State(site): State<Site>, form: Form) -> Response {
    choose_look(&form, site.is_secure())
}
