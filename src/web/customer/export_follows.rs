//! `GET /following/export`: the restaurants one follows, as a file that Mastodon and we ourselves read again (FEP-6fcd).

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::http::{Account, Error, PageFrame, Result, Site};
use crate::store::{self, restaurant_follow};
use crate::web::visitor::listing;

/// The file.
pub async fn send(
    State(site): State<Site>,
    account: Account,
    PageFrame { coop, .. }: PageFrame,
) -> Result<Response> {
    let urls = site.app.urls.clone();
    let handles = site.app.db.read(move |c| -> store::Result<Vec<String>> {
        let mut handles = Vec::new();
        for follow in restaurant_follow::of_user(c, &account.id)? {
            let listing = listing::of_actor(c, &urls, &coop, &follow.target_id)?;
            handles.extend(listing.map(|listing| listing.handle));
        }
        Ok(handles)
    });
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record([
        "Account address",
        "Show boosts",
        "Notify on new posts",
        "Languages",
    ])
    .map_err(Error::internal)?;
    for handle in handles.await? {
        file.write_record([handle.trim_start_matches('@'), "true", "false", ""])
            .map_err(Error::internal)?;
    }
    let file = file.into_inner().map_err(Error::internal)?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            CONTENT_DISPOSITION,
            "attachment; filename=\"following_accounts.csv\"",
        ),
        (CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, file).into_response())
}
