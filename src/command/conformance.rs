//! `musette conformance URL`: whether a server, ours or another, keeps what it claims of the open tier.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Args;
use url::Url;

use crate::app::clock::WallClock;
use crate::command::table::columns;
use crate::config::federation::Federation;
use crate::peer::conformance::{Level, Outcome, Probe, Report, Visitor, examine};
use crate::row;
use crate::url::Urls;

/// What is checked, and as whom.
#[derive(Debug, Clone, Args)]
pub struct ConformanceArgs {
    /// A server (`https://lyon.example`), an account (`@name@lyon.example`) or the address of an actor.
    pub target: String,
    /// The address under which that server reaches this machine, such as `https://probe.example`: an actor is served there meanwhile, who signs requests. Without it what needs signatures is left out.
    #[arg(long = "as", value_name = "URL")]
    pub visitor: Option<Url>,
    /// Where that actor is served; a proxy adds TLS.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8081")]
    pub bind: SocketAddr,
    /// The address of a post, event or account that was deleted there: it must answer 410 with a Tombstone.
    #[arg(long, value_name = "URL")]
    pub gone: Option<Url>,
    /// Speak plain http to names of this machine, for tests.
    #[arg(long)]
    pub loopback: bool,
    /// A PEM file with certificate authorities to trust besides the system's.
    #[arg(long, value_name = "FILE")]
    pub extra_ca: Option<PathBuf>,
}

/// Checks and prints a table; exit code 1 if something is broken on which others depend.
pub async fn run(args: ConformanceArgs) -> anyhow::Result<ExitCode> {
    let report = check(&args).await?;
    print!("{}", table(&report));
    Ok(if report.broken().next().is_none() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Checks.
pub async fn check(args: &ConformanceArgs) -> anyhow::Result<Report> {
    if args.loopback && !args.bind.ip().is_loopback() {
        bail!(
            "--loopback is for tests on one machine: it needs --bind on a loopback address, not {}",
            args.bind
        );
    }
    let mut settings = Federation {
        loopback_peers: args.loopback,
        ..Federation::default()
    };
    settings.extra_ca.clone_from(&args.extra_ca);
    let visitor = match &args.visitor {
        Some(origin) => Some(Visitor::start(origin, args.bind).await?),
        None => None,
    };
    let home = Url::parse(env!("CARGO_PKG_HOMEPAGE")).context("the package names its home")?;
    let urls = Urls::new(args.visitor.as_ref().unwrap_or(&home));
    let probe =
        Probe::new(&settings, &urls, Arc::new(WallClock), visitor)?.with_gone(args.gone.clone());
    Ok(examine(&probe, args.target.trim()).await?)
}

/// A line a demand, and the count.
fn table(report: &Report) -> String {
    let mut rows = vec![row!["", "", "OF", "DEMAND"]];
    let (mut held, mut left_out) = (0, 0);
    for check in &report.checks {
        let (mark, why) = match &check.outcome {
            Outcome::Holds => {
                held += 1;
                ("ok", String::new())
            }
            Outcome::Broken(why) if check.level == Level::Must => ("FAIL", format!(": {why}")),
            Outcome::Broken(why) => ("warn", format!(": {why}")),
            Outcome::LeftOut(why) => {
                left_out += 1;
                ("-", format!(": {why}"))
            }
        };
        rows.push(row![
            mark,
            check.level,
            check.about,
            format!("{}{why}", check.rule)
        ]);
    }
    let all = report.checks.len();
    let broken = report.broken().count();
    format!(
        "{}\n{held} hold, {broken} are broken, {} could be better, {left_out} were left out\n",
        columns(0, &rows),
        all - held - broken - left_out
    )
}
