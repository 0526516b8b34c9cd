//! `/following`: the specials of the restaurants one follows, in the order they wrote, and the list of them.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use musette_domain::id::UserId;
use musette_domain::{Instant, Money, TextValue};

use crate::app::Topic;
use crate::flow::conversation::shown;
use crate::flow::follow::visit;
use crate::http::live::{self, Listener};
use crate::http::{Account, PageFrame, Result, Site};
use crate::i18n::{Lang, Markup, Words};
use crate::store::coop::Coop;
use crate::store::news_reader::{self, NewsReader};
use crate::store::remote_menu_item::{self, RemoteMenuItem};
use crate::store::remote_special::{self, RemoteSpecial};
use crate::store::special::{self, Special};
use crate::store::{self, Conn, restaurant_follow};
use crate::url::Urls;
use crate::web::customer::notify;
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

impl News {
    /// When it came.
    const fn came(&self) -> Instant {
        match self {
            Self::Ours(special, _) => special.published_at,
            Self::Elsewhere(special, _) => special.received_at,
        }
    }
}

/// What is followed, and what they write.
struct Followed {
    listings: Vec<(Listing, bool)>,
    news: Vec<(usize, News)>,
    reader: Option<NewsReader>,
}

/// A restaurant in the list.
struct Entry {
    link: Link,
    /// Letters about its specials.
    letters: Act,
    /// Following it.
    follow: Act,
}

/// The page.
#[derive(Template)]
#[template(path = "customer/following.html")]
pub struct FollowingPage {
    frame: Frame,
    w: Words,
    specials: Vec<SpecialCard>,
    new: Option<String>,
    followed: Vec<Entry>,
    empty: Option<Empty>,
    live: Option<LiveState>,
}

impl FollowingPage {
    fn new(frame: Frame, followed: &Followed, before: Option<Instant>, now: Instant) -> Self {
        let (w, format) = (frame.w, frame.format);
        let mut cards: Vec<(Instant, SpecialCard)> = followed
            .news
            .iter()
            .filter_map(|(place, news)| {
                let (listing, _) = followed.listings.get(*place)?;
                Some(card((w, format), listing, news, now))
            })
            .collect();
        cards.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        let specials = cards.into_iter().take(MOST).map(|(_, card)| card);
        Self {
            w,
            specials: specials.collect(),
            new: before.and_then(|before| new_since((w, format), &followed.news, before, now)),
            followed: followed
                .listings
                .iter()
                .map(|(listing, letters)| entry(w, listing, *letters))
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
            listings: vec![(Known::sample().listing, true)],
            news: Vec::new(),
            reader: None,
        };
        let mut page = Self::new(
            Frame::sample(lang),
            &followed,
            None,
            Instant::from_millis(0),
        );
        page.specials = vec![SpecialCard::sample(page.w)];
        page.new = Some(page.w.count_with("following-new", 2, &[("time", "<b>")]));
        page
    }
}

fn entry(w: Words, listing: &Listing, letters: bool) -> Entry {
    let (says, wanted) = if letters {
        ("notify-end", "no")
    } else {
        ("notify-ask", "yes")
    };
    let letters = Act::new(notify::PATH, w.say(says))
        .field("target", &*listing.actor)
        .field("wanted", wanted);
    let follow = follow_box::act(w, &listing.actor, true);
    Entry {
        link: Link::new(listing.path.clone(), listing.name.clone()).look(Look::Bare),
        letters: letters.small().spoken(&*listing.name),
        follow: follow.small().spoken(&*listing.name),
    }
}

/// How many came since the visit before this one; none if nothing did.
fn new_since(
    (w, format): (Words, Format),
    news: &[(usize, News)],
    before: Instant,
    now: Instant,
) -> Option<String> {
    let new = news.iter().filter(|(_, news)| news.came() > before).count();
    let time = format.moment(before, now);
    (new > 0).then(|| w.count_with("following-new", new, &[("time", &time)]))
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
    let mut listings: Vec<(Listing, bool)> = Vec::new();
    for follow in restaurant_follow::of_user(c, user)? {
        let listing = listing::of_actor(c, urls, own, &follow.target_id)?;
        let letters = follow.notify_since.is_some();
        listings.extend(listing.map(|listing| (listing, letters)));
    }
    let mut news = Vec::new();
    for (place, (listing, _)) in listings.iter().enumerate() {
        if let Home::Ours(id) = &listing.home {
            for special in special::list_current_of(c, id, now)? {
                let note = urls.special(special.id.as_str());
                let replies = shown::of_special(c, &note, &special.id)?.len();
                news.push((place, News::Ours(special, replies)));
            }
        }
    }
    let actors: Vec<String> = listings
        .iter()
        .filter(|(listing, _)| !listing.is_ours())
        .map(|(listing, _)| listing.actor.clone())
        .collect();
    let most = i64::try_from(MOST).unwrap_or(40);
    for special in remote_special::current_of(c, &actors, now, most)? {
        let item = match &special.item_id {
            Some(item) => remote_menu_item::find_optional(c, item)?,
            None => None,
        };
        let place = listings
            .iter()
            .position(|(listing, _)| listing.actor == special.actor_id);
        news.extend(place.map(|place| (place, News::Elsewhere(special, item))));
    }
    let reader = news_reader::find_optional(c, user)?;
    Ok(Followed {
        listings,
        news,
        reader,
    })
}

/// Shows the page.
pub async fn show(
    State(site): State<Site>,
    account: Account,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    let (urls, now) = (site.app.urls.clone(), site.app.clock.now());
    let user = account.id.clone();
    let followed = site
        .app
        .db
        .read(move |c| read(c, &urls, &coop, &user, now))
        .await?;
    let reader = followed.reader.as_ref();
    let before = if !followed.listings.is_empty() && visit::begins(reader, now) {
        let app = site.app.clone();
        let noted = site.app.db.write(move |c| visit::run(c, &app, &account.id));
        noted.await?
    } else {
        reader.and_then(|reader| reader.seen_before)
    };
    Ok(page::render(&FollowingPage::new(
        frame, &followed, before, now,
    )))
}

/// Says that somebody published, changed or took back a special.
pub async fn listen(State(site): State<Site>, account: Account) -> Response {
    let listener = Listener::new(&account, |_| true);
    live::stream(&site, listener, |topic| *topic == Topic::Specials)
}
