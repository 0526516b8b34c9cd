//! When an order can arrive: the timeline of a time window, and the windows a restaurant can offer.

use chrono::TimeDelta;

use crate::Instant;
use crate::opening::OpeningHours;

/// How long handing over a bag takes.
pub const HANDOVER: TimeDelta = TimeDelta::minutes(5);

/// How far ahead one can order.
pub const HORIZON: TimeDelta = TimeDelta::days(7);

/// The way taken when nothing is known about it.
pub const UNKNOWN_SHIPPING: TimeDelta = TimeDelta::minutes(10);

/// A time window in which an order arrives, or is collected.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct Window {
    /// Its beginning.
    pub start: Instant,
    /// Its end.
    pub end: Instant,
}

impl Window {
    /// The middle, by which everything is planned.
    pub fn middle(self) -> Instant {
        self.start.plus(self.end.since(self.start) / 2)
    }
}

/// How an order gets to its customer, as far as time goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By courier, riding this long from the counter to the door. Nothing or less counts as [`UNKNOWN_SHIPPING`].
    Delivery {
        /// The ride.
        shipping: TimeDelta,
    },
    /// The customer comes.
    Collection,
}

/// When what has to happen so that an order arrives in its window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeline {
    /// The kitchen begins.
    pub preparation_starts: Instant,
    /// The bag leaves the counter.
    pub pickup: Instant,
    /// The courier is at the door; `None` when the customer collects.
    pub dropoff: Option<Instant>,
}

/// The timeline of an order that arrives in `window` and takes the kitchen `preparation`.
pub fn timeline(window: Window, way: Way, preparation: TimeDelta) -> Timeline {
    let middle = window.middle();
    let (pickup, dropoff) = match way {
        Way::Delivery { shipping } => (middle.minus(known(shipping)).minus(HANDOVER), Some(middle)),
        Way::Collection => (middle, None),
    };
    Timeline {
        preparation_starts: pickup.minus(preparation),
        pickup,
        dropoff,
    }
}

fn known(shipping: TimeDelta) -> TimeDelta {
    if shipping > TimeDelta::zero() {
        shipping
    } else {
        UNKNOWN_SHIPPING
    }
}

/// What decides which windows a restaurant offers for one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// How long a window is: usually 10, 20, 30 or 60 minutes.
    pub range: TimeDelta,
    /// How long the kitchen takes for this order.
    pub preparation: TimeDelta,
    /// How it reaches the customer.
    pub way: Way,
    /// How long before the kitchen begins an order must have come in.
    pub ordering_delay: TimeDelta,
    /// The earliest a courier can be at the counter, from now; the dispatch raises it when couriers are scarce.
    pub pickup_delay: TimeDelta,
}

impl Timing {
    /// The windows offered at `now`, earliest first; the first is the one to suggest.
    ///
    /// Windows begin at multiples of their length, from the next one on. A window is kept if the kitchen can begin after now and the ordering
    /// delay, is open when it begins, the courier can be there in time, and the window ends within [`HORIZON`]. It may end after the kitchen closes.
    pub fn windows(&self, opening: &OpeningHours, now: Instant) -> Vec<Window> {
        let range = self.range.max(TimeDelta::minutes(5)).num_milliseconds();
        let lead = match self.way {
            Way::Delivery { shipping } => self.preparation + known(shipping) + HANDOVER,
            Way::Collection => self.preparation,
        };
        let horizon = now.plus(HORIZON);
        let mut windows = Vec::new();
        let mut start = next_multiple(now.millis(), range);
        for period in opening.periods(now, horizon) {
            start = start.max(next_multiple(period.from.millis(), range));
            // A window whose kitchen begins just before closing time still belongs to this period.
            let last = period.until.plus(lead).millis();
            while start < last {
                let window = Window {
                    start: Instant::from_millis(start),
                    end: Instant::from_millis(start.saturating_add(range)),
                };
                let plan = timeline(window, self.way, self.preparation);
                let begins = plan.preparation_starts;
                if begins >= period.until || window.end >= horizon {
                    break;
                }
                if begins >= period.from && self.keeps(window, plan, now) {
                    windows.push(window);
                }
                start = start.saturating_add(range);
            }
        }
        windows
    }

    fn keeps(&self, window: Window, plan: Timeline, now: Instant) -> bool {
        window.end > now
            && plan.preparation_starts > now.plus(self.ordering_delay)
            && plan.pickup > now.plus(self.pickup_delay)
    }

