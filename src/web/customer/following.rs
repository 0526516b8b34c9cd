//! `/following`: the specials of the restaurants one follows, in the order they wrote, and the list of them.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use musette_domain::id::UserId;
use musette_domain::{Instant, Money, TextValue};

use crate::app::Topic;
use crate::flow::conversation::shown;
use crate::http::live::{self, Listener};
use crate::http::{Account, PageFrame, Result, Site};
use crate::i18n::{Lang, Markup, Words};
use crate::store::coop::Coop;
use crate::store::remote_menu_item::{self, RemoteMenuItem};
use crate::store::remote_special::{self, RemoteSpecial};
use crate::store::special::{self, Special};
use crate::store::{self, Conn, restaurant_follow};
use crate::url::Urls;
use crate::web::format::Format;
use crate::web::page::{self, Door, Frame};
use crate::web::parts::{Act, Empty, Link, LiveState, Look, Relation, SpecialCard, allergen};
use crate::web::visitor::listing::{self, Home, Listing};
use crate::web::visitor::note;
use crate::web::visitor::restaurant::follow_box;
use crate::web::visitor::restaurant::read::Known;

/// The page.
const PATH: &str = "/following";
/// Its event stream.
pub const STREAM: &str = "/following/live";
/// How many specials are shown.
const MOST: usize = 40;
/// The longest title made of a note's first words.
const TITLE: usize = 90;

/// A special with its restaurant.
enum News {
    /// With how many replies everybody may read.
    Ours(Special, usize),
    Elsewhere(RemoteSpecial, Option<RemoteMenuItem>),
}

/// What is followed, and what they write.
struct Followed {
    listings: Vec<Listing>,
    news: Vec<(usize, News)>,
}

/// The page.
#[derive(Template)]
#[template(path = "customer/following.html")]
pub struct FollowingPage {
    frame: Frame,
    w: Words,
    specials: Vec<SpecialCard>,
    followed: Vec<(Link, Act)>,
    empty: Option<Empty>,
    live: Option<LiveState>,
}

