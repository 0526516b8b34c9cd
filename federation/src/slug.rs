//! Words of the protocol: reasons, choices, handling. Too short and too plain to carry anything personal.

use crate::fields::checked_text;

checked_text! {
    /// A word of at most 64 letters, digits, dashes and underscores.
    Slug, |text| {
        !text.is_empty()
            && text.len() <= 64
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    }
}

/// The reasons that the protocol names. Others may occur; they are shown as they are.
pub mod reason {
    /// Another co-op was chosen.
    pub const NOT_SELECTED: &str = "notSelected";
    /// The offer was for an earlier round.
    pub const STALE_EPOCH: &str = "staleEpoch";
    /// It came after its time.
    pub const EXPIRED: &str = "expired";
    /// No acknowledgement came in time.
    pub const NO_ACK: &str = "noAck";
    /// The courier did not come.
    pub const STALL: &str = "stall";
    /// The restaurant did not answer in time.
    pub const RESTAURANT_TIMEOUT: &str = "restaurantTimeout";
    /// The restaurant declined.
    pub const RESTAURANT_DECLINED: &str = "restaurantDeclined";
    /// The restaurant is closed at that time.
    pub const CLOSED: &str = "closed";
    /// A dish is no longer to be had.
    pub const SOLD_OUT: &str = "soldOut";
    /// A price or dish has changed.
    pub const CHANGED: &str = "changed";
    /// The order was cancelled.
    pub const CANCELLED: &str = "cancelled";
    /// The order was not paid in time.
    pub const NOT_PAID: &str = "notPaid";
    /// The door is outside the area.
    pub const OUTSIDE_ZONE: &str = "outsideZone";
    /// Nobody can do it.
    pub const NO_COURIER: &str = "noCourier";
    /// The PIN was wrong.
    pub const WRONG_PIN: &str = "wrongPin";
    /// The amounts differ.
    pub const AMOUNT_DIFFERS: &str = "amountDiffers";
    /// It is too late for that.
    pub const TOO_LATE: &str = "tooLate";
    /// A person declined.
    pub const DECLINED: &str = "declined";
}
