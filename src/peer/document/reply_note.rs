//! An answer of a restaurant or of the co-op as a Note: to whom it answers, and to everybody where the conversation is public.

use musette_domain::TextValue;
use musette_federation::context::PUBLIC;
use musette_federation::reply_note::{Mention, ReplyNote};

use super::{address, words};
use crate::services::plain_text::escaped;
use crate::store::reply::Reply;
use crate::store::special::SpecialKind;
use crate::store::{self, Conn, remote_actor, reply, special};
use crate::url::Urls;

/// An answer of ours with what it answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The Note.
    pub note: ReplyNote,
    /// What it answers.
    pub parent: Reply,
}

/// The Note of an answer; none where what it answers is forgotten.
pub fn document(c: &mut Conn, urls: &Urls, row: &Reply) -> store::Result<Option<Answer>> {
    let parent = match &row.in_reply_to {
        Some(id) => reply::find_optional(c, id)?,
        None => None,
    };
    let Some(parent) = parent.filter(|_| row.ours) else {
        return Ok(None);
    };
    let author = remote_actor::find_optional(c, &parent.author_id)?;
    // Where the author took everything back, the handle is forgotten, and the mention stays an address.
    let name = match parent.author_handle.as_str() {
        "" => parent.author_id.clone(),
        handle => handle.to_owned(),
    };
    let page = author
        .and_then(|actor| actor.url)
        .unwrap_or_else(|| parent.author_id.clone());
    let (to, cc) = audience(urls, row, &parent);
    let replies = urls.part(&row.id, "replies");
    let note = ReplyNote {
        id: address(&row.id)?,
        attributed_to: address(&row.author_id)?,
        to,
        cc,
        published: row.published_at.to_utc(),
        updated: row.edited_at.map(musette_domain::Instant::to_utc),
        url: page_of(c, urls, row)?
            .map(|url| address(&url))
            .transpose()?,
        content: content(&row.content, &page, &name),
        language: row
            .language
            .as_deref()
            .map(words::language)
            .map(str::to_owned),
        in_reply_to: address(&parent.id)?,
        mention: Mention {
            href: address(&parent.author_id)?,
            name,
        },
        approved_by: row.approved_by.as_deref().map(address).transpose()?,
        replies: row.public.then(|| address(&replies)).transpose()?,
    };
    Ok(Some(Answer { note, parent }))
}

/// Who reads it: the author of what it answers, and with a public one everybody and the restaurant's followers.
fn audience(urls: &Urls, row: &Reply, parent: &Reply) -> (Vec<String>, Vec<String>) {
    let to = vec![parent.author_id.clone()];
    if row.public {
        let followers = urls.part(&row.author_id, "followers");
        (to, vec![PUBLIC.to_owned(), followers])
    } else {
        (to, Vec::new())
    }
}

/// The page of the special that the conversation is about; the notice of a closure stands on the restaurant's.
fn page_of(c: &mut Conn, urls: &Urls, row: &Reply) -> store::Result<Option<String>> {
    let Some(id) = row.special_id.as_ref().filter(|_| row.public) else {
        return Ok(None);
    };
    let Some(handle) = urls.restaurant_handle(&row.author_id) else {
        return Ok(None);
    };
    let special = special::find_optional(c, id)?;
    Ok(special.map(|special| match special.kind {
        SpecialKind::Special => urls.special_page(handle, id.as_str()),
        SpecialKind::Closure => urls.page(handle),
    }))
}

/// The words, with whom they are for before them: servers that show no tags show this.
fn content(words: &str, page: &str, name: &str) -> String {
    let (page, name) = (escaped(page), escaped(name));
    let mention = format!("<a href=\"{page}\" class=\"u-url mention\">{name}</a>");
    match words.strip_prefix("<p>") {
        Some(rest) => format!("<p>{mention} {rest}"),
        None => format!("<p>{mention}</p>{words}"),
    }
}
