//! What a restaurant pins: one Note that says how to order, for people who find it on their own server.
//!
//! It is never delivered: servers that show pins read `featured` themselves (GoToSocial takes addresses only).

use musette_domain::Money;
use musette_federation::context::PUBLIC;
use musette_federation::note::SpecialNote;

use super::html::{escape, link};
use super::{address, words};
use crate::store::coop::Coop;
use crate::store::local_actor::LocalActor;
use crate::store::restaurant::Restaurant;
use crate::store::{self};
use crate::url::Urls;

/// The last word of the Note's address.
pub const HOW_TO_ORDER: &str = "how-to-order";

/// The Note.
pub fn how_to_order(
    urls: &Urls,
    actor: &LocalActor,
    row: &Restaurant,
    coop: Option<&Coop>,
) -> store::Result<SpecialNote> {
    let locale = coop.map_or("en", |coop| &coop.locale);
    Ok(SpecialNote {
        id: address(&urls.part(&actor.id, HOW_TO_ORDER))?,
        attributed_to: address(&actor.id)?,
        to: vec![PUBLIC.to_owned()],
        cc: vec![urls.part(&actor.id, "followers")],
        published: row.created_at.to_utc(),
        updated: Some(row.updated_at.to_utc()),
        end_time: None,
        url: Some(address(&urls.page(&row.handle))?),
        content: content(urls, &words::of(locale), row, coop),
        language: Some(words::language(locale).to_owned()),
        hashtags: Vec::new(),
        images: Vec::new(),
        about: None,
        in_reply_to: None,
        replies: None,
    })
}

fn content(urls: &Urls, words: &words::Words, row: &Restaurant, coop: Option<&Coop>) -> String {
    let coop = coop.map_or(urls.authority(), |coop| &coop.name);
    let page = urls.page(&row.handle);
    let mut html = format!(
        "<p><strong>{}</strong></p><p>{}</p>",
        escape(words.how_to_order),
        escape(&words.how(coop))
    );
    if row.delivers && row.minimum > 0 {
        let amount = Money::new(row.minimum, row.currency).to_string();
        html += &["<p>", &escape(&words.minimum(&amount)), "</p>"].concat();
    }
    let link = link(&page, page.trim_start_matches("https://"));
    html += &["<p>", words.order, ": ", &link, "</p>"].concat();
    html
}
