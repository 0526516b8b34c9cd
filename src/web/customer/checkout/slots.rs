//! When: the next windows to pick from, and a list of later ones. Ranges, never a minute.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_domain::timing::Window;

use crate::i18n::Words;
use crate::web::form::FormErrors;
use crate::web::format::Format;
use crate::web::parts::{Choice, Layout, Offered, Select};

/// The choice beside the windows that means one of the list.
pub const LATER: &str = "later";
/// How many windows are shown at once.
const NEXT: usize = 9;
/// For how long every window is in the list; after that only those at the full hour.
const CLOSELY: TimeDelta = TimeDelta::hours(12);

/// A window as the form sends it.
pub fn value(window: Window) -> String {
    format!("{}-{}", window.start.millis(), window.end.millis())
}

/// The next windows; the chosen one, or the first, is picked.
pub fn next(
    (w, format): (Words, Format),
    now: Instant,
    windows: &[Window],
    chosen: Option<Window>,
    errors: &FormErrors,
) -> Choice {
    let chosen = chosen.filter(|chosen| windows.contains(chosen));
    let picked = chosen.or(windows.first().copied());
    let near: Vec<Window> = windows.iter().copied().take(NEXT).collect();
    let is_later = chosen.is_some_and(|chosen| !near.contains(&chosen));
    let mut offered: Vec<Offered> = near
        .iter()
        .enumerate()
        .map(|(place, window)| {
            let one = Offered::new(value(*window), words(format, now, *window));
            let one = one.chosen(picked == Some(*window));
            if place == 0 {
                one.note(w.say("checkout-earliest"))
            } else {
                one
            }
        })
        .collect();
    if windows.len() > NEXT {
        offered.push(Offered::new(LATER, w.say("checkout-later")).chosen(is_later));
    }
    Choice::one("slot", w.say("checkout-when"), offered)
        .layout(Layout::Slots)
        .quiet()
        .errors(w, errors)
}

/// The later ones.
pub fn later(
    (w, format): (Words, Format),
    now: Instant,
    windows: &[Window],
    chosen: Option<Window>,
) -> Option<Select> {
    let until = now.plus(CLOSELY);
    let hour = TimeDelta::hours(1).num_milliseconds();
    let mut offered: Vec<Offered> = windows
        .iter()
        .skip(NEXT)
        .filter(|window| {
            window.start < until || window.start.millis() % hour == 0 || chosen == Some(**window)
        })
        .map(|window| {
            Offered::new(value(*window), words(format, now, *window))
                .chosen(chosen == Some(*window))
        })
        .collect();
    if offered.is_empty() {
        return None;
    }
    // What nobody chose must not look chosen.
    let none_yet = offered.iter().all(|one| !one.chosen);
    let none = Offered::new("", w.say("checkout-later-none")).chosen(none_yet);
    offered.insert(0, none);
    Some(Select::new(LATER, w.say("checkout-later-which"), offered))
}

/// What is picked in the choice of windows: comes back with the form, to tell a pick of the reader from ours.
pub fn picked(slot: &Choice) -> String {
    let picked = slot.offered.iter().find(|one| one.chosen);
    picked.map(|one| one.value.clone()).unwrap_or_default()
}

/// Today only the times; else with the day.
fn words(format: Format, now: Instant, window: Window) -> String {
    if format.day_of(window.start) == format.day_of(now) {
        return format.window(window.start, window.end);
    }
    format!(
        "{}–{}",
        format.moment(window.start, now),
        format.time(window.end)
    )
}
