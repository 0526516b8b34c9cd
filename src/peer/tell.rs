//! Telling others: what happened here becomes activities and messages in the caller's transaction.
//!
//! The open tier is written here. The trade tier is written by whoever implements [`TradeTell`].

pub mod event;
pub mod feature;
pub mod follow;
pub mod leaving;
pub mod menu;
pub mod moderation;
pub mod profile;
pub mod reply;
pub mod special;
pub mod trade_tell;
pub mod write;

use musette_domain::Instant;
use musette_domain::id::{DeliveryId, EventId, MenuItemId, OrderId, RestaurantId, SpecialId};

use super::Peer;
use crate::app::Tell;
use crate::app::tell::DeskId;
use crate::store::{Conn, Result};

pub use trade_tell::TradeTell;

/// Writes what others are to hear.
pub struct Teller {
    /// The federated part of the instance.
    pub peer: Peer,
    trade: Box<dyn TradeTell>,
}

impl Teller {
    /// Writes the open tier itself and the trade tier through `trade`.
    pub fn new(peer: Peer, trade: Box<dyn TradeTell>) -> Self {
        Self { peer, trade }
    }
}

impl Tell for Teller {
    fn restaurant_opened(&self, c: &mut Conn, id: &RestaurantId) -> Result<()> {
        profile::restaurant_opened(self, c, id)
    }
    fn restaurant_changed(&self, c: &mut Conn, id: &RestaurantId) -> Result<()> {
        profile::restaurant_changed(self, c, id)
    }
    fn restaurant_moved(&self, c: &mut Conn, id: &RestaurantId) -> Result<()> {
        leaving::restaurant_moved(self, c, id)
    }
    fn restaurant_removed(&self, c: &mut Conn, id: &RestaurantId) -> Result<()> {
        leaving::restaurant_removed(self, c, id)
    }
    fn coop_closing(&self, c: &mut Conn) -> Result<()> {
        leaving::coop_closing(self, c)
    }
    fn coop_closed(&self, c: &mut Conn) -> Result<()> {
        leaving::coop_closed(self, c)
    }
    fn coop_changed(&self, c: &mut Conn) -> Result<()> {
        profile::coop_changed(self, c)
    }
    fn menu_changed(&self, c: &mut Conn, id: &RestaurantId) -> Result<()> {
        menu::changed(self, c, id)
    }
    fn menu_item_changed(&self, c: &mut Conn, id: &MenuItemId) -> Result<()> {
        menu::item_changed(self, c, id)
    }
    fn menu_item_removed(&self, c: &mut Conn, id: &MenuItemId) -> Result<()> {
        menu::item_removed(self, c, id)
    }
    fn special_published(&self, c: &mut Conn, id: &SpecialId) -> Result<()> {
        special::published(self, c, id)
    }
    fn special_edited(&self, c: &mut Conn, id: &SpecialId) -> Result<()> {
        special::edited(self, c, id)
    }
    fn special_removed(&self, c: &mut Conn, id: &SpecialId) -> Result<()> {
        special::removed(self, c, id)
    }
    fn event_published(&self, c: &mut Conn, id: &EventId) -> Result<()> {
        event::published(self, c, id)
    }
    fn event_changed(&self, c: &mut Conn, id: &EventId) -> Result<()> {
        event::changed(self, c, id)
    }
    fn reply_published(&self, c: &mut Conn, id: &str) -> Result<()> {
        reply::published(self, c, id)
    }
    fn reply_edited(&self, c: &mut Conn, id: &str) -> Result<()> {
        reply::edited(self, c, id)
    }
    fn reply_removed(&self, c: &mut Conn, id: &str) -> Result<()> {
        reply::removed(self, c, id)
    }
    fn stamp_revoked(&self, c: &mut Conn, id: &str) -> Result<()> {
        feature::revoked(self, c, id)
    }
    fn follow(&self, c: &mut Conn, target: &str) -> Result<()> {
        follow::follow(&self.peer, c, target)
    }
    fn unfollow(&self, c: &mut Conn, target: &str) -> Result<()> {
        follow::unfollow(&self.peer, c, target)
    }
    fn follower_removed(&self, c: &mut Conn, name: &str, follower: &str) -> Result<()> {
        moderation::follower_removed(&self.peer, c, name, follower)
    }
    fn report_forwarded(&self, c: &mut Conn, report: &str) -> Result<()> {
        moderation::report_forwarded(&self.peer, c, report)
    }

    fn agreement_offered(&self, c: &mut Conn, agreement: &str) -> Result<()> {
        self.trade.agreement_offered(self, c, agreement)
    }
    fn agreement_answered(&self, c: &mut Conn, agreement: &str) -> Result<()> {
        self.trade.agreement_answered(self, c, agreement)
    }
    fn agreement_ended(&self, c: &mut Conn, agreement: &str) -> Result<()> {
        self.trade.agreement_ended(self, c, agreement)
    }
    fn order_offered(&self, c: &mut Conn, id: &OrderId) -> Result<()> {
        self.trade.order_offered(self, c, id)
    }
    fn order_withdrawn(&self, c: &mut Conn, id: &OrderId) -> Result<()> {
        self.trade.order_withdrawn(self, c, id)
    }
    fn order_answered(&self, c: &mut Conn, id: &OrderId) -> Result<()> {
        self.trade.order_answered(self, c, id)
    }
    fn order_changed(&self, c: &mut Conn, id: &OrderId) -> Result<()> {
        self.trade.order_changed(self, c, id)
    }
    fn delivery_offered(&self, c: &mut Conn, id: &DeliveryId, desks: &[String]) -> Result<()> {
        self.trade.delivery_offered(self, c, id, desks)
    }
    fn delivery_awarded(&self, c: &mut Conn, agreement: &str) -> Result<()> {
        self.trade.delivery_awarded(self, c, agreement)
    }
    fn bid_rejected(
        &self,
        c: &mut Conn,
        desk: &DeskId,
        bid: &str,
        context: &str,
        reason: &str,
    ) -> Result<()> {
        self.trade.bid_rejected(self, c, desk, bid, context, reason)
    }
    fn award_revoked(&self, c: &mut Conn, agreement: &str, reason: &str) -> Result<()> {
        self.trade.award_revoked(self, c, agreement, reason)
    }
    fn receipt_answered(&self, c: &mut Conn, receipt: &str) -> Result<()> {
        self.trade.receipt_answered(self, c, receipt)
    }
    fn bid_made(
        &self,
        c: &mut Conn,
        proposal: &str,
        eta: Instant,
        valid_through: Instant,
    ) -> Result<()> {
        self.trade.bid_made(self, c, proposal, eta, valid_through)
    }
    fn delivery_reported(&self, c: &mut Conn, proposal: &str) -> Result<()> {
        self.trade.delivery_reported(self, c, proposal)
    }
    fn receipt_issued(&self, c: &mut Conn, proposal: &str, pin: Option<&str>) -> Result<()> {
        self.trade.receipt_issued(self, c, proposal, pin)
    }
    fn capacity_published(&self, c: &mut Conn, to: Option<&DeskId>) -> Result<()> {
        self.trade.capacity_published(self, c, to)
    }
}
