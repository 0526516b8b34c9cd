//! Couriers are scarce, or there are enough: the earliest that one can be at a counter.

use super::Changed;
use super::refusal::refusals;
use crate::app::{App, Topic};
use crate::store::{Conn, coop};

/// The longest delay, in minutes.
pub const LONGEST: i32 = 240;

refusals! {
    /// Why a delay is not taken.
    pub enum PickupDelayRefusal {
        /// Too long, or before now.
        #[error("the delay must be between 0 and {LONGEST} minutes")]
        OutOfRange = "pickup-delay-out-of-range",
    }
}

/// Sets the delay for orders from now on. Orders that are placed keep their times.
pub fn run(c: &mut Conn, app: &App, minutes: i32) -> Result<Changed, PickupDelayRefusal> {
    if !(0..=LONGEST).contains(&minutes) {
        return Err(PickupDelayRefusal::OutOfRange);
    }
    let mut row = coop::own(c)?;
    if row.pickup_delay == minutes {
        return Ok(Changed::nothing());
    }
    row.pickup_delay = minutes;
    row.updated_at = app.clock.now();
    coop::save(c, &row)?;
    Ok(Changed::topics([Topic::Dispatch]))
}
