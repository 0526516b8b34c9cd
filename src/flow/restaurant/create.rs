//! The co-op takes a restaurant in, hidden until its people have set it up.

use musette_domain::handle::{self, HandleProblem};
use musette_domain::id::RestaurantId;
use musette_domain::text::{self, TextProblem};
use musette_domain::zone::Zone;
use musette_domain::{Position, TextValue};

use super::changed;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::{broken, refusals};
use crate::store::restaurant::{Restaurant, RestaurantState};
use crate::store::{self, Conn, coop, restaurant};

/// How far a new restaurant delivers by air, in metres, until its people say otherwise.
pub const FIRST_REACH: f64 = 3_000.0;

/// What a restaurant begins with.
#[derive(Debug, Clone)]
pub struct NewRestaurant {
    /// The name in its address: `@handle`.
    pub handle: String,
    /// The name on its door.
    pub name: String,
    /// Where it is.
    pub position: Position,
}

refusals! {
    /// Why a restaurant cannot be taken in.
    pub enum CreateRestaurantRefusal {
        /// No handle.
        #[error("{0}")]
        Handle(HandleProblem) = "restaurant-handle-none",
        /// No name.
        #[error("{0}")]
        Name(TextProblem) = "restaurant-name-none",
        /// Somebody has the handle.
        #[error("another restaurant has this handle")]
        Taken = "restaurant-handle-taken",
    }
}

impl From<HandleProblem> for CreateRestaurantRefusal {
    fn from(problem: HandleProblem) -> Self {
        Self::Handle(problem)
    }
}

impl From<TextProblem> for CreateRestaurantRefusal {
    fn from(problem: TextProblem) -> Self {
        Self::Name(problem)
    }
}

/// Writes the restaurant, hidden, with a delivery zone around it.
pub fn run(
    c: &mut Conn,
    app: &App,
    new: &NewRestaurant,
) -> Result<(RestaurantId, Changed), CreateRestaurantRefusal> {
    let coop = coop::ours(c)?.ok_or(store::Error::NotFound)?;
    let now = app.clock.now();
    let handle = handle::parse(&new.handle)?;
    let name = text::name(&new.name)?;
    let row = Restaurant {
        id: RestaurantId::parse(&app.ids.uuid()).map_err(broken)?,
        handle,
        name,
        description: String::new(),
        cuisine: String::new(),
        street: String::new(),
        housenumber: String::new(),
        postcode: String::new(),
        city: coop.place,
        country: String::new(),
        latitude: new.position.lat(),
        longitude: new.position.lon(),
        phone: None,
        website: None,
        opening_hours: String::new(),
        hue: String::new(),
        weave: String::new(),
        emblem: String::new(),
        minimum: 0,
        currency: coop.currency,
        delivers: true,
        collects: true,
        busy_until: None,
        ordering_delay: 0,
        zone: zone(new.position, FIRST_REACH),
        state: RestaurantState::Hidden,
        closed_until: None,
        closed_reason: None,
        osm_ref: None,
        menu_revision: 0,
        created_at: now,
        updated_at: now,
    };
    if !restaurant::insert_if_absent(c, &row)? {
        return Err(CreateRestaurantRefusal::Taken);
    }
    Ok((row.id.clone(), changed(&row.id)))
}

/// The cells within `reach` metres of a place, as a row has them.
pub(super) fn zone(position: Position, reach: f64) -> Vec<String> {
    let zone = Zone::around(position, reach);
    zone.cells().map(|cell| cell.to_string()).collect()
}
