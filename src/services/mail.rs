//! Letters: files in a folder, or a mail server.

use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use lettre::message::{Mailbox, Message};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use url::Url;

use crate::app::Mail;
use crate::app::mail::{Letter, NotSent};

/// How long a mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Each letter becomes a file that a mail program can open (`.eml`).
pub struct MailFolder {
    transport: AsyncFileTransport<Tokio1Executor>,
    from: Mailbox,
}

impl MailFolder {
    /// Writes letters of `host` into `folder`, which is made if it is not there.
    pub fn open(folder: &Path, host: &str) -> Result<Self, NotSent> {
        std::fs::create_dir_all(folder).map_err(|error| {
            NotSent(format!(
                "the mail folder {} cannot be made: {error}",
                folder.display()
            ))
        })?;
        let host = host.split(':').next().unwrap_or(host);
        Ok(Self {
            transport: AsyncFileTransport::new(PathBuf::from(folder)),
            from: format!("musette@{host}").parse().map_err(not_sent)?,
        })
    }
}

/// A mail server. Connections are made when a letter leaves and kept for the next ones.
pub struct MailServer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl MailServer {
    /// Sends through `url` (`smtps://…`, or `smtp://…`, which begins TLS before anything else), as `from`.
    pub fn open(url: &Url, from: &str) -> Result<Self, NotSent> {
        let mut url = url.clone();
        if url.scheme() == "smtp" && !url.query_pairs().any(|(key, _)| key == "tls") {
            // A password never travels in the clear: on a machine of our own, somebody may say ?tls=opportunistic.
            url.query_pairs_mut().append_pair("tls", "required");
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str())
            .map_err(not_sent)?
            .timeout(Some(PATIENCE))
            .build();
        Ok(Self {
            transport,
            from: from.parse().map_err(not_sent)?,
        })
    }

    /// Whether the server answers and takes our name and password.
    pub async fn check(&self) -> Result<(), NotSent> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(NotSent("the server does not answer as one of mail".into())),
            Err(error) => Err(not_sent(error)),
        }
    }
}

#[async_trait]
impl Mail for MailFolder {
    async fn send(&self, letter: &Letter) -> Result<(), NotSent> {
        let message = message(&self.from, letter)?;
        self.transport
            .send(message)
            .await
            .map(|_| ())
            .map_err(not_sent)
    }
}

#[async_trait]
impl Mail for MailServer {
    async fn send(&self, letter: &Letter) -> Result<(), NotSent> {
        let message = message(&self.from, letter)?;
        self.transport
            .send(message)
            .await
            .map(|_| ())
            .map_err(not_sent)
    }
}

fn message(from: &Mailbox, letter: &Letter) -> Result<Message, NotSent> {
    // A line break in a subject could begin a header of its own.
    let subject: String = letter.subject.replace(['\r', '\n'], " ");
    Message::builder()
        .from(from.clone())
        .to(letter.to.parse().map_err(not_sent)?)
        .subject(subject)
        .body(letter.text.clone())
        .map_err(not_sent)
}

fn not_sent(error: impl std::fmt::Display) -> NotSent {
    NotSent(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(to: &str, subject: &str) -> Letter {
        Letter {
            to: to.into(),
            subject: subject.into(),
            text: "Grüezi\n".into(),
        }
    }

    #[tokio::test]
    async fn a_letter_becomes_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("mail");
        let mail = MailFolder::open(&below, "vaduz.localhost:7101").unwrap();
        mail.send(&letter("ada@example.org", "Reset\r\nBcc: all@example.org"))
            .await
            .unwrap();
        let file = std::fs::read_dir(&below).unwrap().next().unwrap().unwrap();
        let text = std::fs::read_to_string(file.path()).unwrap();
        assert!(text.contains("To: ada@example.org"), "{text}");
        assert!(text.contains("From: musette@vaduz.localhost"), "{text}");
        assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
    }

    #[tokio::test]
    async fn nonsense_and_a_silent_server_are_sentences() {
        let folder = tempfile::tempdir().unwrap();
        let mail = MailFolder::open(folder.path(), "localhost").unwrap();
        let refused = mail.send(&letter("nobody", "x")).await.unwrap_err();
        assert!(refused.to_string().starts_with("mail was not sent"));
        let closed = Url::parse("smtps://127.0.0.1:1").unwrap();
        let server = MailServer::open(&closed, "a@b.example").unwrap();
        assert!(server.send(&letter("a@b.example", "x")).await.is_err());
        assert!(server.check().await.is_err());
    }
}
