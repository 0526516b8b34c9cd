//! Why a flow says no: an enum a flow, each variant a sentence for people and a key for the pages' words.

use crate::store;

/// Defines the refusals of a flow: an error enum with a Fluent key a variant, which a transaction may fail with. `Store` is added.
macro_rules! refusals {
    ($(#[$($meta:tt)*])* pub enum $name:ident {
        $($(#[$($vmeta:tt)*])* $variant:ident $(($inner:ty))? $({ $($field:tt)* })? = $key:literal),* $(,)?
    }) => {
        $(#[$($meta)*])*
        #[derive(Debug, thiserror::Error)]
        pub enum $name {
            $($(#[$($vmeta)*])* $variant $(($inner))? $({ $($field)* })?,)*
            /// The database said no.
            #[error(transparent)]
            Store(#[from] $crate::store::Error),
        }
        impl $name {
            /// The stable key of the sentence in the locales.
            pub fn key(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $key,)*
                    Self::Store(error) => $crate::flow::refusal::store_key(error),
                }
            }
        }
        impl $crate::store::Failure for $name {
            fn store_error(&self) -> Option<&$crate::store::Error> {
                match self {
                    Self::Store(error) => Some(error),

                    _ => None,
                }
            }
        }
    };
}
pub(crate) use refusals;

/// The Fluent key of a store error.
pub const fn store_key(error: &store::Error) -> &'static str {
    match error {
        store::Error::NotFound => "not-found",
        store::Error::Conflict(_) => "conflict",
        store::Error::Busy(_) => "busy",
        store::Error::Database(_) => "database",
    }
}

/// Turns what cannot happen with our own rows (an amount that overflows, a machine that is no JSON) into a store error, which the log gets.
pub(crate) fn broken(error: impl std::fmt::Display) -> store::Error {
    store::Error::Database(error.to_string())
}
