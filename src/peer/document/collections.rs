//! Our collections: posts, followers, restaurants, specials, neighbours.

use musette_domain::{Instant, TextValue};
use musette_federation::collection::{OrderedCollection, OrderedCollectionPage};
use serde_json::{Value, json};

use super::address;
use super::featured::HOW_TO_ORDER;
use crate::store::local_actor::{ActorKind, LocalActor};
use crate::store::outbox_activity::OutboxActivity;
use crate::store::{
    self, Conn, event, follower, following, outbox_activity, partner, restaurant, special,
};
use crate::url::Urls;

/// How many activities a page of an outbox has.
const PAGE: i64 = 20;
/// How many specials a co-op shows.
const SPECIALS: i64 = 200;

/// An actor's public posts: the count and where the pages begin.
pub fn outbox(c: &mut Conn, urls: &Urls, actor: &LocalActor) -> store::Result<Value> {
    let id = urls.part(&actor.id, "outbox");
    let total = outbox_activity::count_public_of(c, &actor.id)?;
    let first = address(&format!("{id}?page=first"))?;
    Ok(OrderedCollection::counted(address(&id)?, count(total), Some(first)).to_json())
}

/// A page of an actor's public posts, newest first. `before` is what the page before ended with.
pub fn outbox_page(
    c: &mut Conn,
    urls: &Urls,
    actor: &LocalActor,
    before: Option<(Instant, &str)>,
) -> store::Result<Value> {
    let outbox = urls.part(&actor.id, "outbox");
    let rows = outbox_activity::public_of(c, &actor.id, before, PAGE)?;
    let this = before.map_or_else(|| "first".to_owned(), |(at, id)| mark(at, id));
    let full = i64::try_from(rows.len()).is_ok_and(|found| found == PAGE);
    let next = rows
        .last()
        .filter(|_| full)
        .map(|last| {
            let short = last.id.rsplit('/').next().unwrap_or_default();
            address(&format!("{outbox}?page={}", mark(last.created_at, short)))
        })
        .transpose()?;
    let page = OrderedCollectionPage {
        id: address(&format!("{outbox}?page={this}"))?,
        part_of: address(&outbox)?,
        total_items: None,
        next,
        prev: None,
        items: rows.iter().filter_map(item).collect(),
    };
    Ok(page.to_json())
}

/// An activity as an item of a page: the page brings the context.
fn item(row: &OutboxActivity) -> Option<Value> {
    let mut value: Value = serde_json::from_str(&row.body).ok()?;
    value.as_object_mut()?.remove("@context");
    Some(value)
}

fn mark(at: Instant, id: &str) -> String {
    format!("{}-{id}", at.millis())
}

/// Reads the mark of a page; none for the first one. Anything else is an error of the reader's.
pub fn read_mark(urls: &Urls, text: &str) -> Option<Option<(Instant, String)>> {
    if text == "first" || text == "true" {
        return Some(None);
    }
    let (millis, id) = text.split_once('-')?;
    let millis = millis.parse().ok()?;
    let plain = id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain.then(|| Some((Instant::from_millis(millis), urls.activity(id))))
}

/// How many follow an actor; who they are is nobody's business.
pub fn followers(c: &mut Conn, urls: &Urls, actor: &LocalActor) -> store::Result<Value> {
    let total = follower::count_of(c, &actor.name)?;
    let id = address(&urls.part(&actor.id, "followers"))?;
    Ok(OrderedCollection::counted(id, count(total), None).to_json())
}

/// How many an actor follows: only the instance follows anybody, for its customers.
pub fn following(c: &mut Conn, urls: &Urls, actor: &LocalActor) -> store::Result<Value> {
    let total = match actor.kind {
        ActorKind::Instance => following::count_accepted(c)?,
        _ => 0,
    };
    let id = address(&urls.part(&actor.id, "following"))?;
    Ok(OrderedCollection::counted(id, count(total), None).to_json())
}

/// Pinned posts, by address: how to order at a restaurant. A co-op pins nothing.
pub fn featured(urls: &Urls, actor: &LocalActor) -> store::Result<Value> {
    let id = address(&urls.part(&actor.id, "featured"))?;
    let pinned = match actor.kind {
        ActorKind::Restaurant => vec![json!(urls.part(&actor.id, HOW_TO_ORDER))],
        _ => Vec::new(),
    };
    Ok(OrderedCollection::whole(id, pinned).to_json())
}

/// The current specials of a restaurant, or of all of them: addresses of Notes.
pub fn specials(
    c: &mut Conn,
    urls: &Urls,
    actor: &LocalActor,
    now: Instant,
) -> store::Result<Value> {
    let rows = match &actor.restaurant_id {
        Some(id) => special::list_current_of(c, id, now)?,
        None => special::list_current_everywhere(c, now, SPECIALS)?,
    };
    let items = rows
        .iter()
        .map(|row| json!(urls.special(row.id.as_str())))
        .collect();
    let id = address(&urls.part(&actor.id, "specials"))?;
    Ok(OrderedCollection::whole(id, items).to_json())
}

/// What an actor invites to, the next first: addresses of events.
pub fn events(c: &mut Conn, urls: &Urls, actor: &LocalActor, now: Instant) -> store::Result<Value> {
    let items = event::upcoming_of(c, actor.restaurant_id.as_ref(), now)?
        .iter()
        .map(|row| json!(urls.event(row.id.as_str())))
        .collect();
    let id = address(&urls.part(&actor.id, "events"))?;
    Ok(OrderedCollection::whole(id, items).to_json())
}

/// The co-op's restaurants: addresses of actors.
pub fn restaurants(c: &mut Conn, urls: &Urls, actor: &LocalActor) -> store::Result<Value> {
    let items = restaurant::list_listed(c)?
        .iter()
        .map(|row| json!(urls.restaurant(&row.handle)))
        .collect();
    let id = address(&urls.part(&actor.id, "restaurants"))?;
    Ok(OrderedCollection::whole(id, items).to_json())
}

/// The co-ops we trade with, so that others find them without a directory.
pub fn neighbours(c: &mut Conn, urls: &Urls, actor: &LocalActor) -> store::Result<Value> {
    let items = partner::in_state(c, partner::PartnerState::Active)?
        .into_iter()
        .map(|row| json!(row.coop_id))
        .collect();
    let id = address(&urls.part(&actor.id, "neighbours"))?;
    Ok(OrderedCollection::whole(id, items).to_json())
}

fn count(rows: i64) -> u64 {
    u64::try_from(rows).unwrap_or(0)
}
