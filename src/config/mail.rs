//! `[mail]`: how letters leave.

use std::path::PathBuf;

/// The section `[mail]`.
#[derive(Debug, Clone)]
pub enum MailSettings {
    /// `folder`: each letter becomes a file there. The default, below the data folder.
    Folder(PathBuf),
    /// `smtp`: a server's URL, such as `smtps://user:password@mail.example`, with `from`, the sender.
    Smtp {
        /// The server.
        url: url::Url,
        /// The sender.
        from: String,
    },
}
