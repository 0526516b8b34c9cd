//! Accounts: making one, changing its password, choosing its language.

pub mod change_password;
pub mod choose_language;
pub mod create;
pub mod delete;
pub mod set_disabled;

use musette_domain::id::UserId;
use musette_domain::role::Role;

use super::refusal::refusals;
use crate::store::{Conn, Result, user_account};

/// Whether nobody else could keep the co-op.
fn is_last_administrator(c: &mut Conn, user: &UserId) -> Result<bool> {
    let all = user_account::with_role(c, Role::Administrator)?;
    Ok(all.iter().any(|one| one.id == *user) && all.len() == 1)
}
