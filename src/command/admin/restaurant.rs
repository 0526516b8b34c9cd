//! `musette admin restaurant`.

use anyhow::Context;
use clap::Subcommand;
use musette_domain::{TextValue, handle};

use crate::app::App;
use crate::command::coop::parse_position;
use crate::command::table::columns;
use crate::flow::Changed;
use crate::flow::restaurant::create::{self, CreateRestaurantRefusal, NewRestaurant};
use crate::flow::restaurant::remove::{self, RemoveRefusal};
use crate::flow::restaurant::{claim, free_handle, release};
use crate::row;
use crate::store::restaurant::{self, RestaurantState};
use crate::store::{Error, people};

/// What can be done with restaurants.
#[derive(Debug, Subcommand)]
pub enum RestaurantAct {
    /// Make a restaurant; it is hidden until its people list it.
    Create {
        /// What it is called.
        #[arg(long)]
        name: String,
        /// The part before the @, by which the Fediverse finds it; made from the name if left out.
        #[arg(long)]
        handle: Option<String>,
        /// Where it is, as LATITUDE,LONGITUDE.
        #[arg(long, value_name = "LAT,LON")]
        at: String,
    },
    /// Hand a restaurant to a person, who may then edit and list it.
    Claim {
        /// Handle of the restaurant; `musette admin restaurant list` lists all.
        handle: String,
        /// E-mail address of the person's account.
        #[arg(long)]
        by: String,
    },
    /// Take a restaurant away from a person, who then no longer answers for it.
    Release {
        /// Handle of the restaurant.
        handle: String,
        /// E-mail address of the person's account.
        #[arg(long)]
        from: String,
    },
    /// Remove a restaurant for good: it is gone here, and everybody elsewhere who knew it is told. Its open orders must have ended.
    Remove {
        /// Handle of the restaurant.
        handle: String,
        /// The handle once more, to confirm.
        #[arg(long, value_name = "HANDLE")]
        confirm: String,
    },
    /// List restaurants.
    List {
        /// Only those that are unclaimed, hidden, listed or left.
        #[arg(long, value_parser = parse_state)]
        state: Option<RestaurantState>,
    },
}

fn parse_state(typed: &str) -> Result<RestaurantState, String> {
    RestaurantState::parse(typed).map_err(|_| "write unclaimed, hidden, listed or left".into())
}

/// Does it; returns what to print.
pub async fn run(app: &App, act: RestaurantAct) -> anyhow::Result<String> {
    match act {
        RestaurantAct::Create { name, handle, at } => {
            let new = NewRestaurant {
                handle: handle.unwrap_or_default(),
                name,
                position: parse_position(&at).map_err(anyhow::Error::msg)?,
            };
            make(app, new).await
        }
        RestaurantAct::Claim { handle, by } => hand_over(app, &handle, &by).await,
        RestaurantAct::Release { handle, from } => take_away(app, &handle, &from).await,
        RestaurantAct::Remove { handle, confirm } => gone(app, &handle, confirm).await,
        RestaurantAct::List { state } => list(app, state).await,
    }
}

async fn make(app: &App, new: NewRestaurant) -> anyhow::Result<String> {
    let writer = app.clone();
    let (handle, changed) = app
        .db
        .write(move |c| {
            let handle = match new.handle.as_str() {
                "" => free_handle::run(c, &new.name, 1)?,
                typed => typed.to_owned(),
            };
            let new = NewRestaurant {
                handle: handle.clone(),
                ..new.clone()
            };
            let (_, changed) = create::run(c, &writer, &new)?;
            Ok::<_, CreateRestaurantRefusal>((handle, changed))
        })
        .await?;
    app.committed(changed.topics);
    Ok(format!(
        "@{handle} is there and hidden. `musette admin restaurant claim {handle} --by EMAIL` hands it to its people, who write its address, hours and menu and list it.\n"
    ))
}

async fn hand_over(app: &App, typed: &str, email: &str) -> anyhow::Result<String> {
    let user = super::user::account(app, email).await?;
    let handle = handle::parse(typed)?;
    let (writer, user_id) = (app.clone(), user.id.clone());
    let claimed = app
        .db
        .write(move |c| {
            let Some(row) = restaurant::of_handle(c, &handle)? else {
                return Ok::<_, Error>(None);
            };
            let changed = claim::run(c, &writer, &row.id, &user_id)?;
            Ok(Some((row.name, changed)))
        })
        .await?;
    let (name, changed) = claimed.with_context(|| {
        format!("there is no restaurant @{typed}; `musette admin restaurant list` lists all")
    })?;
    app.committed(changed.topics);
    Ok(format!("{} now works for {name}.\n", user.email))
}

async fn take_away(app: &App, typed: &str, email: &str) -> anyhow::Result<String> {
    let user = super::user::account(app, email).await?;
    let handle = handle::parse(typed)?;
    let user_id = user.id.clone();
    let released = app
        .db
        .write(move |c| {
            let Some(row) = restaurant::of_handle(c, &handle)? else {
                return Ok::<_, Error>(None);
            };
            let changed = release::run(c, &row.id, &user_id)?;
            Ok(Some((row.name, changed)))
        })
        .await?;
    let (name, changed) = released.with_context(|| {
        format!("there is no restaurant @{typed}; `musette admin restaurant list` lists all")
    })?;
    if changed == Changed::nothing() {
        return Ok(format!("{} did not work for {name}.\n", user.email));
    }
    app.committed(changed);
    Ok(format!("{} no longer works for {name}.\n", user.email))
}

async fn gone(app: &App, typed: &str, confirm: String) -> anyhow::Result<String> {
    let handle = handle::parse(typed)?;
    let writer = app.clone();
    let removed = app
        .db
        .write(move |c| {
            let Some(row) = restaurant::of_handle(c, &handle)? else {
                return Ok::<_, RemoveRefusal>(None);
            };
            let changed = remove::run(c, &writer, &row.id, &confirm)?;
            Ok(Some((row.name, changed)))
        })
        .await?;
    let (name, changed) = removed.with_context(|| {
        format!("there is no restaurant @{typed}; `musette admin restaurant list` lists all")
    })?;
    if changed == Changed::nothing() {
        return Ok(format!("{name} was gone before.\n"));
    }
    app.committed(changed);
    Ok(format!(
        "{name} is gone. Everybody who knew it is told while `musette serve` runs.\n"
    ))
}

async fn list(app: &App, state: Option<RestaurantState>) -> anyhow::Result<String> {
    let rows = app.db.read(move |c| people::restaurants(c, state)).await?;
    let mut lines = vec![row!["HANDLE", "NAME", "STATE", "ADDRESS"]];
    lines.extend(rows.into_iter().map(|row| {
        let address = format!("{} {}, {}", row.street, row.housenumber, row.city);
        row![format!("@{}", row.handle), row.name, row.state, address]
    }));
    Ok(columns(0, &lines))
}
