//! `GET /restaurant/{handle}/leaving/export`: everything that the restaurant takes along, as a file.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::mine::Mine;
use crate::http::{Action, Error, Result, Site};

/// The file. Making it reads much, so it cannot be had all the time.
pub async fn send(
    State(site): State<Site>,
    Mine {
        restaurant,
        account,
    }: Mine,
) -> Result<Response> {
    site.limits.check(Action::Lookup, &account.id)?;
    let file = site.app.lookup.archive(&site.app, &restaurant.id).await;
    let file = file.map_err(Error::internal)?;
    let name = format!("attachment; filename=\"{}.tar\"", restaurant.handle);
    let headers = [
        (CONTENT_TYPE, "application/x-tar".to_owned()),
        (CONTENT_DISPOSITION, name),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, file).into_response())
}
