//! `/`: what one can eat here and at the neighbours', as one list and on a map: what is open first, and who is nearer before who is farther.

pub mod card;
pub mod filter;
pub mod shelf;
pub mod shown;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use card::{Entry, Reader};
use filter::{Filter, Which};
use musette_domain::address::fold;
use shown::Shown;
use url::form_urlencoded::byte_serialize;

use super::drawing::{self, DrawnMap, Mark};
use super::find;
use super::place::{self, Place};
use crate::app::App;
use crate::http::session::Session;
use crate::http::{PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::coop::Coop;
use crate::web::page::{self, Door, Frame, Share};
use crate::web::parts::{Choice, Empty, Layout, Link, Offered, RestaurantCard, SpecialCard};

/// The most restaurants on one page.
const MOST: usize = 60;
/// The most restaurants with a number on the map.
const ON_MAP: usize = 20;

/// The page.
#[derive(Template)]
#[template(path = "visitor/discover.html")]
pub struct DiscoverPage {
    frame: Frame,
    w: Words,
    place: Option<String>,
    words: String,
    which: Choice,
    specials: Vec<SpecialCard>,
    open: Vec<Entry>,
    closed: Vec<Entry>,
    before: Option<String>,
    after: Option<(String, usize)>,
    map: Option<DrawnMap>,
    empty: Option<Empty>,
}

impl DiscoverPage {
    fn new(
        frame: Frame,
        app: &App,
        coop: &Coop,
        place: Option<&Place>,
        filter: &Filter,
        shown: &Shown,
    ) -> Self {
        let (w, now) = (frame.w, app.clock.now());
        let reader = Reader::new(w, frame.format, now, place, coop);
        let trips = card::trips(app, place, &shown.listings);
        let mut entries: Vec<Entry> = shown
            .listings
            .iter()
            .zip(trips)
            .filter_map(|(listing, trip)| {
                let (entry, open) = card::entry(&reader, listing, trip)?;
                filter.keeps(listing, open).then_some(entry)
            })
            .collect();
        entries.sort_by_cached_key(|entry| {
            let seconds = entry.seconds.unwrap_or(u32::MAX);
            (!entry.open, seconds, fold(&entry.card.name))
        });
        let pages = Pages::of(entries.len(), filter);
        let mut entries: Vec<Entry> = entries.into_iter().skip(pages.skipped).take(MOST).collect();
        let map = map(app, w, place, &mut entries);
        let specials = match pages.skipped {
            0 => shelf::cards(&reader, shown),
            _ => Vec::new(),
        };
        Self::of(frame, place, filter, specials, entries, map, pages)
    }

    fn of(
        mut frame: Frame,
        place: Option<&Place>,
        filter: &Filter,
        specials: Vec<SpecialCard>,
        entries: Vec<Entry>,
        map: Option<DrawnMap>,
        pages: Pages,
    ) -> Self {
        let w = frame.w;
        let about = [
            ("coop", frame.coop.name.as_str()),
            ("place", frame.coop.place.as_str()),
        ];
        frame.share = Some(Share {
            title: frame.coop.name.clone(),
            description: w.with("discover-about", &about),
            image: None,
        });
        frame.feed = Some("/feed".into());
        let empty = entries.is_empty().then(|| empty(&frame, place, filter));
        let (open, closed) = entries.into_iter().partition(|entry| entry.open);
        Self {
            w,
            place: place.map(|place| place.line(w)),
            words: filter.words.clone(),
            which: which(w, filter.which),
            specials,
            open,
            closed,
            before: pages.before,
            after: pages.after,
            map,
            empty,
            frame: frame.behind(Door::Discover),
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang);
        let w = frame.w;
        let entry = |open| Entry {
            card: RestaurantCard::sample(w),
            actor: "https://pontcassis.example/ap/r/fenouil-bavard".into(),
            position: None,
            open,
            seconds: Some(300),
        };
        let entries = vec![entry(true), entry(false)];
        let specials = vec![SpecialCard::sample(w)];
        let map = Some(DrawnMap::sample(w));
        let filter = Filter::new("all", "<b>", "2");
        let pages = Pages::of(MOST * 2 + 3, &filter);
        Self::of(frame, None, &filter, specials, entries, map, pages)
    }
}

/// Which part of the list is shown, and where the others are.
struct Pages {
    skipped: usize,
    before: Option<String>,
    after: Option<(String, usize)>,
}

impl Pages {
    /// The page that `filter` asks for of `all` restaurants; the last one instead of one after it.
    fn of(all: usize, filter: &Filter) -> Self {
        let last = all.saturating_sub(1) / MOST + 1;
        let page = filter.page.clamp(1, last);
        let shown = page * MOST;
        Self {
            skipped: shown - MOST,
            before: (page > 1).then(|| filter.href(page - 1)),
            after: (shown < all).then(|| (filter.href(page + 1), (all - shown).min(MOST))),
        }
    }
}

/// What the address of the page says.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    show: String,
    #[serde(default)]
    page: String,
}

