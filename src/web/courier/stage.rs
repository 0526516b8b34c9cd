//! How far the courier is with a delivery: what the page shows and which act the thumb has.

use musette_domain::delivery::DeliveryState;

/// What the courier does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Look at it and say yes. The door is not shown yet.
    Accept,
    /// Ride to the counter.
    ToPickup,
    /// Show the code.
    AtPickup,
    /// Ride to the door.
    ToDoor,
    /// Ask for the PIN.
    AtDoor,
}

impl Stage {
    /// The stage of a delivery that is on a courier's list.
    pub const fn of(state: DeliveryState, accepted: bool) -> Self {
        match state {
            _ if !accepted => Self::Accept,
            DeliveryState::PickedUp => Self::ToDoor,
            DeliveryState::AtDropoff => Self::AtDoor,
            DeliveryState::AtPickup => Self::AtPickup,
            _ => Self::ToPickup,
        }
    }

    /// Whether the next place is the counter.
    pub const fn is_pickup(self) -> bool {
        matches!(self, Self::Accept | Self::ToPickup | Self::AtPickup)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_goes_on_before_it_is_accepted() {
        for state in DeliveryState::ALL {
            assert_eq!(Stage::of(*state, false), Stage::Accept);
        }
        assert_eq!(Stage::of(DeliveryState::Assigned, true), Stage::ToPickup);
        assert_eq!(Stage::of(DeliveryState::AtDropoff, true), Stage::AtDoor);
    }
}
