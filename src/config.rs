//! The settings of an instance, one file a section. Each can come from the TOML file, the environment (`MUSETTE_SECTION_KEY`) or a flag, and each
//! value remembers which, so that `doctor` can say it and a wrong value can name its line.

pub mod database;
pub mod federation;
pub mod instance;
pub mod load;
pub mod log;
pub mod mail;
pub mod nearest;
pub mod origin;
pub mod problem;
pub mod reader;
pub mod setting;
pub mod trade;

pub use load::{Loaded, Sources, load};
pub use origin::Origin;
pub use problem::{Problem, Problems};

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
    /// What is written to the log.
    pub log: log::Log,
}

impl Config {
    /// The settings of an instance of which only these two sections are said; letters become files below the data folder.
    pub fn of(instance: instance::Instance, database: database::Database) -> Self {
        let mail = mail::MailSettings::Folder(instance.data.join("mail"));
        Self {
            instance,
            database,
            federation: federation::Federation::default(),
            trade: trade::Trade::default(),
            mail,
            log: log::Log::default(),
        }
    }
}

#[cfg(test)]
mod tests;
