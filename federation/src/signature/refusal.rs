//! Why a signed request is refused, each reason a sentence that the other side can act on.

/// Why a request is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A header that every signed request needs is absent.
    #[error("the request has no {0} header; sign it as described in FEDERATION.md")]
    Missing(&'static str),
    /// A header that must be single was sent twice.
    #[error("the header {0} was sent more than once; send it once")]
    Repeated(&'static str),
    /// A header that matters to the signature is not plain text.
    #[error("the header {0} is not plain ASCII text")]
    NotText(String),
    /// The signature headers do not follow their grammar.
    #[error("the signature cannot be read: {0}")]
    Malformed(&'static str),
    /// More than one signature came with the request.
    #[error("the request carries several signatures; send exactly one")]
    SeveralSignatures,
    /// The trade tier takes RFC 9421 only.
    #[error("the trade inbox takes RFC 9421 signatures only; send Signature-Input and Signature")]
    NotRfc9421,
    /// The request was meant for somebody else.
    #[error("the request was signed for another host than {0}")]
    WrongHost(String),
    /// A part of the request that has to be signed is not.
    #[error("the signature does not cover {0}; add it to the signed components")]
    NotCovered(&'static str),
    /// A component was named that we do not know or do not allow.
    #[error("the signature covers {0}, which cannot be verified here")]
    UnknownComponent(String),
    /// A signed header is not in the request.
    #[error("the signature covers the header {0}, but the request does not have it")]
    CoveredButAbsent(String),
    /// The algorithm is none of ours, or not the key's.
    #[error(
        "the signature algorithm {0} is not accepted; use rsa-sha256, rsa-v1_5-sha256 or ed25519"
    )]
    Algorithm(String),
    /// The digest header is not in the form we read.
    #[error("the {0} header must hold exactly one SHA-256 value")]
    DigestForm(&'static str),
    /// The digest is not that of the body.
    #[error("the {0} header is not the SHA-256 of the body that arrived")]
    DigestMismatch(&'static str),
    /// The signature is too old or from the future.
    #[error(
        "the signature was made at {seen}, the clock here says {now}: more than the allowed difference (Unix seconds)"
    )]
    Stale {
        /// When the signature says it was made, in Unix seconds.
        seen: i64,
        /// What our wire clock said.
        now: i64,
    },
    /// The signature has expired.
    #[error("the signature expired at {expires}, the clock here says {now} (Unix seconds)")]
    Expired {
        /// The end of the signature's life, in Unix seconds.
        expires: i64,
        /// What our wire clock said.
        now: i64,
    },
    /// A time that is not a time.
    #[error("{0} is not a usable time")]
    BadTime(&'static str),
    /// A parameter that the trade tier demands is absent.
    #[error("the signature has no {0} parameter, which the trade inbox needs")]
    MissingParameter(&'static str),
    /// The signature lives longer than the trade tier allows.
    #[error("the signature is valid for more than 300 seconds after its creation")]
    TooLongLived,
    /// The tag is not that of our trade protocol.
    #[error("the tag of the signature must be \"musette-1\"")]
    WrongTag,
    /// The bytes of the signature are not right for this key and request.
    #[error("the signature does not match the request and the key {0}")]
    WrongSignature(String),
    /// The key is not that of the activity's actor.
    #[error("the key {key_id} does not belong to {actor}")]
    WrongOwner {
        /// The key that signed.
        key_id: String,
        /// Who is said to act.
        actor: String,
    },
    /// The key no longer exists at its host (404 or 410).
    #[error("the key {0} no longer exists at its host")]
    KeyGone(String),
    /// The key's host could not be reached just now; not the sender's fault.
    #[error("the host of the key {0} does not answer; try again later")]
    KeyUnreachable(String),
    /// Too many keys of one host were asked for, or one was asked for too often.
    #[error("too many keys of {0} had to be read lately; try again in a minute")]
    TooManyKeys(String),
}

impl Refusal {
    /// The HTTP status to answer with: 401, but 503 (with `Retry-After`) when only the key's host is to blame, and 429 when it has too many keys.
    pub const fn status(&self) -> u16 {
        match self {
            Self::KeyUnreachable(_) => 503,
            Self::TooManyKeys(_) => 429,
            _ => 401,
        }
    }
}
