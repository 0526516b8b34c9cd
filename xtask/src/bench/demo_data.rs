//! The demo's data, made by the demo itself: the instance of Vaduz as it stands after its first start.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use diesel::sql_types::{BigInt, Text};
use diesel::{Connection as _, QueryableByName, RunQueryDsl as _, SqliteConnection};
use url::Url;

use super::http::{self, Connection};
use super::{Bench, server};

/// How long the demo may take to be ready: it imports a map and its two instances get to know each other.
const PATIENCE: Duration = Duration::from_mins(3);

/// The data of one instance.
pub struct DemoData {
    folder: PathBuf,
    database: PathBuf,
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
            format!("database.url=sqlite:{}", self.database.display()),
            "federation.loopback_peers=true".into(),
        ];
        settings
            .into_iter()
            .flat_map(|setting| ["--set".into(), setting])
            .collect()
    }

    /// Writes that the instance follows an actor, so that what it sends is stored and not only counted.
    pub fn follow(&self, actor: &Url) -> anyhow::Result<()> {
        diesel::sql_query(
            "INSERT INTO following (target_id, follow_id, state, requested_at, accepted_at) VALUES (?, ?, 'accepted', 0, 0)",
        )
        .bind::<Text, _>(actor.as_str())
        .bind::<Text, _>(format!("{actor}#follow"))
        .execute(&mut self.open()?)?;
        Ok(())
    }

    fn open(&self) -> anyhow::Result<SqliteConnection> {
        Ok(SqliteConnection::establish(
            &self.database.to_string_lossy(),
        )?)
    }

    /// How many specials of other servers with this in their ids the database holds.
    pub fn specials(&self, series: &str) -> anyhow::Result<i64> {
        let counted =
            diesel::sql_query("SELECT count(*) AS number FROM remote_special WHERE id LIKE ?")
                .bind::<Text, _>(format!("%/ap/n/{series}-%"))
                .get_result::<Counted>(&mut self.open()?)?;
        Ok(counted.number)
    }
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// Runs the demo once in a new folder and stops it when its two instances have concluded their agreement.
pub async fn make(bench: &Bench) -> anyhow::Result<DemoData> {
    let folder = bench.folder()?.join("demo");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let ports = [free_port()?, free_port()?];
    let told = folder.join("told.txt");
    let mut child = Command::new(&bench.binary)
        .args(["demo", "--ports", &format!("{},{}", ports[0], ports[1])])
        .arg("--data")
        .arg(&folder)
        .stdin(Stdio::null())
        .stdout(std::fs::File::create(&told)?)
        .stderr(std::fs::File::create(folder.join("log.txt"))?)
        .spawn()
        .context("the demo cannot be started")?;
    let ready = wait(&mut child, ports[0], &told).await;
    server::terminate(&mut child)?;
    ready?;
    let database = find_database(&folder, "vaduz")
        .with_context(|| format!("no database of Vaduz below {}", folder.display()))?;
    Ok(DemoData {
        folder: database.parent().map(Path::to_path_buf).unwrap_or_default(),
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

/// The SQLite file in whose path `name` stands.
fn find_database(folder: &Path, name: &str) -> Option<PathBuf> {
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).ok()?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "sqlite")
                && path.to_string_lossy().contains(name)
            {
                return Some(path);
            }
        }
    }
    None
}
