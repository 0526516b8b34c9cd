//! `musette admin`: co-op, people and restaurants from the command line, for whoever runs the server.

mod advice;
mod coop;
mod host;
mod restaurant;
mod session;
mod user;

use std::sync::Arc;

use clap::{Args, Subcommand};

use crate::app::App;
use crate::app::clock::WallClock;
use crate::command::instance::{self, wiring};
use crate::command::settings::SettingsArgs;

/// `musette admin`.
#[derive(Debug, Args)]
pub struct AdminArgs {
    #[command(flatten)]
    settings: SettingsArgs,
    #[command(subcommand)]
    act: Act,
}

/// What an administrator does.
#[derive(Debug, Subcommand)]
enum Act {
    /// The co-op itself.
    #[command(subcommand)]
    Coop(coop::CoopAct),
    /// People's accounts.
    #[command(subcommand)]
    User(user::UserAct),
    /// Restaurants.
    #[command(subcommand)]
    Restaurant(restaurant::RestaurantAct),
    /// Give an account a new password, shown once; everybody who was signed in with the old one is signed out.
    ResetPassword {
        /// E-mail address of the account.
        email: String,
        /// Make one instead of asking.
        #[arg(long)]
        generate: bool,
    },
    /// Block lists of others, as advice.
    #[command(subcommand)]
    Advice(advice::AdviceAct),
    /// How we stand with other servers.
    #[command(subcommand)]
    Host(host::HostAct),
    /// Who is signed in.
    #[command(subcommand)]
    Sessions(session::SessionAct),
}

/// Does it and prints what was done.
pub async fn run(args: AdminArgs) -> anyhow::Result<()> {
    let app = app(&args.settings).await?;
    let said = match args.act {
        Act::Coop(act) => coop::run(&app, act).await?,
        Act::User(act) => user::run(&app, act).await?,
        Act::Restaurant(act) => restaurant::run(&app, act).await?,
        Act::Advice(act) => advice::run(&app, act).await?,
        Act::Host(act) => host::run(&app, act).await?,
        Act::ResetPassword { email, generate } => {
            user::reset_password(&app, &email, generate).await?
        }
        Act::Sessions(act) => session::run(&app, act).await?,
    };
    print!("{said}");
    Ok(())
}

/// The instance without its server: what is told to others waits in the outbox until `serve` runs.
async fn app(settings: &SettingsArgs) -> anyhow::Result<App> {
    let config = settings.load()?.config;
    let db = instance::open(&config)?;
    Ok(wiring::wire(config, db, Arc::new(WallClock)).await?.app)
}

#[cfg(test)]
mod tests;
