//! `/@name` and `/@name@host`: a restaurant's page, ours or another co-op's, with its menu and the reader's cart.

pub mod dishes;
pub mod facts;
pub mod follow_box;
pub mod menu;
pub mod reach;
pub mod read;
pub mod today;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::TimeDelta;
use dishes::MenuSection;
use follow_box::FollowBox;
use musette_domain::id::UserId;
use musette_domain::{Instant, TextValue};
use read::Known;

use super::listing::{Home, Listing, Trade};
use super::place::{self, Place};
use super::{left, ride, structured_data};
use crate::app::App;
use crate::http::session::Session;
use crate::http::{Account, Action, Error, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::coop::Coop;
use crate::web::customer::cart::basket::{self, Basket};
use crate::web::customer::cart::summary::{CartBar, CartSummary, Price};
use crate::web::customer::report;
use crate::web::format::Format;
use crate::web::page::{self, Door, Frame, Share, SharedPicture};
use crate::web::parts::{
    Badge, Chain, ChainLink, Cloth, Link, Look, Notice, Opening, Origin, Picture, Relation,
    SpecialCard, Tone,
};

/// The page.
#[derive(Template)]
#[template(path = "visitor/restaurant.html")]
pub struct RestaurantPage {
    frame: Frame,
    w: Words,
    actor: String,
    name: String,
    handle: String,
    description: String,
    cuisine: String,
    cloth: Cloth,
    header: Option<Picture>,
    sign: Option<Picture>,
    badge: Badge,
    facts: Vec<(String, String)>,
    /// Number and what is written.
    phone: Option<(String, String)>,
    /// Address and host.
    website: Option<(String, String)>,
    hours: Vec<(String, String)>,
    origin: Option<Origin>,
    follow: FollowBox,
    /// Where a restaurant elsewhere is reported.
    report: Option<Link>,
    chain: Option<(Chain, String)>,
    closed: Option<Notice>,
    specials: Vec<SpecialCard>,
    menu: Vec<MenuSection>,
    cart: Option<CartSummary>,
    bar: Option<CartBar>,
}

/// Who reads it: where they are, what is in their cart, whether they are signed in.
struct Reader {
    place: Option<Place>,
    basket: Option<Basket>,
    signed_in: bool,
}

impl RestaurantPage {
    fn new(mut frame: Frame, (app, coop): (&App, &Coop), known: &Known, reader: &Reader) -> Self {
        let (w, format, now) = (frame.w, frame.format, app.clock.now());
        let listing = &known.listing;
        let way = listing.position.zip(reader.place.as_ref());
        let trip = way.and_then(|(counter, place)| ride::way(app, counter, place.position));
        let shipping = trip.map(|trip| TimeDelta::seconds(i64::from(trip.seconds)));
        let outlook = listing.outlook(now, shipping.or(Some(TimeDelta::zero())));
        let basket = reader.basket.as_ref();
        let own = basket.filter(|basket| basket.listing.actor == listing.actor);
        let full = own.filter(|basket| !basket.lines.is_empty());
        let cart = full.map(|basket| {
            let price = Price::of(app, coop, basket, reader.place.as_ref());
            CartSummary::new(w, format, basket, price)
        });
        frame.share = Some(Share {
            title: listing.name.clone(),
            description: share_text(listing),
            image: known.pictures.header.as_ref().map(|row| SharedPicture {
                url: app.urls.media(row.id.as_str()),
                alt: row.alt.clone(),
            }),
        });
        frame.canonical = canonical(app, listing);
        if listing.is_ours() {
            frame.feed = Some(format!("{}/feed", listing.path));
            frame.structured = Some(structured_data::restaurant(app, known, now));
        }
        frame.activity = Some(listing.actor.clone());
        let mut facts = vec![(w.say("visit-address").into_owned(), listing.address.clone())];
        let window = outlook
            .and_then(|outlook| outlook.first)
            .filter(|_| listing.orderable())
            .filter(|window| window.start.since(now) < TimeDelta::hours(3));
        if let Some(window) = window {
            let window = format.window(window.start, window.end);
            facts.push((w.say("fact-delivered").into_owned(), window));
        }
        facts.extend(facts::of_price(
            (w, format),
            coop,
            listing,
            reader.place.as_ref(),
            trip.map(|trip| trip.metres),
        ));
        facts.retain(|(_, value)| !value.is_empty());
        Self {
            w,
            actor: listing.actor.clone(),
            name: listing.name.clone(),
            handle: listing.handle.clone(),
            description: listing.description.clone(),
            cuisine: listing.cuisine.clone(),
            cloth: listing.cloth.tall(),
            header: known.pictures.header.as_ref().map(Picture::new),
            sign: known
                .pictures
                .sign
                .as_ref()
                .map(Picture::new)
                .map(Picture::sign),
            badge: listing.badge((w, format), now, outlook),
            facts,
            phone: reach::phone(listing),
            website: reach::website(listing),
            hours: reach::days(w, listing, now),
            origin: listing.origin(w, Relation::RestaurantOf),
            follow: FollowBox::new(w, known, reader.signed_in),
            report: (reader.signed_in && !known.listing.is_ours())
                .then(|| report::link(w, &known.listing.actor).look(Look::Bare)),
            chain: chain(&frame, known, now),
            closed: closed((w, format), listing, reader.place.as_ref(), now),
            specials: today::cards((w, format), known, own, now),
            menu: dishes::menu((w, format), listing, &known.menu, own),
            bar: cart.as_ref().map(CartSummary::bar),
            cart,
            frame: frame.behind(Door::Discover),
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang);
        let (w, format) = (frame.w, frame.format);
        let known = Known::sample();
        let listing = &known.listing;
        let cart = CartSummary::sample(w, format);
        let now = Instant::from_millis(0);
        Self {
            w,
            actor: listing.actor.clone(),
            name: listing.name.clone(),
            handle: listing.handle.clone(),
            description: listing.description.clone(),
            cuisine: listing.cuisine.clone(),
            cloth: listing.cloth.tall(),
            header: Some(Picture::sample()),
            sign: Some(Picture::sample().sign()),
            badge: Badge::new(Opening::Soon, w.with("open-until", &[("time", "14:00")])),
            facts: vec![(w.say("visit-address").into_owned(), listing.address.clone())],
            phone: reach::phone(listing),
            website: reach::website(listing),
            hours: reach::days(w, listing, now),
            origin: listing.origin(w, Relation::RestaurantOf),
            follow: FollowBox::new(w, &known, true),
            report: Some(report::link(w, &known.listing.actor).look(Look::Bare)),
            chain: chain(&frame, &known, now),
            closed: closed((w, format), listing, None, now),
            specials: vec![SpecialCard::sample(w)],
            menu: dishes::menu((w, format), listing, &known.menu, None),
            bar: Some(cart.bar()),
            cart: Some(cart),
            frame,
        }
    }
}

impl Known {
    /// A neighbour's restaurant that does not answer, for tests and previews.
    pub fn sample() -> Self {
        let eur = |minor| musette_domain::Money::new(minor, musette_domain::Currency::EUR);
        let item = |name: &str, sold_out| menu::Item {
            reference: format!("https://pontcassis.example/ap/i/{}", name.len()),
            name: name.to_owned(),
            description: "Oignons confits <b>, anchois".into(),
            price: eur(1050),
            allergens: vec!["gluten".into(), "fish".into()],
            sold_out,
        };
        Self {
            listing: Listing {
                actor: "https://pontcassis.example/ap/r/fenouil-bavard".into(),
                path: "/@fenouil-bavard@pontcassis.example".into(),
                handle: "@fenouil-bavard@pontcassis.example".into(),
                name: "Au Fenouil <Bavard>".into(),
                description: "Cuisine du Sud, conversation comprise.".into(),
                cuisine: "Plats mijotés".into(),
                address: "1, place du Porte-Bagages".into(),
                position: None,
                cloth: Cloth::of("fenouil"),
                phone: Some("+33 4 76 00 <b>".into()),
                website: Some("https://fenouil.example/?<b>".into()),
                opening_hours: "24/7".into(),
                time_zone: chrono_tz::Europe::Paris,
                closed_until: None,
                closed_reason: None,
                minimum: Some(eur(1200)),
                currency: musette_domain::Currency::EUR,
                delivers: true,
                collects: true,
                busy_until: None,
                ordering_delay: TimeDelta::zero(),
                pickup_delay: TimeDelta::zero(),
                zone: Vec::new(),
                home: Home::Elsewhere {
                    coop: "Les Sonnettes, Pontcassis".into(),
                    hue: crate::web::parts::Hue::Brick,
                    trade: Trade::Silent(Instant::from_millis(0)),
                    host: "pontcassis.example".into(),
                },
            },
            menu: vec![menu::Section {
                name: "Plats".into(),
                items: vec![item("Pissaladière", false), item("Petits farcis", true)],
            }],
            specials: Vec::new(),
            pictures: read::Pictures::default(),
            followed: true,
            menu_read_at: Some(Instant::from_millis(0)),
            agreement_until: Some(Instant::from_millis(0)),
        }
    }
}

fn share_text(listing: &Listing) -> String {
    let texts = [&listing.cuisine, &listing.description, &listing.address];
    let texts: Vec<_> = texts
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(String::as_str)
        .collect();
    texts.join(". ")
}

/// The one true URL of the page: its own co-op's, when it is another's.
fn canonical(app: &App, listing: &Listing) -> Option<String> {
    if listing.is_ours() {
        return Some(app.urls.absolute(&listing.path));
    }
    let url = url::Url::parse(&listing.actor).ok()?;
    let name = listing.handle.trim_start_matches('@').split('@').next()?;
    Some(format!("{}/@{name}", url.origin().ascii_serialization()))
}

/// What each of the two co-ops does and learns, and how old our copy of the menu is.
fn chain(frame: &Frame, known: &Known, now: Instant) -> Option<(Chain, String)> {
    let Home::Elsewhere { coop, hue, .. } = &known.listing.home else {
        return None;
    };
    let (w, format) = (frame.w, frame.format);
    let links = [
        ChainLink {
            hue: frame.coop.hue,
            name: frame.coop.name.clone(),
            does: w.say("visit-chain-ours").into_owned(),
        },
        ChainLink {
            hue: *hue,
            name: coop.clone(),
            does: w.say("visit-chain-theirs").into_owned(),
        },
    ];
    let agreed = match known.agreement_until {
        Some(until) => {
            let day = format.day_year(format.day_of(until));
            w.with("visit-agreement-until", &[("day", day.as_str())])
        }
        None => w.say("visit-agreement-none").into_owned(),
    };
    let read = known.menu_read_at.map(|at| {
        let time = format.moment(at, now);
        w.with("visit-menu-read", &[("time", time.as_str())])
    });
    let text = [Some(agreed), read]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>();
    Some((Chain { links }, text.join(" ")))
}

/// Why nothing can be ordered, or not be brought here.
fn closed(
    (w, format): (Words, Format),
    listing: &Listing,
    place: Option<&Place>,
    now: Instant,
) -> Option<Notice> {
    if let Home::Elsewhere { coop, trade, .. } = &listing.home {
        let coop_name = ("coop", coop.as_str());
        match trade {
            Trade::Open => {}
            Trade::Silent(since) => {
                let time = format.moment(*since, now);
                let args = [coop_name, ("time", time.as_str())];
                return Some(
                    Notice::new(Tone::Warn, w.with("visit-silent-title", &args))
                        .text(&w.say("visit-silent-text"))
                        .icon("strap"),
                );
            }
            Trade::NoAgreement => {
                return Some(
                    Notice::new(Tone::Warn, w.with("visit-no-agreement-title", &[coop_name]))
                        .text(&w.say("visit-no-agreement-text"))
                        .icon("strap"),
                );
            }
        }
    }
    if listing.reaches(place) != Some(false) {
        return None;
    }
    let title = if listing.collects {
        w.say("visit-far-collect")
    } else {
        w.say("visit-far")
    };
    Some(Notice::new(Tone::Warn, title).icon("pin"))
}

/// A name as it stands in the address: `mimi`, or `mimi@schaan.example`.
pub fn name_and_host(name: &str) -> (&str, Option<&str>) {
    match name.split_once('@') {
        Some((name, host)) => (name, Some(host)),
        None => (name, None),
    }
}

/// Shows the page. Servers of the Fediverse that ask for the actor are answered before this is reached.
pub async fn page(
    State(site): State<Site>,
    Path(name): Path<String>,
    session: Session,
    account: Option<Account>,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    let known = match known(&site, &coop, &name, account.as_ref()).await {
        Ok(known) => known,
        Err(unknown) => return left::instead(&site, frame, &name).await?.ok_or(unknown),
    };
    let reader = Reader {
        place: place::of(&session).await?,
        basket: basket::of(&site.app, &session, &coop).await?,
        signed_in: account.is_some(),
    };
    let page = RestaurantPage::new(frame, (&site.app, &coop), &known, &reader);
    Ok(page::render(&page))
}

async fn known(site: &Site, coop: &Coop, name: &str, account: Option<&Account>) -> Result<Known> {
    let reader = account.map(|account| account.id.clone());
    if let Some(known) = read_one(&site.app, coop, name, reader.clone()).await? {
        return Ok(known);
    }
    // Somebody of ours names a restaurant that we have never met: we go and see. Strangers cannot send us anywhere.
    let (Some(account), (_, Some(_))) = (account, name_and_host(name)) else {
        return Err(Error::missing("visit-unknown"));
    };
    site.limits.check(Action::Lookup, &account.id)?;
    if let Err(why) = site.app.lookup.restaurant(name).await {
        return Err(Error::missing("visit-not-found-elsewhere").because(why));
    }
    let known = read_one(&site.app, coop, name, reader).await?;
    known.ok_or(Error::missing("visit-unknown"))
}

async fn read_one(
    app: &App,
    coop: &Coop,
    name: &str,
    reader: Option<UserId>,
) -> Result<Option<Known>> {
    let (urls, own, now) = (app.urls.clone(), coop.clone(), app.clock.now());
    let name = name.to_owned();
    let known = app
        .db
        .read(move |c| read::read(c, &urls, &own, name_and_host(&name), reader.as_ref(), now));
    Ok(known.await?)
}
