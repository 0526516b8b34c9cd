//! The special of the day as a Note that everybody can read; the notice of a closure in the same shape.

use chrono_tz::Tz;
use musette_domain::opening_week::on_the_wall;
use musette_domain::{Money, TextValue};
use musette_federation::context::PUBLIC;
use musette_federation::note::{Hashtag, SpecialNote};

use super::html::{self, escape, paragraphs};
use super::{address, picture, words};
use crate::store::coop::Coop;
use crate::store::restaurant::Restaurant;
use crate::store::special::{Special, SpecialKind};
use crate::store::{self, Conn};
use crate::url::Urls;

/// The Note of a special, or of a closure.
pub fn document(
    c: &mut Conn,
    urls: &Urls,
    coop: Option<&Coop>,
    restaurant: &Restaurant,
    row: &Special,
) -> store::Result<SpecialNote> {
    let actor = urls.restaurant(&restaurant.handle);
    let locale = coop.map_or("en", |coop| &coop.locale);
    let words = words::of(locale);
    let (page, content) = match row.kind {
        SpecialKind::Special => (
            urls.special_page(&restaurant.handle, row.id.as_str()),
            content(urls, &words, restaurant, row),
        ),
        SpecialKind::Closure => (
            urls.page(&restaurant.handle),
            closure(&words, coop, restaurant, row),
        ),
    };
    Ok(SpecialNote {
        id: address(&urls.special(row.id.as_str()))?,
        attributed_to: address(&actor)?,
        to: vec![PUBLIC.to_owned()],
        cc: vec![urls.part(&actor, "followers")],
        published: row.published_at.to_utc(),
        updated: row.updated_at().map(musette_domain::Instant::to_utc),
        end_time: Some(row.ends_at.to_utc()),
        url: Some(address(&page)?),
        content,
        language: Some(words::language(locale).to_owned()),
        hashtags: hashtags(urls, row)?,
        images: picture::photo(c, urls, row.photo_id.as_ref())?
            .into_iter()
            .collect(),
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

/// What people read: the dish and its price, what it is, what is in it, where to order. That it is sold out comes first, because some servers show
/// little more than the first line.
fn content(urls: &Urls, words: &words::Words, restaurant: &Restaurant, row: &Special) -> String {
    let price = row
        .price
        .map(|minor| format!(", {}", Money::new(minor, restaurant.currency)))
        .unwrap_or_default();
    let gone = if row.sold_out {
        format!("{}: ", words.sold_out)
    } else {
        String::new()
    };
    let mut html = format!(
        "<p><strong>{}{}{}</strong></p>",
        escape(&gone),
        escape(&row.title),
        escape(&price)
    );
    html.push_str(&paragraphs(&row.description));
    if !row.allergens.is_empty() {
        let listed = row.allergens.join(", ");
        html += &paragraph(words.contains, &escape(&listed));
    }
    let page = urls.page(&restaurant.handle);
    html += &paragraph(words.order, &html::link(&page, urls.authority()));
    html += &tags(urls, row);
    html
}

/// Until when the restaurant is closed, and why.
fn closure(
    words: &words::Words,
    coop: Option<&Coop>,
    restaurant: &Restaurant,
    row: &Special,
) -> String {
    let zone = coop.and_then(|coop| coop.timezone.parse().ok());
    let until = words.moment(on_the_wall(row.ends_at, zone.unwrap_or(Tz::UTC)));
    format!(
        "<p><strong>{}: {} {}</strong></p>{}",
        escape(&restaurant.name),
        escape(&words.closed_until.to_lowercase()),
        escape(&until),
        paragraphs(&row.description)
    )
}

fn hashtags(urls: &Urls, row: &Special) -> store::Result<Vec<Hashtag>> {
    let tag = |tag: &String| {
        Ok(Hashtag {
            name: format!("#{tag}"),
            href: address(&urls.tag(tag))?,
        })
    };
    row.hashtags.iter().map(tag).collect()
}

fn tags(urls: &Urls, row: &Special) -> String {
    if row.hashtags.is_empty() {
        return String::new();
    }
    let links = row
        .hashtags
        .iter()
        .map(|tag| html::hashtag(&urls.tag(tag), tag));
    format!("<p>{}</p>", links.collect::<Vec<_>>().join(" "))
}

fn paragraph(name: &str, html: &str) -> String {
    format!("<p>{name}: {html}</p>")
}
