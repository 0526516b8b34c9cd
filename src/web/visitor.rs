//! Anybody: what one can eat, where they are, restaurants here and elsewhere.

pub mod discover;
pub mod drawing;
pub mod feed;
pub mod find;
pub mod follow_from;
pub mod hours;
pub mod left;
pub mod listing;
pub mod news;
pub mod note;
pub mod place;
pub mod restaurant;
pub mod ride;
pub mod special;
pub mod special_card;
pub mod structured_data;
pub mod tag;

#[cfg(test)]
mod tests;

use axum::Router;
use axum::routing::get;

use crate::http::Site;

/// The pages.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/", get(discover::show))
        .route("/where", get(place::ask::show).post(place::set::send))
        .route("/@{name}", get(restaurant::page))
        .route("/@{name}/feed", get(feed::restaurant))
        .route("/feed", get(feed::everything))
        .route("/find", get(find::show))
        .route("/authorize", get(find::show))
        .route("/news/{code}", get(news::show).post(news::send))
        .route("/tags/{tag}", get(tag::show))
        .route("/@{name}/{special}", get(special::page))
        .route(
            "/follow-from",
            get(follow_from::back).post(follow_from::send),
        )
}
