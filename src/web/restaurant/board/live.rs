//! `GET /restaurant/{handle}/live`: something on the board has changed.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::app::Topic;
use crate::http::live::{self, Listener};
use crate::http::{Result, Site, Staff};

/// The board's event stream.
pub async fn listen(
    State(site): State<Site>,
    staff: Staff,
    Path(handle): Path<String>,
) -> Result<Response> {
    let restaurant = super::of(&site.app, &staff, &handle).await?;
    let id = restaurant.id;
    let theirs = id.clone();
    let listener = Listener::new(&staff, move |account| account.may_answer_for(&theirs));
    // Who is coming for a bag is told as a change of the dispatch.
    let concerns = move |topic: &Topic| match topic {
        Topic::Restaurant(changed) => *changed == id,
        Topic::Dispatch => true,
        _ => false,
    };
    Ok(live::stream(&site, listener, concerns))
}
