//! `/@name/special`: one special with what people say to it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use musette_domain::id::SpecialId;
use musette_domain::{Instant, TextValue};
use serde::Deserialize;

use super::listing::{self, Listing};
use super::special_card;
use crate::app::App;
use crate::flow::conversation::shown;
use crate::http::{Error, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::coop::Coop;
use crate::store::media::{self, Media};
use crate::store::reaction::ReactionKind;
use crate::store::reply::Reply;
use crate::store::special::{Special, SpecialKind};
use crate::store::{self, Conn, reaction, reply, special};
use crate::url::Urls;
use crate::web::customer::report;
use crate::web::page::{self, Door, Frame, Share, SharedPicture};
use crate::web::parts::{Link, Look, Notice, ReplyCard, SpecialCard, Tone};

/// How many replies a page has.
const PAGE: usize = 30;

/// The page.
#[derive(Template)]
#[template(path = "visitor/special.html")]
pub struct SpecialPage {
    frame: Frame,
    w: Words,
    restaurant: (String, String),
    title: String,
    special: SpecialCard,
    over: Option<Notice>,
    counts: Vec<String>,
    replies: Vec<(ReplyCard, Option<Link>)>,
    more: Option<Link>,
    /// What to search for at one's own server.
    address: String,
}

/// What is known of a special.
#[derive(Debug, Clone, PartialEq)]
struct Known {
    listing: Listing,
    special: Special,
    photo: Option<Media>,
    likes: i64,
    boosts: i64,
    /// How many replies there are in all.
    total: usize,
    /// Those of this page.
    replies: Vec<Reply>,
}

impl SpecialPage {
    fn new(mut frame: Frame, app: &App, known: &Known, number: usize) -> Self {
        let special = &known.special;
        let (w, id, now) = (frame.w, special.id.as_str(), app.clock.now());
        let name = known.listing.path.trim_start_matches("/@");
        frame.canonical = Some(app.urls.special_page(name, id));
        frame.activity = Some(app.urls.special(id));
        frame.share = Some(Share {
            title: format!("{}, {}", special.title, known.listing.name),
            description: special.description.clone(),
            image: known.photo.as_ref().map(|photo| SharedPicture {
                url: app.urls.media(photo.id.as_str()),
                alt: photo.alt.clone(),
            }),
        });
        let more = (known.total > number.saturating_add(1).saturating_mul(PAGE)).then(|| {
            let href = format!("{}/{id}?page={}#replies", known.listing.path, number + 1);
            Link::new(href, w.say("replies-more"))
        });
        let mut page = Self::of(frame, known, now, app.urls.special(id));
        page.more = more;
        page
    }

    fn of(frame: Frame, known: &Known, now: Instant, address: String) -> Self {
        let (w, format) = (frame.w, frame.format);
        let is_over = known.special.ends_at <= now;
        let counts = [
            w.count("replies-count", known.total),
            w.count("likes-count", known.likes),
            w.count("boosts-count", known.boosts),
        ];
        Self {
            restaurant: (known.listing.path.clone(), known.listing.name.clone()),
            title: known.special.title.clone(),
            special: card(&frame, known, now),
            over: is_over.then(|| {
                Notice::new(Tone::Warn, w.say("special-page-over")).link(Link::new(
                    known.listing.path.clone(),
                    w.with("special-page-restaurant", &[("name", &known.listing.name)]),
                ))
            }),
            counts: counts.to_vec(),
            replies: known
                .replies
                .iter()
                .map(|row| {
                    let report = (!row.ours).then(|| report::link(w, &row.id).look(Look::Bare));
                    (ReplyCard::new((w, format), row, now), report)
                })
                .collect(),
            more: None,
            address,
            w,
            frame: frame.behind(Door::Discover),
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang);
        let w = frame.w;
        Self {
            restaurant: ("/@poireau".into(), "Le Poireau <Masqué>".into()),
            title: "Parmentier <b>".into(),
            special: SpecialCard::sample(w),
            over: Some(Notice::new(Tone::Warn, w.say("special-page-over"))),
            counts: vec![w.count("replies-count", 1)],
            replies: vec![(ReplyCard::sample(w), Some(report::link(w, "<b>")))],
            more: Some(Link::new("?page=1", w.say("replies-more"))),
            address: "https://montbraquet.example/ap/n/1".into(),
            w,
            frame,
        }
    }
}

fn card(frame: &Frame, known: &Known, now: Instant) -> SpecialCard {
    let (w, listing) = (frame.w, &known.listing);
    SpecialCard {
        links: vec![Link::new(
            listing.path.clone(),
            w.with("special-page-restaurant", &[("name", &listing.name)]),
        )],
        ..special_card::ours(
            (w, frame.format),
            listing,
            &known.special,
            known.photo.as_ref(),
            now,
        )
    }
}

/// Which page of the replies.
#[derive(Debug, Deserialize)]
pub struct Which {
    page: Option<String>,
}

/// Shows the special, also after its end: what was said stays readable. One that was taken back is gone.
pub async fn page(
    State(site): State<Site>,
    Path((name, id)): Path<(String, String)>,
    Query(which): Query<Which>,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    let missing = || Error::missing("special-page-unknown");
    let id = SpecialId::parse(&id).map_err(|_| missing())?;
    let number = which.page.and_then(|page| page.parse().ok()).unwrap_or(0);
    let urls = site.app.urls.clone();
    let known = site
        .app
        .db
        .read(move |c| read(c, &urls, &coop, &name, &id, number));
    let known = known.await?.ok_or_else(missing)?;
    Ok(page::render(&SpecialPage::new(
        frame, &site.app, &known, number,
    )))
}

fn read(
    c: &mut Conn,
    urls: &Urls,
    own: &Coop,
    name: &str,
    id: &SpecialId,
    number: usize,
) -> store::Result<Option<Known>> {
    let Some(special) = special::find_optional(c, id)?.filter(|row| {
        // The notice of a closure stands on the restaurant's page and has none of its own.
        row.removed_at.is_none() && row.kind == SpecialKind::Special
    }) else {
        return Ok(None);
    };
    let listing = listing::of_name(c, urls, own, name, None)?;
    let Some(listing) = listing.filter(
        |listing| matches!(&listing.home, listing::Home::Ours(of) if *of == special.restaurant_id),
    ) else {
        return Ok(None);
    };
    let note = urls.special(id.as_str());
    let ids = shown::of_special(c, &note, id)?;
    let here: Vec<_> = ids
        .iter()
        .skip(number.saturating_mul(PAGE))
        .take(PAGE)
        .cloned()
        .collect();
    Ok(Some(Known {
        likes: reaction::count(c, ReactionKind::Like, &note)?,
        boosts: reaction::count(c, ReactionKind::Boost, &note)?,
        total: ids.len(),
        replies: reply::list(c, &here)?,
        photo: match &special.photo_id {
            Some(photo) => media::find_optional(c, photo)?,
            None => None,
        },
        listing,
        special,
    }))
}
