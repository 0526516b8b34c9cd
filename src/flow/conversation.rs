//! What people elsewhere say to our restaurants: replies and mentions, what the restaurant answers, and who likes or boosts.

pub mod answer;
pub mod forget;
pub mod hold;
pub mod react;
pub mod receive;
pub mod remove;
pub mod set_hidden;
pub mod shown;
pub mod take_back;

use musette_domain::TextValue;
use musette_domain::id::SpecialId;

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
