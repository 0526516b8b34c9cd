//! Collections elsewhere that show our restaurants (FEP-7aa9). Everybody may, until a restaurant's people say no.

pub mod revoke;
