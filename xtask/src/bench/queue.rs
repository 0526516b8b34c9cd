//! A million messages that wait for a host that is dead: everything else is measured before and beside them, in one server, and its memory after all of it.

use std::time::Duration;

use anyhow::Context as _;

use super::actors::{ActorServer, Author};
use super::fan_out::{self, FanOut};
use super::figures::Table;
use super::inbox::{self, Series};
use super::letters::{Mix, Signature, Targets};
use super::many_hosts::ManyHosts;
use super::server::Server;
use super::{Bench, demo_data, first_contact, process};

/// How many messages wait.
const WAITING: usize = 1_000_000;

/// Measures before and beside, and the memory after.
pub async fn measure(bench: &Bench) -> anyhow::Result<String> {
    let data = demo_data::make(bench).await?;
    let neighbours = ActorServer::start().await?;
    for author in &neighbours.authors {
        data.follow(&author.id)?;
    }
    let hosts = ManyHosts::start().await?;
    let server = Server::start(bench, &data, &[]).await?;
    let fan_out = FanOut {
        server: &server,
        data: &data,
        hosts: &hosts,
        friend: neighbours.authors.first().context("there are no authors")?,
    };
    let targets = inbox::targets(&data)?;
    let waiting = if bench.quick { WAITING / 50 } else { WAITING };
    let amounts = if bench.quick {
        [5, 2_000, 2]
    } else {
        [50, 20_000, 10]
    };
    let mut table = Table::new(&[
        "one server, two cores shared with the load",
        "10,000 messages to 200 hosts",
        "inbox, mixed",
        "p99 ms",
        "first contact",
        "resident",
    ]);
    for (name, letter) in [
        ("to warm up".to_owned(), 'w'),
        ("nothing else waits".to_owned(), 'b'),
        (format!("{waiting} messages wait for a dead host"), 'q'),
    ] {
        if letter == 'q' {
            fan_out::to_nobody(&data, waiting)?;
        }
        table.row(
            all_of_it(
                &fan_out,
                &targets,
                &neighbours.authors,
                &name,
                letter,
                amounts,
            )
            .await?,
        );
    }
    let touched = data.database.number(
        "SELECT count(*) AS number FROM outbox_message WHERE host = 'dead.localhost:1' AND attempts > 0",
    )?;
    server.stop()?;
    Ok(format!(
        "{table}\n\nOf the {waiting} messages for the dead host {touched} was tried, as the probe."
    ))
}

/// Sends, takes, and meets strangers; `amounts` are activities to each host, activities taken, and strangers on each host.
async fn all_of_it(
    fan_out: &FanOut<'_>,
    targets: &Targets,
    authors: &[Author],
    name: &str,
    letter: char,
    [activities, count, each]: [usize; 3],
) -> anyhow::Result<[String; 6]> {
    let (server, data) = (fan_out.server, fan_out.data);
    let called = format!("q{letter}");
    let sent = fan_out.send(&called, activities, Duration::ZERO).await?;
    let series = Series {
        authors,
        signature: Signature::CavageRsa,
        mix: Mix::Mixed(targets),
        name: &called,
        count,
    };
    let mut taken = series.send(server, data).await?;
    let new = first_contact::send(server, data, fan_out.hosts, &called, each).await?;
    let resident = process::memory(server.process())?.resident as f64 / 1e6;
    Ok([
        name.to_owned(),
        format!(
            "{:.0} /s, {:.0} µs each",
            sent.per_second(),
            sent.cpu_micros
        ),
        format!(
            "{:.0} /s, {:.0} µs each",
            taken.per_second, taken.cpu_micros
        ),
        format!("{:.1}", taken.times.percentile(990)),
        format!("{:.0} /s", new.per_second),
        format!("{resident:.0} MB"),
    ])
}
