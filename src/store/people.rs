//! People and what each is to the co-op, for lists.

use std::collections::BTreeMap;

use diesel::prelude::*;
use musette_domain::TextValue;
use musette_domain::id::{RestaurantId, UserId};
use musette_domain::role::Role;

use super::restaurant::{Restaurant, RestaurantState};
use super::restaurant_staff::RestaurantStaff;
use super::schema::{restaurant, restaurant_staff, user_account, user_role};
use super::user_account::UserAccount;
use super::user_role::UserRole;
use super::{Conn, Result};

/// All accounts by address, each with its roles.
pub fn all_with_roles(c: &mut Conn) -> Result<Vec<(UserAccount, Vec<Role>)>> {
    let mut roles: BTreeMap<String, Vec<Role>> = BTreeMap::new();
    let rows = user_role::table
        .order(user_role::role)
        .select(UserRole::as_select())
        .load(c)?;
    for row in rows {
        let user = row.user_id.as_str().to_owned();
        roles.entry(user).or_default().push(row.role);
    }
    let accounts: Vec<UserAccount> = user_account::table
        .order(user_account::email)
        .select(UserAccount::as_select())
        .load(c)?;
    Ok(accounts
        .into_iter()
        .map(|account| {
            let of_account = roles.remove(account.id.as_str()).unwrap_or_default();
            (account, of_account)
        })
        .collect())
}

/// The restaurants in a state, or all, by name.
pub fn restaurants(c: &mut Conn, state: Option<RestaurantState>) -> Result<Vec<Restaurant>> {
    let all = restaurant::table.order(restaurant::name);
    let rows = match state {
        Some(state) => all
            .filter(restaurant::state.eq(state.text()))
            .select(Restaurant::as_select())
            .load(c)?,
        None => all.select(Restaurant::as_select()).load(c)?,
    };
    Ok(rows)
}

/// Everybody who works for a restaurant: restaurant, account and mail address, by address.
pub fn staff(c: &mut Conn) -> Result<Vec<(RestaurantId, UserId, String)>> {
    let rows: Vec<(RestaurantStaff, String)> = restaurant_staff::table
        .inner_join(user_account::table)
        .order(user_account::email)
        .select((RestaurantStaff::as_select(), user_account::email))
        .load(c)?;
    Ok(rows
        .into_iter()
        .map(|(row, email)| (row.restaurant_id, row.user_id, email))
        .collect())
}
