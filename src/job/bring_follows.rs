//! Looks up the restaurants that a customer brought along, one after the other, and follows them.

use musette_domain::TextValue;
use musette_domain::id::UserId;

use super::{Next, Trouble};
use crate::app::App;
use crate::app::lookup::LookupError;
use crate::flow::follow::start::{self, FollowRefusal};
use crate::store::follow_import::{self, FollowImportState};
use crate::store::{self, remote_restaurant, restaurant};

/// How many are looked up before other work has its turn.
const AT_ONCE: usize = 10;

pub(super) async fn run(app: &App, user: &str) -> Result<Next, Trouble> {
    let user = UserId::parse(user).map_err(|error| error.to_string())?;
    for _ in 0..AT_ONCE {
        let of = user.clone();
        let next = app.db.read(move |c| follow_import::next_of(c, &of)).await;
        let Some(line) = next.map_err(|error| error.to_string())? else {
            return Ok(Next::Done);
        };
        one(app, &user, line.address).await?;
    }
    Ok(Next::At(app.clock.now()))
}

/// Looks one up and follows it; what became of it is written beside the line.
async fn one(app: &App, user: &UserId, address: String) -> Result<(), Trouble> {
    let found = match target(app, &address).await {
        Ok(target) => Ok(target),
        Err(LookupError::Store(why)) => return Err(why),
        Err(LookupError::NotUnderstood { .. }) => Err(FollowImportState::NoRestaurant),
        Err(_) => Err(FollowImportState::NotFound),
    };
    let (taken, user) = (app.clone(), user.clone());
    let written = app.db.write(move |c| -> Result<_, FollowRefusal> {
        let state = match &found {
            Err(state) => *state,
            Ok(target) => match start::run(c, &taken, &user, target) {
                Ok(_) => FollowImportState::Followed,
                Err(FollowRefusal::Unknown) => FollowImportState::NoRestaurant,
                Err(error) => return Err(error),
            },
        };
        follow_import::set_state(c, &user, &address, state)?;
        Ok(())
    });
    written.await.map_err(|error| error.to_string())
}

/// The actor at an address: ours, one that we know, or one that we go and see.
async fn target(app: &App, address: &str) -> Result<String, LookupError> {
    let unknown = || LookupError::NotAnAddress(address.to_owned());
    let (name, host) = address.split_once('@').ok_or_else(unknown)?;
    let (name, host) = (name.to_owned(), host.to_owned());
    let ours = host == app.urls.authority();
    let urls = app.urls.clone();
    let known = app
        .db
        .read(move |c| -> store::Result<Option<String>> {
            if ours {
                let row = restaurant::of_handle(c, &name)?;
                return Ok(row.map(|row| urls.restaurant(&row.handle)));
            }
            let row = remote_restaurant::find_by_handle(c, &host, &name)?;
            Ok(row.map(|row| row.actor_id))
        })
        .await?;
    match known {
        Some(actor) => Ok(actor),
        None if ours => Err(unknown()),
        None => app.lookup.restaurant(address).await,
    }
}
