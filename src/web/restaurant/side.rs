//! What stands beside every editing page of a restaurant: its name, and the ways to its other pages.

use std::borrow::Cow;

use crate::i18n::Words;
use crate::store::restaurant::Restaurant;

/// An editing page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// `/restaurant/{handle}/profile`.
    Profile,
    /// `/restaurant/{handle}/menu`.
    Menu,
    /// `/restaurant/{handle}/specials`.
    Specials,
    /// `/restaurant/{handle}/events`.
    Events,
    /// `/restaurant/{handle}/pictures`.
    Pictures,
    /// `/restaurant/{handle}/conversation`.
    Conversation,
    /// `/restaurant/{handle}/collections`.
    Collections,
    /// `/restaurant/{handle}/leaving`.
    Leaving,
}

/// The ways beside an editing page.
#[derive(Debug, Clone)]
pub struct Side {
    /// The restaurant's name.
    pub name: String,
    /// Its handle.
    pub handle: String,
    /// Where each way leads, its words, and whether one is there.
    pub ways: Vec<(String, Cow<'static, str>, bool)>,
}

impl Side {
    /// Beside the page `here` of a restaurant.
    pub fn new(w: Words, restaurant: &Restaurant, here: Place) -> Self {
        let handle = &restaurant.handle;
        let way = |place: Place, part: &str, words| {
            (format!("/restaurant/{handle}/{part}"), words, here == place)
        };
        let board = ("/restaurant".to_owned(), w.say("work-restaurant"), false);
        Self {
            name: restaurant.name.clone(),
            handle: handle.clone(),
            ways: vec![
                board,
                way(Place::Menu, "menu", w.say("kitchen-menu")),
                way(Place::Specials, "specials", w.say("kitchen-specials")),
                way(Place::Events, "events", w.say("events-title")),
                way(
                    Place::Conversation,
                    "conversation",
                    w.say("kitchen-conversation"),
                ),
                way(Place::Profile, "profile", w.say("kitchen-profile")),
                way(Place::Pictures, "pictures", w.say("kitchen-pictures")),
                way(
                    Place::Collections,
                    "collections",
                    w.say("collections-title"),
                ),
                way(Place::Leaving, "leaving", w.say("kitchen-leaving")),
            ],
        }
    }
}

/// The path of a restaurant's page: `path(&row, "menu")`.
pub fn path(restaurant: &Restaurant, part: &str) -> String {
    format!("/restaurant/{}/{part}", restaurant.handle)
}
