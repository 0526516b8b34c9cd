//! What people elsewhere say to our restaurants and to the co-op: replies and mentions, what is answered, and who likes or boosts.
//!
//! Where a flow takes an optional restaurant, none is the co-op itself.

pub mod answer;
pub mod approve;
pub mod correct;
pub mod decline;
pub mod forget;
pub mod hold;
pub mod react;
pub mod receive;
pub mod remove;
pub mod set_hidden;
pub mod shown;
pub mod take_back;

use musette_domain::TextValue;
use musette_domain::id::{RestaurantId, SpecialId};

use crate::app::Topic;
use crate::store::reply::Reply;
use crate::store::special::Special;
use crate::store::{Conn, Result, reply, special};
use crate::url::Urls;

/// A Note of ours that somebody refers to.
#[derive(Debug, Clone, PartialEq)]
pub enum OurNote {
    /// A special.
    Special(Box<Special>),
    /// An answer.
    Answer(Box<Reply>),
}

/// The Note of ours at this address, unless it was taken back.
pub fn our_note(c: &mut Conn, urls: &Urls, url: &str) -> Result<Option<OurNote>> {
    let Some(id) = urls.note_id(url) else {
        return Ok(None);
    };
    if let Ok(id) = SpecialId::parse(id)
        && let Some(row) = special::find_optional(c, &id)?
    {
        let stands = row.removed_at.is_none();
        return Ok(stands.then(|| OurNote::Special(Box::new(row))));
    }
    let row = reply::find_optional(c, url)?;
    let row = row.filter(|row| row.ours && row.removed_at.is_none());
    Ok(row.map(|row| OurNote::Answer(Box::new(row))))
}

/// The answer of ours at this address, if it stands and answers what `author` wrote.
fn answer_to(c: &mut Conn, author: &str, id: &str) -> Result<Option<Reply>> {
    let row = reply::find_optional(c, id)?;
    let Some(row) = row.filter(|row| row.ours && row.removed_at.is_none()) else {
        return Ok(None);
    };
    let parent = match &row.in_reply_to {
        Some(parent) => reply::find_optional(c, parent)?,
        None => None,
    };
    let by_author = parent.is_some_and(|parent| parent.author_id == author);
    Ok(by_author.then_some(row))
}

/// Which live pages hear of what is said: the restaurant's, or the co-op's.
fn topic(of: Option<RestaurantId>) -> Topic {
    of.map_or(Topic::Coop, Topic::Restaurant)
}