impl FollowingPage {
    fn new(frame: Frame, followed: &Followed, now: Instant) -> Self {
        let (w, format) = (frame.w, frame.format);
        let mut cards: Vec<(Instant, SpecialCard)> = followed
            .news
            .iter()
            .filter_map(|(place, news)| {
                let listing = followed.listings.get(*place)?;
                Some(card((w, format), listing, news, now))
            })
            .collect();
        cards.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        let specials = cards.into_iter().take(MOST).map(|(_, card)| card);
        Self {
            w,
            specials: specials.collect(),
            followed: followed
                .listings
                .iter()
                .map(|listing| entry(w, listing))
                .collect(),
            empty: followed.listings.is_empty().then(|| {
                Empty::new(frame.coop.hue, "bell", w.say("following-none"))
                    .text(w.say("following-none-text"))
                    .link(Link::new("/", w.say("following-find")))
            }),
            live: (!followed.listings.is_empty())
                .then(|| LiveState::new(w, STREAM, PATH, format.time(now))),
            frame: frame.behind(Door::Following),
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let followed = Followed {
            listings: vec![Known::sample().listing],
            news: Vec::new(),
        };
        let mut page = Self::new(Frame::sample(lang), &followed, Instant::from_millis(0));
        page.specials = vec![SpecialCard::sample(page.w)];
        page
    }
}

fn entry(w: Words, listing: &Listing) -> (Link, Act) {
    let link = Link::new(listing.path.clone(), listing.name.clone()).look(Look::Bare);
    let act = follow_box::act(w, &listing.actor, true)
        .small()
        .spoken(&*listing.name);
    (link, act)
}

fn card(
    (w, format): (Words, Format),
    listing: &Listing,
    news: &News,
    now: Instant,
) -> (Instant, SpecialCard) {
    let (at, ends, card) = match news {
        News::Ours(special, replies) => {
            let price = special
                .price
                .map(|minor| Money::new(minor, listing.currency));
            let card = SpecialCard {
                text: (!special.description.is_empty())
                    .then(|| Markup::paragraphs(&special.description)),
                allergens: Some(allergen::list(
                    w,
                    special.allergens.iter().map(String::as_str),
                )),
                price: price.map(|price| format.money(price)),
                ..SpecialCard::new(w, &special.title)
            }
            .replies(format!("{}/{}", listing.path, special.id), *replies);
            (special.published_at, Some(special.ends_at), card)
        }
        News::Elsewhere(special, item) => {
            let (title, text) = item.as_ref().map_or_else(
                || note::split(&special.content, TITLE),
                |item| (item.name.clone(), Some(note::html(&special.content))),
            );
            let price = item
                .as_ref()
                .map(|item| Money::new(item.price, item.currency));
            let codes = item
                .as_ref()
                .map(|item| item.allergens.iter().map(String::as_str));
            let card = SpecialCard {
                text,
                allergens: codes.map(|codes| allergen::list(w, codes)),
                price: price.map(|price| format.money(price)),
                ..SpecialCard::new(w, title)
            };
            (special.published_at, special.ends_at, card)
        }
    };
    let over = ends.is_some_and(|ends| ends <= now);
    let left = ends.map(|ends| {
        if over {
            w.say("following-over").into_owned()
        } else {
            w.with("visit-special-until", &[("time", format.moment(ends, now))])
        }
    });
    let links = vec![Link::new(listing.path.clone(), w.say("following-order")).look(Look::Go)];
    let card = SpecialCard {
        href: Some(format!("{}#special", listing.path)),
        restaurant: Some(listing.name.clone()),
        left,
        posted: Some((format.machine(at), format.moment(at, now))),
        now: !over,
        origin: listing.origin(w, Relation::From),
        links: if over { Vec::new() } else { links },
        ..card
    };
    (at, card)
}

fn read(
    c: &mut Conn,
    urls: &Urls,
    own: &Coop,
    user: &UserId,
    now: Instant,
) -> store::Result<Followed> {
    let mut listings: Vec<Listing> = Vec::new();
    for follow in restaurant_follow::of_user(c, user)? {
        listings.extend(listing::of_actor(c, urls, own, &follow.target_id)?);
    }
    let mut news = Vec::new();
    for (place, listing) in listings.iter().enumerate() {
        if let Home::Ours(id) = &listing.home {
            for special in special::list_current_of(c, id, now)? {
                let note = urls.special(special.id.as_str());
                let replies = shown::of_special(c, &note, &special.id)?.len();
                news.push((place, News::Ours(special, replies)));
            }
        }
    }
    let is_theirs = |listing: &&Listing| !listing.is_ours();
    let actors: Vec<String> = listings
        .iter()
        .filter(is_theirs)
        .map(|one| one.actor.clone())
        .collect();
    let most = i64::try_from(MOST).unwrap_or(40);
    for special in remote_special::current_of(c, &actors, now, most)? {
        let item = match &special.item_id {
            Some(item) => remote_menu_item::find_optional(c, item)?,
            None => None,
        };
        let place = listings
            .iter()
            .position(|listing| listing.actor == special.actor_id);
        news.extend(place.map(|place| (place, News::Elsewhere(special, item))));
    }
    Ok(Followed { listings, news })
}

/// Shows the page.
pub async fn show(
    State(site): State<Site>,
    account: Account,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    let (urls, now) = (site.app.urls.clone(), site.app.clock.now());
    let followed = site
        .app
        .db
        .read(move |c| read(c, &urls, &coop, &account.id, now))
        .await?;
    Ok(page::render(&FollowingPage::new(frame, &followed, now)))
}

/// Says that somebody published, changed or took back a special.
pub async fn listen(State(site): State<Site>, account: Account) -> Response {
    let listener = Listener::new(&account, |_| true);
    live::stream(&site, listener, |topic| *topic == Topic::Specials)
}
