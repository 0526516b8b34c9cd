//! musette: the software of a bike-courier co-operative. Each co-op runs its own instance; instances federate over ActivityPub.

pub mod store;
