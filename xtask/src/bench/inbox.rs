//! Signed activities to the shared inbox: how many a second are durable when the answer leaves, beside what disk and processor could do at most.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use url::Url;

use super::actors::{ActorServer, Author};
use super::figures::{Table, Times, spread};
use super::letters::{self, Signature};
use super::server::Server;
use super::{Bench, demo_data, disk, http, process};

/// Connections that stay open.
const CONNECTIONS: usize = 32;
/// Activities in one run.
const COUNT: usize = 30_000;
/// Activities a second that we want.
const GOAL: &str = "≥ 5,000";

/// What one run showed.
struct Run {
    per_second: f64,
    times: Times,
    cpu_micros: f64,
}

/// Measures both kinds of signatures, and the limits beside them.
pub async fn measure(bench: &Bench) -> anyhow::Result<String> {
    let data = demo_data::make(bench).await?;
    let neighbours = ActorServer::start().await?;
    for author in &neighbours.authors {
        data.follow(&author.id)?;
    }
    let server = Server::start(bench, &data, &[]).await?;
    let mut table = Table::new(&[
        "Create(Note) by restaurants we follow, 32 connections",
        "accepted/s",
        "p50 ms",
        "p99 ms",
        "server CPU µs each",
        "goal",
    ]);
    let kinds = [
        (Signature::CavageRsa, "draft-cavage, RSA-2048", "c"),
        (Signature::Rfc9421Ed25519, "RFC 9421, Ed25519", "e"),
    ];
    for (signature, name, letter) in kinds {
        let mut runs = Vec::new();
        // The first run is for warming up: keys become known, the files get their size.
        for run in 0..=bench.runs(3) {
            let count = if bench.quick || run == 0 {
                2_000
            } else {
                COUNT
            };
            let series = format!("{letter}{run}");
            let authors = &neighbours.authors;
            let requests = letters::sign(authors, &server.inbox()?, signature, &series, count)?;
            let measured = load(&server, requests).await?;
            let kept = data.specials(&series)?;
            ensure!(
                usize::try_from(kept)? == count,
                "{count} specials were answered with 202, but {kept} are in the database"
            );
            if run > 0 {
                runs.push(measured);
            }
        }
        table.row(row(name, &mut runs));
    }
    let memory = process::memory(server.process())?;
    let folder = bench.folder()?;
    server.stop()?;
    Ok(format!(
        "{table}\n\nAfter these runs the server had {:.0} MB resident.\n\n{}",
        memory.resident as f64 / 1e6,
        limits(&folder, &neighbours.authors)?
    ))
}

fn row(name: &str, runs: &mut [Run]) -> [String; 6] {
    let rates: Vec<f64> = runs.iter().map(|run| run.per_second).collect();
    let middle: Vec<f64> = runs.iter_mut().map(|r| r.times.percentile(500)).collect();
    let slow: Vec<f64> = runs.iter_mut().map(|r| r.times.percentile(990)).collect();
    let cpu: Vec<f64> = runs.iter().map(|run| run.cpu_micros).collect();
    [
        name.into(),
        spread(&rates, 0),
        spread(&middle, 1),
        spread(&slow, 1),
        spread(&cpu, 0),
        GOAL.into(),
    ]
}

/// Sends all requests over the connections; each waits for its answer before the next.
async fn load(server: &Server, requests: Vec<Vec<u8>>) -> anyhow::Result<Run> {
    let requests = Rc::new(requests);
    let next = Rc::new(Cell::new(0));
    let statuses = Rc::new(RefCell::new(BTreeMap::new()));
    let before = process::processor_time(server.process())?;
    let begun = Instant::now();
    let local = tokio::task::LocalSet::new();
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        let (requests, next, statuses) = (requests.clone(), next.clone(), statuses.clone());
        let sending = send(server.address(), requests, next, statuses);
        connections.push(local.spawn_local(sending));
    }
    let times = local
        .run_until(async {
            let mut all = Times::default();
            for connection in connections {
                all.extend(connection.await??);
            }
            anyhow::Ok(all)
        })
        .await?;
    let elapsed = begun.elapsed();
    let used = settled(server.process()).await?.saturating_sub(before);
    let statuses = statuses.borrow();
    ensure!(
        statuses.keys().all(|status| *status == 202),
        "not everything was accepted: {statuses:?}"
    );
    let count = times.count() as f64;
    Ok(Run {
        per_second: count / elapsed.as_secs_f64(),
        cpu_micros: used.as_micros() as f64 / count,
        times,
    })
}

async fn send(
    address: SocketAddr,
    requests: Rc<Vec<Vec<u8>>>,
    next: Rc<Cell<usize>>,
    statuses: Rc<RefCell<BTreeMap<u16, usize>>>,
) -> anyhow::Result<Times> {
    let mut connection = http::Connection::open(address).await?;
    let mut times = Times::default();
    loop {
        let at = next.replace(next.get() + 1);
        let Some(request) = requests.get(at) else {
            return Ok(times);
        };
        let begun = Instant::now();
        let answer = connection.exchange(request).await?;
        times.add(begun.elapsed());
        *statuses.borrow_mut().entry(answer.status).or_default() += 1;
    }
}

/// Processor time once the server has nothing left to do: what happens after the answers counts too.
async fn settled(process: u32) -> anyhow::Result<Duration> {
    let mut before = process::processor_time(process)?;
    loop {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let now = process::processor_time(process)?;
        if now.saturating_sub(before) < Duration::from_millis(20) {
            return Ok(now);
        }
        before = now;
    }
}

/// What disk and processor could do at most, measured alone in the same run.
fn limits(folder: &std::path::Path, authors: &[Author]) -> anyhow::Result<String> {
    let author = authors.first().context("there are no authors")?;
    let message = [7; 300];
    let rsa = author.rsa.sign(&message)?;
    let ed25519 = author.ed25519.sign(&message)?;
    let mut table = Table::new(&["limit, one thread", "a second"]);
    table.row([
        "durable writes of 4 KiB (fdatasync)".into(),
        format!("{:.0}", disk::syncs_a_second(folder)?),
    ]);
    table.row([
        "RSA-2048 signatures verified".into(),
        format!(
            "{:.0}",
            rate(|| author.rsa.public_key().verify(&message, &rsa))
        ),
    ]);
    table.row([
        "Ed25519 signatures verified".into(),
        format!(
            "{:.0}",
            rate(|| author.ed25519.public_key().verify(&message, &ed25519))
        ),
    ]);
    Ok(table.to_string())
}

fn rate(act: impl Fn() -> bool) -> f64 {
    let begun = Instant::now();
    let mut count = 0_u32;
    while begun.elapsed() < Duration::from_secs(1) {
        count += u32::from(act());
    }
    f64::from(count) / begun.elapsed().as_secs_f64()
}

impl Server {
    /// The shared inbox.
    fn inbox(&self) -> anyhow::Result<Url> {
        Ok(Url::parse(&format!(
            "http://{}/ap/inbox",
            self.authority()
        ))?)
    }
}
