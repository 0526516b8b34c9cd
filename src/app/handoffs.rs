//! Reading what the other side of a hand-off holds: the door at the customer's co-op, the delivery at the carrier's. Both are signed GETs by our desk.

use async_trait::async_trait;
use musette_domain::Instant;

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
    /// It is not ours to read, or not any more.
    #[error("refused: {0}")]
    Refused(String),
    /// The other server does not answer: ask again.
    #[error("no answer: {0}")]
    Unreachable(String),
}

/// Reads what the other side of a hand-off holds.
#[async_trait]
pub trait Handoffs: Send + Sync {
    /// Reads the door at `url`, for the agreement and epoch that were awarded to us.
    async fn door(&self, url: &str, agreement: &str, epoch: i64) -> Result<Door, DoorClosed>;
    /// Asks the carrier's desk how far it says the delivery is: the wire state, such as `committed`, or none when it knows of no delivery.
    async fn delivery_state(&self, desk: &str, agreement: &str) -> Result<Option<String>, String>;
}
