//! The load: requests made beforehand, over connections that stay open, and what the server spent on them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::ensure;

use super::figures::{Times, spread};
use super::server::Server;
use super::{http, process};

/// Connections that stay open.
pub const CONNECTIONS: usize = 32;

/// What one run showed.
pub struct Run {
    /// Accepted a second.
    pub per_second: f64,
    /// How long each answer took.
    pub times: Times,
    /// The server's processor time for each, in microseconds.
    pub cpu_micros: f64,
}

/// Rates, times and processor time of several runs, as cells of a table.
pub fn cells(runs: &mut [Run]) -> [String; 4] {
    let rates: Vec<f64> = runs.iter().map(|run| run.per_second).collect();
    let middle: Vec<f64> = runs.iter_mut().map(|r| r.times.percentile(500)).collect();
    let slow: Vec<f64> = runs.iter_mut().map(|r| r.times.percentile(990)).collect();
    let cpu: Vec<f64> = runs.iter().map(|run| run.cpu_micros).collect();
    [
        spread(&rates, 0),
        spread(&middle, 1),
        spread(&slow, 1),
        spread(&cpu, 0),
    ]
}

/// Sends all requests over the connections; each waits for its answer before the next.
pub async fn run(server: &Server, requests: Vec<Vec<u8>>) -> anyhow::Result<Run> {
    let room = server.make_room()?;
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
    drop(room);
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
pub async fn settled(process: u32) -> anyhow::Result<Duration> {
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
