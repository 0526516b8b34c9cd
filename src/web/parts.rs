//! The parts that pages are made of. Each is a plain struct with a template of the same name in `templates/parts/`.
//!
//! A page fills the struct and writes `{{ part }}` where it belongs: parts escape what they are given and are HTML themselves, so `|safe` is never
//! needed. A part rendered alone is what a live page swaps in. Every part has a `sample` for tests and previews.

pub mod act;
pub mod allergen;
pub mod badge;
pub mod beads;
pub mod bill;
pub mod capacity;
pub mod chain;
pub mod choice;
pub mod cloth;
pub mod code;
pub mod courier_column;
pub mod dish;
pub mod error_summary;
pub mod field;
pub mod live_state;
pub mod map;
pub mod notice;
pub mod offer;
pub mod origin;
pub mod pair;
pub mod picture;
pub mod reply;
pub mod restaurant_card;
pub mod ring;
pub mod shares;
pub mod special;
pub mod stepper;
pub mod task;
pub mod ticket;
pub mod timeline;
pub mod tone;

pub use act::{Act, Link, Look};
pub use badge::{Badge, Opening};
pub use beads::Beads;
pub use bill::{Bill, BillLine};
pub use capacity::{Capacity, CapacityStrip};
pub use chain::{Chain, ChainLink};
pub use choice::{Choice, Layout, Offered, Select};
pub use cloth::{Cloth, Emblem, Hue, Weave};
pub use code::{CodeForm, GiveCode, PinPad};
pub use courier_column::CourierColumn;
pub use dish::{Buy, Dish};
pub use error_summary::ErrorSummary;
pub use field::{Field, Kind};
pub use live_state::LiveState;
pub use map::MapMarker;
pub use notice::{Empty, Notice, Strip};
pub use offer::{OfferAnswer, OfferCard};
pub use origin::{Origin, Relation};
pub use pair::Pair;
pub use picture::Picture;
pub use reply::ReplyCard;
pub use restaurant_card::RestaurantCard;
pub use ring::Ring;
pub use shares::Shares;
pub use special::SpecialCard;
pub use stepper::Stepper;
pub use task::{Task, TaskKind};
pub use ticket::{Ticket, TicketLine};
pub use timeline::{Step, Timeline};
pub use tone::{Tag, Tone};

/// Says that a type's template is HTML already, so that templates print it as it is.
macro_rules! html {
    ($($part:ty),+ $(,)?) => { $( impl askama::filters::HtmlSafe for $part {} )+ };
}
pub(crate) use html;

#[cfg(test)]
mod tests;
