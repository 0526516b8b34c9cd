//! Sending mail.

use async_trait::async_trait;

/// A letter to one person.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Letter {
    /// The address.
    pub to: String,
    /// The subject line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// Where a POST ends letters of this kind, without signing in (RFC 8058).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsubscribe: Option<String>,
}

/// The letter could not be sent; it will be tried again.
#[derive(Debug, thiserror::Error)]
#[error("mail was not sent: {0}")]
pub struct NotSent(pub String);

/// Sends letters.
#[async_trait]
pub trait Mail: Send + Sync {
    /// Sends one letter.
    async fn send(&self, letter: &Letter) -> Result<(), NotSent>;
}
