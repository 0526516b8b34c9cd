//! Why a document elsewhere could not be read. The difference that matters: gone for good, or not there just now.

use activitypub_federation::error::Error as LibraryError;
use url::Url;

use crate::peer::address::NotAPeer;
use crate::peer::client::{TooLarge, resolver};

/// Why a document elsewhere could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchProblem {
    /// No request is made to this address.
    #[error(transparent)]
    NotAPeer(#[from] NotAPeer),
    /// The administrator blocked its server.
    #[error("{0} is blocked here")]
    Blocked(String),
    /// The server says that it is gone for good (410).
    #[error("{0} is gone")]
    Gone(String),
    /// The server knows nothing of it (404).
    #[error("{0} does not exist")]
    NotFound(String),
    /// The server refuses to show it.
    #[error("{url} answered {status}")]
    Refused {
        /// The address.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// The server does not answer, or is in trouble: later it may work.
    #[error("{host} does not answer: {why}")]
    Unreachable {
        /// The server.
        host: String,
        /// What happened.
        why: String,
    },
    /// The answer is not what it should be.
    #[error("{url}: {why}")]
    NotUnderstood {
        /// The address.
        url: String,
        /// What is wrong with it.
        why: String,
    },
    /// One message may cause only so many requests.
    #[error("one message may cause only {0} requests")]
    Budget(u32),
    /// The server asks robots to stay away from this.
    #[error("its server asks robots not to read {0}")]
    Unwelcome(String),
    /// Our crawl has asked this server often enough for a day.
    #[error("{0} was asked often enough for today")]
    EnoughForToday(String),
    /// The server wants to be left alone for a while (`Retry-After`).
    #[error("{host} asks to be left alone for {seconds} seconds")]
    AskedToWait {
        /// The server.
        host: String,
        /// For how long.
        seconds: i64,
    },
    /// Too many unknown keys at one host.
    #[error("too many unknown keys at {0}; try again in a minute")]
    TooMany(String),
    /// Our own database.
    #[error("it could not be stored: {0}")]
    Store(String),
}

impl FetchProblem {
    /// Whether the same request may work later.
    pub const fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. } | Self::AskedToWait { .. } | Self::Store(_) | Self::TooMany(_)
        )
    }

    /// Whether nothing else of the same server is to be asked for now.
    pub const fn ends_the_crawl(&self) -> bool {
        matches!(self, Self::EnoughForToday(_) | Self::AskedToWait { .. })
    }

    /// What is wrong with the answer of `url`, cut to a length fit for a log.
    pub fn not_understood(url: &Url, why: impl std::fmt::Display) -> Self {
        Self::NotUnderstood {
            url: cut(url.as_str()),
            why: cut(&why.to_string()),
        }
    }

    /// What kept `url` from answering.
    pub fn unreachable(url: &Url, why: impl std::fmt::Display) -> Self {
        Self::Unreachable {
            host: super::super::address::authority(url),
            why: cut(&why.to_string()),
        }
    }
}

impl FetchProblem {
    /// Why an answer of `url` was not read to its end.
    pub fn of_answer(url: &Url, problem: &TooLarge) -> Self {
        match problem {
            TooLarge::Limit(_) => Self::not_understood(url, problem),
            TooLarge::Broken(error) => Self::unreachable(url, cause(error)),
        }
    }
}

/// Other people's text in our log is kept short.
fn cut(text: &str) -> String {
    text.chars().take(300).collect()
}

/// Says why a request failed, down to the first cause.
pub fn cause(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut inner = error.source();
    while let Some(source) = inner {
        text = source.to_string();
        inner = source.source();
    }
    cut(&text)
}

impl From<crate::store::Error> for FetchProblem {
    fn from(error: crate::store::Error) -> Self {
        Self::Store(error.to_string())
    }
}

impl From<LibraryError> for FetchProblem {
    fn from(error: LibraryError) -> Self {
        let nowhere = |why: String| Self::Unreachable {
            host: "the other server".into(),
            why: cut(&why),
        };
        let wrong = |url: &Url, why: &str| Self::not_understood(url, why);
        match error {
            LibraryError::RequestLimit => Self::Budget(super::BUDGET),
            LibraryError::ObjectDeleted(url) => Self::Gone(cut(url.as_str())),
            LibraryError::NotFound => Self::NotFound("it".into()),
            LibraryError::ParseFetchedObject(e, url, _) => Self::not_understood(
                &url,
                format!("the answer is not JSON of the right form: {e}"),
            ),
            LibraryError::FetchInvalidContentType(url) => {
                wrong(&url, "the answer's Content-Type is not one of ActivityPub")
            }
            LibraryError::FetchWrongId(url) => {
                wrong(&url, "the id inside the answer is another address")
            }
            LibraryError::ReqwestMiddleware(reqwest_middleware::Error::Middleware(inner)) => {
                match inner.downcast::<Self>() {
                    Ok(problem) => problem,
                    Err(other) => nowhere(other.to_string()),
                }
            }
            LibraryError::ReqwestMiddleware(reqwest_middleware::Error::Reqwest(inner))
            | LibraryError::Reqwest(inner) => match (resolver::refused(&inner), inner.url()) {
                (Some(private), _) => private.clone().into(),
                (None, Some(url)) => Self::unreachable(url, cause(&inner)),
                (None, None) => nowhere(cause(&inner)),
            },
            LibraryError::ResponseBodyLimit => Self::NotUnderstood {
                url: "the answer".into(),
                why: "it is larger than 1 MiB".into(),
            },
            LibraryError::UrlVerificationError(why) => Self::NotUnderstood {
                url: "the address".into(),
                why: why.into(),
            },
            LibraryError::Utf8(_) => Self::NotUnderstood {
                url: "the answer".into(),
                why: "it is not UTF-8".into(),
            },
            LibraryError::UrlParse(why) => Self::NotUnderstood {
                url: "the answer".into(),
                why: format!("an address in it cannot be read: {why}"),
            },
            other => nowhere(other.to_string()),
        }
    }
}
