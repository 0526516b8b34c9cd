//! An order: what it may become, why it ends, what a kitchen calls it.

mod number;
mod reason;
mod state;

pub use number::order_number;
pub use reason::{CancelReason, RefusalReason};
pub use state::{OrderEvent, OrderRefusal, OrderState};

use chrono::TimeDelta;

/// How long a restaurant has to answer an order.
pub const RESTAURANT_TIMEOUT: TimeDelta = TimeDelta::minutes(5);

/// How long a customer has to pay online after the restaurant said yes.
pub const PAYMENT_TIMEOUT: TimeDelta = TimeDelta::minutes(10);

crate::text_enum! {
    /// How an order reaches the customer.
    pub enum Fulfilment("fulfilment") {
        /// A courier brings it.
        Delivery = "delivery",
        /// The customer fetches it.
        Collection = "collection",
    }
}

crate::text_enum! {
    /// How an order is paid.
    pub enum Payment("payment") {
        /// In cash, at the door or at the counter.
        Cash = "cash",
        /// On the merchant's payment page, before the kitchen begins.
        Online = "online",
    }
}
crate::text_serde!(Fulfilment, Payment, OrderState, RefusalReason, CancelReason);

/// What was agreed about an order and decides which states it passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OrderTerms {
    /// How it reaches the customer.
    pub fulfilment: Fulfilment,
    /// How it is paid.
    pub payment: Payment,
}
