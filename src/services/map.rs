//! The map of a region: read from an OpenStreetMap extract, kept in one file, drawn on pages, ridden on by [`super::route`].

pub mod draw;
pub mod extract;
pub mod file;
#[cfg(test)]
pub(crate) mod liechtenstein;
pub mod position;
pub mod projection;
mod simplify;
pub mod streets;

use std::path::Path;

use self::{
    extract::{Extract, ExtractError, Progress},
    position::Bounds,
    streets::Streets,
};
use super::route::bicycle::BicycleRouter;

/// What every map and the about page must say (Open Database Licence 1.0, 4.3).
pub const ATTRIBUTION: &str = "© OpenStreetMap contributors";

/// Where [`ATTRIBUTION`] leads.
pub const ATTRIBUTION_URL: &str = "https://www.openstreetmap.org/copyright";

/// What a running co-op holds of its region in memory.
#[derive(Debug)]
pub struct Map {
    /// The rectangle around all streets.
    pub bounds: Bounds,
    /// What is drawn.
    pub streets: Streets,
    /// What is ridden on.
    pub router: BicycleRouter,
}

impl Map {
    /// The map of an extract: streets to draw from what was read, streets to ride on from the file itself.
    pub fn build(
        path: &Path,
        extract: &Extract,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, ExtractError> {
        let router = BicycleRouter::build(path, progress)?;
        Ok(Self {
            bounds: extract.bounds,
            streets: Streets::of(extract),
            router,
        })
    }
}
