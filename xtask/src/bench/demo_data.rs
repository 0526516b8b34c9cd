//! The demo's data, made by the demo itself: the instance of Vaduz as it stands after its first start.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use url::Url;

use super::database::{Database, psql, quoted};
use super::http::{self, Connection};
use super::{Bench, server};

/// How long the demo may take to be ready: it imports a map and its two instances get to know each other.
const PATIENCE: Duration = Duration::from_mins(3);

/// The data of one instance.
pub struct DemoData {
    folder: PathBuf,
    /// Its database.
    pub database: Database,
    /// Where it listens.
    pub address: SocketAddr,
    /// Its public host.
    pub authority: String,
}

impl DemoData {
    /// The flags of `musette serve`.
    pub fn settings(&self) -> Vec<String> {
        let settings = [
            format!("instance.url=http://{}", self.authority),
            format!("instance.bind={}", self.address),
            format!("instance.data={}", self.folder.display()),
            format!("database.url={}", self.database.url()),
            "federation.loopback_peers=true".into(),
        ];
        settings
            .into_iter()
            .flat_map(|setting| ["--set".into(), setting])
            .collect()
    }

    /// Writes that the instance follows an actor, so that what it sends is stored and not only counted.
    pub fn follow(&self, actor: &Url) -> anyhow::Result<()> {
        self.database.execute(&format!(
            "INSERT INTO following (target_id, follow_id, state, requested_at, accepted_at) VALUES ({}, {}, 'accepted', 0, 0);",
            quoted(actor.as_str()),
            quoted(&format!("{actor}#follow"))
        ))
    }

    /// The actors of the instance's restaurants.
    pub fn restaurants(&self) -> anyhow::Result<Vec<Url>> {
        let found = self.database.lines(
            "SELECT id AS line FROM local_actor WHERE restaurant_id IS NOT NULL ORDER BY id",
        )?;
        found.iter().map(|id| Ok(Url::parse(id)?)).collect()
    }

    /// The address of a special of the instance.
    pub fn special(&self) -> anyhow::Result<Url> {
        let found = self
            .database
            .lines("SELECT id AS line FROM special ORDER BY id LIMIT 1")?;
        let id = found.first().context("the demo has no special")?;
        Ok(Url::parse(&format!("http://{}/ap/n/{id}", self.authority))?)
    }

    /// How many specials of other servers with this in their ids the database holds.
    pub fn specials(&self, series: &str) -> anyhow::Result<i64> {
        self.database.number(&format!(
            "SELECT count(*) AS number FROM remote_special WHERE id LIKE '%/ap/n/{series}-%'"
        ))
    }

    /// How many activities of a series were taken.
    pub fn taken(&self, series: &str) -> anyhow::Result<i64> {
        self.database.number(&format!(
            "SELECT count(*) AS number FROM inbox_seen WHERE activity_id LIKE '%/ap/a/{series}-%'"
        ))
    }

    /// How many answers to Follows were written so far.
    pub fn answers(&self) -> anyhow::Result<i64> {
        self.database
            .number("SELECT count(*) AS number FROM outbox_activity WHERE kind = 'Accept'")
    }
}

/// Runs the demo on SQLite.
pub async fn make(bench: &Bench) -> anyhow::Result<DemoData> {
    make_on(bench, None).await
}

/// Runs the demo once in a new folder, on SQLite or a PostgreSQL server, and stops it when its two instances have concluded their agreement.
pub async fn make_on(bench: &Bench, server: Option<&str>) -> anyhow::Result<DemoData> {
    let folder = bench.folder()?.join("demo");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let database = server.map(fresh_databases).transpose()?;
    let more = server.map_or_else(Vec::new, |url| vec!["--database", url]);
    let ports = [free_port()?, free_port()?];
    let told = folder.join("told.txt");
    let mut child = Command::new(&bench.binary)
        .args(["demo", "--ports", &format!("{},{}", ports[0], ports[1])])
        .arg("--data")
        .arg(&folder)
        .args(more)
        .stdin(Stdio::null())
        .stdout(std::fs::File::create(&told)?)
        .stderr(std::fs::File::create(folder.join("log.txt"))?)
        .spawn()
        .context("the demo cannot be started")?;
    let ready = wait(&mut child, ports[0], &told).await;
    server::terminate(&mut child)?;
    ready?;
    let map = find(&folder, "vaduz", "musette")
        .with_context(|| format!("no data of Vaduz below {}", folder.display()))?;
    let folder = map.parent().map(Path::to_path_buf).unwrap_or_default();
    let database = match database {
        Some(database) => database,
        None => Database::Sqlite(
            find(&folder, "vaduz", "sqlite").context("no database of Vaduz is there")?,
        ),
    };
    Ok(DemoData {
        folder,
        database,
        address: SocketAddr::from(([127, 0, 0, 1], ports[0])),
        authority: format!("vaduz.localhost:{}", ports[0]),
    })
}

/// Waits until the instance answers and the demo has printed its table, which it does last.
async fn wait(child: &mut std::process::Child, port: u16, told: &Path) -> anyhow::Result<()> {
    let begun = Instant::now();
    let authority = format!("vaduz.localhost:{port}");
    let asked = http::get(&authority, "/health", &[]);
    while begun.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait()? {
            bail!("the demo ended with {status}");
        }
        let printed = std::fs::read_to_string(told)?.contains(&authority);
        if printed
            && let Ok(mut connection) =
                Connection::open(SocketAddr::from(([127, 0, 0, 1], port))).await
            && connection
                .exchange(&asked)
                .await
                .is_ok_and(|a| a.status == 200)
        {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bail!("the demo was not ready within {} s", PATIENCE.as_secs())
}

/// A port that nobody uses now.
fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port())
}

/// Removes what an earlier demo left on a PostgreSQL server; returns the database that this one will make for Vaduz.
fn fresh_databases(server: &str) -> anyhow::Result<Database> {
    for name in ["musette_vaduz", "musette_schaan"] {
        // Each by itself: a database is not dropped within a transaction.
        let dropped = Command::new("psql")
            .args(["--quiet", "--no-psqlrc", "--dbname", server, "--command"])
            .arg(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .status()
            .context("`psql` cannot be started")?;
        anyhow::ensure!(dropped.success(), "{name} cannot be removed");
    }
    psql(server, "SELECT 1;")?;
    let mut url = Url::parse(server).context("--postgres: write postgres://USER@HOST/DATABASE")?;
    url.set_path("/musette_vaduz");
    Ok(Database::Postgres(url.into()))
}

/// The file with this ending in whose path `name` stands.
fn find(folder: &Path, name: &str, ending: &str) -> Option<PathBuf> {
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).ok()?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ending)
                && path.to_string_lossy().contains(name)
            {
                return Some(path);
            }
        }
    }
    None
}
