#![allow(unused, missing_docs, clippy::all)]
//! TEMPORARY
use async_trait::async_trait;
use musette_domain::Instant;
use musette_domain::id::{DeliveryId, MenuItemId, OrderId, RestaurantId, SpecialId};
use crate::app::tell::{DeskId, Tell};
use crate::app::*;
use crate::store::{Conn, Result};
pub struct Silent;
impl Tell for Silent {
    fn restaurant_opened(&self, c: &mut Conn, id: &RestaurantId) -> Result<()> { Ok(()) }
    fn restaurant_changed(&self, c: &mut Conn, id: &RestaurantId) -> Result<()> { Ok(()) }
    fn coop_changed(&self, c: &mut Conn) -> Result<()> { Ok(()) }
    fn menu_changed(&self, c: &mut Conn, id: &RestaurantId) -> Result<()> { Ok(()) }
    fn menu_item_changed(&self, c: &mut Conn, id: &MenuItemId) -> Result<()> { Ok(()) }
    fn menu_item_removed(&self, c: &mut Conn, id: &MenuItemId) -> Result<()> { Ok(()) }
    fn special_published(&self, c: &mut Conn, id: &SpecialId) -> Result<()> { Ok(()) }
    fn special_edited(&self, c: &mut Conn, id: &SpecialId) -> Result<()> { Ok(()) }
    fn special_removed(&self, c: &mut Conn, id: &SpecialId) -> Result<()> { Ok(()) }
    fn follow(&self, c: &mut Conn, target: &str) -> Result<()> { Ok(()) }
    fn unfollow(&self, c: &mut Conn, target: &str) -> Result<()> { Ok(()) }
    fn agreement_offered(&self, c: &mut Conn, agreement: &str) -> Result<()> { Ok(()) }
    fn agreement_answered(&self, c: &mut Conn, agreement: &str) -> Result<()> { Ok(()) }
    fn agreement_ended(&self, c: &mut Conn, agreement: &str) -> Result<()> { Ok(()) }
    fn order_offered(&self, c: &mut Conn, id: &OrderId) -> Result<()> { Ok(()) }
    fn order_withdrawn(&self, c: &mut Conn, id: &OrderId) -> Result<()> { Ok(()) }
    fn order_answered(&self, c: &mut Conn, id: &OrderId) -> Result<()> { Ok(()) }
    fn order_changed(&self, c: &mut Conn, id: &OrderId) -> Result<()> { Ok(()) }
    fn delivery_offered(&self, c: &mut Conn, id: &DeliveryId, desks: &[String]) -> Result<()> { Ok(()) }
    fn delivery_awarded(&self, c: &mut Conn, agreement: &str) -> Result<()> { Ok(()) }
    fn bid_rejected(&self,
        c: &mut Conn,
        desk: &DeskId,
        bid: &str,
        context: &str,
        reason: &str,
    ) -> Result<()> { Ok(()) }
    fn award_revoked(&self, c: &mut Conn, agreement: &str, reason: &str) -> Result<()> { Ok(()) }
    fn receipt_answered(&self, c: &mut Conn, receipt: &str) -> Result<()> { Ok(()) }
    fn bid_made(&self,
        c: &mut Conn,
        proposal: &str,
        eta: Instant,
        valid_through: Instant,
    ) -> Result<()> { Ok(()) }
    fn delivery_reported(&self, c: &mut Conn, proposal: &str) -> Result<()> { Ok(()) }
    fn receipt_issued(&self, c: &mut Conn, proposal: &str, pin: Option<&str>) -> Result<()> { Ok(()) }
    fn capacity_published(&self, c: &mut Conn) -> Result<()> { Ok(()) }
}
#[async_trait]
impl Quotes for Silent { async fn quote(&self, _q: &quotes::QuoteQuestion) -> std::result::Result<quotes::Quote, quotes::NoQuote> { Err(quotes::NoQuote::NoAgreement) } }
#[async_trait]
impl Handoffs for Silent {
    async fn door(&self, _u: &str, _a: &str, _e: i64) -> std::result::Result<handoffs::Door, handoffs::DoorClosed> { Err(handoffs::DoorClosed::NotYetOpen) }
    async fn delivery_state(&self, _d: &str, _a: &str) -> std::result::Result<Option<String>, String> { Ok(None) }
}
#[async_trait]
impl RemoteLookup for Silent {
    async fn coop(&self, h: &str) -> std::result::Result<String, lookup::LookupError> { Err(lookup::LookupError::Gone(h.into())) }
    async fn restaurant(&self, h: &str) -> std::result::Result<String, lookup::LookupError> { Err(lookup::LookupError::Gone(h.into())) }
    async fn refresh_menu(&self, h: &str) -> std::result::Result<(), lookup::LookupError> { Err(lookup::LookupError::Gone(h.into())) }
}
