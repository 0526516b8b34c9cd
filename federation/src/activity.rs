//! The closed sets of activities that our inboxes take: the open one and the one of the trade.

pub mod social;
pub mod trade;
mod trade_parse;
mod trade_write;

pub use social::{SocialActivity, SocialKind};
pub use trade::{Refused, TradeActivity, TradeMessage};
