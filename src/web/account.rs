//! Accounts: signing up, in and out, the sessions, the password.

pub mod change_password;
pub mod delete_account;
pub mod overview;
pub mod revoke_session;
pub mod sign_in;
pub mod sign_out;
pub mod sign_up;
