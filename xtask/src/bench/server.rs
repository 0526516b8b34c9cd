//! `musette serve` as a process, and a visitor of its pages.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use super::Bench;
use super::demo_data::DemoData;
use super::http::{self, Answer, Connection};

/// How long a start may take before the measurement gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Which cores the server has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cores {
    /// The first one alone; the load is kept off it.
    One,
    /// All, shared with the load.
    All,
}

impl Cores {
    /// As tables of figures have it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::One => "one core, the load on another",
            Self::All => "two cores, shared with the load",
        }
    }
}

/// A running instance. It ends with this value.
pub struct Server {
    child: Child,
    address: SocketAddr,
    authority: String,
    ready_after: Duration,
    cores: Cores,
}

impl Server {
    /// Starts the instance on this data and waits for its first answer.
    pub async fn start(bench: &Bench, data: &DemoData, more: &[&str]) -> anyhow::Result<Self> {
        Self::start_on(bench, data, more, Cores::All).await
    }

    /// The same, on some of the cores.
    pub async fn start_on(
        bench: &Bench,
        data: &DemoData,
        more: &[&str],
        cores: Cores,
    ) -> anyhow::Result<Self> {
        let log = std::fs::File::create(bench.folder()?.join("serve.log"))?;
        let begun = Instant::now();
        let mut command = match cores {
            Cores::All => Command::new(&bench.binary),
            Cores::One => {
                let mut command = Command::new("taskset");
                command.args(["--cpu-list", "0"]).arg(&bench.binary);
                command
            }
        };
        let child = command
            .arg("serve")
            .args(data.settings())
            .args(more)
            .current_dir(bench.folder()?)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("the binary cannot be started")?;
        let mut server = Self {
            child,
            address: data.address,
            authority: data.authority.clone(),
            ready_after: Duration::ZERO,
            cores,
        };
        let asked = http::get(&server.authority, "/health", &[]);
        loop {
            if let Ok(mut connection) = Connection::open(server.address).await
                && let Ok(answer) = connection.exchange(&asked).await
                && answer.status == 200
            {
                server.ready_after = begun.elapsed();
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait()? {
                bail!(
                    "the server ended with {status}: {}",
                    last_words(&bench.folder()?)
                );
            }
            if begun.elapsed() > PATIENCE {
                bail!(
                    "the server does not answer: {}",
                    last_words(&bench.folder()?)
                );
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// From the start of the program to its first 200.
    pub const fn ready_after(&self) -> Duration {
        self.ready_after
    }

    /// The process id.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Keeps the load off the server's core until the returned value ends.
    pub fn make_room(&self) -> anyhow::Result<Option<OffTheCore>> {
        match self.cores {
            Cores::All => Ok(None),
            Cores::One => {
                stay_on("1-1023")?;
                Ok(Some(OffTheCore))
            }
        }
    }

    /// The shared inbox.
    pub fn inbox(&self) -> anyhow::Result<url::Url> {
        Ok(url::Url::parse(&format!(
            "http://{}/ap/inbox",
            self.authority()
        ))?)
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its public host.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Asks it to stop, and waits until it has.
    pub fn stop(mut self) -> anyhow::Result<()> {
        terminate(&mut self.child)
    }

    /// Somebody new at its pages.
    pub async fn visitor(&self) -> anyhow::Result<Visitor> {
        Ok(Visitor {
            connection: Connection::open(self.address).await?,
            authority: self.authority.clone(),
            cookies: Vec::new(),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already stopped, or the measurement failed: nothing of it may stay.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// This program leaves the first core alone as long as this value lives.
#[must_use]
pub struct OffTheCore;

impl Drop for OffTheCore {
    fn drop(&mut self) {
        if let Err(error) = stay_on("0-1023") {
            eprintln!("the load stays off the first core: {error}");
        }
    }
}

/// Moves this program, all threads, to these cores.
fn stay_on(cores: &str) -> anyhow::Result<()> {
    let out = Command::new("taskset")
        .args(["--all-tasks", "--cpu-list", "--pid", cores])
        .arg(std::process::id().to_string())
        .output()
        .context("`taskset` cannot be started")?;
    anyhow::ensure!(
        out.status.success(),
        "taskset: {}",
        String::from_utf8_lossy(&out.stderr).trim()
    );
    Ok(())
}

/// Sends SIGTERM and waits.
pub fn terminate(child: &mut Child) -> anyhow::Result<()> {
    Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status()
        .context("`kill` cannot be started")?;
    child.wait()?;
    Ok(())
}

fn last_words(folder: &Path) -> String {
    let log = std::fs::read_to_string(folder.join("serve.log")).unwrap_or_default();
    let lines: Vec<&str> = log.lines().rev().take(3).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join(" / ")
}

/// Somebody at the pages, with cookies as a browser keeps them.
pub struct Visitor {
    connection: Connection,
    authority: String,
    cookies: Vec<(String, String)>,
}

impl Visitor {
    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Answer> {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let origin = format!("http://{}", self.authority);
        let cookies = self.cookie_header();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", origin.as_str()),
            ("cookie", cookies.as_str()),
        ];
        let body = form.finish();
        let bytes = http::request("POST", &self.authority, path, &headers, body.as_bytes());
        let answer = self.connection.exchange(&bytes).await?;
        self.keep_cookies(&answer);
        Ok(answer)
    }

    /// The bytes by which this visitor reads a page.
    pub fn reading(&self, path: &str) -> Vec<u8> {
        let cookies = self.cookie_header();
        let headers = [("cookie", cookies.as_str()), ("accept", "text/html")];
        http::get(&self.authority, path, &headers)
    }

    fn cookie_header(&self) -> String {
        let pairs: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for set in answer.headers("set-cookie") {
            let pair = set.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.retain(|(known, _)| known != name);
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}
