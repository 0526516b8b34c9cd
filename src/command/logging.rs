//! The log: lines on standard error, for people or for machines. `docs/LOGGING.md` names the fields.

use tracing_subscriber::EnvFilter;

use crate::config::log::{Format, Log};

/// Begins to log. Called once in a process; a second call changes nothing.
pub fn begin(settings: &Log) {
    let filter = EnvFilter::try_new(&settings.level).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // The error says that somebody began before, which is fine.
    let _ = match settings.format {
        Format::Text => lines.try_init(),
        Format::Json => lines.json().try_init(),
    };
}
