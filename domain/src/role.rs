//! Roles and what each may do.

crate::text_enum! {
    /// What a person is to this co-op. One person may have several roles.
    pub enum Role("role") {
        /// Orders meals.
        Customer = "customer",
        /// Works for one or more restaurants.
        Restaurant = "restaurant",
        /// Carries.
        Courier = "courier",
        /// Assigns couriers, helps restaurants, talks to neighbours.
        Dispatcher = "dispatcher",
        /// Keeps the co-op's settings, people and partners.
        Administrator = "administrator",
    }
}
crate::text_serde!(Role);

/// Something a role allows. Whose order, task or restaurant it is, the caller checks beside this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Fill a cart, order, follow restaurants.
    Order,
    /// Answer the orders and edit the menu of a restaurant one belongs to.
    RunOwnRestaurant,
    /// Answer the orders of any restaurant.
    AnswerForAnyRestaurant,
    /// Edit the profile and menu of any restaurant, create one, hand it to a person.
    EditAnyRestaurant,
    /// See and do the stops assigned to oneself.
    Carry,
    /// Declare when one has time to carry.
    DeclareAvailability,
    /// See every order and delivery of the co-op, assign and cancel.
    Dispatch,
    /// Open deliveries to neighbours and answer theirs.
    TradeDeliveries,
    /// See the ledger between co-ops.
    SeeLedger,
    /// See the list of people.
    SeePeople,
    /// Give and take roles, reset passwords.
    ManagePeople,
    /// Change the co-op's settings: tariff, partners, agreements.
    ManageCoop,
    /// Decide whom the co-op speaks with, and deal with reports.
    Moderate,
}

impl Role {
    /// Whether a person with this role can do whatever `other` can.
    pub fn includes(self, other: Self) -> bool {
        use Role::{Administrator, Courier, Customer, Dispatcher, Restaurant};
        match self {
            Administrator => matches!(other, Administrator | Dispatcher | Courier | Customer),
            Dispatcher => matches!(other, Dispatcher | Courier | Customer),
            Courier => matches!(other, Courier | Customer),
            Restaurant => matches!(other, Restaurant | Customer),
            Customer => other == Customer,
        }
    }

    /// The least role that allows `action`.
    pub const fn needed_for(action: Action) -> Self {
        match action {
            Action::Order => Self::Customer,
            Action::RunOwnRestaurant => Self::Restaurant,
            Action::Carry | Action::DeclareAvailability => Self::Courier,
            Action::AnswerForAnyRestaurant
            | Action::Dispatch
            | Action::TradeDeliveries
            | Action::SeeLedger
            | Action::SeePeople => Self::Dispatcher,
            Action::EditAnyRestaurant
            | Action::ManagePeople
            | Action::ManageCoop
            | Action::Moderate => Self::Administrator,
        }
    }
}

/// Whether somebody with these roles may do `action`.
pub fn may(roles: &[Role], action: Action) -> bool {
    let needed = Role::needed_for(action);
    roles.iter().any(|role| role.includes(needed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(Role::Customer, Action::Order, true)]
    #[case(Role::Customer, Action::Carry, false)]
    #[case(Role::Customer, Action::Dispatch, false)]
    #[case(Role::Restaurant, Action::RunOwnRestaurant, true)]
    #[case(Role::Restaurant, Action::AnswerForAnyRestaurant, false)]
    #[case(Role::Restaurant, Action::Carry, false)]
    #[case(Role::Courier, Action::Carry, true)]
    #[case(Role::Courier, Action::Dispatch, false)]
    #[case(Role::Courier, Action::RunOwnRestaurant, false)]
    #[case(Role::Dispatcher, Action::DeclareAvailability, true)]
    #[case(Role::Dispatcher, Action::AnswerForAnyRestaurant, true)]
    #[case(Role::Dispatcher, Action::ManageCoop, false)]
    #[case(Role::Dispatcher, Action::RunOwnRestaurant, false)]
    #[case(Role::Dispatcher, Action::Moderate, false)]
    #[case(Role::Administrator, Action::Moderate, true)]
    #[case(Role::Administrator, Action::ManageCoop, true)]
    #[case(Role::Administrator, Action::TradeDeliveries, true)]
    #[case(Role::Administrator, Action::Carry, true)]
    fn permissions(#[case] role: Role, #[case] action: Action, #[case] allowed: bool) {
        assert_eq!(may(&[role], action), allowed);
    }

    #[test]
    fn nobody_may_nothing_and_roles_add_up() {
        assert!(!may(&[], Action::Order));
        assert!(may(&[Role::Restaurant, Role::Courier], Action::Carry));
        assert!(may(
            &[Role::Restaurant, Role::Courier],
            Action::RunOwnRestaurant
        ));
    }
}
