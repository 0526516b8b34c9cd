//! What the price needs of the restaurant's and the co-op's rows.

use chrono_tz::Tz;
use musette_domain::Money;
use musette_domain::id::RestaurantId;
use musette_domain::opening::OpeningHours;
use musette_domain::pricing::Tariff;
use musette_domain::zone::{Cell, Zone};

use super::{Place, QuoteRefusal};
use crate::store::Conn;
use crate::store::coop::Coop;
use crate::store::restaurant::{self, Restaurant, RestaurantState};

/// A restaurant that is shown to customers.
pub(super) fn listed(c: &mut Conn, id: &RestaurantId) -> Result<Restaurant, QuoteRefusal> {
    restaurant::find_optional(c, id)?
        .filter(|found| found.state == RestaurantState::Listed)
        .ok_or(QuoteRefusal::NoRestaurant)
}

/// Whether a place lies in the restaurant's zone; none without a place.
pub(super) fn in_area(restaurant: &Restaurant, place: Option<Place>) -> Option<bool> {
    let cells = restaurant
        .zone
        .iter()
        .filter_map(|cell| cell.parse::<Cell>().ok());
    // A zone that cannot be read delivers nowhere.
    let zone = Zone::new(cells).unwrap_or_default();
    place.map(|place| match place {
        Place::At(position) => zone.contains(position),
        Place::Within(cell) => zone.contains_cell(cell),
    })
}

/// The co-op's time zone; UTC if the row names none that exists.
pub fn time_zone(coop: &Coop) -> Tz {
    coop.timezone.parse().unwrap_or(Tz::UTC)
}

/// A restaurant's opening hours, if they can be read.
pub fn opening_hours(restaurant: &Restaurant, coop: &Coop) -> Option<OpeningHours> {
    OpeningHours::parse(&restaurant.opening_hours, time_zone(coop)).ok()
}

/// The co-op's tariff. Shares are kept in thousandths.
pub fn tariff(coop: &Coop) -> Tariff {
    let permille = |n: i64| u16::try_from(n.clamp(0, 1000)).unwrap_or(1000);
    Tariff {
        base: Money::new(coop.tariff_base, coop.currency),
        per_km: Money::new(coop.tariff_per_km, coop.currency),
        courier_share_permille: permille(coop.courier_share),
        commission_permille: permille(coop.commission),
    }
}
