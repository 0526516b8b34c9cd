//! `musette import`: what an OpenStreetMap extract brings into an instance.

mod addresses;
pub mod archive;
mod bar;
pub mod eateries;

use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::config::Config;
use crate::services::map::extract::{Extract, read_extract};
use crate::services::map::{Map, file};
use crate::store::{Db, Error};
use bar::Bar;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// Restaurants that were not known.
    pub new_restaurants: usize,
    /// Unclaimed restaurants that were known and are written anew.
    pub updated_restaurants: usize,
    /// Restaurants that people here run; a map does not change them.
    pub kept_restaurants: usize,
    /// Addresses that can be found now.
    pub addresses: usize,
    /// Points of streets that can be ridden on.
    pub street_points: usize,
}

impl std::fmt::Display for Imported {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} restaurants are new and unclaimed, {} were brought up to date, {} are run by people here and were left alone; {} addresses; {} points of streets",
            self.new_restaurants,
            self.updated_restaurants,
            self.kept_restaurants,
            self.addresses,
            self.street_points
        )
    }
}

/// Whether there is a map in this data folder.
pub fn has_map(data: &Path) -> bool {
    map_path(data).exists()
}

/// Where the map of an instance is.
pub fn map_path(data: &Path) -> PathBuf {
    data.join(file::NAME)
}

/// What is taken over from an extract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// Streets, addresses and eateries.
    Everything,
    /// Streets and addresses only, for the demo, whose restaurants are invented.
    NoRestaurants,
}

/// Imports an extract: all of it, or nothing. A second import brings things up to date.
pub async fn osm(config: &Config, db: &Db, path: &Path, take: Take) -> anyhow::Result<Imported> {
    let bar = Bar::new();
    let (path, data) = (path.to_owned(), config.instance.data.clone());
    let reading = bar.clone();
    let (extract, map) = tokio::task::spawn_blocking(move || -> anyhow::Result<(Extract, Map)> {
        let mut progress = |step| reading.show(step);
        let extract = read_extract(&path, &mut progress)?;
        let map = Map::build(&path, &extract, &mut progress)?;
        Ok((extract, map))
    })
    .await??;
    let street_points = map.router.points();
    let mut imported = write(db, extract, take).await?;
    imported.street_points = street_points;
    std::fs::create_dir_all(&data)
        .with_context(|| format!("the folder {} cannot be made", data.display()))?;
    // Last: a map that is there without its addresses would be worse than the other way round, and the file replaces the old one at once.
    tokio::task::spawn_blocking(move || file::save(&map, &map_path(&data))).await??;
    bar.finish();
    Ok(imported)
}

/// Writes addresses and eateries in one transaction.
async fn write(db: &Db, extract: Extract, take: Take) -> anyhow::Result<Imported> {
    let now = super::now();
    let extract = std::sync::Arc::new(extract);
    let imported = db
        .write(move |c| {
            let mut imported = Imported {
                addresses: addresses::write(c, &extract.addresses)?,
                ..Imported::default()
            };
            if take == Take::Everything {
                eateries::write(c, &extract.eateries, now, &mut imported)?;
            }
            Ok::<_, Error>(imported)
        })
        .await?;
    Ok(imported)
}

#[cfg(test)]
mod tests;
