//! `musette admin user` and `reset-password`.

use anyhow::{Context, bail};
use clap::Subcommand;
use musette_domain::role::Role;
use musette_domain::{TextValue, phone};

use crate::app::App;
use crate::command::prompt;
use crate::command::table::columns;
use crate::flow::account::{change_password, create, delete, set_disabled};
use crate::row;
use crate::services::password;
use crate::store::user_account::{self, UserAccount};
use crate::store::user_role::{self, UserRole};
use crate::store::{Error, people};

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub enum UserAct {
    /// Make an account. Everybody is a customer; other roles are added with --role.
    Create {
        /// E-mail address, by which the person signs in.
        #[arg(long)]
        email: String,
        /// What the person wants to be called.
        #[arg(long)]
        name: String,
        /// Telephone number with the country's code.
        #[arg(long)]
        phone: Option<String>,
        /// restaurant, courier, dispatcher or administrator; can be given several times.
        #[arg(long = "role", value_parser = parse_role)]
        roles: Vec<Role>,
        /// Make a password instead of asking for one.
        #[arg(long)]
        generate_password: bool,
    },
    /// Give a role to an account, or take it away.
    Role {
        /// E-mail address of the account.
        email: String,
        /// customer, restaurant, courier, dispatcher or administrator.
        #[arg(value_parser = parse_role)]
        role: Role,
        /// Take it away.
        #[arg(long)]
        remove: bool,
    },
    /// Lock an account: the person is signed out everywhere and cannot sign in.
    Disable {
        /// E-mail address of the account.
        email: String,
    },
    /// Open a locked account again.
    Enable {
        /// E-mail address of the account.
        email: String,
    },
    /// Delete an account with everything that says who the person is. Orders and rides stay, without a name.
    Delete {
        /// E-mail address of the account.
        email: String,
    },
    /// List all accounts with their roles.
    List,
}

fn parse_role(typed: &str) -> Result<Role, String> {
    Role::parse(typed).map_err(|_| {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.text()).collect();
        format!("there is no such role; write {}", known.join(", "))
    })
}

/// Does it; returns what to print.
pub async fn run(app: &App, act: UserAct) -> anyhow::Result<String> {
    match act {
        UserAct::Create {
            email,
            name,
            phone,
            roles,
            generate_password,
        } => {
            let phone = phone
                .map(|typed| phone::parse(&typed, None))
                .transpose()
                .context("--phone")?;
            let (password, generated) = prompt::password(&email, generate_password)?;
            let new = create::NewAccount {
                email: email.clone(),
                name,
                phone,
                password_hash: password::hash(&password, app.ids.random())?,
                locale: None,
                roles,
            };
            let writer = app.clone();
            app.db.write(move |c| create::run(c, &writer, &new)).await?;
            Ok(told(&email, &password, generated))
        }
        UserAct::Role {
            email,
            role,
            remove,
        } => change_role(app, &email, role, remove).await,
        UserAct::Disable { email } => set_disabled(app, &email, true).await,
        UserAct::Enable { email } => set_disabled(app, &email, false).await,
        UserAct::Delete { email } => delete(app, &email).await,
        UserAct::List => list(app).await,
    }
}

fn told(email: &str, password: &str, generated: bool) -> String {
    if generated {
        format!("{email} signs in with the password {password} (shown once).\n")
    } else {
        format!("{email} signs in with the password you typed.\n")
    }
}

/// The account of this address.
pub async fn account(app: &App, email: &str) -> anyhow::Result<UserAccount> {
    let wanted = email.trim().to_owned();
    let found = app
        .db
        .read(move |c| user_account::by_email(c, &wanted))
        .await?;
    found.with_context(|| {
        format!(
            "nobody has an account with the address {email}; `musette admin user list` lists all"
        )
    })
}

async fn change_role(app: &App, email: &str, role: Role, remove: bool) -> anyhow::Result<String> {
    let user = account(app, email).await?.id;
    let id = user.clone();
    app.db
        .write(move |c| {
            if remove {
                user_role::delete(c, &id, role)?;
            } else {
                let user_id = id.clone();
                user_role::insert_if_absent(c, &UserRole { user_id, role })?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    let roles = app.db.read(move |c| user_role::of_user(c, &user)).await?;
    let roles: Vec<&str> = roles.iter().map(|role| role.text()).collect();
    Ok(format!("{email} is now: {}\n", roles.join(", ")))
}

async fn set_disabled(app: &App, email: &str, disabled: bool) -> anyhow::Result<String> {
    let user = account(app, email).await?;
    let (id, email) = (user.id, user.email);
    app.db
        .write(move |c| set_disabled::run(c, &id, disabled))
        .await?;
    Ok(if disabled {
        format!("{email} is locked and signed out everywhere.\n")
    } else {
        format!("{email} may sign in again.\n")
    })
}

async fn delete(app: &App, email: &str) -> anyhow::Result<String> {
    let user = account(app, email).await?;
    let (writer, id) = (app.clone(), user.id);
    let changed = app.db.write(move |c| delete::run(c, &writer, &id)).await?;
    app.committed(changed);
    Ok(format!("The account of {} is deleted.\n", user.email))
}

async fn list(app: &App) -> anyhow::Result<String> {
    let people = app.db.read(people::all_with_roles).await?;
    let mut rows = vec![row!["E-MAIL", "NAME", "ROLES"]];
    for (user, roles) in people {
        let roles: Vec<&str> = roles.iter().map(|role| role.text()).collect();
        let state = if user.disabled { " (disabled)" } else { "" };
        rows.push(row![
            user.email,
            user.name,
            format!("{}{state}", roles.join(", "))
        ]);
    }
    Ok(columns(0, &rows))
}

/// Gives an account a new password and signs everybody out of it.
pub async fn reset_password(app: &App, email: &str, generate: bool) -> anyhow::Result<String> {
    let user = account(app, email).await?;
    let (password, generated) = prompt::password(&user.email, generate)?;
    if let Err(problem) = musette_domain::password::check(&password, &user.email) {
        bail!("{problem}");
    }
    let hash = password::hash(&password, app.ids.random())?;
    let id = user.id.clone();
    let ended = app
        .db
        .write(move |c| change_password::run(c, &id, &hash, None))
        .await?;
    let told = told(&user.email, &password, generated);
    Ok(format!("{told}{ended} sessions were ended.\n"))
}
