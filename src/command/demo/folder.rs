//! The demo's folder: for each co-op its configuration (which also remembers the ports), its data, its letters.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, bail};
use chrono::TimeDelta;
use tokio::net::TcpListener;
use url::Url;

use super::cast::{CAST, CoopCast};
use crate::command::import::{self, Take};
use crate::command::instance;
use crate::config::{Config, Sources, load};
use crate::store::{Place, create};

/// The extract that the demo is played on; part of the program, so that it works anywhere.
const EXTRACT: &[u8] = include_bytes!("../../../data/liechtenstein-2013-08-03.osm.pbf");
/// The ports when nobody says others.
const PORTS: [u16; 2] = [7101, 7102];
/// The window of an offer and the time to acknowledge when an evening is played.
const HURRIED: TimeDelta = TimeDelta::seconds(180);

/// A PostgreSQL server on which the two databases are made.
#[derive(Debug, Clone)]
pub struct Server {
    /// Its address, `postgres://USER:PASSWORD@HOST`.
    pub url: String,
    /// What stands behind `musette_vaduz` and `musette_schaan`; nothing, but for an evening that is played once.
    pub suffix: String,
}

impl Server {
    /// The address of a co-op's database.
    fn database(&self, cast: &CoopCast) -> anyhow::Result<String> {
        let mut url = Url::parse(&self.url)
            .ok()
            .filter(|url| matches!(url.scheme(), "postgres" | "postgresql"))
            .context("--database: write postgres://USER:PASSWORD@HOST")?;
        url.set_path(&format!("/musette_{}{}", cast.key, self.suffix));
        Ok(url.to_string())
    }

    /// Removes both databases.
    pub fn remove_databases(&self) -> anyhow::Result<()> {
        for cast in CAST {
            let place = Place::parse(&self.database(cast)?).map_err(anyhow::Error::msg)?;
            create::remove(&place)?;
        }
        Ok(())
    }
}

/// The folder, with both listeners taken already.
pub struct Folder {
    path: PathBuf,
    taken: [Mutex<Option<(TcpListener, Config)>>; 2],
    /// Where each answers.
    pub urls: [Url; 2],
}

impl Folder {
    /// Opens or makes the folder and begins to listen on both ports, so that a busy one stops the demo before anything is made.
    pub async fn open(
        path: PathBuf,
        ports: Option<[u16; 2]>,
        database: Option<&Server>,
    ) -> anyhow::Result<Self> {
        let known = [file(&path, CAST[0]).exists(), file(&path, CAST[1]).exists()];
        let taken = if known == [true, true] {
            let [a, b] = ports.map_or([None, None], |[a, b]| [Some(a), Some(b)]);
            let first = reopen(&path, CAST[0], a, database).await?;
            let second = reopen(&path, CAST[1], b, database).await?;
            [first, second]
        } else {
            let [a, b] = ports.unwrap_or(PORTS);
            // Both first, so that nothing is written when the second is busy.
            let listeners = [listen(a).await?, listen(b).await?];
            make(&path, listeners, database)?
        };
        let urls = [
            taken[0].1.instance.url.clone(),
            taken[1].1.instance.url.clone(),
        ];
        Ok(Self {
            path,
            taken: taken.map(|pair| Mutex::new(Some(pair))),
            urls,
        })
    }

    /// Shorter times to answer in, for people who are never away from their page.
    pub fn hurry(&mut self) {
        for place in &mut self.taken {
            let place = place
                .get_mut()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            if let Some((_, config)) = place {
                config.trade.offer_window = HURRIED;
                config.trade.acknowledge_within = HURRIED;
            }
        }
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The listener and the settings of one co-op; once.
    pub fn take(&self, which: usize) -> anyhow::Result<(TcpListener, Config)> {
        let place = self.taken.get(which).context("there are two co-ops")?;
        let mut place = place
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        place.take().context("this co-op has been started already")
    }

    /// Imports the extract unless it was.
    pub async fn import_map(&self, config: &Config, cast: &CoopCast) -> anyhow::Result<()> {
        if import::has_map(&config.instance.data) {
            return Ok(());
        }
        println!("{}: importing the map", cast.name);
        let extract = self.path.join("liechtenstein.osm.pbf");
        std::fs::write(&extract, EXTRACT)
            .with_context(|| format!("{} cannot be written", extract.display()))?;
        let db = instance::open(config)?;
        import::osm(config, &db, &extract, Take::NoRestaurants).await?;
        Ok(())
    }
}

/// The configuration file of a co-op.
pub fn file(folder: &Path, cast: &CoopCast) -> PathBuf {
    folder.join(cast.key).join("musette.toml")
}

async fn listen(port: u16) -> anyhow::Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    Ok(instance::listen(address).await?)
}

/// Begins to listen where this co-op did before.
async fn reopen(
    folder: &Path,
    cast: &CoopCast,
    port: Option<u16>,
    database: Option<&Server>,
) -> anyhow::Result<(TcpListener, Config)> {
    let config = read(&file(folder, cast))?;
    let known = config.instance.bind.port();
    if let Some(port) = port.filter(|port| *port != 0 && *port != known) {
        bail!(
            "{} has been on port {known} and others know it so; leave --ports out, or name another folder with --data (asked for: {port})",
            cast.name
        );
    }
    if let Some(server) = database {
        let asked = Place::parse(&server.database(cast)?).map_err(anyhow::Error::msg)?;
        if config.database.place != asked {
            bail!(
                "{} keeps its data in {}; leave --database out to go on there, or name another folder with --data (asked for: {})",
                cast.name,
                config.database.place.shown(),
                asked.shown()
            );
        }
    }
    Ok((listen(known).await?, config))
}

/// Writes both configurations.
fn make(
    folder: &Path,
    listeners: [TcpListener; 2],
    database: Option<&Server>,
) -> anyhow::Result<[(TcpListener, Config); 2]> {
    let [first, second] = listeners;
    let write = |listener: TcpListener, cast: &CoopCast| -> anyhow::Result<(TcpListener, Config)> {
        let port = listener.local_addr()?.port();
        let path = file(folder, cast);
        let below = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(below)
            .with_context(|| format!("the folder {} cannot be made", below.display()))?;
        std::fs::write(&path, settings(cast, port, database)?)
            .with_context(|| format!("{} cannot be written", path.display()))?;
        let config = read(&path)?;
        Ok((listener, config))
    };
    Ok([write(first, CAST[0])?, write(second, CAST[1])?])
}

fn read(path: &Path) -> anyhow::Result<Config> {
    let sources = Sources {
        file: Some(path.to_owned()),
        ..Sources::default()
    };
    Ok(load(&sources)?.config)
}

/// The settings of a co-op of the demo: peers on this machine, and time for people to answer.
fn settings(cast: &CoopCast, port: u16, database: Option<&Server>) -> anyhow::Result<String> {
    let database = match database {
        None => "sqlite:musette.sqlite".to_owned(),
        Some(server) => server.database(cast)?,
    };
    let database = toml_edit::Value::from(database);
    Ok(format!(
        "# A co-op of the demo. `musette doctor --config FILE` and `musette admin --config FILE` work with it.\n\
         [instance]\nurl = \"http://{}:{port}\"\nbind = \"127.0.0.1:{port}\"\ndata = \".\"\n\n\
         [database]\nurl = {database}\n\n\
         [federation]\n# Both co-ops are on this machine.\nloopback_peers = true\n\n\
         [trade]\n# Ten minutes, so that a person can answer.\noffer_window = 600\nacknowledge_within = 600\nanswer_within = 3600\n",
        cast.host(),
    ))
}
