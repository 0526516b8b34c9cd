//! What belongs to a Note of ours: the answers to it, one by one, and how many like and boost it.

use axum::extract::{Extension, Path, Query};
use axum::response::Response;
use http::HeaderMap;
use musette_federation::collection::{OrderedCollection, OrderedCollectionPage};
use serde_json::{Value, json};

use super::address;
use super::reply::{Found, reply as answer};
use super::reply_note;
use super::serve::PageQuery;
use crate::flow::conversation::{OurNote, our_note};
use crate::peer::Peer;
use crate::peer::problem::Problem;
use crate::store::reaction::ReactionKind;
use crate::store::{self, Conn, local_actor, reaction, reply};
use crate::url::Urls;

/// How many answers a page has.
const PAGE: usize = 50;

/// An answer of ours at this address, for everybody: what is private is nobody else's business.
pub fn answer_of_ours(c: &mut Conn, urls: &Urls, url: &str) -> store::Result<Found> {
    let row = reply::find_optional(c, url)?;
    let Some(row) = row.filter(|row| row.ours && row.public) else {
        return Ok(Found::Nothing);
    };
    if row.removed_at.is_some() || is_gone(c, &row.author_id)? {
        return Ok(Found::Gone(address(url)?));
    }
    let document = reply_note::document(c, urls, &row)?;
    Ok(document.map_or(Found::Nothing, |answer| {
        Found::Document(answer.note.to_json())
    }))
}

/// Whether an actor of ours is gone, and with it what it wrote.
fn is_gone(c: &mut Conn, actor: &str) -> store::Result<bool> {
    let actor = local_actor::find_optional(c, actor)?;
    Ok(actor.is_some_and(|actor| actor.gone_at.is_some()))
}

/// A part of a Note.
pub async fn serve(
    peer: Extension<Peer>,
    Path((id, part)): Path<(String, String)>,
    query: Query<PageQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let page = match query.0.page() {
        None => None,
        Some(text) => Some(
            text.parse::<usize>()
                .map_err(|_| Problem::bad_request("This is no page of the collection."))?,
        ),
    };
    let urls = peer.urls.clone();
    let found = peer
        .db
        .read(move |c| read(c, &urls, &urls.special(&id), &part, page))
        .await?;
    Ok(answer(found, &headers))
}

fn read(
    c: &mut Conn,
    urls: &Urls,
    note: &str,
    part: &str,
    page: Option<usize>,
) -> store::Result<Found> {
    let id = urls.part(note, part);
    let author = match our_note(c, urls, note)? {
        Some(OurNote::Special(row)) => local_actor::find_by_restaurant(c, &row.restaurant_id)?,
        Some(OurNote::Answer(row)) if row.public => local_actor::find_optional(c, &row.author_id)?,
        _ => return Ok(Found::Nothing),
    };
    if author.is_some_and(|author| author.gone_at.is_some()) {
        return Ok(Found::Gone(address(&id)?));
    }
    match part {
        "replies" => replies(c, note, &id, page).map(Found::Document),
        "likes" => counted(c, ReactionKind::Like, note, &id),
        "shares" => counted(c, ReactionKind::Boost, note, &id),
        _ => Ok(Found::Nothing),
    }
}

/// How many; who they are is nobody's business.
fn counted(c: &mut Conn, kind: ReactionKind, note: &str, id: &str) -> store::Result<Found> {
    let total = u64::try_from(reaction::count(c, kind, note)?).unwrap_or(0);
    let collection = OrderedCollection::counted(address(id)?, total, None);
    Ok(Found::Document(collection.to_json()))
}

/// The answers that everybody may read, as addresses: their authors' servers have the words.
fn replies(c: &mut Conn, note: &str, id: &str, page: Option<usize>) -> store::Result<Value> {
    let shown = reply::shown_in_answer_to(c, note)?;
    let total = u64::try_from(shown.len()).unwrap_or(u64::MAX);
    let at = |number: usize| address(&format!("{id}?page={number}"));
    let Some(number) = page else {
        let first = Some(at(0)?);
        return Ok(OrderedCollection::counted(address(id)?, total, first).to_json());
    };
    let begin = number.saturating_mul(PAGE);
    let items = shown.iter().skip(begin).take(PAGE);
    let more = shown.len() > begin.saturating_add(PAGE);
    let page = OrderedCollectionPage {
        id: at(number)?,
        part_of: address(id)?,
        total_items: Some(total),
        next: more.then(|| at(number.saturating_add(1))).transpose()?,
        prev: number.checked_sub(1).map(at).transpose()?,
        items: items.map(|id| json!(id)).collect(),
    };
    Ok(page.to_json())
}
