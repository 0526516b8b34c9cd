//! Accounts: making one, changing its password.

pub mod change_password;
pub mod create;
