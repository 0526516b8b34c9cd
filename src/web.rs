//! The pages people see: what every page shares, then a module an audience.

pub mod about;
pub mod empty_page;
pub mod error_page;
pub mod form;
pub mod format;
pub mod icons;
pub mod look;
pub mod page;
pub mod parts;
