//! `musette serve`: the instance until somebody stops it.

use std::sync::Arc;

use anyhow::Context;

use crate::app::clock::WallClock;
use crate::command::instance;
use crate::command::logging;
use crate::command::settings::SettingsArgs;

/// Runs until SIGINT or SIGTERM; then finishes what is under way.
pub async fn run(settings: &SettingsArgs) -> anyhow::Result<()> {
    let config = settings.load()?.config;
    logging::begin(&config.log);
    let running = instance::start(config, Arc::new(WallClock)).await?;
    tracing::info!(
        instance = running.app.urls.authority(),
        address = %running.address,
        database = running.app.db.place().shown(),
        map = running.app.map.is_some(),
        "ready"
    );
    stop_signal().await?;
    tracing::info!(instance = running.app.urls.authority(), "stopping");
    running.stop().await;
    Ok(())
}

/// Waits until somebody wants the program to end.
pub async fn stop_signal() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate =
            signal(SignalKind::terminate()).context("SIGTERM cannot be listened for")?;
        tokio::select! {
            pressed = tokio::signal::ctrl_c() => pressed.context("Ctrl-C cannot be listened for"),
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c()
        .await
        .context("Ctrl-C cannot be listened for")
}
