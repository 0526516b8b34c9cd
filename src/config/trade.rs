//! `[trade]`: windows and deadlines of the trade, in seconds of trade time.

use chrono::TimeDelta;

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