/// Shows the page.
pub async fn show(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    session: Session,
    PageFrame { mut frame, coop }: PageFrame,
) -> Result<Response> {
    if find::address(&asked.q).is_some() {
        let query: String = byte_serialize(asked.q.trim().as_bytes()).collect();
        return Ok(Redirect::to(&format!("/find?q={query}")).into_response());
    }
    let app = &site.app;
    let place = place::of(&session).await?;
    let filter = Filter::new(&asked.show, &asked.q, &asked.page);
    let (urls, own, now) = (app.urls.clone(), coop.clone(), app.clock.now());
    let shown = app
        .db
        .read(move |c| shown::read(c, &urls, &own, now))
        .await?;
    frame.canonical = Some(app.urls.absolute("/"));
    frame.activity = Some(app.urls.coop());
    let page = DiscoverPage::new(frame, app, &coop, place.as_ref(), &filter, &shown);
    Ok(page::render(&page))
}

/// Numbers the first restaurants and draws them.
fn map(app: &App, w: Words, place: Option<&Place>, entries: &mut [Entry]) -> Option<DrawnMap> {
    app.map.as_ref()?;
    let mut marks = Vec::new();
    for entry in entries
        .iter_mut()
        .filter(|entry| entry.position.is_some())
        .take(ON_MAP)
    {
        let number = (marks.len() + 1).to_string();
        let args = [("number", number.as_str())];
        entry.card.distance = Some(match entry.card.distance.take() {
            Some(distance) => format!("{distance} · {}", w.with("discover-on-map", &args)),
            None => w.with("discover-on-map", &args),
        });
        if let Some(position) = entry.position {
            marks.push(Mark {
                position,
                mark: number,
                label: String::new(),
            });
        }
    }
    if marks.is_empty() {
        return None;
    }
    if let Some(place) = place {
        marks.push(Mark {
            position: place.position,
            mark: String::new(),
            label: w.say("discover-you").into_owned(),
        });
    }
    let drawing = drawing::places(app, &w.say("discover-map"), &marks)?;
    Some(DrawnMap::new(w, drawing).caption(w.say("discover-map-caption")))
}

fn which(w: Words, chosen: Which) -> Choice {
    let one = |which: Which, label: &str| Offered::new(which.text(), label).chosen(which == chosen);
    let offered = [
        one(Which::All, &w.say("discover-all")),
        one(Which::Open, &w.say("discover-open")),
        one(Which::Collect, &w.say("discover-collect")),
    ];
    Choice::one("show", w.say("discover-filter"), offered)
        .layout(Layout::Chips)
        .quiet()
}

/// Nothing to show: because of the filter, because nobody comes there, or because nothing is there yet.
fn empty(frame: &Frame, place: Option<&Place>, filter: &Filter) -> Empty {
    let (w, hue) = (frame.w, frame.coop.hue);
    if filter.narrows() {
        return Empty::new(hue, "search", w.say("discover-none-fits"))
            .link(Link::new("/", w.say("discover-show-all")));
    }
    if let Some(place) = place {
        let line = place.line(w);
        return Empty::new(
            hue,
            "bike",
            w.with("discover-nobody", &[("place", line.as_str())]),
        )
        .text(w.say("discover-nobody-text"))
        .link(Link::new("/?show=collect", w.say("discover-collect")));
    }
    Empty::new(hue, "pot", w.say("discover-nothing")).text(w.say("discover-nothing-text"))
}
