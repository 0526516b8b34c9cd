//! Specials of the day: published until a time, at once or as planned, corrected once, sold out, taken back. A closure is told of in the same way.

pub mod closure;
pub mod edit;
pub mod forget_plan;
pub mod plan;
pub mod publish;
pub mod publish_planned;
pub mod sold_out;
pub mod take_back;

use chrono::TimeDelta;
use musette_domain::allergen::Allergen;
use musette_domain::id::{MediaId, MenuItemId, RestaurantId};
use musette_domain::menu::{self, MenuProblem};
use musette_domain::text::{self, TextProblem};
use musette_domain::{Instant, Money, TextValue};

use super::Changed;
use super::refusal::refusals;
use super::restaurant::changed;
use crate::app::Topic;
use crate::store::media::{self, Purpose};
use crate::store::restaurant::Restaurant;
use crate::store::special::Special;
use crate::store::{self, Conn, menu_item};

/// The longest a special runs: "of the day" with room for a week's menu.
pub const LONGEST: TimeDelta = TimeDelta::days(7);
/// How many specials of one restaurant run at once.
pub const AT_ONCE: usize = 5;

/// What a special says.
#[derive(Debug, Clone)]
pub struct Wording {
    /// The item of the menu that it is, if it is one.
    pub menu_item: Option<MenuItemId>,
    /// What there is.
    pub title: String,
    /// A few sentences.
    pub description: String,
    /// The price, if it says one.
    pub price: Option<Money>,
    /// The allergens.
    pub allergens: Vec<Allergen>,
    /// Words by which people elsewhere find it, without `#`.
    pub hashtags: Vec<String>,
    /// Its photo.
    pub photo: Option<Photo>,
    /// Until when it runs.
    pub ends_at: Instant,
}

/// A photo that was put here before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// The picture.
    pub id: MediaId,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

refusals! {
    /// Why a special is not taken.
    pub enum SpecialRefusal {
        /// A text is too long, empty or cannot be shown.
        #[error("{0}")]
        Text(TextProblem) = "special-text",
        /// No price.
        #[error("{0}")]
        Price(MenuProblem) = "special-price",
        /// Another currency than the restaurant's.
        #[error("the price must be in the restaurant's currency")]
        Currency = "special-price",
        /// It would be over already.
        #[error("the end of the special lies in the past")]
        Past = "special-past",
        /// It would run too long.
        #[error("a special can run at most {} days", LONGEST.num_days())]
        TooLong = "special-too-long",
        /// Enough at once.
        #[error("at most {AT_ONCE} specials can run at once; take one back first")]
        TooMany = "special-too-many",
        /// Enough plans.
        #[error("a restaurant can plan {} specials; forget one first", plan::MOST)]
        TooManyPlans = "special-too-many-plans",
        /// It was corrected before: who has read it would no longer know what it says.
        #[error("a special can be corrected once; take it back and publish another")]
        EditedAlready = "special-edited-already",
        /// It is over or was taken back.
        #[error("this special is over")]
        Over = "special-over",
        /// The photo has no words.
        #[error("say in words what the photo shows, for those who do not see it")]
        NoAlt = "special-photo-no-alt",
        /// The restaurant is not shown.
        #[error("show the restaurant first; nobody could read its special")]
        NotListed = "special-not-listed",
    }
}

impl From<TextProblem> for SpecialRefusal {
    fn from(problem: TextProblem) -> Self {
        Self::Text(problem)
    }
}

impl From<MenuProblem> for SpecialRefusal {
    fn from(problem: MenuProblem) -> Self {
        Self::Price(problem)
    }
}

/// Writes the wording into a row.
fn word(
    c: &mut Conn,
    of: &Restaurant,
    now: Instant,
    wording: &Wording,
    row: Special,
) -> Result<Special, SpecialRefusal> {
    if wording.ends_at <= now {
        return Err(SpecialRefusal::Past);
    }
    if wording.ends_at.since(row.published_at) > LONGEST {
        return Err(SpecialRefusal::TooLong);
    }
    if let Some(id) = &wording.menu_item {
        let item = menu_item::find(c, id)?;
        if item.restaurant_id != of.id || item.removed_at.is_some() {
            return Err(store::Error::NotFound.into());
        }
    }
    describe(c, of, wording.photo.as_ref())?;
    let price = match wording.price {
        Some(price) if price.currency != of.currency => return Err(SpecialRefusal::Currency),
        Some(price) => Some(menu::check_price(price)?.minor),
        None => None,
    };
    let mut allergens = wording.allergens.clone();
    allergens.sort_unstable();
    allergens.dedup();
    Ok(Special {
        menu_item_id: wording.menu_item.clone(),
        title: text::name(&wording.title)?,
        description: text::description(&wording.description)?,
        price,
        allergens: allergens
            .iter()
            .map(|one| one.as_str().to_owned())
            .collect(),
        hashtags: wording.hashtags.clone(),
        photo_id: wording.photo.as_ref().map(|photo| photo.id.clone()),
        ends_at: wording.ends_at,
        ..row
    })
}

/// Writes what the photo shows beside it. A photo of another restaurant does not exist here.
fn describe(c: &mut Conn, of: &Restaurant, photo: Option<&Photo>) -> Result<(), SpecialRefusal> {
    let Some(photo) = photo else {
        return Ok(());
    };
    let row = media::find_optional(c, &photo.id)?
        .filter(|row| row.restaurant_id == of.id && row.purpose == Purpose::Special)
        .ok_or(store::Error::NotFound)?;
    let alt = text::note(&photo.alt)?;
    if alt.is_empty() {
        return Err(SpecialRefusal::NoAlt);
    }
    if row.alt != alt {
        media::describe(c, &photo.id, &alt)?;
    }
    Ok(())
}

/// What the photo of a special shows, as it is written now.
fn shown(c: &mut Conn, row: &Special) -> store::Result<Option<String>> {
    let Some(id) = &row.photo_id else {
        return Ok(None);
    };
    Ok(media::find_optional(c, id)?.map(|photo| photo.alt))
}

/// Followers and the restaurant's own pages show something else now.
fn specials_changed(of: &RestaurantId) -> Changed {
    let mut changed = changed(of);
    changed.add(Topic::Specials);
    changed
}
