//! The discover page for somebody in Vaduz, at a fixed rate: a request is late when the server is, whatever the others do.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::ensure;

use super::figures::{Table, Times, spread};
use super::http::Connection;
use super::server::Server;
use super::{Bench, demo_data};

/// Requests a second.
const RATE: u32 = 200;

/// Reads the page for twenty seconds, several times.
pub async fn measure(bench: &Bench) -> anyhow::Result<String> {
    let data = demo_data::make(bench).await?;
    let server = Server::start(bench, &data, &[]).await?;
    let mut visitor = server.visitor().await?;
    let place = [("lat", "47.1395"), ("lon", "9.5219")];
    let answer = visitor.post("/where", &place).await?;
    ensure!(
        answer.status == 303,
        "setting a place was answered with {}",
        answer.status
    );
    let request = visitor.reading("/");
    let first = Connection::open(server.address())
        .await?
        .exchange(&request)
        .await?;
    let page = String::from_utf8_lossy(&first.body).into_owned();
    let restaurants = page.matches("data-restaurant=").count();
    ensure!(
        first.status == 200 && restaurants > 0,
        "the discover page shows no restaurant (status {})",
        first.status
    );
    let seconds = if bench.quick { 3 } else { 20 };
    steady(&server, &request, 2).await?;
    let (mut middle, mut slow, mut slowest) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..bench.runs(3) {
        let mut times = steady(&server, &request, seconds).await?;
        middle.push(times.percentile(500));
        slow.push(times.percentile(990));
        slowest.push(times.percentile(1000));
    }
    server.stop()?;
    let mut table = Table::new(&[
        "discover page, 200 requests/s, open loop",
        "p50 ms",
        "p99 ms",
        "slowest ms",
        "goal p99",
    ]);
    table.row([
        format!(
            "{restaurants} restaurants, {} KB of HTML, {seconds} s",
            first.body.len() / 1000
        ),
        spread(&middle, 2),
        spread(&slow, 2),
        spread(&slowest, 1),
        "< 5 ms".into(),
    ]);
    Ok(table.to_string())
}

/// Sends at a fixed rate for some seconds, however long answers take: a request never waits for another, it opens a connection of its own if none is free.
async fn steady(server: &Server, request: &[u8], seconds: u32) -> anyhow::Result<Times> {
    let idle = Rc::new(RefCell::new(Vec::new()));
    let times = Rc::new(RefCell::new(Times::default()));
    let local = tokio::task::LocalSet::new();
    let begun = Instant::now();
    let request: Rc<[u8]> = request.into();
    let address = server.address();
    local
        .run_until(async {
            let mut under_way = Vec::new();
            for number in 0..RATE * seconds {
                let due = begun + Duration::from_secs(1) * number / RATE;
                tokio::time::sleep_until(due.into()).await;
                let (idle, times, request) = (idle.clone(), times.clone(), request.clone());
                under_way.push(tokio::task::spawn_local(async move {
                    let free = idle.borrow_mut().pop();
                    let mut connection = match free {
                        Some(connection) => connection,
                        None => Connection::open(address).await?,
                    };
                    let answer = connection.exchange(&request).await?;
                    ensure!(
                        answer.status == 200,
                        "the page was answered with {}",
                        answer.status
                    );
                    // From when it was due: that the sender is late counts against the figure, not for it.
                    times.borrow_mut().add(due.elapsed());
                    idle.borrow_mut().push(connection);
                    Ok(())
                }));
            }
            for request in under_way {
                request.await??;
            }
            anyhow::Ok(())
        })
        .await?;
    Ok(times.take())
}
