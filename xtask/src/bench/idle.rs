//! What an instance costs when nobody uses it.

use std::time::{Duration, Instant};

use super::demo_data::DemoData;
use super::figures::{Table, spread};
use super::server::Server;
use super::{Bench, demo_data, process};

/// Memory after a while, and processor time over a minute, with the map and without.
pub async fn measure(bench: &Bench) -> anyhow::Result<String> {
    let data = demo_data::make(bench).await?;
    let empty = bench.folder()?.join("no-map");
    std::fs::create_dir_all(&empty)?;
    let elsewhere = format!("instance.data={}", empty.display());
    let with = watch(bench, &data, &[], "idle, demo data and map", "< 40 MB").await?;
    let without = ["--set", elsewhere.as_str()];
    let without = watch(bench, &data, &without, "idle, demo data, no map", "< 30 MB").await?;
    Ok(format!("{with}\n\n{without}"))
}

async fn watch(
    bench: &Bench,
    data: &DemoData,
    more: &[&str],
    name: &str,
    goal: &str,
) -> anyhow::Result<String> {
    let (settle, watch) = if bench.quick {
        (Duration::from_secs(2), Duration::from_secs(10))
    } else {
        (Duration::from_secs(10), Duration::from_mins(1))
    };
    let (mut resident, mut proportional, mut busy) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..bench.runs(3) {
        let server = Server::start(bench, data, more).await?;
        tokio::time::sleep(settle).await;
        let (begun, before) = (Instant::now(), process::processor_time(server.process())?);
        tokio::time::sleep(watch).await;
        let used = process::processor_time(server.process())?.saturating_sub(before);
        let memory = process::memory(server.process())?;
        resident.push(memory.resident as f64 / 1e6);
        proportional.push(memory.proportional as f64 / 1e6);
        busy.push(100.0 * used.as_secs_f64() / begun.elapsed().as_secs_f64());
        server.stop()?;
    }
    let mut table = Table::new(&[name, "least / **median** / most", "goal"]);
    table.row([
        "resident memory (VmRSS)".into(),
        format!("{} MB", spread(&resident, 1)),
        goal.into(),
    ]);
    table.row([
        "proportional memory (PSS)".into(),
        format!("{} MB", spread(&proportional, 1)),
        String::new(),
    ]);
    table.row([
        format!("processor over {} s, of one core", watch.as_secs()),
        format!("{} %", spread(&busy, 3)),
        "< 0.1 %".into(),
    ]);
    Ok(table.to_string())
}
