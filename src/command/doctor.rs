//! `musette doctor`: what is right, what is not, and what to do about it.

mod disk;
mod network;
mod rows;

use std::process::ExitCode;

use crate::command::settings::SettingsArgs;
use crate::command::table::columns;
use crate::config::{Config, Loaded};
use crate::row;
use crate::store::Db;

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// It works, but somebody should look.
    Warn,
    /// It does not work.
    Fail,
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "FAIL",
        })
    }
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub what: &'static str,
    /// How it is.
    pub verdict: Verdict,
    /// What was found, and what to do where it is not right.
    pub said: String,
}

fn finding(what: &'static str, verdict: Verdict, said: impl Into<String>) -> Finding {
    Finding {
        what,
        verdict,
        said: said.into(),
    }
}

/// Prints the settings with their origins and a line for each check; fails if one fails.
pub async fn run(settings: &SettingsArgs) -> anyhow::Result<ExitCode> {
    let loaded = settings.load()?;
    println!("Settings\n{}", settings_table(&loaded));
    let findings = examine(&loaded.config).await;
    let rows: Vec<Vec<String>> = findings
        .iter()
        .map(|found| row![found.verdict, found.what, found.said])
        .collect();
    println!("Checks\n{}", columns(2, &rows));
    let worst = findings.iter().map(|found| found.verdict).max();
    Ok(if worst == Some(Verdict::Fail) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Each setting, its value, and where it came from.
pub fn settings_table(loaded: &Loaded) -> String {
    let rows: Vec<Vec<String>> = loaded
        .values
        .iter()
        .map(|shown| row![shown.key, shown.value, shown.origin])
        .collect();
    columns(2, &rows)
}

/// Every check. One that cannot be made because an earlier one failed is left out.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.push(rows::migrations(config));
    match Db::open_as_is(&config.database.place, config.database.readers) {
        Ok(db) => findings.extend(rows::examine(config, &db).await),
        Err(error) => findings.push(finding(
            "database",
            Verdict::Fail,
            format!("{error}; check database.url and that the server runs"),
        )),
    }
    findings.push(disk::map(config));
    findings.push(disk::mail(config).await);
    findings.extend(network::examine(config).await);
    findings
}

#[cfg(test)]
mod tests;
