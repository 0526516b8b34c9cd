//! `[mail]`: how letters leave.

use std::path::{Path, PathBuf};

use figment::value::Value;
use url::Url;

use super::reader::{Reader, text};

/// The section `[mail]`.
#[derive(Debug, Clone)]
pub enum MailSettings {
    /// `folder`: each letter becomes a file there. The default, below the data folder.
    Folder(PathBuf),
    /// `smtp`: a server's URL, such as `smtps://user:password@mail.example`, with `from`, the sender.
    Smtp {
        /// The server.
        url: Url,
        /// The sender.
        from: String,
    },
}

impl MailSettings {
    pub(super) fn read(reader: &mut Reader, data: &Path) -> Self {
        let base = reader.folder().to_owned();
        let smtp = reader.take_maybe("mail.smtp", read_smtp, shown);
        let from = reader.take_maybe("mail.from", read_sender, Clone::clone);
        let named = reader.has("mail.folder");
        let folder = reader.take_shown(
            "mail.folder",
            data.join("mail"),
            |value| Ok(base.join(text(value)?)),
            |path| path.display().to_string(),
        );
        if smtp.is_some() && named {
            reader.wrong(
                "mail.folder",
                "letters go either to mail.folder or to mail.smtp; leave one of them out".into(),
            );
        }
        match (smtp, from) {
            (Some(url), Some(from)) => Self::Smtp { url, from },
            (Some(_), None) => {
                if !reader.has("mail.from") {
                    reader.wrong(
                        "mail.smtp",
                        "mail.smtp needs a sender; add from = \"Our co-op <mail@our.example>\" below [mail]".into(),
                    );
                }
                Self::Folder(folder)
            }
            (None, Some(_)) if !reader.has("mail.smtp") => {
                reader.wrong(
                    "mail.from",
                    "mail.from is used with mail.smtp only; add the server or leave the sender out"
                        .into(),
                );
                Self::Folder(folder)
            }
            (None, _) => Self::Folder(folder),
        }
    }
}

/// A server's URL without its password.
pub fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // Only a URL without a host refuses, and then there is no password.
    let _ = url.set_password(None);
    url.to_string()
}

/// Reads a server. What stands here holds a password, so it is never repeated.
fn read_smtp(value: &Value) -> Result<Url, String> {
    let wanted = "write smtps://USER:PASSWORD@HOST, or smtp://USER:PASSWORD@HOST:587 for STARTTLS";
    let url = Url::parse(&text(value)?)
        .map_err(|error| format!("this is no mail server ({error}); {wanted}"))?;
    if !matches!(url.scheme(), "smtp" | "smtps") {
        return Err(format!(
            "a mail server begins with smtps:// or smtp://, not {}://; {wanted}",
            url.scheme()
        ));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(format!("this names no host; {wanted}"));
    }
    Ok(url)
}

fn read_sender(value: &Value) -> Result<String, String> {
    let typed = text(value)?;
    typed
        .parse::<lettre::message::Mailbox>()
        .map(|_| typed.clone())
        .map_err(|_| format!("{typed:?} is no sender; write Our co-op <mail@our.example>"))
}
