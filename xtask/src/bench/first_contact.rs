//! Activities by actors that nobody has heard of: each costs a request to its server, a document, a key, and their rows.

use std::sync::Arc;

use anyhow::{Context as _, ensure};
use musette_federation::activity::SocialKind;

use super::demo_data::DemoData;
use super::figures::Table;
use super::letters::{self, By};
use super::load::{self, Run};
use super::many_hosts::ManyHosts;
use super::server::{Cores, Server};
use super::{Bench, demo_data};

/// How many servers they are on.
const HOSTS: usize = 300;
/// How many there are on each.
const EACH: usize = 20;

/// Measures with the server on all cores and on one.
pub async fn measure(bench: &Bench) -> anyhow::Result<String> {
    let data = demo_data::make(bench).await?;
    let hosts = ManyHosts::start().await?;
    let mut table = Table::new(&[
        &format!(
            "Like by {} new actors on {HOSTS} hosts, 32 connections",
            HOSTS * EACH
        ),
        "accepted/s",
        "p50 ms",
        "p99 ms",
        "server CPU µs each",
        "goal",
    ]);
    for (cores, letter) in [(Cores::All, 'a'), (Cores::One, 'o')] {
        let server = Server::start_on(bench, &data, &[], cores).await?;
        let mut runs = Vec::new();
        for run in 0..=bench.runs(3) {
            let each = if bench.quick || run == 0 { 2 } else { EACH };
            let series = format!("f{letter}{run}");
            let measured = send(&server, &data, &hosts, &series, each).await?;
            if run > 0 {
                runs.push(measured);
            }
        }
        let [rate, middle, slow, cpu] = load::cells(&mut runs);
        table.row([
            format!("server on {}", cores.name()),
            rate,
            middle,
            slow,
            cpu,
            // The goal is that of two cores.
            if cores == Cores::All { "≥ 1,500" } else { "" }.into(),
        ]);
        server.stop()?;
    }
    Ok(table.to_string())
}

/// Lets new actors like something, and counts that each is known afterwards.
pub async fn send(
    server: &Server,
    data: &DemoData,
    hosts: &Arc<ManyHosts>,
    series: &str,
    each: usize,
) -> anyhow::Result<Run> {
    let strangers = hosts.strangers(series, HOSTS, each)?;
    let (inbox, special) = (server.inbox()?, data.special()?);
    let requests = letters::many(strangers.len(), |number| {
        let stranger = strangers.get(number).context("there is no such actor")?;
        let key = hosts.key(stranger.key).context("there is no such key")?;
        let id = format!("{series}-{number}");
        let body = letters::about(&stranger.id, &id, SocialKind::Like, &special)?;
        letters::letter(&By::Cavage(key, &stranger.key_id), &inbox, &body)
    })?;
    let run = load::run(server, requests).await?;
    let known = data.database.number(&format!(
        "SELECT count(*) AS number FROM remote_actor WHERE id LIKE '%/u/{series}-%'"
    ))?;
    ensure!(
        usize::try_from(known)? == strangers.len(),
        "{} actors were accepted, but {known} are in the database",
        strangers.len()
    );
    Ok(run)
}
