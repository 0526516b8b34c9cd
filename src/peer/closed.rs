//! Whether the co-op has closed for good: its inboxes answer 410 from then on, for as long as somebody keeps the server running.

use std::sync::atomic::{AtomicBool, Ordering};

use http::StatusCode;

use super::problem::Problem;
use crate::store::{self, Db, coop};

/// Whether the co-op has closed. Kept in memory because every message asks.
#[derive(Debug, Default)]
pub struct Closed(AtomicBool);

impl Closed {
    /// As the database says.
    pub async fn load(db: &Db) -> store::Result<Self> {
        let ours = db.read(coop::ours).await?;
        let closed = ours.is_some_and(|coop| coop.closed_at.is_some());
        Ok(Self(AtomicBool::new(closed)))
    }
    /// It closes now.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
    /// Refuses what comes after the end.
    pub fn check(&self) -> Result<(), Problem> {
        if self.0.load(Ordering::Relaxed) {
            return Err(Problem::new(
                StatusCode::GONE,
                "This co-op has closed for good; please remove its accounts.",
            ));
        }
        Ok(())
    }
}
