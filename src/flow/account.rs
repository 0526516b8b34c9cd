//! Accounts: making one, changing its password, choosing its language.

pub mod change_password;
pub mod choose_language;
pub mod create;
