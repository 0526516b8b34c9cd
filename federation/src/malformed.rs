//! Why a document is not taken, as a sentence that its sender can act on.

/// Why a document or activity is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// The value is no JSON object.
    #[error("{0} must be a JSON object")]
    NotAnObject(&'static str),
    /// The `type` is another.
    #[error("expected an object of type {expected}, found {found:?}")]
    Type {
        /// What was expected.
        expected: &'static str,
        /// What was found, shortened.
        found: String,
    },
    /// A member that is needed is absent.
    #[error("{document} has no {field}")]
    Missing {
        /// The kind of document.
        document: &'static str,
        /// The member.
        field: &'static str,
    },
    /// A member holds something else than it should.
    #[error("{field} of {document} must be {expected}")]
    Wrong {
        /// The kind of document.
        document: &'static str,
        /// The member.
        field: &'static str,
        /// What it must be.
        expected: &'static str,
    },
    /// A trade document is addressed to everybody.
    #[error("trade activities are never addressed to the public")]
    Public,
    /// A trade activity has no recipient, several, or copies.
    #[error(
        "a trade activity goes to exactly one desk: one `to`, no `cc`, `bto`, `bcc` or `audience`"
    )]
    Recipients,
    /// Two parts of a document that must share an origin or owner do not.
    #[error("{0}")]
    Ownership(&'static str),
    /// Something in the document contradicts a rule of the protocol.
    #[error("{0}")]
    Rule(&'static str),
}

impl Malformed {
    /// The HTTP status to answer with.
    pub const fn status(&self) -> u16 {
        400
    }
}
