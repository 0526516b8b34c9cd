//! `[log]`: what is written to the log.

use figment::value::Value;

use super::reader::{Reader, text};

/// The section `[log]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// `level`: a level, or a list of `target=level`.
    pub level: String,
    /// `format`: for people or for machines.
    pub format: Format,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// For machines: a JSON object a line.
    Json,
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Json => "json",
        })
    }
}

impl Default for Log {
    fn default() -> Self {
        Self {
            level: "info".into(),
            format: Format::Text,
        }
    }
}

impl Log {
    pub(super) fn read(reader: &mut Reader) -> Self {
        let Self { level, format } = Self::default();
        Self {
            level: reader.take("log.level", level, read_level),
            format: reader.take("log.format", format, read_format),
        }
    }
}

fn read_level(value: &Value) -> Result<String, String> {
    let level = text(value)?;
    match tracing_subscriber::EnvFilter::try_new(&level) {
        Ok(_) if !level.trim().is_empty() => Ok(level),
        _ => Err(format!(
            "{level:?} is no level; write error, warn, info, debug or trace, or a list such as info,musette::peer=debug"
        )),
    }
}

fn read_format(value: &Value) -> Result<Format, String> {
    match text(value)?.as_str() {
        "text" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        other => Err(format!("{other:?} is no format; write text or json")),
    }
}
