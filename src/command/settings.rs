//! The flags by which every command finds its settings.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use crate::config::setting::{SETTINGS, exists};
use crate::config::{Loaded, Sources, load, nearest};

/// Where the settings are.
#[derive(Debug, Clone, Args)]
pub struct SettingsArgs {
    /// The configuration file.
    #[arg(
        long,
        short,
        value_name = "FILE",
        default_value = "musette.toml",
        env = "MUSETTE_CONFIG",
        global = true
    )]
    pub config: PathBuf,
    /// One setting for this run, such as `log.level=debug`; wins over file and environment. Can be given several times.
    #[arg(long = "set", value_name = "SECTION.KEY=VALUE", global = true)]
    pub set: Vec<String>,
}

impl SettingsArgs {
    /// Reads and checks the settings.
    pub fn load(&self) -> anyhow::Result<Loaded> {
        let mut flags = Vec::new();
        for text in &self.set {
            let Some((key, value)) = text.split_once('=') else {
                bail!("--set {text}: write --set SECTION.KEY=VALUE, such as --set log.level=debug");
            };
            let key = key.trim();
            if !exists(key) {
                let meant = nearest::nearest(key, SETTINGS.iter().map(|setting| setting.key));
                let advice =
                    meant.map_or_else(String::new, |meant| format!("; did you mean {meant}?"));
                bail!("--set {text}: there is no setting {key}{advice}");
            }
            flags.push((key.to_owned(), value.to_owned()));
        }
        // Without a file, environment and flags may say everything, as in a container.
        let file = self.config.exists() || !says_url(&flags);
        Ok(load(&Sources {
            file: file.then(|| self.config.clone()),
            environment: environment(),
            flags,
        })?)
    }
}

fn says_url(flags: &[(String, String)]) -> bool {
    flags.iter().any(|(key, _)| key == "instance.url")
        || environment()
            .iter()
            .any(|(name, _)| name == "MUSETTE_INSTANCE_URL")
}

/// What the environment says to musette.
fn environment() -> Vec<(String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name.starts_with("MUSETTE_"))
        .collect()
}
