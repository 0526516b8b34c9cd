//! What musette instances and the Fediverse say to each other: documents, activities, signatures.
//!
//! No I/O, no clock, no randomness but that of new keys: strings and bytes in, a document or a verdict out.
//!
//! A body becomes a [`serde_json::Value`] by [`limits::read_json`], which refuses what is too large, too deep or ambiguous; the
//! typed documents are read from that value and written to one. What strangers send is read leniently, what partners send in the
//! trade is read strictly.

pub mod activity;
pub mod actor;
pub mod capacity;
pub mod cell;
pub mod charter;
pub mod collection;
mod commitment;
pub mod context;
pub mod currency_code;
pub mod decimal;
pub mod delivery;
pub mod delivery_offer;
pub mod event;
pub mod exchange_log;
pub mod featured_collection;
mod fields;
pub mod handoff;
pub mod host_key;
pub mod image;
pub mod limits;
pub mod malformed;
pub mod menu;
pub mod nodeinfo;
pub mod note;
pub mod one_or_many;
pub mod order;
pub mod order_line;
pub mod pin_check;
pub mod place;
pub mod property_value;
pub mod quote;
pub mod receipt;
pub mod reference;
pub mod remote_actor;
pub mod remote_key;
pub mod remote_note;
pub mod reply_note;
pub mod settlement;
pub mod signature;
pub mod slug;
pub mod time;
pub mod trade_agreement;
pub mod webfinger;

pub use activity::{SocialActivity, SocialKind, TradeActivity, TradeMessage};
pub use actor::LocalActor;
pub use cell::Cell;
pub use currency_code::CurrencyCode;
pub use decimal::Decimal;
pub use fields::{same_origin, web_address};
pub use host_key::HostKey;
pub use image::Image;
pub use malformed::Malformed;
pub use pin_check::PinCheck;
pub use place::{Address, Place};
pub use property_value::PropertyValue;
pub use reference::Reference;
pub use remote_actor::RemoteActor;
pub use remote_key::RemoteKey;
pub use slug::Slug;
