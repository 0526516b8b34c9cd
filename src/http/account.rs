//! Who is asking: extractors that a handler names to be reached only by those who may.
//!
//! Roles are read from the database at each request, so what is taken from somebody is taken at once.

use axum::extract::{FromRef, FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use musette_domain::id::{RestaurantId, UserId};
use musette_domain::role::{self, Role};

use super::error::Error;
use super::session::{self, Session};
use super::{Result, Site};
use crate::app::App;
use crate::store::{self, restaurant_staff, user_account, user_role};

/// A signed-in person. As `Option<Account>` it is none for visitors; alone it sends them to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The account.
    pub id: UserId,
    /// The name they gave themselves.
    pub name: String,
    /// Their mail address.
    pub email: String,
    /// Their telephone number.
    pub phone: Option<String>,
    /// What they are to the co-op.
    pub roles: Vec<Role>,
    /// The restaurants they work for.
    pub restaurants: Vec<RestaurantId>,
}

impl Account {
    /// Whether the person may do this. Whose restaurant or task it is must be asked beside it.
    pub fn may(&self, action: role::Action) -> bool {
        role::may(&self.roles, action)
    }
    /// Whether the person works for this restaurant.
    pub fn works_for(&self, restaurant: &RestaurantId) -> bool {
        self.may(role::Action::RunOwnRestaurant) && self.restaurants.contains(restaurant)
    }
    /// Whether the person may answer this restaurant's orders: its own people and dispatchers.
    pub fn may_answer_for(&self, restaurant: &RestaurantId) -> bool {
        self.works_for(restaurant) || self.may(role::Action::AnswerForAnyRestaurant)
    }
    /// Whether the person may edit this restaurant's profile and menu: its own people and administrators.
    pub fn may_edit(&self, restaurant: &RestaurantId) -> bool {
        self.works_for(restaurant) || self.may(role::Action::EditAnyRestaurant)
    }
}

/// Reads the account of a session, unless there is none or it was disabled.
pub(super) async fn of_session(app: &App, session: &Session) -> Result<Option<Account>> {
    match session::user(session).await? {
        Some(user) => Ok(of_user(app, user).await?),
        None => Ok(None),
    }
}

/// Reads an account with its roles, unless there is none or it was disabled.
pub(super) async fn of_user(app: &App, user: UserId) -> store::Result<Option<Account>> {
    let account = app.db.read(move |c| -> store::Result<_> {
        let Some(row) = user_account::find_optional(c, &user)?.filter(|row| !row.disabled) else {
            return Ok(None);
        };
        Ok(Some(Account {
            roles: user_role::of_user(c, &row.id)?,
            restaurants: restaurant_staff::restaurants_of(c, &row.id)?,
            id: row.id,
            name: row.name,
            email: row.email,
            phone: row.phone,
        }))
    });
    account.await
}

/// The account, read once a request.
#[derive(Clone)]
pub(super) struct Known(pub Option<Account>);

pub(super) async fn of_request<S>(parts: &mut Parts, state: &S) -> Result<Option<Account>>
where
    Site: FromRef<S>,
{
    if let Some(Known(account)) = parts.extensions.get::<Known>() {
        return Ok(account.clone());
    }
    let site = Site::from_ref(state);
    let account = match parts.extensions.get::<Session>() {
        Some(session) => of_session(&site.app, &session.clone()).await?,
        None => None,
    };
    parts.extensions.insert(Known(account.clone()));
    Ok(account)
}

impl<S> FromRequestParts<S> for Account
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        of_request(parts, state)
            .await?
            .ok_or_else(Error::unauthorized)
    }
}

impl<S> OptionalFromRequestParts<S> for Account
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>> {
        of_request(parts, state).await
    }
}

/// Defines an extractor that admits who may do something, and sends others to sign in (401) or away (403).
macro_rules! guard {
    ($($(#[$meta:meta])* $name:ident: $admits:expr, $refusal:literal;)+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(pub Account);

        impl $name {
            /// Whether this person is one.
            pub fn admits(account: &Account) -> bool {
                let admits: fn(&Account) -> bool = $admits;
                admits(account)
            }
        }

        impl<S> FromRequestParts<S> for $name
        where
            Site: FromRef<S>,
            S: Send + Sync,
        {
            type Rejection = Error;

            async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
                let account = of_request(parts, state).await?.ok_or_else(Error::unauthorized)?;
                if Self::admits(&account) { Ok(Self(account)) } else { Err(Error::forbidden($refusal)) }
            }
        }
        impl std::ops::Deref for $name {
            type Target = Account;
            fn deref(&self) -> &Account {
                &self.0
            }
        }
    )+ };
}

guard! {
    /// Somebody who works for a restaurant, a dispatcher or an administrator. Which restaurant is asked with
    /// [`Account::may_answer_for`] or [`Account::may_edit`].
    Staff: |account| {
        account.may(role::Action::AnswerForAnyRestaurant)
            || (account.may(role::Action::RunOwnRestaurant) && !account.restaurants.is_empty())
    }, "error-not-restaurant";
    /// Somebody who rides.
    Courier: |account| account.may(role::Action::Carry), "error-not-courier";
    /// Somebody who plans the day.
    Dispatcher: |account| account.may(role::Action::Dispatch), "error-not-dispatcher";
    /// Somebody who keeps the co-op's settings, people and partners.
    Administrator: |account| account.may(role::Action::ManageCoop), "error-not-administrator";
    /// Somebody who decides whom the co-op speaks with.
    Moderator: |account| account.may(role::Action::Moderate), "error-not-administrator";
}
