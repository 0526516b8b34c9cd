//! Letters: files in a folder, or a mail server.

use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use lettre::message::header::{Header, HeaderName, HeaderValue};
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
    let mut message = Message::builder()
        .from(from.clone())
        .to(letter.to.parse().map_err(not_sent)?)
        .subject(subject);
    if let Some(url) = &letter.unsubscribe {
        let url: Url = url.parse().map_err(not_sent)?;
        message = message
            .header(ListUnsubscribe(format!("<{url}>")))
            .header(ListUnsubscribePost(ONE_CLICK.to_owned()));
    }
    message.body(letter.text.clone()).map_err(not_sent)
}

/// What a mail program posts when its reader wants no more letters of a kind (RFC 8058).
const ONE_CLICK: &str = "List-Unsubscribe=One-Click";

/// A header whose value is one word.
macro_rules! header {
    ($(#[$about:meta])* $name:ident = $text:literal) => {
        $(#[$about])*
        #[derive(Debug, Clone)]
        struct $name(String);

        impl Header for $name {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($text)
            }
            fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self(text.to_owned()))
            }
            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), self.0.clone())
            }
        }
    };
}

header! {
    /// Where letters of this kind are ended (RFC 2369).
    ListUnsubscribe = "List-Unsubscribe"
}
header! {
    /// That one POST without a question ends them (RFC 8058).
    ListUnsubscribePost = "List-Unsubscribe-Post"
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
            unsubscribe: None,
        }
    }

    #[test]
    fn a_mail_program_finds_how_to_end_letters() {
        let from: Mailbox = "musette@vaduz.example".parse().unwrap();
        let end = "https://vaduz.example/news/0123456789abcdef0123456789abcdef";
        let one = |unsubscribe: Option<&str>| {
            let letter = Letter {
                unsubscribe: unsubscribe.map(ToOwned::to_owned),
                ..letter("ada@example.org", "New")
            };
            let written = message(&from, &letter).unwrap().formatted();
            String::from_utf8(written).unwrap()
        };
        let said = one(Some(end));
        assert!(
            said.contains(&format!("List-Unsubscribe: <{end}>\r\n")),
            "{said}"
        );
        assert!(
            said.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"),
            "{said}"
        );
        assert!(!one(None).contains("List-"));
        let broken = one(Some("https://vaduz.example/\r\nBcc: all@example.org"));
        assert!(!broken.contains("\nBcc"), "{broken}");
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
