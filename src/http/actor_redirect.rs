//! `/@name` and `/@name/special` asked for by a server of the Fediverse: lead to the id of the actor or the Note. People get the page.

use axum::extract::{Request, State};
use axum::http::header::VARY;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use musette_domain::TextValue;
use musette_domain::id::SpecialId;

use super::Site;
use crate::peer::wants_activity;
use crate::store::{self, Conn, local_actor, restaurant, special};
use crate::url::Urls;

/// Answers 302 with the id of the actor of that name, or of its special, if an ActivityPub document is wanted; every answer about one varies with
/// `Accept`.
pub async fn lead(State(site): State<Site>, request: Request, next: Next) -> Response {
    let Some(page) = Page::of(request.uri().path()) else {
        return next.run(request).await;
    };
    let mut response = if wants_activity(request.headers()) {
        let urls = site.app.urls.clone();
        let found = site.app.db.read(move |c| id(c, &urls, &page)).await;
        match found.map(|id| id.and_then(|id| HeaderValue::try_from(id).ok())) {
            Ok(Some(id)) => (StatusCode::FOUND, [(header::LOCATION, id)]).into_response(),
            Ok(None) => StatusCode::NOT_FOUND.into_response(),
            Err(error) => {
                tracing::error!(%error, "what a page is about could not be looked up");
                StatusCode::SERVICE_UNAVAILABLE.into_response()
            }
        }
    } else {
        next.run(request).await
    };
    response
        .headers_mut()
        .append(VARY, HeaderValue::from_static("accept"));
    response
}

/// A page that stands for a document.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Page {
    /// `/@name`.
    Actor(String),
    /// `/@name/special`.
    Special(String, SpecialId),
}

impl Page {
    /// The page of a path. Names of other servers and what is no special (`/@name/order`) are pages only.
    fn of(path: &str) -> Option<Self> {
        let path = path.strip_prefix("/@")?;
        let (name, special) = match path.split_once('/') {
            Some((name, special)) => (name, Some(special)),
            None => (path, None),
        };
        if name.is_empty() || name.contains('@') {
            return None;
        }
        let name = name.to_ascii_lowercase();
        match special {
            None => Some(Self::Actor(name)),
            // Ids are UUIDs, words of other pages have no digits.
            Some(id) if id.contains(|c: char| c.is_ascii_digit()) => {
                Some(Self::Special(name, SpecialId::parse(id).ok()?))
            }
            Some(_) => None,
        }
    }
}

/// The id of the document that a page stands for; what is deleted has one too, which says so.
fn id(c: &mut Conn, urls: &Urls, page: &Page) -> store::Result<Option<String>> {
    match page {
        Page::Actor(name) => Ok(local_actor::find_by_name(c, name)?.map(|actor| actor.id)),
        Page::Special(name, id) => {
            let Some(row) = special::find_optional(c, id)? else {
                return Ok(None);
            };
            let of = restaurant::find(c, &row.restaurant_id)?;
            Ok((of.handle == *name).then(|| urls.special(id.as_str())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_ours_lead_to_actors() {
        assert_eq!(
            Page::of("/@Chez-Mimi"),
            Some(Page::Actor("chez-mimi".into()))
        );
        let id = SpecialId::parse("0193f1ac-0000-7000").unwrap();
        assert_eq!(
            Page::of("/@mimi/0193f1ac-0000-7000"),
            Some(Page::Special("mimi".into(), id))
        );
        for path in [
            "/",
            "/@",
            "/@mimi/order",
            "/@mimi/",
            "/@mimi/0193/replies",
            "/@mimi@b.example",
            "/@mimi@b.example/0193",
            "/about",
        ] {
            assert_eq!(Page::of(path), None, "{path}");
        }
    }
}
