//! `musette demo --play`: an evening without a person, through the public pages of the two running instances only.

pub mod browser;
pub mod clock;
pub mod html;
