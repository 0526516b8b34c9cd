//! Signed activities to the shared inbox: how many a second are durable when the answer leaves, beside what disk and processor could do at most.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};

use super::actors::{ActorServer, Author};
use super::demo_data::DemoData;
use super::figures::Table;
use super::letters::{self, Mix, Signature, Targets};
use super::load::{self, Run};
use super::server::{Cores, Server};
use super::{Bench, demo_data, disk, process};

/// Activities in one run.
const COUNT: usize = 30_000;

/// A row of the table.
struct Row {
    name: &'static str,
    signature: Signature,
    mixed: bool,
    cores: Cores,
    letter: char,
}

const fn row(
    name: &'static str,
    signature: Signature,
    mixed: bool,
    cores: Cores,
    letter: char,
) -> Row {
    Row {
        name,
        signature,
        mixed,
        cores,
        letter,
    }
}

const ROWS: [Row; 5] = [
    row(
        "mixed, draft-cavage, RSA-2048",
        Signature::CavageRsa,
        true,
        Cores::All,
        'm',
    ),
    row(
        "mixed, RFC 9421, Ed25519",
        Signature::Rfc9421Ed25519,
        true,
        Cores::All,
        'n',
    ),
    row(
        "mixed, draft-cavage, RSA-2048",
        Signature::CavageRsa,
        true,
        Cores::One,
        'o',
    ),
    row(
        "Create(Note), draft-cavage, RSA-2048",
        Signature::CavageRsa,
        false,
        Cores::All,
        'c',
    ),
    row(
        "Create(Note), RFC 9421, Ed25519",
        Signature::Rfc9421Ed25519,
        false,
        Cores::All,
        'e',
    ),
];

/// Measures all rows on SQLite, and the limits beside them.
pub async fn measure(bench: &Bench) -> anyhow::Result<String> {
    let data = demo_data::make(bench).await?;
    let (table, neighbours) = rows(bench, &data, &ROWS, "≥ 8,000").await?;
    Ok(format!(
        "{table}\n\n{}",
        limits(&bench.folder()?, &neighbours.authors)?
    ))
}

/// Measures the mixed rows on PostgreSQL.
pub async fn measure_postgres(bench: &Bench) -> anyhow::Result<String> {
    let Some(url) = bench.postgres.as_deref() else {
        return Ok("Not measured: `--postgres URL` names no server.".into());
    };
    let data = demo_data::make_on(bench, Some(url)).await?;
    let wanted: Vec<Row> = ROWS.into_iter().filter(|row| row.mixed).collect();
    let (table, _) = rows(bench, &data, &wanted, "≥ 4,000").await?;
    Ok(table)
}

async fn rows(
    bench: &Bench,
    data: &DemoData,
    rows: &[Row],
    goal: &str,
) -> anyhow::Result<(String, Arc<ActorServer>)> {
    let neighbours = ActorServer::start().await?;
    for author in &neighbours.authors {
        data.follow(&author.id)?;
    }
    let targets = targets(data)?;
    let mut table = Table::new(&[
        &format!("{}, 32 connections", data.database.name()),
        "server on",
        "accepted/s",
        "p50 ms",
        "p99 ms",
        "server CPU µs each",
        "goal",
    ]);
    let mut memory = 0.0_f64;
    for row in rows {
        let server = Server::start_on(bench, data, &[], row.cores).await?;
        let mut runs = row
            .runs(bench, &server, data, &neighbours.authors, &targets)
            .await?;
        let [rate, middle, slow, cpu] = load::cells(&mut runs);
        let cells = [
            row.name.into(),
            row.cores.name().into(),
            rate,
            middle,
            slow,
            cpu,
            // The goals are those of two cores.
            if row.cores == Cores::All { goal } else { "" }.into(),
        ];
        eprintln!("{}", cells.join(" | "));
        table.row(cells);
        memory = memory.max(process::memory(server.process())?.resident as f64 / 1e6);
        server.stop()?;
    }
    Ok((
        format!("{table}\n\nAfter its runs no server had more than {memory:.0} MB resident."),
        neighbours,
    ))
}

impl Row {
    async fn runs(
        &self,
        bench: &Bench,
        server: &Server,
        data: &DemoData,
        authors: &[Author],
        targets: &Targets,
    ) -> anyhow::Result<Vec<Run>> {
        let mut runs = Vec::new();
        // The first run is for warming up: keys become known, the files get their size.
        for run in 0..=bench.runs(3) {
            let warm_up = bench.quick || run == 0;
            let series = Series {
                authors,
                signature: self.signature,
                mix: if self.mixed {
                    Mix::Mixed(targets)
                } else {
                    Mix::Creates
                },
                name: &format!("{}{run}", self.letter),
                count: if warm_up { 2_000 } else { COUNT },
            };
            let measured = series.send(server, data).await?;
            if run > 0 {
                runs.push(measured);
            }
        }
        Ok(runs)
    }
}

/// What the instance has that others follow and like.
pub fn targets(data: &DemoData) -> anyhow::Result<Targets> {
    Ok(Targets {
        restaurants: data.restaurants()?,
        special: data.special()?,
    })
}

/// Activities of one run.
pub struct Series<'a> {
    /// Who sends them.
    pub authors: &'a [Author],
    /// How they are signed.
    pub signature: Signature,
    /// What they are.
    pub mix: Mix<'a>,
    /// What keeps their ids apart from those of others.
    pub name: &'a str,
    /// How many.
    pub count: usize,
}

impl Series<'_> {
    /// Signs and sends them, and counts in the database that everything that was accepted is there.
    pub async fn send(&self, server: &Server, data: &DemoData) -> anyhow::Result<Run> {
        let before = data.answers()?;
        let inbox = server.inbox()?;
        let requests = letters::sign(
            self.authors,
            &inbox,
            self.signature,
            self.mix,
            self.name,
            self.count,
        )?;
        let run = load::run(server, requests).await?;
        let expected = [
            ("activities", self.count, data.taken(self.name)?),
            (
                "specials",
                self.mix.creates(self.count),
                data.specials(self.name)?,
            ),
            (
                "answers to Follows",
                self.mix.follows(self.count),
                data.answers()? - before,
            ),
        ];
        for (what, sent, kept) in expected {
            ensure!(
                usize::try_from(kept)? == sent,
                "{sent} {what} were answered with 202, but {kept} are in the database"
            );
        }
        Ok(run)
    }
}

/// What disk and processor could do at most, measured alone in the same run.
fn limits(folder: &std::path::Path, authors: &[Author]) -> anyhow::Result<String> {
    let author = authors.first().context("there are no authors")?;
    let message = [7; 300];
    let rsa = author.rsa.sign(&message)?;
    let ed25519 = author.ed25519.sign(&message)?;
    let mut table = Table::new(&["limit, one thread", "a second"]);
    let mut limit = |what: &str, rate: f64| table.row([what.into(), format!("{rate:.0}")]);
    limit(
        "durable writes of 4 KiB (fdatasync)",
        disk::syncs_a_second(folder)?,
    );
    limit(
        "RSA-2048 signatures verified",
        rate(|| author.rsa.public_key().verify(&message, &rsa)),
    );
    limit(
        "RSA-2048 signatures made",
        rate(|| author.rsa.sign(&message).is_ok()),
    );
    limit(
        "Ed25519 signatures verified",
        rate(|| author.ed25519.public_key().verify(&message, &ed25519)),
    );
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
