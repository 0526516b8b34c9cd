//! Asking another co-op what an order at one of its restaurants costs.

use async_trait::async_trait;
use musette_domain::{Instant, Money};

/// What is asked. The address stays here: only its H3 cell (resolution 9) travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteQuestion {
    /// The restaurant's actor id.
    pub restaurant: String,
    /// Items (their URLs) with counts.
    pub lines: Vec<(String, i32)>,
    /// Whether a courier brings it; otherwise the customer collects.
    pub delivery: bool,
    /// The drop-off's H3 cell at resolution 9; none for collection.
    pub cell: Option<String>,
}

/// What the other co-op answers, valid for ten minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The items.
    pub items: Money,
    /// The delivery.
    pub fee: Money,
    /// What of the total the restaurant gets.
    pub restaurant_share: Money,
    /// What of the total whoever rides gets.
    pub courier_share: Money,
    /// What of the total the restaurant's co-op gets.
    pub coop_share: Money,
    /// Metres by bicycle.
    pub distance: Option<i32>,
    /// The windows that can be ordered, earliest first.
    pub windows: Vec<(Instant, Instant)>,
    /// When the price stops being promised.
    pub valid_through: Instant,
}

/// Why there is no quote.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoQuote {
    /// The other co-op said no, with one of the cart's reasons (`cart_problem` of the domain, as text).
    #[error("the restaurant's co-op says: {0}")]
    Refused(String),
    /// It does not answer.
    #[error("the restaurant's co-op does not answer: {0}")]
    Unreachable(String),
    /// We owe it more than was agreed.
    #[error("our co-op owes the restaurant's co-op more than was agreed")]
    AtLimit,
    /// We have no agreement with it.
    #[error("our co-op has no trade agreement with the restaurant's co-op yet")]
    NoAgreement,
}

/// Asks for quotes.
#[async_trait]
pub trait Quotes: Send + Sync {
    /// Asks the restaurant's co-op; answers within two seconds.
    async fn quote(&self, question: &QuoteQuestion) -> Result<Quote, NoQuote>;
}
