//! An account is locked, or opened again.

use musette_domain::id::UserId;

use super::{is_last_administrator, refusals};
use crate::store::user_account::{self, UserAccount};
use crate::store::{Conn, session};

refusals! {
    /// Why an account cannot be locked.
    pub enum SetDisabledRefusal {
        /// Nobody could keep the co-op.
        #[error("this is the last administrator; make another one first")]
        LastAdministrator = "account-last-administrator",
    }
}

/// Locks the account and ends its sessions, or opens it. A second time changes nothing.
pub fn run(c: &mut Conn, user: &UserId, disabled: bool) -> Result<(), SetDisabledRefusal> {
    let row = user_account::find(c, user)?;
    if disabled && is_last_administrator(c, user)? {
        return Err(SetDisabledRefusal::LastAdministrator);
    }
    user_account::save(c, &UserAccount { disabled, ..row })?;
    if disabled {
        session::revoke_others(c, user, None)?;
    }
    Ok(())
}
