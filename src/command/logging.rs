//! The log: lines on standard error, for people or for machines. `docs/LOGGING.md` names the fields.

use tracing_subscriber::EnvFilter;

use crate::config::log::{Format, Log};

/// What libraries say at the start.
const QUIET: &str = "memory_serve=warn";

/// Begins to log. Called once in a process; a second call changes nothing.
pub fn begin(settings: &Log) {
    // The list of style sheets and pictures interests nobody; who wants it names it.
    let level = format!("{QUIET},{}", settings.level);
    let filter = EnvFilter::try_new(level).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // The error says that somebody began before, which is fine.
    let _ = match settings.format {
        Format::Text => lines.try_init(),
        Format::Json => lines.json().try_init(),
    };
}
