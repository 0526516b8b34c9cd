//! `/tags/{tag}`: the specials of this co-op's restaurants that have a hashtag. It is where a hashtag in a Note leads.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::{Instant, hashtag};

use super::listing::Listing;
use super::special_card;
use crate::http::{Error, PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::coop::Coop;
use crate::store::media::{self, Media};
use crate::store::restaurant::{self, RestaurantState};
use crate::store::special::{self, Special};
use crate::store::{self, Conn};
use crate::url::Urls;
use crate::web::page::{self, Door, Frame};
use crate::web::parts::{Empty, Hue, Link, SpecialCard};

/// How many running specials are looked through.
const MOST: i64 = 500;

/// The page.
#[derive(Template)]
#[template(path = "visitor/tag.html")]
pub struct TagPage {
    frame: Frame,
    w: Words,
    tag: String,
    specials: Vec<SpecialCard>,
    empty: Option<Empty>,
}

/// A special with its restaurant and its photo.
type Found = (Special, Listing, Option<Media>);

impl TagPage {
    fn new(frame: Frame, tag: &str, found: &[Found], now: Instant) -> Self {
        let w = frame.w;
        let empty = Empty::new(Hue::Slate, "pot", w.say("tag-none"))
            .link(Link::new("/", w.say("tag-discover")));
        Self {
            w,
            tag: format!("#{tag}"),
            specials: found.iter().map(|found| card(&frame, found, now)).collect(),
            empty: found.is_empty().then_some(empty),
            frame: frame.behind(Door::Discover),
        }
    }
    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang);
        Self {
            specials: vec![SpecialCard::sample(frame.w)],
            empty: None,
            ..Self::new(frame, "Poireaux", &[], Instant::from_millis(0))
        }
    }
}

fn card(frame: &Frame, (special, listing, photo): &Found, now: Instant) -> SpecialCard {
    SpecialCard {
        href: Some(format!("{}/{}", listing.path, special.id)),
        restaurant: Some(listing.name.clone()),
        ..special_card::ours(
            (frame.w, frame.format),
            listing,
            special,
            photo.as_ref(),
            now,
        )
    }
}

fn read(
    c: &mut Conn,
    urls: &Urls,
    own: &Coop,
    tag: &str,
    now: Instant,
) -> store::Result<Vec<Found>> {
    let tag = hashtag::folded(tag);
    let mut found = Vec::new();
    for special in special::list_current_everywhere(c, now, MOST)? {
        if !special
            .hashtags
            .iter()
            .any(|one| hashtag::folded(one) == tag)
        {
            continue;
        }
        let row = restaurant::find(c, &special.restaurant_id)?;
        if row.state != RestaurantState::Listed {
            continue;
        }
        let photo = match &special.photo_id {
            Some(photo) => media::find_optional(c, photo)?,
            None => None,
        };
        found.push((special, Listing::ours(row, own, urls), photo));
    }
    Ok(found)
}

/// Shows the page; what is no hashtag has none.
pub async fn show(
    State(site): State<Site>,
    Path(tag): Path<String>,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    if !hashtag::is_tag(&tag) {
        return Err(Error::not_found());
    }
    let (urls, now, wanted) = (site.app.urls.clone(), site.app.clock.now(), tag.clone());
    let found = site
        .app
        .db
        .read(move |c| read(c, &urls, &coop, &wanted, now))
        .await?;
    Ok(page::render(&TagPage::new(frame, &tag, &found, now)))
}
