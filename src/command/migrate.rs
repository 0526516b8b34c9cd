//! `musette migrate`.

use std::process::ExitCode;

use crate::command::settings::SettingsArgs;
use crate::store::migrations;

/// Runs the migrations that are missing, or only says which.
pub fn run(settings: &SettingsArgs, check: bool) -> anyhow::Result<ExitCode> {
    let place = settings.load()?.config.database.place;
    if check {
        let missing = migrations::pending(&place)?;
        for name in &missing {
            println!("missing: {name}");
        }
        if missing.is_empty() {
            println!("{} is up to date.", place.shown());
            return Ok(ExitCode::SUCCESS);
        }
        return Ok(ExitCode::FAILURE);
    }
    let ran = migrations::run(&place)?;
    for name in &ran {
        println!("ran {name}");
    }
    println!("{} is up to date.", place.shown());
    Ok(ExitCode::SUCCESS)
}
