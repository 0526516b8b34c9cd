//! Reading an answer without letting it grow.

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;

/// The largest answer that is read, in bytes.
pub const LIMIT: usize = 1024 * 1024;

/// Why an answer was not read to its end.
#[derive(Debug, thiserror::Error)]
pub enum TooLarge {
    /// It is larger than we take.
    #[error("the answer is larger than {0} bytes")]
    Limit(usize),
    /// The connection broke, or took too long.
    #[error("the answer broke off: {0}")]
    Broken(#[from] reqwest::Error),
}

/// Reads an answer of at most `limit` bytes.
pub async fn read_answer(answer: reqwest::Response, limit: usize) -> Result<Bytes, TooLarge> {
    let announced = answer
        .content_length()
        .and_then(|length| usize::try_from(length).ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(TooLarge::Limit(limit));
    }
    let mut read = BytesMut::new();
    let mut parts = answer.bytes_stream();
    while let Some(part) = parts.next().await {
        let part = part?;
        if read.len().saturating_add(part.len()) > limit {
            return Err(TooLarge::Limit(limit));
        }
        read.extend_from_slice(&part);
    }
    Ok(read.freeze())
}
