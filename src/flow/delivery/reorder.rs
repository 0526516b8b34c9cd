//! A courier's stops are put in another order.

use std::collections::HashMap;

use musette_domain::TextValue;
use musette_domain::id::{TaskId, UserId};
use musette_domain::task::TaskKind;

use crate::app::Topic;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::store::{Conn, task};

refusals! {
    /// Why stops cannot be put in this order.
    pub enum ReorderRefusal {
        /// The list is not the courier's list: a stop came or went meanwhile.
        #[error("the list has changed meanwhile; please look at it again")]
        Changed = "reorder-changed",
        /// A drop-off before its pickup.
        #[error("a bag has to be fetched before it can be brought")]
        DropoffFirst = "reorder-dropoff-first",
    }
}

/// Puts the courier's open stops in this order.
pub fn run(c: &mut Conn, courier: &UserId, order: &[TaskId]) -> Result<Changed, ReorderRefusal> {
    let stops = task::open_of_courier(c, courier)?;
    let places: HashMap<&str, usize> = order
        .iter()
        .enumerate()
        .map(|(place, id)| (id.as_str(), place))
        .collect();
    if places.len() != stops.len() || order.len() != stops.len() {
        return Err(ReorderRefusal::Changed);
    }
    let place = |id: &TaskId| places.get(id.as_str()).copied();
    for stop in stops.iter().filter(|stop| stop.kind == TaskKind::Dropoff) {
        let pickup = stops
            .iter()
            .find(|other| other.delivery_id == stop.delivery_id && other.kind == TaskKind::Pickup);
        if pickup.is_some_and(|pickup| place(&pickup.id) > place(&stop.id)) {
            return Err(ReorderRefusal::DropoffFirst);
        }
    }
    for mut stop in stops {
        let place = place(&stop.id).ok_or(ReorderRefusal::Changed)?;
        stop.position = i32::try_from(place).unwrap_or(i32::MAX);
        task::save(c, &stop)?;
    }
    Ok(Changed::topics([
        Topic::Courier(courier.clone()),
        Topic::Dispatch,
    ]))
}
