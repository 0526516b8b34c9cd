//! A kitchen has more to do than usual, or no longer: meals take longer from now on.

use chrono::{Days, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use musette_domain::Instant;
use musette_domain::id::RestaurantId;

use super::save;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Result, coop, restaurant};

/// Sets the switch. A rush that nobody ends is over at midnight, so that a forgotten switch slows one evening only.
pub fn run(c: &mut Conn, app: &App, id: &RestaurantId, busy: bool) -> Result<Changed> {
    let mut row = restaurant::find(c, id)?;
    let now = app.clock.now();
    if row.is_busy(now) == busy {
        return Ok(Changed::nothing());
    }
    let zone = coop::own(c)?.timezone.parse().unwrap_or(Tz::UTC);
    row.busy_until = busy.then(|| midnight(now, zone));
    save(c, app, &mut row)
}

/// The next local midnight; where clocks skip it, a day from now.
fn midnight(now: Instant, zone: Tz) -> Instant {
    let today = now.to_utc().with_timezone(&zone).date_naive();
    let tomorrow = today.checked_add_days(Days::new(1));
    let start = tomorrow.and_then(|day| {
        let local = zone.from_local_datetime(&day.and_time(NaiveTime::MIN));
        local.earliest()
    });
    start.map_or_else(
        || now.plus(TimeDelta::days(1)),
        |start| start.to_utc().into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rush_ends_at_the_local_midnight() {
        let now = Instant::parse_rfc3339("2026-11-27T18:00:00Z").unwrap();
        assert_eq!(
            midnight(now, chrono_tz::Europe::Vaduz).to_rfc3339(),
            "2026-11-27T23:00:00Z"
        );
    }
}
