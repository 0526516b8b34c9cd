//! Deliveries: made when an order is accepted or a neighbour's is ours, given to couriers, ridden stop by stop.
//!
//! The courier's acts are the same for our own orders and for what we carry for a neighbour; in the latter case the neighbour hears of each.

pub mod accept_task;
pub mod assign;
pub mod at_dropoff;
pub mod at_pickup;
pub mod bag;
pub mod cancel;
pub mod create_for_order;
pub mod deliver;
pub mod fail;
pub mod own_door;
pub mod picked_up;
pub mod reorder;
pub mod returned;
pub mod stop;
pub mod tasks;
pub mod unassign;
