//! A password becomes another one; whoever was signed in elsewhere with the old one is signed out.

use musette_domain::id::UserId;

use crate::store::user_account::{self, UserAccount};
use crate::store::{self, Conn, session};

/// Writes the new hash and ends every session but `kept` (the key of a session's row). Says how many ended.
pub fn run(c: &mut Conn, user: &UserId, hash: &str, kept: Option<&str>) -> store::Result<usize> {
    let row = user_account::find(c, user)?;
    let password_hash = hash.to_owned();
    user_account::save(
        c,
        &UserAccount {
            password_hash,
            ..row
        },
    )?;
    session::revoke_others(c, user, kept)
}
