//! A restaurant comes from another co-op, with what it took along: hidden, until its people have looked at it.
//!
//! Everything in the file is a claim. It passes the same checks as if people had typed it; ids are new here, and what cannot be read is left out.

use musette_domain::allergen::Allergen;
use musette_domain::id::{MenuSectionId, RestaurantId, SpecialId};
use musette_domain::opening::OpeningHours;
use musette_domain::text::{self, TextProblem};
use musette_domain::zone::Cell;
use musette_domain::{Instant, Money, Position, TextValue, menu, phone};
use url::Url;

use super::create::{self, CreateRestaurantRefusal, NewRestaurant};
use super::take_along::{SavedItem, SavedProfile, SavedSpecial};
use super::{changed, edit_profile, free_handle, set_aliases};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::media::add;
use crate::flow::menu::{Item, add_item, add_section, set_sold_out};
use crate::flow::refusal::{broken, refusals};
use crate::services::picture::Picture;
use crate::store::media::Purpose;
use crate::store::restaurant::Restaurant;
use crate::store::special::{self, Special, SpecialKind};
use crate::store::{Conn, local_actor, menu_section, restaurant};

/// The most cells of a delivery zone.
const MOST_CELLS: usize = 5_000;
/// The most hashtags of a special.
const MOST_TAGS: usize = 10;

/// What was read of a restaurant's files.
#[derive(Debug, Clone, Default)]
pub struct Brought {
    /// Its profile.
    pub profile: SavedProfile,
    /// Its menu.
    pub menu: Vec<SavedItem>,
    /// Its specials, with their photos and what those show.
    pub specials: Vec<(SavedSpecial, Option<(Picture, String)>)>,
    /// Its sign and its header, with what they show.
    pub pictures: Vec<(Purpose, Picture, String)>,
}

/// Who came, and what could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// The restaurant.
    pub id: RestaurantId,
    /// Its handle here.
    pub handle: String,
    /// What was left out, in words.
    pub left_out: Vec<String>,
}

refusals! {
    /// Why a restaurant is not brought in.
    pub enum BringInRefusal {
        /// Nobody knows where it is.
        #[error("the file does not say where the restaurant is")]
        NoPosition = "profile-position-none",
        /// A text is too long, empty or cannot be shown.
        #[error("{0}")]
        Text(TextProblem) = "profile-text",
        /// It cannot be made.
        #[error("{0}")]
        Create(CreateRestaurantRefusal) = "restaurant-name-none",
    }
}

impl From<TextProblem> for BringInRefusal {
    fn from(problem: TextProblem) -> Self {
        Self::Text(problem)
    }
}

impl From<CreateRestaurantRefusal> for BringInRefusal {
    fn from(refusal: CreateRestaurantRefusal) -> Self {
        match refusal {
            CreateRestaurantRefusal::Store(error) => Self::Store(error),
            other => Self::Create(other),
        }
    }
}

/// Brings the restaurant in, hidden. If it comes from another server, its account there is named as its own, so that its followers can be moved here.
pub fn run(
    c: &mut Conn,
    app: &App,
    brought: &Brought,
) -> Result<(Arrived, Changed), BringInRefusal> {
    let saved = &brought.profile;
    let position =
        Position::new(saved.latitude, saved.longitude).map_err(|_| BringInRefusal::NoPosition)?;
    let handle = match restaurant::of_handle(c, &saved.handle)? {
        None if musette_domain::handle::parse(&saved.handle).is_ok() => saved.handle.clone(),
        _ => free_handle::run(c, &saved.name, 1)?,
    };
    let new = NewRestaurant {
        handle,
        name: saved.name.clone(),
        position,
    };
    let (id, mut all) = create::run(c, app, &new)?;
    let mut row = restaurant::find(c, &id)?;
    let mut left_out = Vec::new();
    described(&mut row, saved, &mut left_out)?;
    restaurant::save(c, &row)?;
    all.join(dishes(c, app, &row, &brought.menu, &mut left_out)?);
    for (purpose, picture, alt) in &brought.pictures {
        match add::run(c, app, &id, *purpose, picture, alt) {
            Ok((_, changed)) => all.join(changed),
            Err(add::AddPictureRefusal::Store(error)) => return Err(error.into()),
            Err(why) => left_out.push(format!("a picture: {why}")),
        }
    }
    for (saved, photo) in &brought.specials {
        if let Err(why) = old_special(c, app, &row, saved, photo.as_ref())? {
            left_out.push(format!("the special {:?}: {why}", saved.title));
        }
    }
    aliases(c, app, &id, saved)?;
    all.join(changed(&id));
    let arrived = Arrived {
        id,
        handle: row.handle,
        left_out,
    };
    Ok((arrived, all))
}

