//! Looks at the map and at the way letters leave.

use std::path::Path;

use super::{Finding, Verdict, finding};
use crate::command::import::map_path;
use crate::config::Config;
use crate::config::mail::MailSettings;
use crate::services::mail::MailServer;
use crate::services::map::file::{MapFileError, load};

/// Whether the map can be used.
pub fn map(config: &Config) -> Finding {
    match load(&map_path(&config.instance.data)) {
        Ok(map) => finding(
            "map",
            Verdict::Ok,
            format!("{} points of streets", map.router.points()),
        ),
        Err(problem @ MapFileError::Missing { .. }) => finding(
            "map",
            Verdict::Warn,
            format!(
                "{problem}; until then distances are straight lines and addresses are set by a marker"
            ),
        ),
        Err(problem) => finding("map", Verdict::Fail, problem.to_string()),
    }
}

/// Whether letters can leave.
pub async fn mail(config: &Config) -> Finding {
    match &config.mail {
        MailSettings::Folder(folder) => match writable(folder) {
            Ok(()) => finding(
                "mail",
                Verdict::Ok,
                format!("letters become files in {}", folder.display()),
            ),
            Err(error) => finding(
                "mail",
                Verdict::Fail,
                format!("{} cannot be written to: {error}", folder.display()),
            ),
        },
        MailSettings::Smtp { url, from } => {
            let server = match MailServer::open(url, from) {
                Ok(server) => server.check().await,
                Err(problem) => Err(problem),
            };
            let host = url.host_str().unwrap_or_default();
            match server {
                Ok(()) => finding("mail", Verdict::Ok, format!("{host} answers")),
                Err(problem) => finding(
                    "mail",
                    Verdict::Fail,
                    format!("{host}: {problem}; check mail.smtp, user and password"),
                ),
            }
        }
    }
}

fn writable(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let trial = folder.join(".doctor");
    std::fs::write(&trial, b"")?;
    std::fs::remove_file(&trial)
}
