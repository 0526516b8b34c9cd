//! `[trade]`: windows and deadlines of the trade, in seconds of trade time.

use std::ops::RangeInclusive;

use chrono::TimeDelta;

use super::reader::{Reader, number, switch};

/// The section `[trade]`.
#[derive(Debug, Clone)]
pub struct Trade {
    /// `offer_window`: how long neighbours may answer a delivery offer. Default 60 s.
    pub offer_window: TimeDelta,
    /// `acknowledge_within`: how long the winner has to acknowledge. Default 120 s.
    pub acknowledge_within: TimeDelta,
    /// `answer_within`: how long a restaurant has to accept an order. Default 300 s.
    pub answer_within: TimeDelta,
    /// `auto_bid`: whether this co-op answers offers by its stated rule (somebody is available and free) instead of waiting for a person. Default false.
    pub auto_bid: bool,
}

impl Default for Trade {
    fn default() -> Self {
        Self {
            offer_window: TimeDelta::seconds(60),
            acknowledge_within: TimeDelta::seconds(120),
            answer_within: TimeDelta::seconds(300),
            auto_bid: false,
        }
    }
}

impl Trade {
    pub(super) fn read(reader: &mut Reader) -> Self {
        let default = Self::default();
        Self {
            offer_window: seconds(reader, "trade.offer_window", default.offer_window, 5..=3600),
            acknowledge_within: seconds(
                reader,
                "trade.acknowledge_within",
                default.acknowledge_within,
                5..=3600,
            ),
            answer_within: seconds(
                reader,
                "trade.answer_within",
                default.answer_within,
                30..=7200,
            ),
            auto_bid: reader.take("trade.auto_bid", default.auto_bid, switch),
        }
    }
}

fn seconds(
    reader: &mut Reader,
    key: &'static str,
    default: TimeDelta,
    range: RangeInclusive<i64>,
) -> TimeDelta {
    reader.take_shown(
        key,
        default,
        |value| number(value, range.clone()).map(TimeDelta::seconds),
        |span| span.num_seconds().to_string(),
    )
}
