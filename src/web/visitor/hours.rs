//! Opening hours as lists show them: parsed once, asked once a minute.
//!
//! Parsing costs a hundred times as much as asking, and a list asks for every restaurant at every visit.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use chrono::TimeDelta;
use chrono_tz::Tz;
use moka::sync::Cache;
use musette_domain::Instant;
use musette_domain::opening::{OpenState, OpeningHours};
use musette_domain::timing::{Timing, Way, Window};

use crate::flow::order::quote::WINDOW;

type Parsed = Cache<(Tz, String), Option<Arc<OpeningHours>>>;
type Looked = Cache<(Tz, String, i64, Kitchen, i64), Option<Outlook>>;

static PARSED: LazyLock<Parsed> = LazyLock::new(|| Cache::new(5_000));
static LOOKED: LazyLock<Looked> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(20_000)
        .time_to_live(Duration::from_mins(2))
        .build()
});

/// What decides, beside the hours, when an order can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kitchen {
    /// How long it takes for a usual order.
    pub preparation: TimeDelta,
    /// How long before it begins an order must have come in.
    pub ordering_delay: TimeDelta,
    /// The earliest a courier can be at the counter, from now.
    pub pickup_delay: TimeDelta,
}

/// Whether a kitchen is open, and when an order of now would arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// Open, or until when closed.
    pub open: OpenState,
    /// The first window that an usual order could have.
    pub first: Option<Window>,
}

/// The hours of a text; none if it is not understood, which restaurants elsewhere may send.
pub fn of(text: &str, zone: Tz) -> Option<Arc<OpeningHours>> {
    PARSED.get_with((zone, text.to_owned()), || {
        OpeningHours::parse(text, zone).ok().map(Arc::new)
    })
}

/// What `now` looks like to the minute, for a kitchen and a ride of `shipping` (none when the customer collects).
pub fn outlook(
    text: &str,
    zone: Tz,
    now: Instant,
    kitchen: Kitchen,
    shipping: Option<TimeDelta>,
) -> Option<Outlook> {
    let minute = now.millis().div_euclid(60_000);
    let ride = shipping.map_or(-1, |ride| ride.num_minutes().max(0));
    let key = (zone, text.to_owned(), minute, kitchen, ride);
    LOOKED.get_with(key, || {
        let hours = of(text, zone)?;
        let now = Instant::from_millis(minute * 60_000);
        let way = shipping.map_or(Way::Collection, |shipping| Way::Delivery { shipping });
        let timing = Timing {
            range: WINDOW,
            preparation: kitchen.preparation,
            way,
            ordering_delay: kitchen.ordering_delay,
            pickup_delay: match way {
                Way::Delivery { .. } => kitchen.pickup_delay,
                Way::Collection => TimeDelta::zero(),
            },
        };
        Some(Outlook {
            open: hours.state_at(now),
            first: timing.windows(&hours, now).first().copied(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kitchen(pickup_delay: TimeDelta) -> Kitchen {
        Kitchen {
            preparation: TimeDelta::minutes(15),
            ordering_delay: TimeDelta::zero(),
            pickup_delay,
        }
    }

    #[test]
    fn scarce_couriers_make_it_later() {
        let now = Instant::parse_rfc3339("2026-11-27T18:03:00Z").unwrap();
        let ride = Some(TimeDelta::minutes(10));
        let first = |delay, ride| {
            let look = outlook("24/7", Tz::UTC, now, kitchen(delay), ride).unwrap();
            look.first.unwrap().start
        };
        let (usual, late) = (TimeDelta::zero(), TimeDelta::hours(1));
        assert!(first(late, ride) > first(usual, ride));
        assert_eq!(first(late, None), first(usual, None));
    }

    #[test]
    fn open_until_and_the_first_window() {
        let now = Instant::parse_rfc3339("2026-11-27T18:03:00Z").unwrap();
        let ride = Some(TimeDelta::minutes(10));
        let look = outlook(
            "Fr 18:00-22:00",
            Tz::UTC,
            now,
            kitchen(TimeDelta::zero()),
            ride,
        )
        .unwrap();
        assert!(look.open.is_open());
        let first = look.first.unwrap();
        assert!(first.start > now && first.end.since(now) < TimeDelta::hours(1));
    }

    #[test]
    fn what_is_not_understood_is_no_hours() {
        let now = Instant::from_millis(0);
        assert_eq!(
            outlook("whenever", Tz::UTC, now, kitchen(TimeDelta::zero()), None),
            None
        );
    }
}
