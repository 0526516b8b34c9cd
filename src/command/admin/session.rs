//! `musette admin sessions`.

use clap::Subcommand;

use crate::app::App;
use crate::command::table::columns;
use crate::row;
use crate::store::session;

/// What can be done with sessions.
#[derive(Debug, Subcommand)]
pub enum SessionAct {
    /// List where a person is signed in.
    List {
        /// E-mail address of the account.
        email: String,
    },
    /// Sign a person out everywhere.
    Revoke {
        /// E-mail address of the account.
        email: String,
    },
}

/// Does it; returns what to print.
pub async fn run(app: &App, act: SessionAct) -> anyhow::Result<String> {
    match act {
        SessionAct::List { email } => {
            let user = super::user::account(app, &email).await?.id;
            let now = app.clock.wire();
            let sessions = app
                .db
                .read(move |c| session::of_user(c, &user, now))
                .await?;
            let mut rows = vec![row!["LAST SEEN", "EXPIRES", "DEVICE"]];
            rows.extend(sessions.into_iter().map(|session| {
                row![
                    session.seen_at,
                    session.expires_at,
                    session.device.unwrap_or_default()
                ]
            }));
            Ok(columns(0, &rows))
        }
        SessionAct::Revoke { email } => {
            let user = super::user::account(app, &email).await?.id;
            let ended = app
                .db
                .write(move |c| session::revoke_others(c, &user, None))
                .await?;
            Ok(format!("{ended} sessions of {email} were ended.\n"))
        }
    }
}