fn described(
    row: &mut Restaurant,
    saved: &SavedProfile,
    left_out: &mut Vec<String>,
) -> Result<(), TextProblem> {
    let line = |written: &str| match written {
        "" => Ok(String::new()),
        written => text::name(written),
    };
    row.description = text::description(&saved.description)?;
    row.cuisine = line(&saved.cuisine)?;
    row.street = line(&saved.street)?;
    row.housenumber = line(&saved.housenumber)?;
    row.postcode = line(&saved.postcode)?;
    row.city = line(&saved.city)?;
    row.country = line(&saved.country)?;
    row.hue = line(&saved.hue)?;
    row.weave = line(&saved.weave)?;
    row.emblem = line(&saved.emblem)?;
    let number = saved
        .phone
        .as_deref()
        .map(|typed| phone::parse(typed, None));
    if matches!(number, Some(Err(_))) {
        left_out.push("the telephone number cannot be read".to_owned());
    }
    row.phone = number.and_then(Result::ok);
    let web = |written: &&str| {
        Url::parse(written).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
    };
    let website = saved.website.as_deref().filter(web).map(text::note);
    row.website = website.transpose()?;
    match OpeningHours::parse(&saved.opening_hours, chrono_tz::UTC) {
        Ok(hours) => hours.as_str().clone_into(&mut row.opening_hours),
        Err(why) => left_out.push(format!("the opening hours: {why}")),
    }
    if saved.currency == row.currency.code()
        && let Ok(least) = menu::check_price(Money::new(saved.minimum, row.currency))
    {
        row.minimum = least.minor;
    }
    row.ordering_delay = saved.ordering_delay.clamp(0, edit_profile::LONGEST_DELAY);
    row.delivers = saved.delivers || !saved.collects;
    row.collects = saved.collects;
    let cells = saved.zone.iter().take(MOST_CELLS);
    let cells: Vec<String> = cells
        .filter(|cell| cell.parse::<Cell>().is_ok())
        .cloned()
        .collect();
    if !cells.is_empty() {
        row.zone = cells;
    }
    Ok(())
}

/// Writes the menu, section by section as they come. A price in another currency is no price here.
fn dishes(
    c: &mut Conn,
    app: &App,
    of: &Restaurant,
    menu: &[SavedItem],
    left_out: &mut Vec<String>,
) -> Result<Changed, BringInRefusal> {
    let mut all = Changed::nothing();
    for saved in menu {
        let section = match section(c, app, of, &saved.section)? {
            Ok(section) => section,
            Err(why) => {
                left_out.push(format!("{:?}: {why}", saved.name));
                continue;
            }
        };
        let price = menu::parse_price(&saved.price, of.currency);
        let price = match price {
            Ok(price) if saved.currency == of.currency.code() => price,
            _ => {
                left_out.push(format!(
                    "{:?}: its price is none in {}",
                    saved.name,
                    of.currency.code()
                ));
                continue;
            }
        };
        let item = Item {
            section,
            name: saved.name.clone(),
            description: saved.description.clone(),
            price,
            allergens: Allergen::parse_list(&saved.allergens).unwrap_or_default(),
        };
        match add_item::run(c, app, &of.id, &item) {
            Ok((id, changed)) => {
                all.join(changed);
                if saved.sold_out == "yes" {
                    all.join(set_sold_out::run(c, app, &of.id, &id, true)?);
                }
            }
            Err(add_item::ItemRefusal::Store(error)) => return Err(error.into()),
            Err(why) => left_out.push(format!("{:?}: {why}", saved.name)),
        }
    }
    Ok(all)
}

