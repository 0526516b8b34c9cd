//! What our desk tells partners, one file a message. Each loads the rows that it is about and writes one activity (for several partners: one each).
//!
//! A message never carries a name, a street or a telephone number of a customer: those stay behind the address of the Handoff.

pub mod agreement_answered;
pub mod agreement_document;
pub mod agreement_ended;
pub mod agreement_offered;
pub mod award_revoked;
pub mod bid_made;
pub mod bid_rejected;
pub mod capacity_published;
pub mod delivery_awarded;
pub mod delivery_offered;
pub mod delivery_report;
pub mod delivery_reported;
pub mod order_answered;
pub mod order_changed;
pub mod order_document;
pub mod order_offered;
pub mod order_withdrawn;
pub mod receipt_answered;
pub mod receipt_issued;

use musette_domain::Instant;
use musette_domain::id::{DeliveryId, OrderId};

use super::desk::Desk;
use crate::app::tell::DeskId;
use crate::peer::{Teller, TradeTell};
use crate::store::{Conn, Result};

/// Writes our messages to partners, for [`crate::peer::Teller`].
pub struct DeskTell;

impl TradeTell for DeskTell {
    fn agreement_offered(&self, teller: &Teller, c: &mut Conn, agreement: &str) -> Result<()> {
        agreement_offered::tell(c, &Desk::of_peer(&teller.peer), agreement)
    }
    fn agreement_answered(&self, teller: &Teller, c: &mut Conn, agreement: &str) -> Result<()> {
        agreement_answered::tell(c, &Desk::of_peer(&teller.peer), agreement)
    }
    fn agreement_ended(&self, teller: &Teller, c: &mut Conn, agreement: &str) -> Result<()> {
        agreement_ended::tell(c, &Desk::of_peer(&teller.peer), agreement)
    }
    fn order_offered(&self, teller: &Teller, c: &mut Conn, id: &OrderId) -> Result<()> {
        order_offered::tell(c, &Desk::of_peer(&teller.peer), id)
    }
    fn order_withdrawn(&self, teller: &Teller, c: &mut Conn, id: &OrderId) -> Result<()> {
        order_withdrawn::tell(c, &Desk::of_peer(&teller.peer), id)
    }
    fn order_answered(&self, teller: &Teller, c: &mut Conn, id: &OrderId) -> Result<()> {
        order_answered::tell(c, &Desk::of_peer(&teller.peer), id)
    }
    fn order_changed(&self, teller: &Teller, c: &mut Conn, id: &OrderId) -> Result<()> {
        order_changed::tell(c, &Desk::of_peer(&teller.peer), id)
    }
    fn delivery_offered(
        &self,
        teller: &Teller,
        c: &mut Conn,
        id: &DeliveryId,
        desks: &[String],
    ) -> Result<()> {
        delivery_offered::tell(c, &Desk::of_peer(&teller.peer), id, desks)
    }
    fn delivery_awarded(&self, teller: &Teller, c: &mut Conn, agreement: &str) -> Result<()> {
        delivery_awarded::tell(c, &Desk::of_peer(&teller.peer), agreement)
    }
    fn bid_rejected(
        &self,
        teller: &Teller,
        c: &mut Conn,
        desk: &DeskId,
        bid: &str,
        context: &str,
        reason: &str,
    ) -> Result<()> {
        bid_rejected::tell(c, &Desk::of_peer(&teller.peer), desk, bid, context, reason)
    }
    fn award_revoked(
        &self,
        teller: &Teller,
        c: &mut Conn,
        agreement: &str,
        reason: &str,
    ) -> Result<()> {
        award_revoked::tell(c, &Desk::of_peer(&teller.peer), agreement, reason)
    }
    fn receipt_answered(&self, teller: &Teller, c: &mut Conn, receipt: &str) -> Result<()> {
        receipt_answered::tell(c, &Desk::of_peer(&teller.peer), receipt)
    }
    fn bid_made(
        &self,
        teller: &Teller,
        c: &mut Conn,
        proposal: &str,
        eta: Instant,
        valid_through: Instant,
    ) -> Result<()> {
        bid_made::tell(
            c,
            &Desk::of_peer(&teller.peer),
            proposal,
            eta,
            valid_through,
        )
    }
    fn delivery_reported(&self, teller: &Teller, c: &mut Conn, proposal: &str) -> Result<()> {
        delivery_reported::tell(c, &Desk::of_peer(&teller.peer), proposal)
    }
    fn receipt_issued(
        &self,
        teller: &Teller,
        c: &mut Conn,
        proposal: &str,
        pin: Option<&str>,
    ) -> Result<()> {
        receipt_issued::tell(c, &Desk::of_peer(&teller.peer), proposal, pin)
    }
    fn capacity_published(&self, teller: &Teller, c: &mut Conn, to: Option<&str>) -> Result<()> {
        capacity_published::tell(c, &Desk::of_peer(&teller.peer), to)
    }
}
