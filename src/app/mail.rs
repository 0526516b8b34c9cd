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
