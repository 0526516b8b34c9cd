//! The special of the day as a Note that everybody can read.

use musette_domain::{Money, TextValue};
use musette_federation::context::PUBLIC;
use musette_federation::note::SpecialNote;

use super::actor::{escape, paragraphs};
use super::{address, words};
use crate::store::coop::Coop;
use crate::store::restaurant::Restaurant;
use crate::store::special::Special;
use crate::store::{self};
use crate::url::Urls;

/// The Note of a special.
pub fn document(
    urls: &Urls,
    coop: Option<&Coop>,
    restaurant: &Restaurant,
    row: &Special,
) -> store::Result<SpecialNote> {
    let actor = urls.restaurant(&restaurant.handle);
    let locale = coop.map_or("en", |coop| &coop.locale);
    Ok(SpecialNote {
        id: address(&urls.special(row.id.as_str()))?,
        attributed_to: address(&actor)?,
        to: vec![PUBLIC.to_owned()],
        cc: vec![urls.part(&actor, "followers")],
        published: row.published_at.to_utc(),
        updated: row.edited_at.map(musette_domain::Instant::to_utc),
        end_time: Some(row.ends_at.to_utc()),
        url: Some(address(&urls.page(&restaurant.handle))?),
        content: content(urls, &words::of(locale), restaurant, row),
        language: Some(words::language(locale).to_owned()),
        hashtags: Vec::new(),
        images: Vec::new(),
        about: row
            .menu_item_id
            .as_ref()
            .map(|item| address(&urls.menu_item(item.as_str())))
            .transpose()?,
        in_reply_to: None,
        replies: Some(address(
            &urls.part(&urls.special(row.id.as_str()), "replies"),
        )?),
    })
}

/// What people read: the dish and its price, what it is, what is in it, where to order.
fn content(urls: &Urls, words: &words::Words, restaurant: &Restaurant, row: &Special) -> String {
    let price = row
        .price
        .map(|minor| format!(", {}", Money::new(minor, restaurant.currency)))
        .unwrap_or_default();
    let mut html = format!(
        "<p><strong>{}{}</strong></p>",
        escape(&row.title),
        escape(&price)
    );
    html.push_str(&paragraphs(&row.description));
    if !row.allergens.is_empty() {
        let listed = row.allergens.join(", ");
        html += &paragraph(words.contains, &escape(&listed));
    }
    let page = urls.page(&restaurant.handle);
    let link = format!(
        "<a href=\"{}\">{}</a>",
        escape(&page),
        escape(urls.authority())
    );
    html += &paragraph(words.order, &link);
    html
}

fn paragraph(name: &str, html: &str) -> String {
    format!("<p>{name}: {html}</p>")
}
