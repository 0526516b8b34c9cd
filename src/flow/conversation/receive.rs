//! Somebody elsewhere answers a special, answers an answer, or mentions a restaurant or the co-op; or corrects what they said.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_domain::id::{RestaurantId, SpecialId};

use super::{OurNote, hold, our_note, topic};
use crate::app::App;
use crate::flow::Changed;
use crate::store::reply::Reply;
use crate::store::{Conn, Result, local_actor, reply};

/// How many replies of one special are kept.
pub const OF_ONE_SPECIAL: i64 = 1_000;
/// How much one author may say to us in a day.
pub const OF_ONE_AUTHOR: i64 = 30;
/// How much may be said to us from one server in a day.
pub const OF_ONE_HOST: i64 = 1_000;
/// How far a conversation goes.
pub const DEEPEST: i32 = 16;

/// Who says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The actor's id.
    pub id: String,
    /// Such as `@anna@social.example`.
    pub handle: String,
    /// The name they gave themselves.
    pub name: String,
    /// Where an answer goes.
    pub inbox: String,
    /// Their server.
    pub host: String,
}

/// What somebody says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The Note's address.
    pub id: String,
    /// What it answers.
    pub in_reply_to: Option<String>,
    /// The actors of ours that it speaks to.
    pub to: Vec<String>,
    /// Who says it. Proved by the caller.
    pub author: Author,
    /// Whether everybody may read it.
    pub public: bool,
    /// A warning to be read first.
    pub summary: Option<String>,
    /// What it says, cleaned.
    pub content: String,
    /// Its language.
    pub language: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// When it was published.
    pub published_at: Instant,
    /// When it was corrected, if this is a correction.
    pub edited_at: Option<Instant>,
}

/// Where it belongs.
struct Place {
    /// None for the co-op.
    restaurant: Option<RestaurantId>,
    special: Option<SpecialId>,
    in_reply_to: Option<String>,
    depth: i32,
}

/// Keeps it if it is for one of ours. What is kept is corrected by a correction of its author, and stays as it is otherwise.
pub fn run(c: &mut Conn, app: &App, new: &Incoming) -> Result<Changed> {
    if let Some(row) = reply::find_optional(c, &new.id)? {
        return edit(c, app, row, new);
    }
    if !new.public && new.to.is_empty() {
        return Ok(Changed::nothing());
    }
    let Some(place) = place(c, app, new)? else {
        return Ok(Changed::nothing());
    };
    let now = app.clock.now();
    if is_too_much(c, &place, &new.author, now)? {
        tracing::info!(
            actor.id = new.author.id,
            host = new.author.host,
            "a reply is not kept: there are too many"
        );
        return Ok(Changed::nothing());
    }
    let waits = waits(c, place.restaurant.as_ref(), place.special.as_ref())?;
    let row = Reply {
        id: new.id.clone(),
        restaurant_id: place.restaurant,
        special_id: place.special,
        in_reply_to: place.in_reply_to,
        depth: place.depth,
        author_id: new.author.id.clone(),
        author_handle: new.author.handle.clone(),
        author_name: new.author.name.clone(),
        author_inbox: new.author.inbox.clone(),
        host: new.author.host.clone(),
        ours: false,
        public: new.public,
        summary: new.summary.clone(),
        content: new.content.clone(),
        language: new.language.clone(),
        url: new.url.clone(),
        published_at: new.published_at.min(now),
        edited_at: new.edited_at,
        hidden_at: waits.then_some(now),
        removed_at: None,
        received_at: now,
        approved_by: None,
    };
    reply::insert_if_absent(c, &row)?;
    Ok(Changed::topics([topic(row.restaurant_id)]))
}

/// What it answers decides; what answers nothing of ours is a mention of the first restaurant that it names, or of the co-op.
fn place(c: &mut Conn, app: &App, new: &Incoming) -> Result<Option<Place>> {
    if let Some(parent) = &new.in_reply_to {
        let below = |restaurant, special, depth| Place {
            restaurant,
            special,
            in_reply_to: Some(parent.clone()),
            depth,
        };
        if let Some(OurNote::Special(row)) = our_note(c, &app.urls, parent)? {
            return Ok(Some(below(Some(row.restaurant_id), Some(row.id), 1)));
        }
        if let Some(row) = reply::find_optional(c, parent)? {
            let fits = row.removed_at.is_none() && row.depth < DEEPEST;
            return Ok(fits.then(|| below(row.restaurant_id, row.special_id, row.depth + 1)));
        }
        // A Note of ours that is gone. What announces an event or says how to order is no conversation: who answers it and names us mentions us.
        if app.urls.note_id(parent).is_some() {
            return Ok(None);
        }
    }
    let mention = |restaurant| Place {
        restaurant,
        special: None,
        in_reply_to: new.in_reply_to.clone(),
        depth: 1,
    };
    for actor in &new.to {
        let ours = local_actor::find_optional(c, actor)?.filter(|row| row.gone_at.is_none());
        if let Some(restaurant) = ours.and_then(|row| row.restaurant_id) {
            return Ok(Some(mention(Some(restaurant))));
        }
    }
    let coop = app.urls.coop();
    Ok(new.to.contains(&coop).then(|| mention(None)))
}

fn is_too_much(c: &mut Conn, place: &Place, author: &Author, now: Instant) -> Result<bool> {
    let since = now.minus(TimeDelta::days(1));
    if let Some(special) = &place.special
        && reply::count_of_special(c, special)? >= OF_ONE_SPECIAL
    {
        return Ok(true);
    }
    Ok(
        reply::count_of_author(c, &author.id, since)? >= OF_ONE_AUTHOR
            || reply::count_of_host(c, &author.host, since)? >= OF_ONE_HOST,
    )
}

/// Whether the restaurant's people read it before everybody does. A mention is shown to nobody else.
fn waits(
    c: &mut Conn,
    restaurant: Option<&RestaurantId>,
    special: Option<&SpecialId>,
) -> Result<bool> {
    match (restaurant, special) {
        (Some(of), Some(_)) => hold::holds(c, of),
        _ => Ok(false),
    }
}

/// Writes a correction of its author. What was taken back stays so, and a correction that is older than the one we have is none. Other words than those
/// that were shown are read again where replies are held.
fn edit(c: &mut Conn, app: &App, row: Reply, new: &Incoming) -> Result<Changed> {
    let Some(at) = new.edited_at else {
        return Ok(Changed::nothing());
    };
    let older = row.edited_at.is_some_and(|before| before > at);
    if row.author_id != new.author.id || row.ours || row.removed_at.is_some() || older {
        return Ok(Changed::nothing());
    }
    let waits = waits(c, row.restaurant_id.as_ref(), row.special_id.as_ref())?;
    let hidden_at = match row.hidden_at {
        None if waits => Some(app.clock.now()),
        as_it_was => as_it_was,
    };
    let row = Reply {
        hidden_at,
        public: new.public,
        summary: new.summary.clone(),
        content: new.content.clone(),
        language: new.language.clone(),
        author_name: new.author.name.clone(),
        edited_at: Some(at),
        ..row
    };
    reply::save(c, &row)?;
    Ok(Changed::topics([topic(row.restaurant_id)]))
}
