//! How far the door is: by the imported streets, or a guess where there are none.

use musette_domain::order::Fulfilment;
use musette_domain::{Position, position};

use super::Question;
use crate::app::App;
use crate::services::map::position::Position as MapPosition;
use crate::services::route::Router;
use crate::store::restaurant::Restaurant;

/// Metres and seconds from the counter to the door; none for collection or without an address.
pub(super) fn to(app: &App, restaurant: &Restaurant, question: &Question) -> Option<(i32, i32)> {
    if question.fulfilment == Fulfilment::Collection {
        return None;
    }
    let door = question.place?.position()?;
    let counter = Position::new(restaurant.latitude, restaurant.longitude).ok()?;
    Some(between(app, counter, door))
}

/// Metres and seconds by bicycle between two places.
pub(crate) fn between(app: &App, from: Position, to: Position) -> (i32, i32) {
    let on_map = |p: Position| MapPosition {
        latitude: p.lat(),
        longitude: p.lon(),
    };
    let trip = app
        .map
        .as_ref()
        .and_then(|map| map.router.distance(on_map(from), on_map(to)));
    if let Some(trip) = trip {
        let whole = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
        return (whole(trip.metres), whole(trip.seconds));
    }
    let metres = from.guessed_way_to(to);
    let seconds = position::bicycle_time(metres, position::BICYCLE_KMH).num_seconds();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "at most one and a half times half the earth's circumference; the cast saturates"
    )]
    let metres = metres.round() as i32;
    (metres, i32::try_from(seconds).unwrap_or(i32::MAX))
}
