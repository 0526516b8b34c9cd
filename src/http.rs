//! The HTTP side: what is served besides pages.

pub mod assets;
