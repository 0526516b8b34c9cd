//! Agreements between co-ops: one offers, a person of the other accepts. Only then is anything traded.

pub mod accept;
pub mod answered;
pub mod end;
pub mod ended_elsewhere;
pub mod lapse;
pub mod offer;
pub mod received;
pub mod reject;
mod settle_state;
pub mod trading;

pub use offer::Terms;

use chrono::TimeDelta;

use crate::flow::refusal::refusals;

/// How long people at the other side have to decide on an offer.
pub const DECISION: TimeDelta = TimeDelta::days(30);

refusals! {
    /// Why an agreement is not made, answered or ended.
    pub enum AgreementRefusal {
        /// The partner's desk is not known.
        #[error("this co-op's desk is not known; look the co-op up first")]
        NoPartner = "agreement-no-partner",
        /// There is no such agreement with this desk.
        #[error("there is no such agreement with this co-op")]
        Unknown = "agreement-unknown",
        /// Ours to wait, not to answer.
        #[error("we offered this agreement; the other co-op has to answer it")]
        OursToWait = "agreement-ours-to-wait",
        /// Answered already, or over.
        #[error("this agreement has been answered or is over")]
        NotOpen = "agreement-not-open",
        /// The terms make no sense.
        #[error("an agreement is valid for at most twelve months, begins before it ends, and has no negative amounts")]
        BadTerms = "agreement-bad-terms",
        /// The offered time is over.
        #[error("the time in which this agreement would be valid is over")]
        Lapsed = "agreement-lapsed",
        /// A newer one runs: answering this one would end it on one side only.
        #[error("a newer agreement with this co-op is in force; offer it a new one yourselves")]
        Older = "agreement-older",
    }
}