    /// Whether `window` can still be had at `now`.
    pub fn offers(&self, window: Window, opening: &OpeningHours, now: Instant) -> bool {
        let plan = timeline(window, self.way, self.preparation);
        window.end > window.start
            && window.end < now.plus(HORIZON)
            && self.keeps(window, plan, now)
            && opening.is_open(plan.preparation_starts)
    }
}

fn next_multiple(value: i64, of: i64) -> i64 {
    let rest = value.rem_euclid(of);
    if rest == 0 {
        value
    } else {
        value.saturating_add(of - rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(&format!("2026-11-{text}:00Z")).unwrap()
    }
    fn hours(text: &str) -> OpeningHours {
        OpeningHours::parse(text, chrono_tz::UTC).unwrap()
    }
    fn timing() -> Timing {
        Timing {
            range: TimeDelta::minutes(20),
            preparation: TimeDelta::minutes(15),
            way: Way::Delivery {
                shipping: TimeDelta::minutes(10),
            },
            ordering_delay: TimeDelta::zero(),
            pickup_delay: TimeDelta::zero(),
        }
    }

    #[test]
    fn the_timeline_of_a_delivery_and_of_a_collection() {
        let window = Window {
            start: at("27T12:00"),
            end: at("27T12:20"),
        };
        assert_eq!(
            timeline(window, timing().way, TimeDelta::minutes(15)),
            Timeline {
                preparation_starts: at("27T11:40"),
                pickup: at("27T11:55"),
                dropoff: Some(at("27T12:10"))
            }
        );
        assert_eq!(
            timeline(window, Way::Collection, TimeDelta::minutes(15)),
            Timeline {
                preparation_starts: at("27T11:55"),
                pickup: at("27T12:10"),
                dropoff: None
            }
        );
        let unknown = Way::Delivery {
            shipping: TimeDelta::zero(),
        };
        assert_eq!(
            timeline(window, unknown, TimeDelta::zero()).pickup,
            at("27T11:55")
        );
    }

    #[test]
    fn first_and_last_window_of_an_opening() {
        let opening = hours("Fr 11:00-13:00");
        let windows = timing().windows(&opening, at("27T09:05"));
        // The kitchen begins at 11:00 or later: middle 11:30 or later.
        assert_eq!(windows.first().unwrap().start, at("27T11:20"));
        // It begins before 13:00: middle before 13:30.
        assert_eq!(windows.last().unwrap().start, at("27T13:00"));
        assert!(
            windows
                .iter()
                .all(|w| timing().offers(*w, &opening, at("27T09:05")))
        );
    }

    #[test]
    fn while_open_the_first_window_is_the_next_one_the_kitchen_can_make() {
        let opening = hours("24/7");
        let windows = timing().windows(&opening, at("27T12:01"));
        assert_eq!(windows.first().unwrap().start, at("27T12:40"));
        let hurried = Timing {
            ordering_delay: TimeDelta::minutes(30),
            ..timing()
        };
        assert_eq!(
            hurried
                .windows(&opening, at("27T12:01"))
                .first()
                .unwrap()
                .start,
            at("27T13:00")
        );
        let scarce = Timing {
            pickup_delay: TimeDelta::hours(2),
            ..timing()
        };
        assert!(
            scarce
                .windows(&opening, at("27T12:01"))
                .first()
                .unwrap()
                .start
                >= at("27T14:00")
        );
    }

    #[test]
    fn no_window_beyond_a_week_none_twice_all_in_order() {
        let now = at("20T12:01");
        let windows = timing().windows(&hours("Mo-Su 11:00-14:00,13:30-22:00"), now);
        assert!(windows.windows(2).all(|pair| pair[0].start < pair[1].start));
        assert!(windows.last().unwrap().end < now.plus(HORIZON));
        assert!(windows.len() > 6 * 30);
    }

    #[test]
    fn closed_for_the_week_offers_nothing_and_a_passed_window_is_gone() {
        assert_eq!(timing().windows(&hours("2027"), at("20T12:01")), []);
        let window = Window {
            start: at("27T12:00"),
            end: at("27T12:20"),
        };
        assert!(timing().offers(window, &hours("24/7"), at("27T11:00")));
        assert!(!timing().offers(window, &hours("24/7"), at("27T11:45")));
        assert!(!timing().offers(window, &hours("Fr 18:00-22:00"), at("27T11:00")));
    }
}
