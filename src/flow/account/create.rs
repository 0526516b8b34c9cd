//! A person gets an account.

use musette_domain::TextValue;
use musette_domain::email::{self, EmailProblem};
use musette_domain::id::UserId;
use musette_domain::role::Role;
use musette_domain::text::{self, TextProblem};

use crate::app::App;
use crate::store::user_account::{self, UserAccount};
use crate::store::user_role::{self, UserRole};
use crate::store::{self, Conn};

/// What an account begins with.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The mail address, as it was typed.
    pub email: String,
    /// What the person wants to be called.
    pub name: String,
    /// A telephone number, already checked.
    pub phone: Option<String>,
    /// The password's hash, see [`crate::services::password`].
    pub password_hash: String,
    /// The language of letters, such as `fr`.
    pub locale: Option<String>,
    /// What the person is to the co-op. Everybody is a customer.
    pub roles: Vec<Role>,
}

/// Why there is no account.
#[derive(Debug, thiserror::Error)]
pub enum CreateAccountRefusal {
    /// The mail address is none.
    #[error(transparent)]
    Email(#[from] EmailProblem),
    /// The name is none.
    #[error(transparent)]
    Name(#[from] TextProblem),
    /// Somebody has an account with this mail address.
    #[error("there is an account with this e-mail address already")]
    Taken,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl store::Failure for CreateAccountRefusal {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

/// Writes the account and its roles.
pub fn run(c: &mut Conn, app: &App, new: &NewAccount) -> Result<UserId, CreateAccountRefusal> {
    let id = UserId::parse(&app.ids.uuid()).map_err(|e| store::Error::Database(e.to_string()))?;
    let row = UserAccount {
        id: id.clone(),
        email: email::parse(&new.email)?.to_lowercase(),
        name: text::name(&new.name)?,
        phone: new.phone.clone(),
        password_hash: new.password_hash.clone(),
        locale: new.locale.clone(),
        disabled: false,
        created_at: app.clock.wire(),
    };
    if !user_account::insert_if_absent(c, &row)? {
        return Err(CreateAccountRefusal::Taken);
    }
    for role in new.roles.iter().copied().chain([Role::Customer]) {
        let user_id = id.clone();
        user_role::insert_if_absent(c, &UserRole { user_id, role })?;
    }
    Ok(id)
}
