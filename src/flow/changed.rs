//! What a flow changed, for the caller to tell after the commit: `app.committed(changed)`.

use musette_domain::id::{DeliveryId, OrderId};

use crate::app::Topic;

/// What a flow changed. Empty when the same act had happened before.
#[must_use = "give it to App::committed after the commit"]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// What live pages should read again.
    pub topics: Vec<Topic>,
    /// The order it was about, for the page to go to.
    pub order: Option<OrderId>,
    /// The delivery it was about.
    pub delivery: Option<DeliveryId>,
}

impl Changed {
    /// Nothing changed.
    pub fn nothing() -> Self {
        Self::default()
    }
    /// These topics changed.
    pub fn topics(topics: impl IntoIterator<Item = Topic>) -> Self {
        Self {
            topics: topics.into_iter().collect(),
            ..Self::default()
        }
    }
    /// Adds a topic, once.
    pub fn add(&mut self, topic: Topic) {
        if !self.topics.contains(&topic) {
            self.topics.push(topic);
        }
    }
    /// Adds what another flow changed.
    pub fn join(&mut self, other: Self) {
        for topic in other.topics {
            self.add(topic);
        }
        self.order = self.order.take().or(other.order);
        self.delivery = self.delivery.take().or(other.delivery);
    }
}

impl IntoIterator for Changed {
    type Item = Topic;
    type IntoIter = std::vec::IntoIter<Topic>;
    fn into_iter(self) -> Self::IntoIter {
        self.topics.into_iter()
    }
}
