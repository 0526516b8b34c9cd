//! The handlers behind `/ap/…`: actors, their collections, Notes, dishes, activities.

use axum::extract::{Extension, Path, Query};
use axum::response::Response;
use http::HeaderMap;
use musette_domain::id::{EventId, MenuItemId, SpecialId};
use musette_domain::{Instant, TextValue};
use musette_federation::note::tombstone;
use serde::Deserialize;
use serde_json::Value;

use super::event::{self as event_documents, Host};
use super::featured::HOW_TO_ORDER;
use super::reply::{Found, reply};
use super::{actor, address, collections, featured, featured_collection, item, note, note_parts};
use crate::peer::Peer;
use crate::peer::problem::Problem;
use crate::store::event::Event;
use crate::store::local_actor::{ActorKind, LocalActor};
use crate::store::outbox_activity::OutboxActivity;
use crate::store::restaurant::{Restaurant, RestaurantState};
use crate::store::{
    self, Conn, coop, event, local_actor, menu_item, outbox_activity, restaurant, special,
};
use crate::url::Urls;

pub(super) type Answer = Result<Response, Problem>;

/// The instance actor.
pub async fn instance(peer: Extension<Peer>, headers: HeaderMap) -> Answer {
    let id = peer.urls.instance();
    actor_document(&peer, id, &headers).await
}

/// The co-op.
pub async fn coop(peer: Extension<Peer>, headers: HeaderMap) -> Answer {
    let id = peer.urls.coop();
    actor_document(&peer, id, &headers).await
}

/// The desk.
pub async fn desk(peer: Extension<Peer>, headers: HeaderMap) -> Answer {
    let id = peer.urls.desk();
    actor_document(&peer, id, &headers).await
}

/// A restaurant.
pub async fn restaurant(
    peer: Extension<Peer>,
    Path(handle): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let id = peer.urls.restaurant(&handle);
    actor_document(&peer, id, &headers).await
}

async fn actor_document(peer: &Peer, id: String, headers: &HeaderMap) -> Answer {
    let (urls, now) = (peer.urls.clone(), peer.clock.now());
    let found = peer
        .db
        .read(move |c| with_actor(c, &id, |c, row| actor::document(c, &urls, row, now)))
        .await?;
    Ok(reply(found, headers))
}

/// Finds an actor that others may see and writes something of it.
pub(super) fn with_actor(
    c: &mut Conn,
    id: &str,
    write: impl FnOnce(&mut Conn, &LocalActor) -> store::Result<Value>,
) -> store::Result<Found> {
    let Some(row) = local_actor::find_optional(c, id)? else {
        return Ok(Found::Nothing);
    };
    if row.gone_at.is_some() {
        return Ok(Found::Gone(address(id)?));
    }
    write(c, &row).map(Found::Document)
}

/// The parts of an actor, by the last word of the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Public posts.
    Outbox,
    /// How many follow.
    Followers,
    /// How many are followed.
    Following,
    /// Pinned posts.
    Featured,
    /// A restaurant's pinned post.
    HowToOrder,
    /// A restaurant's menu.
    Menu,
    /// Current specials.
    Specials,
    /// What one is invited to.
    Events,
    /// The co-op's restaurants.
    Restaurants,
    /// The co-op's partners.
    Neighbours,
    /// The co-op's collections of actors.
    Collections,
}

impl Part {
    fn of(name: &str, kind: ActorKind) -> Option<Self> {
        let part = match name {
            "outbox" => Self::Outbox,
            "followers" => Self::Followers,
            "following" => Self::Following,
            "featured" => Self::Featured,
            HOW_TO_ORDER => Self::HowToOrder,
            "menu" => Self::Menu,
            "specials" => Self::Specials,
            "events" => Self::Events,
            "restaurants" => Self::Restaurants,
            "neighbours" => Self::Neighbours,
            "collections" => Self::Collections,
            _ => return None,
        };
        let has = match part {
            Self::Outbox | Self::Followers | Self::Following => true,
            Self::Menu | Self::HowToOrder => kind == ActorKind::Restaurant,
            Self::Featured | Self::Specials | Self::Events => {
                matches!(kind, ActorKind::Restaurant | ActorKind::Coop)
            }
            Self::Restaurants | Self::Neighbours | Self::Collections => kind == ActorKind::Coop,
        };
        has.then_some(part)
    }
}

/// Which page of an outbox.
#[derive(Debug, Deserialize)]
pub struct PageQuery {
    page: Option<String>,
}

impl PageQuery {
    /// The page that is asked for.
    pub(super) fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }
}

/// A part of the instance, the co-op or the desk.
pub async fn own_part(
    peer: Extension<Peer>,
    Path((name, part)): Path<(String, String)>,
    query: Query<PageQuery>,
    headers: HeaderMap,
) -> Answer {
    let id = match name.as_str() {
        "instance" => peer.urls.instance(),
        "coop" => peer.urls.coop(),
        "desk" => peer.urls.desk(),
        _ => return Err(Problem::not_found("There is no such actor.")),
    };
    part_document(&peer, id, part, query.0, &headers).await
}

