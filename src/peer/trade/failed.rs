//! Why a transaction of the trade tier did not happen: the database, or something to tell the other side.

use axum::response::{IntoResponse, Response};

use super::answer::Problem;
use crate::store::{Error, Failure};

/// Why nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// The other side is told this.
    #[error(transparent)]
    Problem(#[from] Problem),
}

impl Failure for Failed {
    fn store_error(&self) -> Option<&Error> {
        match self {
            Self::Store(error) => Some(error),
            Self::Problem(_) => None,
        }
    }
}

impl From<Failed> for Problem {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Store(error) => error.into(),
            Failed::Problem(problem) => problem,
        }
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        Problem::from(self).into_response()
    }
}
