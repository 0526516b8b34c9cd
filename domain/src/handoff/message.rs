//! What the two machines call the things they tell each other.

use crate::Instant;

/// Counts the awards of a delivery: 1 for the first offer, one more for each time it is offered again.
pub type Epoch = u32;

/// A co-op's desk, by its URL.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct Desk(String);

/// A text that cannot name a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a desk is named by its URL")]
pub struct NotADesk;

impl Desk {
    /// The desk with this URL. That it is one of a partner is checked where the message comes in.
    pub fn new(url: &str) -> Result<Self, NotADesk> {
        if url.is_empty() || url.len() > 2048 || url.chars().any(char::is_whitespace) {
            return Err(NotADesk);
        }
        Ok(Self(url.to_owned()))
    }
    /// Its URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

crate::text_enum! {
    /// How far the carrier is, as its Delivery object says.
    pub enum Progress("delivery progress") {
        /// The agreement is stored and the address read: the acknowledgement.
        Committed = "committed",
        /// A courier has it on the list.
        Assigned = "assigned",
        /// The courier is at the counter.
        AtPickup = "atPickup",
        /// The courier has the bag.
        PickedUp = "pickedUp",
        /// The courier is at the door.
        AtDropoff = "atDropoff",
        /// The customer has it.
        Delivered = "delivered",
        /// Nobody took it at the door.
        Failed = "failed",
        /// The bag is on its way back.
        Returning = "returning",
        /// The bag is back.
        Returned = "returned",
        /// The carrier does not do it after all.
        Released = "released",
    }
}

impl Progress {
    /// Whether the carrier says that it has, or had, the bag.
    pub const fn has_had_bag(self) -> bool {
        matches!(
            self,
            Self::PickedUp
                | Self::AtDropoff
                | Self::Delivered
                | Self::Failed
                | Self::Returning
                | Self::Returned
        )
    }
}

crate::text_enum! {
    /// Why the owner does not take a bid.
    pub enum BidRefusal("bid refusal") {
        /// Another co-op was chosen.
        NotSelected = "notSelected",
        /// The bid is for an offer that has been replaced.
        StaleEpoch = "staleEpoch",
        /// The window had ended.
        TooLate = "tooLate",
        /// The bid names another fee than the offer.
        FeeChanged = "feeChanged",
        /// The co-op has a bid already.
        AlreadyOffered = "alreadyOffered",
        /// The delivery is not offered any more.
        Closed = "closed",
    }
}

crate::text_enum! {
    /// Why the owner takes an award back, or why it ended.
    pub enum RevokeReason("revoke reason") {
        /// No acknowledgement in time.
        NoAck = "noAck",
        /// Nobody came for the bag.
        Stalled = "stalled",
        /// The order was cancelled.
        Cancelled = "cancelled",
        /// The owner's own courier takes it.
        OwnCourier = "ownCourier",
        /// The carrier gave it back itself.
        Released = "released",
        /// It could not be delivered at the door.
        Failed = "failed",
    }
}

crate::text_enum! {
    /// Why the owner does not accept a receipt.
    pub enum ReceiptRefusal("receipt refusal") {
        /// The PIN is not the customer's.
        WrongPin = "wrongPin",
        /// The PIN was wrong too often; people have to talk.
        PinLocked = "pinLocked",
        /// The agreement had been taken back, or is not known.
        NotAwarded = "notAwarded",
        /// Another receipt of this delivery has been accepted.
        AlreadyClaimed = "alreadyClaimed",
    }
}

crate::text_enum! {
    /// Why an offer ended without a delivery.
    pub enum CloseReason("close reason") {
        /// The order was cancelled.
        Cancelled = "cancelled",
        /// The owner's own courier takes it.
        OwnCourier = "ownCourier",
        /// It came back from the door.
        Failed = "failed",
    }
}

crate::text_enum! {
    /// What only a person can decide.
    pub enum Question("question") {
        /// Nobody offered: own courier, offer again, or cancel?
        NobodyOffered = "nobodyOffered",
        /// The carrier says it has the bag, the counter has not given it away.
        CounterDisagrees = "counterDisagrees",
        /// The carrier gives the delivery back with the bag in hand.
        ReleasedWithBag = "releasedWithBag",
        /// It could not be delivered.
        DeliveryFailed = "deliveryFailed",
        /// The customer's PIN was wrong too often.
        PinLocked = "pinLocked",
        /// A right PIN came from a co-op whose award had been taken back.
        ReceiptOfFormerCarrier = "receiptOfFormerCarrier",
        /// The owner takes back what our courier has in hand.
        RevokedWithBag = "revokedWithBag",
        /// The owner does not accept our receipt.
        ReceiptRefused = "receiptRefused",
    }
}
crate::text_serde!(
    Progress,
    BidRefusal,
    RevokeReason,
    ReceiptRefusal,
    CloseReason,
    Question
);

/// What a carrier says about a delivery: the content of its Delivery object.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Report {
    /// The agreement.
    pub agreement: String,
    /// Its epoch.
    pub epoch: Epoch,
    /// Higher for each change; lower and equal ones say nothing new.
    pub revision: u32,
    /// How far it is.
    pub progress: Progress,
    /// When the courier will be at the next stop.
    pub eta: Option<Instant>,
    /// When the carrier wrote this, by the carrier's clock.
    pub created: Instant,
}

/// A deadline set by somebody else, judged on the safe side: the absolute time, or as long after receipt as it was after publication,
/// whichever comes first. So a skewed clock shortens a deadline and never lengthens it.
pub fn deadline(published: Instant, valid_through: Instant, received: Instant) -> Instant {
    valid_through.min(received.plus(valid_through.since(published)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skewed_clock_only_shortens_a_deadline() {
        let at = Instant::from_millis;
        assert_eq!(deadline(at(1_000), at(61_000), at(1_500)), at(61_000));
        assert_eq!(deadline(at(31_000), at(91_000), at(1_000)), at(61_000));
        assert_eq!(deadline(at(1_000), at(61_000), at(90_000)), at(61_000));
    }

    #[test]
    fn a_desk_is_a_url_without_space() {
        assert!(Desk::new("https://vaduz.example/ap/desk").is_ok());
        assert_eq!(Desk::new(""), Err(NotADesk));
        assert_eq!(Desk::new("a b"), Err(NotADesk));
    }
}
