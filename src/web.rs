//! The pages people see: what every page shares, then a module an audience.

pub mod about;
pub mod account;
pub mod act_answer;
pub mod conversation;
pub mod coop;
pub mod courier;
pub mod customer;
pub mod dispatch;
pub mod empty_page;
pub mod error_page;
pub mod events;
pub mod form;
pub mod format;
pub mod icons;
pub mod look;
pub mod look_form;
pub mod media;
pub mod page;
pub mod parts;
pub mod restaurant;
#[cfg(test)]
pub(crate) mod test_day;
#[cfg(test)]
mod tests;
pub mod upload;
pub mod visitor;
pub mod working_day;
pub mod written;