/// A part of a restaurant.
pub async fn restaurant_part(
    peer: Extension<Peer>,
    Path((handle, part)): Path<(String, String)>,
    query: Query<PageQuery>,
    headers: HeaderMap,
) -> Answer {
    let id = peer.urls.restaurant(&handle);
    part_document(&peer, id, part, query.0, &headers).await
}

async fn part_document(
    peer: &Peer,
    id: String,
    part: String,
    query: PageQuery,
    headers: &HeaderMap,
) -> Answer {
    let (urls, now) = (peer.urls.clone(), peer.clock.now());
    let page = match &query.page {
        None => None,
        Some(text) => Some(
            collections::read_mark(&peer.urls, text)
                .ok_or_else(|| Problem::bad_request("This is no page of the collection."))?,
        ),
    };
    let found = peer
        .db
        .read(move |c| -> store::Result<Found> {
            let kind = local_actor::find_optional(c, &id)?.map(|row| row.kind);
            let Some(part) = kind.and_then(|kind| Part::of(&part, kind)) else {
                return Ok(Found::Nothing);
            };
            with_actor(c, &id, |c, row| match (part, page) {
                (Part::Outbox, None) => collections::outbox(c, &urls, row),
                (Part::Outbox, Some(mark)) => {
                    let before = mark.as_ref().map(|(at, id)| (*at, id.as_str()));
                    collections::outbox_page(c, &urls, row, before)
                }
                (Part::Followers, _) => collections::followers(c, &urls, row),
                (Part::Following, _) => collections::following(c, &urls, row),
                (Part::Featured, _) => collections::featured(&urls, row),
                (Part::HowToOrder, _) => how_to_order(c, &urls, row),
                (Part::Menu, _) => menu(c, &urls, row),
                (Part::Specials, _) => collections::specials(c, &urls, row, now),
                (Part::Events, _) => collections::events(c, &urls, row, now),
                (Part::Restaurants, _) => collections::restaurants(c, &urls, row),
                (Part::Collections, _) => featured_collection::list(&urls),
                (Part::Neighbours, _) => collections::neighbours(c, &urls, row),
            })
        })
        .await?;
    Ok(reply(found, headers))
}

fn menu(c: &mut Conn, urls: &Urls, actor: &LocalActor) -> store::Result<Value> {
    let id = actor.restaurant_id.as_ref().ok_or(store::Error::NotFound)?;
    let row = restaurant::find(c, id)?;
    Ok(item::menu(c, urls, &row)?.to_json())
}

fn how_to_order(c: &mut Conn, urls: &Urls, actor: &LocalActor) -> store::Result<Value> {
    let id = actor.restaurant_id.as_ref().ok_or(store::Error::NotFound)?;
    let row = restaurant::find(c, id)?;
    let ours = coop::ours(c)?;
    Ok(featured::how_to_order(urls, actor, &row, ours.as_ref())?.to_json())
}

/// Since when a restaurant is gone with all that it had.
fn gone_at(c: &mut Conn, of: &Restaurant) -> store::Result<Option<Instant>> {
    let actor = local_actor::find_by_restaurant(c, &of.id)?;
    Ok(actor.and_then(|actor| actor.gone_at))
}

/// A special, or an answer of ours, as a Note.
pub async fn special(peer: Extension<Peer>, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    let Ok(id) = SpecialId::parse(&id) else {
        return Ok(reply(Found::Nothing, &headers));
    };
    let urls = peer.urls.clone();
    let found = peer
        .db
        .read(move |c| -> store::Result<Found> {
            let Some(row) = special::find_optional(c, &id)? else {
                return note_parts::answer_of_ours(c, &urls, &urls.answer(id.as_str()));
            };
            if let Some(removed) = row.removed_at {
                let id = address(&urls.special(id.as_str()))?;
                return Ok(Found::Deleted(tombstone(&id, "Note", removed.to_utc())));
            }
            let ours = coop::ours(c)?;
            let of = restaurant::find(c, &row.restaurant_id)?;
            if let Some(gone) = gone_at(c, &of)? {
                let id = address(&urls.special(id.as_str()))?;
                return Ok(Found::Deleted(tombstone(&id, "Note", gone.to_utc())));
            }
            note::document(c, &urls, ours.as_ref(), &of, &row)
                .map(|note| Found::Document(note.to_json()))
        })
        .await?;
    Ok(reply(found, &headers))
}

/// The collection of the co-op's restaurants.
pub async fn featured_restaurants(peer: Extension<Peer>, headers: HeaderMap) -> Answer {
    let urls = peer.urls.clone();
    let found = peer.db.read(move |c| -> store::Result<Found> {
        match coop::ours(c)? {
            Some(coop) if coop.closed_at.is_some() => Ok(Found::Gone(address(&urls.coop())?)),
            Some(coop) => featured_collection::document(c, &urls, &coop).map(Found::Document),
            None => Ok(Found::Nothing),
        }
    });
    Ok(reply(found.await?, &headers))
}

