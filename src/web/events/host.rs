//! Who invites: the co-op, by its administrators, or a restaurant, by its people. The address of the page says which.

use axum::extract::{FromRef, FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use musette_domain::id::{EventId, RestaurantId};

use crate::http::{Administrator, Result, Site};
use crate::i18n::Words;
use crate::store::event::{self, Event};
use crate::store::restaurant::Restaurant;
use crate::store::{self, Conn};
use crate::web::coop::section::{self, Section};
use crate::web::restaurant::mine::Mine;
use crate::web::restaurant::side::{Place, Side};

/// Who invites.
pub enum Host {
    /// The co-op.
    Coop,
    /// A restaurant.
    Restaurant(Box<Restaurant>),
}

/// What stands beside the pages of a host.
pub struct Beside {
    /// Whose pages they are; empty for the co-op, whose name the frame has.
    pub name: String,
    /// Where each way leads, its words, and whether one is there.
    pub ways: Vec<(String, String, bool)>,
}

impl Host {
    /// The path of its events.
    pub fn path(&self) -> String {
        match self {
            Self::Coop => "/coop/events".to_owned(),
            Self::Restaurant(row) => format!("/restaurant/{}/events", row.handle),
        }
    }
    /// The restaurant, if it is one.
    pub fn restaurant(&self) -> Option<RestaurantId> {
        match self {
            Self::Coop => None,
            Self::Restaurant(row) => Some(row.id.clone()),
        }
    }
    /// What stands beside its pages.
    pub fn beside(&self, w: Words) -> Beside {
        match self {
            Self::Coop => Beside {
                name: String::new(),
                ways: section::links(w, Section::Events, true)
                    .into_iter()
                    .map(|link| (link.href.to_owned(), link.label.into_owned(), link.here))
                    .collect(),
            },
            Self::Restaurant(row) => Beside {
                name: row.name.clone(),
                ways: Side::new(w, row, Place::Events)
                    .ways
                    .into_iter()
                    .map(|(href, label, here)| (href, label.into_owned(), here))
                    .collect(),
            },
        }
    }

    /// An event of this host.
    pub fn find(of: Option<&RestaurantId>, c: &mut Conn, id: &EventId) -> store::Result<Event> {
        let row = event::find(c, id)?;
        if row.restaurant_id.as_ref() == of {
            Ok(row)
        } else {
            Err(store::Error::NotFound)
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
            Administrator::from_request_parts(parts, state).await?;
            return Ok(Self::Coop);
        }
        let Mine { restaurant, .. } = Mine::from_request_parts(parts, state).await?;
        Ok(Self::Restaurant(Box::new(restaurant)))
    }
}
