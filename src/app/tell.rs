//! Telling others. Each function writes outbox rows for an event into the caller's transaction, so that a change and the messages it causes are one.
//!
//! Callers name rows, not documents: what an event looks like on the wire is `peer`'s business. An event that concerns nobody elsewhere writes nothing.

use musette_domain::Instant;
use musette_domain::id::{DeliveryId, EventId, MenuItemId, OrderId, RestaurantId, SpecialId};

use crate::store::{Conn, Result};

/// A partner's desk, by actor id.
pub type DeskId = str;

/// Writes what others are to hear.
pub trait Tell: Send + Sync {
    // Open tier: to followers.

    /// A restaurant was listed for the first time: gives it an actor with keys.
    fn restaurant_opened(&self, c: &mut Conn, id: &RestaurantId) -> Result<()>;
    /// A restaurant's profile changed.
    fn restaurant_changed(&self, c: &mut Conn, id: &RestaurantId) -> Result<()>;
    /// A restaurant has moved to the account that its actor's row names.
    fn restaurant_moved(&self, c: &mut Conn, id: &RestaurantId) -> Result<()>;
    /// A restaurant is gone for good: everybody who knew it hears so, and nobody follows it any more.
    fn restaurant_removed(&self, c: &mut Conn, id: &RestaurantId) -> Result<()>;
    /// The co-op has said when it closes for good, or has taken that back.
    fn coop_closing(&self, c: &mut Conn) -> Result<()>;
    /// The co-op has closed for good: all its actors are gone.
    fn coop_closed(&self, c: &mut Conn) -> Result<()>;
    /// The co-op's profile changed.
    fn coop_changed(&self, c: &mut Conn) -> Result<()>;
    /// A menu gained, lost or moved items.
    fn menu_changed(&self, c: &mut Conn, id: &RestaurantId) -> Result<()>;
    /// One item changed: name, price, allergens or sold out.
    fn menu_item_changed(&self, c: &mut Conn, id: &MenuItemId) -> Result<()>;
    /// One item left the menu.
    fn menu_item_removed(&self, c: &mut Conn, id: &MenuItemId) -> Result<()>;
    /// A special was published; the co-op boosts it.
    fn special_published(&self, c: &mut Conn, id: &SpecialId) -> Result<()>;
    /// A special was corrected.
    fn special_edited(&self, c: &mut Conn, id: &SpecialId) -> Result<()>;
    /// A special was taken back.
    fn special_removed(&self, c: &mut Conn, id: &SpecialId) -> Result<()>;
    /// An event was announced.
    fn event_published(&self, c: &mut Conn, id: &EventId) -> Result<()>;
    /// An event takes place otherwise, or not at all.
    fn event_changed(&self, c: &mut Conn, id: &EventId) -> Result<()>;
    /// A restaurant, or the co-op, answered somebody (a row of `reply`, ours).
    fn reply_published(&self, c: &mut Conn, id: &str) -> Result<()>;
    /// An answer was corrected, or approved by whom it answers.
    fn reply_edited(&self, c: &mut Conn, id: &str) -> Result<()>;
    /// An answer was taken back.
    fn reply_removed(&self, c: &mut Conn, id: &str) -> Result<()>;
    /// A restaurant does not want to be shown in a collection elsewhere any more (a row of `feature_stamp`).
    fn stamp_revoked(&self, c: &mut Conn, id: &str) -> Result<()>;
    /// A customer of ours follows an actor elsewhere: the instance follows it, if it does not already.
    fn follow(&self, c: &mut Conn, target: &str) -> Result<()>;
    /// The last customer of ours stopped following an actor elsewhere.
    fn unfollow(&self, c: &mut Conn, target: &str) -> Result<()>;

    /// A moderator suspended somebody who followed an actor of ours (by its name); called while the follower is still known.
    fn follower_removed(&self, c: &mut Conn, name: &str, follower: &str) -> Result<()>;
    /// A moderator passed a report on (a row of `report`, outgoing).
    fn report_forwarded(&self, c: &mut Conn, report: &str) -> Result<()>;

    // Trade tier: agreements.

    /// We offer a partner an agreement (a row of `trade_agreement` in state `offered`, offered by us).
    fn agreement_offered(&self, c: &mut Conn, agreement: &str) -> Result<()>;
    /// We accepted or rejected an agreement that a partner offered.
    fn agreement_answered(&self, c: &mut Conn, agreement: &str) -> Result<()>;
    /// We ended an agreement.
    fn agreement_ended(&self, c: &mut Conn, agreement: &str) -> Result<()>;

    // Trade tier: orders.

    /// Our customer orders at a partner's restaurant (an `outgoing` order).
    fn order_offered(&self, c: &mut Conn, id: &OrderId) -> Result<()>;
    /// Our customer takes the order back.
    fn order_withdrawn(&self, c: &mut Conn, id: &OrderId) -> Result<()>;
    /// Our restaurant accepted or refused a partner's customer's order (an `incoming` order).
    fn order_answered(&self, c: &mut Conn, id: &OrderId) -> Result<()>;
    /// An `incoming` order got on: state, carrier, time. Also names the desk that may read the address.
    fn order_changed(&self, c: &mut Conn, id: &OrderId) -> Result<()>;

    // Trade tier: deliveries, as owner.

    /// Opens a delivery to these desks (a row of `delivery_offer` in state `open`).
    fn delivery_offered(&self, c: &mut Conn, id: &DeliveryId, desks: &[String]) -> Result<()>;
    /// Awards the delivery (a row of `delivery_award`).
    fn delivery_awarded(&self, c: &mut Conn, agreement: &str) -> Result<()>;
    /// Answers a bid with a rejection, by the bid's activity id.
    fn bid_rejected(
        &self,
        c: &mut Conn,
        desk: &DeskId,
        bid: &str,
        context: &str,
        reason: &str,
    ) -> Result<()>;
    /// Takes an award back.
    fn award_revoked(&self, c: &mut Conn, agreement: &str, reason: &str) -> Result<()>;
    /// Accepts or contests a receipt.
    fn receipt_answered(&self, c: &mut Conn, receipt: &str) -> Result<()>;

    // Trade tier: deliveries, as carrier.

    /// Offers to carry (a row of `delivery_offer_received` in state `bid`).
    fn bid_made(
        &self,
        c: &mut Conn,
        proposal: &str,
        eta: Instant,
        valid_through: Instant,
    ) -> Result<()>;
    /// Reports how far the delivery is: committed, assigned, atPickup, … released.
    fn delivery_reported(&self, c: &mut Conn, proposal: &str) -> Result<()>;
    /// Issues the signed receipt of a delivery, with the PIN that the customer said.
    fn receipt_issued(&self, c: &mut Conn, proposal: &str, pin: Option<&str>) -> Result<()>;

    /// Tells every active partner the capacity that `published_capacity` holds.
    fn capacity_published(&self, c: &mut Conn, to: Option<&DeskId>) -> Result<()>;
}
