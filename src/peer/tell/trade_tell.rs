//! What the trade tier has to tell: the functions of [`crate::app::Tell`] that go from desk to desk, each with the teller it writes for.

use musette_domain::Instant;
use musette_domain::id::{DeliveryId, OrderId};

use super::Teller;
use crate::app::tell::DeskId;
use crate::store::{Conn, Result};

/// Writes messages of the trade tier. What each function means stands at [`crate::app::Tell`].
pub trait TradeTell: Send + Sync {
    /// We offer an agreement.
    fn agreement_offered(&self, teller: &Teller, c: &mut Conn, agreement: &str) -> Result<()>;
    /// We answered an agreement.
    fn agreement_answered(&self, teller: &Teller, c: &mut Conn, agreement: &str) -> Result<()>;
    /// We ended an agreement.
    fn agreement_ended(&self, teller: &Teller, c: &mut Conn, agreement: &str) -> Result<()>;
    /// Our customer orders.
    fn order_offered(&self, teller: &Teller, c: &mut Conn, id: &OrderId) -> Result<()>;
    /// Our customer takes the order back.
    fn order_withdrawn(&self, teller: &Teller, c: &mut Conn, id: &OrderId) -> Result<()>;
    /// Our restaurant answered an order.
    fn order_answered(&self, teller: &Teller, c: &mut Conn, id: &OrderId) -> Result<()>;
    /// An order got on.
    fn order_changed(&self, teller: &Teller, c: &mut Conn, id: &OrderId) -> Result<()>;
    /// Opens a delivery to desks.
    fn delivery_offered(
        &self,
        teller: &Teller,
        c: &mut Conn,
        id: &DeliveryId,
        desks: &[String],
    ) -> Result<()>;
    /// Awards a delivery.
    fn delivery_awarded(&self, teller: &Teller, c: &mut Conn, agreement: &str) -> Result<()>;
    /// Rejects a bid.
    fn bid_rejected(
        &self,
        teller: &Teller,
        c: &mut Conn,
        desk: &DeskId,
        bid: &str,
        context: &str,
        reason: &str,
    ) -> Result<()>;
    /// Takes an award back.
    fn award_revoked(
        &self,
        teller: &Teller,
        c: &mut Conn,
        agreement: &str,
        reason: &str,
    ) -> Result<()>;
    /// Answers a receipt.
    fn receipt_answered(&self, teller: &Teller, c: &mut Conn, receipt: &str) -> Result<()>;
    /// Offers to carry.
    fn bid_made(
        &self,
        teller: &Teller,
        c: &mut Conn,
        proposal: &str,
        eta: Instant,
        valid_through: Instant,
    ) -> Result<()>;
    /// Reports how far a delivery is.
    fn delivery_reported(&self, teller: &Teller, c: &mut Conn, proposal: &str) -> Result<()>;
    /// Issues a receipt.
    fn receipt_issued(
        &self,
        teller: &Teller,
        c: &mut Conn,
        proposal: &str,
        pin: Option<&str>,
    ) -> Result<()>;
    /// Publishes capacity, to one partner or to all.
    fn capacity_published(&self, teller: &Teller, c: &mut Conn, to: Option<&str>) -> Result<()>;
}
