//! `/@name/feed` and `/feed`: specials as Atom (RFC 4287), for who reads feeds. The ids are those of the Notes, so that a reader of both knows them again.

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use musette_domain::{Instant, Money, TextValue};

use crate::app::App;
use crate::http::{Error, Result, Site};
use crate::i18n::{Lang, Markup, Words};
use crate::store::coop::{self, Coop};
use crate::store::restaurant::{self, Restaurant, RestaurantState};
use crate::store::special::{self, Special, SpecialKind};
use crate::store::{self};
use crate::web::format::Format;

/// How many specials a feed has.
const MOST: i64 = 30;

/// The specials of one restaurant of ours.
pub async fn restaurant(
    State(site): State<Site>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let found = site.app.db.read(move |c| -> store::Result<_> {
        let row = restaurant::of_handle(c, &name)?;
        let Some(row) = row.filter(|row| row.state == RestaurantState::Listed) else {
            return Ok(None);
        };
        let specials = special::list_last_of(c, &row.id, MOST)?;
        Ok(Some((coop::own(c)?, row, specials)))
    });
    let Some((coop, row, specials)) = found.await? else {
        return Err(Error::missing("visit-unknown"));
    };
    let writer = Writer::new(&site.app, &coop);
    let title = writer.w.with("feed-of", &[("name", row.name.as_str())]);
    let page = site.app.urls.page(&row.handle);
    let entries = specials.iter().map(|special| writer.entry(&row, special));
    let feed = writer.feed(title, &page, row.created_at, entries.collect());
    Ok(answer(&headers, &feed))
}

/// The specials of all our restaurants.
pub async fn everything(State(site): State<Site>, headers: HeaderMap) -> Result<Response> {
    let found = site.app.db.read(move |c| -> store::Result<_> {
        let restaurants = restaurant::list_listed(c)?;
        Ok((
            coop::own(c)?,
            restaurants,
            special::list_last_everywhere(c, MOST)?,
        ))
    });
    let (coop, restaurants, specials) = found.await?;
    let writer = Writer::new(&site.app, &coop);
    let of = |special: &Special| {
        restaurants
            .iter()
            .find(|row| row.id == special.restaurant_id)
    };
    let entries = specials
        .iter()
        .filter_map(|special| Some(writer.entry(of(special)?, special)));
    let title = writer.w.with("feed-of", &[("name", coop.name.as_str())]);
    let page = site.app.urls.absolute("/");
    let feed = writer.feed(title, &page, coop.created_at, entries.collect());
    Ok(answer(&headers, &feed))
}

/// What all entries are written with: the co-op's language, whoever reads.
struct Writer<'a> {
    app: &'a App,
    w: Words,
    format: Format,
}

impl<'a> Writer<'a> {
    fn new(app: &'a App, coop: &Coop) -> Self {
        let w = Words::new(Lang::parse(&coop.locale).unwrap_or(Lang::En));
        let zone = coop.timezone.parse().unwrap_or(chrono_tz::Tz::UTC);
        Self {
            app,
            w,
            format: Format::new(w, zone),
        }
    }

    /// A feed that was last changed with its newest entry, or `since` if it has none.
    fn feed(&self, title: String, page: &str, since: Instant, entries: Vec<Entry>) -> Feed {
        let newest = entries.iter().map(|entry| entry.updated).max();
        Feed {
            title: Text::plain(title),
            id: format!("{}/feed", page.trim_end_matches('/')),
            updated: newest.unwrap_or_else(|| fixed(since)),
            lang: Some(self.w.tag().to_owned()),
            generator: Some(Generator {
                value: "musette".into(),
                uri: None,
                version: Some(env!("CARGO_PKG_VERSION").into()),
            }),
            links: vec![
                link("alternate", "text/html", page.to_owned()),
                link(
                    "self",
                    "application/atom+xml",
                    format!("{}/feed", page.trim_end_matches('/')),
                ),
            ],
            entries,
            ..Feed::default()
        }
    }

    fn entry(&self, restaurant: &Restaurant, special: &Special) -> Entry {
        let urls = &self.app.urls;
        let price = special
            .price
            .map(|minor| self.format.money(Money::new(minor, restaurant.currency)));
        let title = match price {
            Some(price) => self.w.with(
                "feed-price",
                &[("title", special.title.clone()), ("price", price)],
            ),
            None => special.title.clone(),
        };
        let title = if special.sold_out {
            self.w.with("feed-sold-out", &[("title", title)])
        } else {
            title
        };
        let text = Markup::paragraphs(&special.description);
        let page = match special.kind {
            SpecialKind::Special => urls.special_page(&restaurant.handle, special.id.as_str()),
            SpecialKind::Closure => urls.page(&restaurant.handle),
        };
        let photo = special.photo_id.as_ref();
        let photo = photo.map(|id| link("enclosure", "image/jpeg", urls.media(id.as_str())));
        Entry {
            title: Text::plain(title),
            id: urls.special(special.id.as_str()),
            published: Some(fixed(special.published_at)),
            updated: fixed(special.updated_at().unwrap_or(special.published_at)),
            authors: vec![Person {
                name: restaurant.name.clone(),
                email: None,
                uri: Some(urls.page(&restaurant.handle)),
                ..Person::default()
            }],
            links: [Some(link("alternate", "text/html", page)), photo]
                .into_iter()
                .flatten()
                .collect(),
            content: (!special.description.is_empty()).then(|| Content {
                content_type: Some("html".into()),
                value: Some(format!("<p>{text}</p>")),
                ..Content::default()
            }),
            ..Entry::default()
        }
    }
}

fn link(rel: &str, kind: &str, href: String) -> Link {
    Link {
        href,
        rel: rel.to_owned(),
        mime_type: Some(kind.to_owned()),
        ..Link::default()
    }
}

fn fixed(at: Instant) -> FixedDateTime {
    at.to_utc().fixed_offset()
}

/// The feed, or "not modified" to who has it already: readers ask again and again.
fn answer(asked: &HeaderMap, feed: &Feed) -> Response {
    let body = feed.to_string();
    let hash = digest(&SHA256, body.as_bytes());
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(hash));
    let known = asked
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.split(',').any(|one| one.trim() == tag));
    let headers = [
        (CONTENT_TYPE, "application/atom+xml; charset=utf-8"),
        (CACHE_CONTROL, "public, max-age=300"),
    ];
    if known {
        return (StatusCode::NOT_MODIFIED, [(ETAG, tag)], headers).into_response();
    }
    ([(ETAG, tag)], headers, body).into_response()
}
