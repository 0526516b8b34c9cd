//! A delivery: a bag's way from the counter to the door, by our own courier or a neighbour's.

crate::text_enum! {
    /// Where a delivery stands.
    pub enum DeliveryState("delivery state") {
        /// Nobody carries it yet.
        Waiting = "waiting",
        /// A courier has it on the list.
        Assigned = "assigned",
        /// The courier is at the counter.
        AtPickup = "atPickup",
        /// The courier has the bag.
        PickedUp = "pickedUp",
        /// The courier is at the door.
        AtDropoff = "atDropoff",
        /// The customer has it.
        Delivered = "delivered",
        /// It could not be delivered.
        Failed = "failed",
        /// Not wanted any more.
        Cancelled = "cancelled",
    }
}

crate::text_enum! {
    /// Who carries a delivery.
    pub enum Carrier("carrier") {
        /// A courier of this co-op.
        Own = "own",
        /// A neighbouring co-op.
        Neighbour = "neighbour",
    }
}

crate::text_enum! {
    /// Why this co-op has a delivery.
    pub enum DeliveryOrigin("delivery origin") {
        /// An order at one of our restaurants.
        OwnOrder = "ownOrder",
        /// A neighbour's delivery that we carry.
        ForNeighbour = "forNeighbour",
    }
}
crate::text_serde!(DeliveryState, Carrier, DeliveryOrigin);

/// Something that happens to a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeliveryEvent {
    /// A courier or a neighbour takes it.
    Assign,
    /// It is taken from its courier before the bag changed hands.
    Unassign,
    /// The courier reaches the counter.
    ArriveAtPickup,
    /// The counter gave the bag away.
    PickUp,
    /// The courier reaches the door.
    ArriveAtDropoff,
    /// The customer has it.
    Deliver,
    /// Nobody there, accident, refusal at the door.
    Fail,
    /// Not wanted any more.
    Cancel,
}

/// Why an event does not fit a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryRefusal {
    /// The event has had its effect before; a second click ends here.
    #[error("the delivery is already {0}")]
    Already(DeliveryState),
    /// The event does not fit the state.
    #[error("this cannot be done now: the delivery is {0}")]
    NotNow(DeliveryState),
    /// Nobody is assigned.
    #[error("nobody has been assigned to this delivery yet")]
    NobodyAssigned,
    /// The bag is with a courier.
    #[error("the courier already has the bag")]
    BagIsGone,
}

impl DeliveryState {
    /// The state after `event`, or why it cannot happen. A courier may skip the arrivals.
    pub fn after(self, event: DeliveryEvent) -> Result<Self, DeliveryRefusal> {
        use DeliveryState::{
            Assigned, AtDropoff, AtPickup, Cancelled, Delivered, Failed, PickedUp, Waiting,
        };
        let next = match event {
            DeliveryEvent::Assign => Assigned,
            DeliveryEvent::Unassign => Waiting,
            DeliveryEvent::ArriveAtPickup => AtPickup,
            DeliveryEvent::PickUp => PickedUp,
            DeliveryEvent::ArriveAtDropoff => AtDropoff,
            DeliveryEvent::Deliver => Delivered,
            DeliveryEvent::Fail => Failed,
            DeliveryEvent::Cancel => Cancelled,
        };
        // Assigning again means another courier: not a repetition.
        if self == next && event != DeliveryEvent::Assign {
            return Err(DeliveryRefusal::Already(self));
        }
        let fits = match (self, next) {
            (Waiting | Assigned | AtPickup, Assigned | Cancelled)
            | (Assigned | AtPickup, Waiting) => true,
            (Assigned, AtPickup | PickedUp) | (AtPickup, PickedUp) => true,
            (PickedUp, AtDropoff | Delivered | Failed) | (AtDropoff, Delivered | Failed) => true,
            (Waiting, AtPickup | PickedUp) => return Err(DeliveryRefusal::NobodyAssigned),
            (PickedUp | AtDropoff, Waiting | Assigned | Cancelled) => {
                return Err(DeliveryRefusal::BagIsGone);
            }
            _ => false,
        };
        if fits {
            Ok(next)
        } else {
            Err(DeliveryRefusal::NotNow(self))
        }
    }

    /// Whether nothing more will happen.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Delivered | Self::Failed | Self::Cancelled)
    }

    /// Whether a courier has the bag in hand.
    pub const fn bag_is_gone(self) -> bool {
        matches!(self, Self::PickedUp | Self::AtDropoff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DeliveryEvent::*;
    use rstest::rstest;

    #[rstest]
    #[case(&[Assign, ArriveAtPickup, PickUp, ArriveAtDropoff, Deliver], Ok(DeliveryState::Delivered))]
    #[case(&[Assign, PickUp, Deliver], Ok(DeliveryState::Delivered))]
    #[case(&[Assign, Assign], Ok(DeliveryState::Assigned))]
    #[case(&[Assign, Unassign, Cancel], Ok(DeliveryState::Cancelled))]
    #[case(&[PickUp], Err(DeliveryRefusal::NobodyAssigned))]
    #[case(&[Assign, PickUp, Cancel], Err(DeliveryRefusal::BagIsGone))]
    #[case(&[Assign, PickUp, Unassign], Err(DeliveryRefusal::BagIsGone))]
    #[case(&[Assign, PickUp, PickUp], Err(DeliveryRefusal::Already(DeliveryState::PickedUp)))]
    #[case(&[Assign, Deliver], Err(DeliveryRefusal::NotNow(DeliveryState::Assigned)))]
    #[case(&[Assign, PickUp, Deliver, Fail], Err(DeliveryRefusal::NotNow(DeliveryState::Delivered)))]
    fn ways(
        #[case] events: &[DeliveryEvent],
        #[case] result: Result<DeliveryState, DeliveryRefusal>,
    ) {
        let end = events
            .iter()
            .try_fold(DeliveryState::Waiting, |s, e| s.after(*e));
        assert_eq!(end, result);
    }
}
