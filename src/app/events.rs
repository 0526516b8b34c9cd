//! What just changed, for live pages. Only a hint to read again: nothing personal travels here.

use musette_domain::id::{OrderId, RestaurantId, UserId};
use tokio::sync::broadcast;

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
    /// An order: its tracking page.
    Order(OrderId),
    /// A restaurant's board.
    Restaurant(RestaurantId),
    /// The dispatchers' day: deliveries, couriers, offers, capacity.
    Dispatch,
    /// A courier's stops.
    Courier(UserId),
    /// Partners, agreements, ledger.
    Coop,
    /// Specials of followed restaurants.
    Specials,
}

/// Everybody who listens hears every topic and picks.
#[derive(Clone)]
pub struct Events(broadcast::Sender<Topic>);

impl Default for Events {
    fn default() -> Self {
        Self(broadcast::channel(256).0)
    }
}

impl Events {
    /// Tells listeners; nobody listening is fine.
    pub fn publish(&self, topic: Topic) {
        let _ = self.0.send(topic);
    }
    /// Listens from now on. A listener that lags must read everything again.
    pub fn listen(&self) -> broadcast::Receiver<Topic> {
        self.0.subscribe()
    }
}
