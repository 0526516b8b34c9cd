//! Who is spoken to: the co-op, for its dispatchers and administrators, or a restaurant, for its people. The address of the page says which.

use axum::extract::{FromRef, FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use musette_domain::TextValue;
use musette_domain::id::RestaurantId;
use musette_domain::role;

use crate::http::{Dispatcher, Result, Site};
use crate::i18n::Words;
use crate::store::restaurant::Restaurant;
use crate::web::coop::section::{self, Section};
use crate::web::events::host::Beside;
use crate::web::restaurant::mine::Mine;
use crate::web::restaurant::side::{self, Place, Side};

/// Who is spoken to.
pub enum Host {
    /// The co-op.
    Coop {
        /// Whether who reads it is an administrator: then more pages lie beside it.
        administrator: bool,
    },
    /// A restaurant.
    Restaurant(Box<Restaurant>),
}

impl Host {
    /// The path of its conversation.
    pub fn path(&self) -> String {
        match self {
            Self::Coop { .. } => crate::web::coop::CONVERSATION.to_owned(),
            Self::Restaurant(row) => side::path(row, "conversation"),
        }
    }
    /// The restaurant, if it is one.
    pub fn restaurant(&self) -> Option<RestaurantId> {
        match self {
            Self::Coop { .. } => None,
            Self::Restaurant(row) => Some(row.id.clone()),
        }
    }
    /// What counts how much is answered in its name.
    pub fn limited(&self) -> String {
        match self {
            Self::Coop { .. } => "coop".to_owned(),
            Self::Restaurant(row) => row.id.as_str().to_owned(),
        }
    }
    /// What stands beside its pages.
    pub fn beside(&self, w: Words) -> Beside {
        match self {
            Self::Coop { administrator } => Beside {
                name: String::new(),
                ways: section::links(w, Section::Conversation, *administrator)
                    .into_iter()
                    .map(|link| (link.href.to_owned(), link.label.into_owned(), link.here))
                    .collect(),
            },
            Self::Restaurant(row) => Beside {
                name: row.name.clone(),
                ways: Side::new(w, row, Place::Conversation)
                    .ways
                    .into_iter()
                    .map(|(href, label, here)| (href, label.into_owned(), here))
                    .collect(),
            },
        }
    }
}

impl<S> FromRequestParts<S> for Host
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = crate::http::Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let of_coop = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(&parts.uri, |uri| &uri.0)
            .path()
            .starts_with("/coop/");
        if of_coop {
            let Dispatcher(account) = Dispatcher::from_request_parts(parts, state).await?;
            return Ok(Self::Coop {
                administrator: account.may(role::Action::ManageCoop),
            });
        }
        let Mine { restaurant, .. } = Mine::from_request_parts(parts, state).await?;
        Ok(Self::Restaurant(Box::new(restaurant)))
    }
}