/// That a restaurant agrees to be in it.
pub async fn stamp(
    peer: Extension<Peer>,
    Path(handle): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let urls = peer.urls.clone();
    let found = peer.db.read(move |c| {
        let id = urls.restaurant(&handle);
        with_actor(c, &id, |_, _| featured_collection::stamp(&urls, &handle))
    });
    Ok(reply(found.await?, &headers))
}

/// An event.
pub async fn event(peer: Extension<Peer>, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    event_as(&peer, &id, &headers, |urls, host, row| {
        Ok(event_documents::document(urls, host, row)?.to_json())
    })
    .await
}

/// The Note that announces an event.
pub async fn event_note(
    peer: Extension<Peer>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer {
    event_as(&peer, &id, &headers, |urls, host, row| {
        Ok(event_documents::note(urls, host, row)?.to_json())
    })
    .await
}

async fn event_as(
    peer: &Peer,
    id: &str,
    headers: &HeaderMap,
    write: impl FnOnce(&Urls, &Host<'_>, &Event) -> store::Result<Value> + Send + 'static,
) -> Answer {
    let Ok(id) = EventId::parse(id) else {
        return Ok(reply(Found::Nothing, headers));
    };
    let urls = peer.urls.clone();
    let found = peer.db.read(move |c| -> store::Result<Found> {
        let (Some(row), Some(coop)) = (event::find_optional(c, &id)?, coop::ours(c)?) else {
            return Ok(Found::Nothing);
        };
        let restaurant = match &row.restaurant_id {
            Some(id) => Some(restaurant::find(c, id)?),
            None => None,
        };
        let gone = match &restaurant {
            Some(of) => gone_at(c, of)?,
            None => coop.closed_at,
        };
        if gone.is_some() {
            return Ok(Found::Gone(address(&urls.event(id.as_str()))?));
        }
        let host = Host {
            coop: &coop,
            restaurant: restaurant.as_ref(),
        };
        write(&urls, &host, &row).map(Found::Document)
    });
    Ok(reply(found.await?, headers))
}

/// A dish.
pub async fn menu_item(
    peer: Extension<Peer>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let Ok(id) = MenuItemId::parse(&id) else {
        return Ok(reply(Found::Nothing, &headers));
    };
    let urls = peer.urls.clone();
    let found = peer
        .db
        .read(move |c| -> store::Result<Found> {
            let Some(row) = menu_item::find_optional(c, &id)? else {
                return Ok(Found::Nothing);
            };
            let of = restaurant::find(c, &row.restaurant_id)?;
            if let Some(removed) = row.removed_at {
                let id = address(&urls.menu_item(id.as_str()))?;
                return Ok(Found::Deleted(tombstone(&id, "MenuItem", removed.to_utc())));
            }
            if let Some(gone) = gone_at(c, &of)? {
                let id = address(&urls.menu_item(id.as_str()))?;
                return Ok(Found::Deleted(tombstone(&id, "MenuItem", gone.to_utc())));
            }
            if !matches!(of.state, RestaurantState::Listed | RestaurantState::Left) {
                return Ok(Found::Nothing);
            }
            item::document(&urls, &of, &row).map(|dish| Found::Document(dish.to_json()))
        })
        .await?;
    Ok(reply(found, &headers))
}

/// A public activity, as it was sent; gone when what it is about, or who did it, is.
pub async fn activity(peer: Extension<Peer>, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    let urls = peer.urls.clone();
    let found = peer.db.read(move |c| -> store::Result<Found> {
        let id = urls.activity(&id);
        let Some(row) = outbox_activity::find_optional(c, &id)? else {
            return Ok(Found::Nothing);
        };
        let actor = local_actor::find_optional(c, &row.actor_id)?;
        let is_gone = row.public && actor.is_some_and(|actor| actor.gone_at.is_some());
        if is_gone || is_of_removed_special(c, &urls, &row)? {
            return Ok(Found::Gone(address(&id)?));
        }
        let document = serde_json::from_str(&row.body).ok();
        let document = document.filter(|_| row.public);
        Ok(document.map_or(Found::Nothing, Found::Document))
    });
    Ok(reply(found.await?, &headers))
}

/// Whether it published, corrected or boosted a special that was taken back. Specials are for everybody: that there was one is no secret.
fn is_of_removed_special(c: &mut Conn, urls: &Urls, row: &OutboxActivity) -> store::Result<bool> {
    let note = row.object_id.as_deref().and_then(|url| urls.note_id(url));
    let Some(id) = note.and_then(|id| SpecialId::parse(id).ok()) else {
        return Ok(false);
    };
    let special = special::find_optional(c, &id)?;
    Ok(row.kind != "Delete" && special.is_some_and(|special| special.removed_at.is_some()))
}
