//! The runner: takes what is due, runs several at once, sleeps until the next is due or somebody wakes it.

use std::time::Duration;

use chrono::TimeDelta;
use musette_domain::Instant;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::{Next, Trouble, perform};
use crate::app::App;
use crate::flow::timer::{self, JobKind};
use crate::store::job::{self, Job, JobClock};
use crate::store::{Error, Place, Result};

/// The shortest time between two looks at the table. Every message that comes in wakes the runner, and few of them leave a job.
const BETWEEN_LOOKS: Duration = Duration::from_millis(5);
/// How many jobs run at once: most are short transactions, some wait for another server.
const AT_ONCE: usize = 16;
/// How long a job may take.
const LONGEST: Duration = Duration::from_secs(30);
/// How long a taken row stays out of reach. Longer than a job can take.
const LEASE: Duration = Duration::from_mins(1);
/// The wait before the first repetition; doubled each time.
const FIRST_WAIT: Duration = Duration::from_secs(3);
/// The longest wait between repetitions.
const LONGEST_WAIT: Duration = Duration::from_mins(15);
/// How often a letter is tried before it is given up: about two days.
const MAIL_TRIES: i32 = 200;

/// Runs jobs until `shutdown`, then lets those finish that have begun.
pub async fn run(app: App, shutdown: CancellationToken) {
    let span = tracing::info_span!("jobs", instance = app.urls.authority());
    async {
        if let Err(error) = begin(&app).await {
            tracing::error!(%error, "the standing jobs could not be written");
        }
        let mut running = JoinSet::new();
        while !shutdown.is_cancelled() {
            let looked = tokio::time::Instant::now();
            let wait = match take(&app, &mut running).await {
                // The next one to end says so.
                Ok(_) if running.len() >= AT_ONCE => LONGEST,
                Ok(due) => until_next(&app, &due).max(BETWEEN_LOOKS),
                Err(error) => {
                    tracing::error!(%error, "due jobs could not be taken");
                    FIRST_WAIT
                }
            };
            let woken = async {
                tokio::time::sleep_until(looked + BETWEEN_LOOKS).await;
                app.wake.jobs_woken().await;
            };
            tokio::select! {
                () = shutdown.cancelled() => {}
                () = woken => {}
                () = tokio::time::sleep(wait) => {}
                Some(_) = running.join_next(), if !running.is_empty() => {}
            }
        }
        while running.join_next().await.is_some() {}
    }
    .instrument(span)
    .await;
}

/// Runs everything that is due now, and what that makes due, until nothing is. Says how many jobs ran. For `--play`, tests, and a worker that runs once.
pub async fn run_due(app: &App) -> Result<usize> {
    let mut count = 0;
    loop {
        let mut running = JoinSet::new();
        take(app, &mut running).await?;
        if running.is_empty() {
            return Ok(count);
        }
        while running.join_next().await.is_some() {
            count += 1;
        }
    }
}

/// Writes the rows that are always there. What should have been forgotten while we were down is forgotten first.
async fn begin(app: &App) -> Result<()> {
    let inner = app.clone();
    app.db
        .write(move |c| -> Result<()> {
            let now = inner.clock.now();
            timer::at(c, &inner, JobKind::Purge, "all", now)?;
            timer::at(c, &inner, JobKind::NotifyFollowers, "all", now)?;
            timer::at(c, &inner, JobKind::PublishCapacity, "coop", now)?;
            let wire = inner.clock.wire();
            for kind in [JobKind::ReadOldCoops, JobKind::RepeatFollows] {
                timer::set(c, &inner, kind, "all", JobClock::Wire, wire)?;
            }
            Ok(())
        })
        .await
}

/// Takes due rows of both clocks and starts them; says what was due.
async fn take(app: &App, running: &mut JoinSet<()>) -> Result<Vec<(JobClock, Instant)>> {
    // Looking is cheap and concurrent; only when something is due is the writer asked.
    let due = app.db.read(job::next_due).await?;
    for (clock, at) in &due {
        let free = AT_ONCE.saturating_sub(running.len());
        if free == 0 {
            break;
        }
        if *at > time(app, *clock) {
            continue;
        }
        for job in claim(app, *clock, free).await? {
            let app = app.clone();
            running.spawn(one(app, job).in_current_span());
        }
    }
    Ok(due)
}

