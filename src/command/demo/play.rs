//! `musette demo --play`: an evening without a person, through the public pages of the two running instances only.
//!
//! Simulated customers, cooks, dispatchers and couriers sign in like anybody and send the forms that the pages show. Only two things are done from
//! inside: the evening's clock runs fast, and for one delivery the background work of the winner stands still, so that it cannot acknowledge.

pub mod browser;
pub mod clock;
pub mod courier;
pub mod customer;
pub mod dispatch;
pub mod html;
pub mod kitchen;
pub mod ledger;
pub mod outcome;
pub mod plan;
pub mod silence;
pub mod town;
pub mod wait;
pub mod way;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant as Moment};

use anyhow::Context;
use musette_domain::Instant;
use tokio::task::JoinSet;

use super::cast::CAST;
use super::folder::{Folder, Server};
use super::{DemoArgs, Pair, start, stop};
use crate::app::Ids;
use crate::app::ids::SystemIds;
use clock::{EveningClock, next_friday_evening};
use outcome::Outcome;
use plan::{EVENING, LAST, Plan};
use town::Town;

/// The towns' time zone.
const ZONE: chrono_tz::Tz = chrono_tz::Europe::Vaduz;
/// How long after one another orders are placed.
const PAUSE: Duration = Duration::from_millis(1500);
/// How long the whole evening may take.
const LONGEST: Duration = Duration::from_mins(15);
/// The file in which a folder remembers its last evening.
const LAST_EVENING: &str = "last-evening.txt";

/// Plays the evening; the exit code says whether everything ended as it should.
pub async fn run(args: &DemoArgs) -> anyhow::Result<ExitCode> {
    let (data, ours) = match &args.data {
        Some(data) => (data.clone(), false),
        None => (fresh_folder(), true),
    };
    let ports = args.ports.or((ours || !data.exists()).then_some([0, 0]));
    let server = args.database.clone().map(|url| Server {
        url,
        suffix: if ours { suffix() } else { String::new() },
    });
    let mut folder = Folder::open(data.clone(), ports, server.as_ref()).await?;
    folder.hurry();
    let begins = begin(&data)?;
    let clock = Arc::new(EveningClock::begin(begins));
    let mut pair = start(&folder, clock).await?;
    let began = Moment::now();
    println!(
        "\nAn evening in two towns, {} times as fast as usual:\n",
        clock::SPEED
    );
    let played = tokio::time::timeout(LONGEST, evening(&mut pair)).await;
    let result = match played {
        Ok(result) => result,
        Err(_) => Err(anyhow::anyhow!(
            "the evening did not end within {} minutes",
            LONGEST.as_secs() / 60
        )),
    };
    stop(pair).await;
    let outcome = result.with_context(|| format!("the data is left in {}", data.display()))?;
    println!("{}", outcome.table());
    println!("It took {} s.", began.elapsed().as_secs());
    if outcome.is_as_it_should_be() {
        if ours {
            // Nobody asked for it; what is left over would only lie around.
            let _ = std::fs::remove_dir_all(&data);
            if let Some(server) = &server {
                server.remove_databases()?;
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    println!(
        "Not everything ended as it should; the data is in {}.",
        data.display()
    );
    Ok(ExitCode::FAILURE)
}

fn fresh_folder() -> PathBuf {
    std::env::temp_dir().join(format!("musette-evening-{}", SystemIds.uuid()))
}

/// What nobody else's database ends with.
fn suffix() -> String {
    let secret = (&SystemIds as &dyn Ids).secret();
    format!("_{}", secret.get(..8).unwrap_or_default())
}

/// When the evening begins: after now, and after the last evening that was played in this folder.
fn begin(data: &std::path::Path) -> anyhow::Result<Instant> {
    let file = data.join(LAST_EVENING);
    let last = std::fs::read_to_string(&file)
        .ok()
        .and_then(|text| Instant::parse_rfc3339(text.trim()));
    let now = crate::command::now();
    let begins = next_friday_evening(last.map_or(now, |last| last.max(now)), ZONE);
    std::fs::write(&file, begins.to_rfc3339())
        .with_context(|| format!("{} cannot be written", file.display()))?;
    Ok(begins)
}

/// Places all orders one after the other and lets everybody do their part at the same time; then the one that is not acknowledged.
async fn evening(pair: &mut Pair) -> anyhow::Result<Outcome> {
    let origins: Vec<url::Url> = pair.iter().map(|running| running.url().clone()).collect();
    let client = browser::client(&origins)?;
    let mut towns = Vec::new();
    for (cast, running) in CAST.iter().zip(pair.iter()) {
        let clock = Arc::clone(&running.app.clock);
        towns.push(Town::open(&client, cast, running.url(), clock).await?);
    }
    let towns: [Arc<Town>; 2] = towns
        .into_iter()
        .map(Arc::new)
        .collect::<Vec<_>>()
        .try_into()
        .map_err(|_| anyhow::anyhow!("there are two towns"))?;
    let mut outcome = Outcome::default();
    let mut playing = JoinSet::new();
    for plan in EVENING {
        let towns = towns.clone();
        playing.spawn(async move { play(&towns, plan).await });
        tokio::time::sleep(PAUSE).await;
        while let Some(ended) = playing.try_join_next() {
            outcome.add(ended??);
        }
    }
    while let Some(ended) = playing.join_next().await {
        outcome.add(ended??);
    }
    outcome.add(silence::play(&towns, pair, &LAST).await?);
    outcome.ledgers = ledger::compare(&towns).await?;
    Ok(outcome)
}

/// Takes one order from the hunger to its end.
async fn play(towns: &[Arc<Town>; 2], plan: &'static Plan) -> anyhow::Result<way::Way> {
    let name = format!("{} at {}", plan.customer, plan.kitchen);
    plan.play(towns)
        .await
        .with_context(|| format!("the order of {name}"))
}
