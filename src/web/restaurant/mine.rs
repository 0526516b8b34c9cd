//! The restaurant of a page's address, for those who may change it.

use axum::extract::{FromRef, FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use crate::http::{Account, Error, Result, Site, Staff};
use crate::store;
use crate::store::restaurant::{self, Restaurant};

/// A restaurant whose profile and menu this person may edit: one of its own people, or an administrator.
pub struct Mine {
    /// The restaurant.
    pub restaurant: Restaurant,
    /// The person.
    pub account: Account,
}

/// A restaurant whose switches (sold out, busy, closed) this person may turn: one of its own people, or a dispatcher.
pub struct Counter {
    /// The restaurant.
    pub restaurant: Restaurant,
    /// The person.
    pub account: Account,
}

async fn find<S>(parts: &mut Parts, state: &S) -> Result<(Restaurant, Account)>
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    let Staff(account) = Staff::from_request_parts(parts, state).await?;
    let path = RawPathParams::from_request_parts(parts, state).await;
    let path = path.map_err(|error| Error::not_found().because(error))?;
    let handle = path.iter().find(|(name, _)| *name == "handle");
    let handle = handle
        .map(|(_, value)| value.to_owned())
        .unwrap_or_default();
    let app = Site::from_ref(state).app;
    let row = app
        .db
        .read(move |c| restaurant::of_handle(c, &handle))
        .await?;
    let row = row.ok_or(store::Error::NotFound)?;
    Ok((row, account))
}

impl<S> FromRequestParts<S> for Mine
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let (restaurant, account) = find(parts, state).await?;
        if !account.may_edit(&restaurant.id) {
            return Err(Error::forbidden("error-not-restaurant"));
        }
        Ok(Self {
            restaurant,
            account,
        })
    }
}

impl<S> FromRequestParts<S> for Counter
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let (restaurant, account) = find(parts, state).await?;
        if !account.may_answer_for(&restaurant.id) {
            return Err(Error::forbidden("error-not-restaurant"));
        }
        Ok(Self {
            restaurant,
            account,
        })
    }
}
