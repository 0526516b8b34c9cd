//! Reading what the other side of a hand-off holds: the door at the customer's co-op, the delivery at the carrier's. Both are signed GETs by our desk.

use async_trait::async_trait;
use musette_domain::Instant;
use musette_domain::order::OrderState;

/// The door, as the customer's co-op releases it to the desk that was awarded the delivery.
#[derive(Debug, Clone, PartialEq)]
pub struct Door {
    /// A first name.
    pub recipient_name: String,
    /// A number to call.
    pub phone: String,
    /// Street and house number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// Two-letter country.
    pub country: String,
    /// Floor, code, bell.
    pub access_notes: String,
    /// Where it is.
    pub position: Option<musette_domain::Position>,
    /// When it must be forgotten.
    pub valid_through: Instant,
}

/// Why the door could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DoorClosed {
    /// The award has not reached the customer's co-op yet: ask again in three seconds.
    #[error("not open yet")]
    NotYetOpen,
    /// It was open to us and was closed, or its time is over.
    #[error("not open any more")]
    Over,
    /// It is not ours to read.
    #[error("refused: {0}")]
    Refused(String),
    /// The other server does not answer: ask again.
    #[error("no answer: {0}")]
    Unreachable(String),
}

/// How far a carrier says a delivery is, as its document has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarrierSays {
    /// The state of the wire, such as `committed`.
    pub state: String,
    /// The number of the report: what the owner knows already is told from what is new by it.
    pub revision: u32,
}

/// Who may read the door of an order, as its document names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The desk.
    pub desk: String,
    /// Its key's fingerprint.
    pub key: String,
    /// The agreement by which it carries.
    pub agreement: String,
    /// The epoch of that agreement.
    pub epoch: i64,
}

/// How far the restaurant's co-op says an order is, as its document has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderSays {
    /// Higher for each change.
    pub revision: i64,
    /// Where it stands.
    pub state: OrderState,
    /// Why it ended.
    pub reason: Option<String>,
    /// Who carries it; none for nobody.
    pub carrier: Option<Named>,
    /// When it will be at the next stop.
    pub eta: Option<Instant>,
}

/// Reads what the other side of a hand-off holds.
#[async_trait]
pub trait Handoffs: Send + Sync {
    /// Reads the door at `url`, for the agreement and epoch that were awarded to us.
    async fn door(&self, url: &str, agreement: &str, epoch: i64) -> Result<Door, DoorClosed>;
    /// Asks the carrier's desk how far it says the delivery is: none when it knows of no delivery.
    async fn delivery_state(
        &self,
        desk: &str,
        agreement: &str,
    ) -> Result<Option<CarrierSays>, String>;
    /// Asks the restaurant's co-op how far an order is that it has accepted; none when it knows of no such order.
    async fn order(&self, desk: &str, agreement: &str) -> Result<Option<OrderSays>, String>;
}