async fn claim(app: &App, clock: JobClock, free: usize) -> Result<Vec<Job>> {
    let now = time(app, clock);
    let limit = i64::try_from(free).unwrap_or(1);
    let leased = later(app, clock, LEASE);
    app.db
        .write(move |c| job::claim(c, clock, now, leased, limit))
        .await
}

/// Runs one job and writes down what became of it.
async fn one(app: App, job: Job) {
    let done = tokio::time::timeout(LONGEST, perform(&app, &job)).await;
    let outcome = done.unwrap_or_else(|_| Err("it took too long".to_owned()));
    if let Err(trouble) = &outcome {
        tracing::warn!(
            kind = job.kind,
            attempts = job.attempts,
            error = trouble,
            "a job failed; it is tried again"
        );
    }
    if let Err(error) = finish(&app, job, outcome).await {
        tracing::error!(%error, "a job's end could not be written; it runs again");
    }
}

async fn finish(app: &App, job: Job, outcome: Result<Next, Trouble>) -> Result<(), Error> {
    let again = later(app, job.clock, wait(job.attempts));
    app.db
        .write(move |c| -> Result<()> {
            let Some(current) = job::find_optional(c, &job.id)? else {
                return Ok(());
            };
            if current.run_at != job.run_at {
                // The job itself has set the timer anew.
                return Ok(());
            }
            match &outcome {
                Ok(Next::Done) => job::delete(c, &job.id).map(|_| ()),
                Ok(Next::At(at)) => job::save(
                    c,
                    &Job {
                        run_at: *at,
                        attempts: 0,
                        last_error: None,
                        ..current
                    },
                ),
                Ok(Next::From(at, payload)) => job::save(
                    c,
                    &Job {
                        run_at: *at,
                        payload: payload.clone(),
                        attempts: 0,
                        last_error: None,
                        ..current
                    },
                ),
                Err(_) if job.kind == JobKind::Mail.text() && job.attempts >= MAIL_TRIES => {
                    job::delete(c, &job.id).map(|_| ())
                }
                Err(trouble) => job::save(
                    c,
                    &Job {
                        run_at: again,
                        last_error: Some(trouble.chars().take(500).collect()),
                        ..current
                    },
                ),
            }
        })
        .await
}

/// The wait after so many attempts.
fn wait(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 20)).unwrap_or(1) - 1;
    FIRST_WAIT
        .saturating_mul(2_u32.saturating_pow(doublings))
        .min(LONGEST_WAIT)
}

fn time(app: &App, clock: JobClock) -> Instant {
    match clock {
        JobClock::Trade => app.clock.now(),
        JobClock::Wire => app.clock.wire(),
    }
}

/// A time of `clock` that is really at least `real` away, also where trade time runs fast.
fn later(app: &App, clock: JobClock, real: Duration) -> Instant {
    let mut span = TimeDelta::from_std(real).unwrap_or(TimeDelta::minutes(1));
    if clock == JobClock::Trade {
        while app.clock.real(span) < real && span < TimeDelta::days(400) {
            span = span * 2;
        }
    }
    time(app, clock).plus(span)
}

/// How long to sleep: until the next row is due, but not so long that a row of another process is missed.
fn until_next(app: &App, due: &[(JobClock, Instant)]) -> Duration {
    let longest = match app.db.place() {
        Place::Sqlite(_) => Duration::from_mins(1),
        Place::Postgres(_) => Duration::from_secs(2),
    };
    due.iter().fold(longest, |wait, (clock, at)| {
        let span = at.since(time(app, *clock)).max(TimeDelta::zero());
        wait.min(match clock {
            JobClock::Trade => app.clock.real(span),
            JobClock::Wire => span.to_std().unwrap_or_default(),
        })
    })
}
