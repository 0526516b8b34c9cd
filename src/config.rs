//! The settings of an instance, one file a section. Each can come from the TOML file, the environment (`MUSETTE_SECTION_KEY`) or a flag.

pub mod database;
pub mod federation;
pub mod instance;
pub mod mail;
pub mod map;
pub mod trade;

/// All settings, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Who and where this instance is.
    pub instance: instance::Instance,
    /// Where the data is.
    pub database: database::Database,
    /// How we talk to others.
    pub federation: federation::Federation,
    /// Windows and deadlines of the trade.
    pub trade: trade::Trade,
    /// How letters leave.
    pub mail: mail::MailSettings,
    /// Where maps come from.
    pub map: map::MapSettings,
}
