//! Reports: of ours by servers elsewhere, and of theirs by people here. Both wait for a moderator.

pub mod make;
pub mod receive;

/// How long the words of a report may be, in characters.
pub const CONTENT: usize = 1_000;
