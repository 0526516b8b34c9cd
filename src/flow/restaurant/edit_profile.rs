//! A restaurant's people change what it says of itself.

use musette_domain::id::RestaurantId;
use musette_domain::menu::{self, MenuProblem};
use musette_domain::opening::OpeningHours;
use musette_domain::text::{self, TextProblem};
use musette_domain::{Money, Position};

use super::create::{FIRST_REACH, zone};
use super::save;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::store::restaurant::Restaurant;
use crate::store::{Conn, restaurant};

/// What a restaurant says of itself.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The name on its door.
    pub name: String,
    /// A few sentences.
    pub description: String,
    /// What it cooks, in words.
    pub cuisine: String,
    /// The street.
    pub street: String,
    /// The number.
    pub housenumber: String,
    /// The postcode.
    pub postcode: String,
    /// The town.
    pub city: String,
    /// The country's two letters.
    pub country: String,
    /// Where it is.
    pub position: Position,
    /// How far it delivers by air, in metres; none leaves the zone as it is.
    pub reach: Option<f64>,
    /// Its telephone, as E.164.
    pub phone: Option<String>,
    /// Its website.
    pub website: Option<String>,
    /// When it is open.
    pub opening_hours: OpeningHours,
    /// The look of its cloth: hue, weave, emblem. Empty ones follow the name.
    pub cloth: [String; 3],
    /// The least that can be ordered.
    pub minimum: Money,
    /// How many minutes before the kitchen begins an order must have come in.
    pub ordering_delay: i32,
    /// Couriers carry its meals.
    pub delivers: bool,
    /// Customers may fetch them.
    pub collects: bool,
}

/// The longest time before the kitchen begins by which an order must have come in, in minutes: two days.
pub const LONGEST_DELAY: i32 = 2_880;

refusals! {
    /// Why a profile is not taken.
    pub enum EditProfileRefusal {
        /// A text is too long, empty or cannot be shown.
        #[error("{0}")]
        Text(TextProblem) = "profile-text",
        /// The minimum is no price.
        #[error("{0}")]
        Minimum(MenuProblem) = "profile-minimum",
        /// Another currency than the restaurant's.
        #[error("the minimum must be in the restaurant's currency")]
        Currency = "profile-minimum",
        /// Nobody could get a meal.
        #[error("meals must be delivered, or fetched, or both")]
        NoWay = "profile-no-way",
    }
}

impl From<TextProblem> for EditProfileRefusal {
    fn from(problem: TextProblem) -> Self {
        Self::Text(problem)
    }
}

impl From<MenuProblem> for EditProfileRefusal {
    fn from(problem: MenuProblem) -> Self {
        Self::Minimum(problem)
    }
}

/// Moves of less than this many metres are slips of the hand, not of the kitchen.
const MOVED: f64 = 25.0;

/// Writes the profile. The zone follows when the restaurant moves or is given a reach.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &RestaurantId,
    profile: &Profile,
) -> Result<Changed, EditProfileRefusal> {
    let before = restaurant::find(c, id)?;
    if !profile.delivers && !profile.collects {
        return Err(EditProfileRefusal::NoWay);
    }
    if profile.minimum.currency != before.currency {
        return Err(EditProfileRefusal::Currency);
    }
    let mut row = described(before.clone(), profile)?;
    row.minimum = menu::check_price(profile.minimum)?.minor;
    row.zone = new_zone(&before, profile);
    if row == before {
        return Ok(Changed::nothing());
    }
    Ok(save(c, app, &mut row)?)
}

fn described(row: Restaurant, profile: &Profile) -> Result<Restaurant, TextProblem> {
    let line = |text: &str| match text {
        "" => Ok(String::new()),
        text => text::name(text),
    };
    let maybe = |text: &Option<String>| text.as_deref().map(text::note).transpose();
    let [hue, weave, emblem] = profile.cloth.clone();
    Ok(Restaurant {
        name: text::name(&profile.name)?,
        description: text::description(&profile.description)?,
        cuisine: line(&profile.cuisine)?,
        street: line(&profile.street)?,
        housenumber: line(&profile.housenumber)?,
        postcode: line(&profile.postcode)?,
        city: line(&profile.city)?,
        country: line(&profile.country)?,
        latitude: profile.position.lat(),
        longitude: profile.position.lon(),
        phone: maybe(&profile.phone)?,
        website: maybe(&profile.website)?,
        opening_hours: profile.opening_hours.as_str().to_owned(),
        hue: line(&hue)?,
        weave: line(&weave)?,
        emblem: line(&emblem)?,
        ordering_delay: profile.ordering_delay.clamp(0, LONGEST_DELAY),
        delivers: profile.delivers,
        collects: profile.collects,
        ..row
    })
}

fn new_zone(before: &Restaurant, profile: &Profile) -> Vec<String> {
    let moved = Position::new(before.latitude, before.longitude)
        .map_or(f64::INFINITY, |old| old.metres_to(profile.position))
        > MOVED;
    match profile.reach {
        Some(reach) => zone(profile.position, reach),
        None if moved || before.zone.is_empty() => zone(profile.position, FIRST_REACH),
        None => before.zone.clone(),
    }
}