/// The section of this name, made if it is not there.
fn section(
    c: &mut Conn,
    app: &App,
    of: &Restaurant,
    name: &str,
) -> Result<Result<MenuSectionId, String>, BringInRefusal> {
    let find = |c: &mut Conn| -> Result<Option<MenuSectionId>, BringInRefusal> {
        let all = menu_section::list_of(c, &of.id)?;
        let found = all.into_iter().find(|row| row.name == name.trim());
        Ok(found.map(|row| row.id))
    };
    if let Some(found) = find(c)? {
        return Ok(Ok(found));
    }
    match add_section::run(c, app, &of.id, name) {
        Ok(_) => {}
        Err(add_section::AddSectionRefusal::Store(error)) => return Err(error.into()),
        Err(why) => return Ok(Err(why.to_string())),
    }
    Ok(find(c)?.ok_or_else(|| "its section could not be made".to_owned()))
}

/// Keeps a special as an old one: it can be published again, but nobody is told of it.
fn old_special(
    c: &mut Conn,
    app: &App,
    of: &Restaurant,
    saved: &SavedSpecial,
    photo: Option<&(Picture, String)>,
) -> Result<Result<(), String>, BringInRefusal> {
    let now = app.clock.now();
    let (Ok(title), Ok(description)) = (
        text::name(&saved.title),
        text::description(&saved.description),
    ) else {
        return Ok(Err("its words cannot be taken".to_owned()));
    };
    let moment = |text: &str| Instant::parse_rfc3339(text);
    let (Some(published), Some(ends)) = (moment(&saved.published), moment(&saved.ends)) else {
        return Ok(Err("its times cannot be read".to_owned()));
    };
    let ended = ends.min(now);
    let photo_id = match photo {
        None => None,
        Some((picture, alt)) => {
            let alt = if alt.trim().is_empty() { &title } else { alt };
            match add::run(c, app, &of.id, Purpose::Special, picture, alt) {
                Ok((id, _)) => Some(id),
                Err(add::AddPictureRefusal::Store(error)) => return Err(error.into()),
                // What it says is worth more than its photo.
                Err(_) => None,
            }
        }
    };
    let price = menu::parse_price(&saved.price, of.currency).ok();
    let allergens = Allergen::parse_list(&saved.allergens).unwrap_or_default();
    let tag = |tag: &&str| tag.len() <= 60 && tag.chars().all(char::is_alphanumeric);
    special::insert(
        c,
        &Special {
            id: SpecialId::parse(&app.ids.uuid()).map_err(broken)?,
            restaurant_id: of.id.clone(),
            menu_item_id: None,
            title,
            description,
            price: price.map(|price| price.minor),
            allergens: allergens.iter().map(|one| one.text().to_owned()).collect(),
            published_at: published.min(ended),
            ends_at: ended,
            edited_at: None,
            removed_at: None,
            kind: SpecialKind::Special,
            hashtags: saved
                .hashtags
                .split_whitespace()
                .filter(tag)
                .take(MOST_TAGS)
                .map(ToOwned::to_owned)
                .collect(),
            photo_id,
            sold_out: false,
            changed_at: None,
        },
    )?;
    Ok(Ok(()))
}

/// Names the account at the old server, so that a Move from there is believed, and the accounts that it had named before. Only what is elsewhere.
fn aliases(
    c: &mut Conn,
    app: &App,
    id: &RestaurantId,
    saved: &SavedProfile,
) -> Result<(), BringInRefusal> {
    let mut all: Vec<String> = Vec::new();
    for claimed in std::iter::once(&saved.actor).chain(&saved.also_known_as) {
        let is_address = |url: &Url| matches!(url.scheme(), "http" | "https") && url.has_host();
        let url = Url::parse(claimed).ok().filter(is_address);
        let elsewhere = url.filter(|url| !app.urls.is_ours(url.as_str()));
        if let Some(url) = elsewhere.map(String::from)
            && !all.contains(&url)
            && all.len() < set_aliases::MOST
        {
            all.push(url);
        }
    }
    if all.is_empty() {
        return Ok(());
    }
    app.tell.restaurant_opened(c, id)?;
    if let Some(mut actor) = local_actor::find_by_restaurant(c, id)? {
        actor.also_known_as = all;
        local_actor::save(c, &actor)?;
    }
    Ok(())
}
