//! What was typed at the checkout while its reader is away to point at the map: kept in the session until they order.

use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::Instant;
use serde::{Deserialize, Serialize};

use crate::http::Result;
use crate::http::session::{self, Session};
use crate::web::form::Form;
use crate::web::visitor::listing::Listing;
use crate::web::visitor::place::Place;

/// The session's key.
const DRAFT: &str = "checkout";
/// The most characters of a field that are kept.
const LONGEST: usize = 300;
/// The fields of the address, which a place of the map replaces.
const ADDRESS: [&str; 4] = ["street", "housenumber", "postcode", "city"];
/// The others.
const OTHERS: [&str; 7] = ["how", "slot", "slot-shown", "later", "door", "name", "tel"];

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Draft {
    /// The restaurant's page.
    path: String,
    /// The place before the reader went to the map.
    before: Option<Place>,
    fields: Vec<(String, String)>,
}

/// Keeps what was typed and leads to the map, which leads back.
pub async fn to_the_map(
    session: &Session,
    now: Instant,
    listing: &Listing,
    before: Option<Place>,
    form: &Form,
) -> Result<Response> {
    let field = |name: &&str| {
        let text = form.filled(name)?.chars().take(LONGEST).collect();
        Some(((*name).to_owned(), text))
    };
    let draft = Draft {
        path: listing.path.clone(),
        before,
        fields: ADDRESS.iter().chain(&OTHERS).filter_map(field).collect(),
    };
    session::put(session, now, DRAFT, draft).await?;
    let back = format!("{}/order", listing.path);
    let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
    Ok(Redirect::to(&format!("/where?back={back}")).into_response())
}

/// What was typed for this restaurant; none if nothing was. The address is left out when one was found meanwhile.
pub async fn of(
    session: &Session,
    listing: &Listing,
    place: Option<&Place>,
) -> Result<Option<Form>> {
    let draft: Option<Draft> = session.get(DRAFT).await?;
    Ok(draft
        .filter(|draft| draft.path == listing.path)
        .map(|draft| filled(draft, place)))
}

fn filled(draft: Draft, place: Option<&Place>) -> Form {
    let found = place.is_some_and(|place| !place.is_marked()) && place != draft.before.as_ref();
    let kept = |(name, _): &(String, String)| !(found && ADDRESS.contains(&name.as_str()));
    Form::of(draft.fields.into_iter().filter(kept))
}

/// Forgets it: the order is placed.
pub async fn forget(session: &Session) -> Result<()> {
    // Looking first keeps a session without one unchanged.
    if session.get::<Draft>(DRAFT).await?.is_some() {
        session.remove::<Draft>(DRAFT).await?;
    }
    Ok(())
}
