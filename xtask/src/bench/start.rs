//! From the start of the program to its first answer.

use super::figures::{Table, spread};
use super::server::Server;
use super::{Bench, demo_data};

/// Starts the instance several times.
pub async fn measure(bench: &Bench) -> anyhow::Result<String> {
    let data = demo_data::make(bench).await?;
    let mut times = Vec::new();
    for _ in 0..bench.runs(15) {
        let server = Server::start(bench, &data, &[]).await?;
        times.push(server.ready_after().as_secs_f64() * 1000.0);
        server.stop()?;
    }
    let mut table = Table::new(&["", "least / **median** / most", "goal"]);
    table.row([
        format!(
            "from exec to the first 200 of `/health`, demo data and map, {} starts",
            times.len()
        ),
        format!("{} ms", spread(&times, 0)),
        "< 300 ms".into(),
    ]);
    Ok(table.to_string())
}
