//! When a courier has time, as the courier says. Counted for partners, never shown to them.

pub mod declare;
pub mod withdraw;

use crate::flow::refusal::refusals;

refusals! {
    /// Why a time is not declared or withdrawn.
    pub enum AvailabilityRefusal {
        /// Ends before it begins, or is over.
        #[error("a time ends after it begins, and in the future")]
        Backwards = "availability-backwards",
        /// Too long.
        #[error("a time can be at most sixteen hours long")]
        TooLong = "availability-too-long",
        /// Too far ahead.
        #[error("times can be declared for the next four weeks")]
        TooFar = "availability-too-far",
        /// Overlaps another.
        #[error("you have declared this time already, or a part of it")]
        Overlaps = "availability-overlaps",
        /// Another courier's.
        #[error("this is not your time")]
        NotYours = "availability-not-yours",
    }
}
