//! Whether a server keeps what it claims: ourselves, and one that takes everything.

use chrono::TimeDelta;
use musette_domain::TextValue as _;
use rstest::rstest;
use url::Url;

use super::instance::Instance;
use super::seed::{publish, seed};
use super::stranger::Stranger;
use crate::app::clock::WallClock;
use crate::config::federation::Federation;
use crate::flow::event::{self, EventRefusal, Wording};
use crate::flow::special::take_back;
use crate::peer::conformance::{Check, Outcome, Probe, Report, Visitor, examine};
use crate::store::testing::Kind;
use crate::url::Urls;

async fn checked(target: &str, with_visitor: bool) -> Report {
    checked_with(target, with_visitor, None).await
}

async fn checked_with(target: &str, with_visitor: bool, gone: Option<&str>) -> Report {
    let port = std::net::TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let origin = Url::parse(&format!("http://visitor.localhost:{port}/")).unwrap();
    let bind = ([127, 0, 0, 1], port).into();
    let visitor = if with_visitor {
        Some(Visitor::start(&origin, bind).await.unwrap())
    } else {
        None
    };
    let settings = Federation {
        loopback_peers: true,
        ..Federation::default()
    };
    let clock = std::sync::Arc::new(WallClock);
    let probe = Probe::new(&settings, &Urls::new(&origin), clock, visitor).unwrap();
    let gone = gone.map(|url| Url::parse(url).unwrap());
    let probe = probe.with_gone(gone);
    examine(&probe, target).await.unwrap()
}

fn broken(report: &Report) -> Vec<&Check> {
    let not_as_it_should_be = |check: &&Check| matches!(check.outcome, Outcome::Broken(_));
    report.checks.iter().filter(not_as_it_should_be).collect()
}

#[rstest]
#[tokio::test]
async fn we_keep_what_we_claim(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(instance) = Instance::on(kind, "a").await else {
        return;
    };
    instance.send();
    let seeded = seed(&instance, "chezmireille").await;
    publish(&instance, &seeded, "Quenelles").await;
    let gone = publish(&instance, &seeded, "Andouillette").await;
    let (of, taken) = (seeded.restaurant.clone(), gone.clone());
    let starts_at = instance.clock_now().plus(TimeDelta::days(5));
    let evening = Wording {
        title: "Dégustation".into(),
        description: "Dix vins.".into(),
        place: String::new(),
        address: String::new(),
        position: None,
        starts_at,
        ends_at: starts_at.plus(TimeDelta::hours(3)),
    };
    let app = instance.app.clone();
    let written = instance.db.write(move |c| -> Result<(), EventRefusal> {
        let _ = take_back::run(c, &app, &of, &taken)?;
        let _ = event::publish::run(c, &app, Some(&of), &evening)?;
        Ok(())
    });
    written.await.unwrap();
    let gone = instance.urls.special(gone.as_str());
    let server = format!("{}/", instance.urls.origin());
    let report = checked_with(&server, true, Some(&gone)).await;
    assert_eq!(broken(&report), Vec::<&Check>::new());
    let of = |path: &str| {
        report
            .checks
            .iter()
            .filter(|check| check.about == path)
            .count()
    };
    for path in ["/ap/instance", "/ap/coop", "/ap/r/chezmireille"] {
        assert!(of(path) > 25, "{path}: {}", of(path));
    }
    let held = |rule: &str| {
        let held = |check: &&Check| check.rule == rule && check.outcome == Outcome::Holds;
        report.checks.iter().filter(held).count()
    };
    assert_eq!(held("it takes RFC 9421 (rsa-v1_5-sha256)"), 3);
    for (rule, times) in [
        (
            "it refuses another body than the one that was signed after RFC 9421, with 401",
            3,
        ),
        (
            "it refuses a signature of yesterday after RFC 9421, with 401",
            3,
        ),
        (
            "it refuses a signature after RFC 9421 by a key that is not the actor's, with 401",
            3,
        ),
        (
            "it refuses another activity with an id that was taken, with 409",
            3,
        ),
        (
            "it refuses what is no activity by its media type, with 415",
            3,
        ),
        (
            "upcomingEvents is an OrderedCollection of addresses with totalItems",
            2,
        ),
        (
            "featuredCollections is an OrderedCollection of addresses with totalItems",
            1,
        ),
        (
            "/ap/coop/collections/restaurants is a FeaturedCollection with stamps",
            1,
        ),
        ("what is gone answers 410 with a Tombstone", 1),
    ] {
        assert_eq!(held(rule), times, "{rule}");
    }
    let events = report
        .checks
        .iter()
        .filter(|check| check.rule.ends_with(" is an Event of the actor"));
    assert_eq!(events.count(), 1);
    let still = seeded.actor.clone();
    let report_of_one = checked_with(&still, false, Some(&still)).await;
    let why: Vec<&Check> = broken(&report_of_one);
    assert!(
        matches!(&why[..], [Check { outcome: Outcome::Broken(why), .. }] if why == "it answered 200"),
        "{why:?}"
    );
    assert_eq!(held("its menu can be read, every dish of it"), 1);
    assert_eq!(held("its specials are Notes of the same server"), 2);
    let handle = format!("@chezmireille@{}", instance.urls.authority());
    let report = checked(&handle, false).await;
    assert_eq!(broken(&report), Vec::<&Check>::new());
    let left_out =
        |check: &Check| matches!(&check.outcome, Outcome::LeftOut(why) if why.contains("--as"));
    assert!(report.checks.iter().any(left_out));
}

#[tokio::test]
async fn who_takes_everything_breaks_the_rules() {
    let stranger = Stranger::start("stranger").await;
    let report = checked(&stranger.actor, true).await;
    let rules: Vec<&str> = report.broken().map(|check| check.rule.as_str()).collect();
    for rule in [
        "it refuses what is not signed",
        "it refuses another body than the one that was signed",
        "it refuses an activity of somebody else than the signer",
    ] {
        assert!(rules.contains(&rule), "{rule}: {rules:?}");
    }
}

#[rstest]
#[case("nobody at all", "neither a server nor an account")]
#[case("ftp://lyon.example/", "neither a server nor an account")]
#[case("http://127.0.0.1/", "addresses in numbers are not accepted")]
#[case("http://nobody.localhost:1/", "leads to no actor")]
#[tokio::test]
async fn what_cannot_be_checked_is_said(#[case] target: &str, #[case] said: &str) {
    let settings = Federation {
        loopback_peers: true,
        ..Federation::default()
    };
    let urls = Urls::new(&Url::parse("https://lyon.example/").unwrap());
    let clock = std::sync::Arc::new(WallClock);
    let probe = Probe::new(&settings, &urls, clock, None).unwrap();
    let error = examine(&probe, target).await.unwrap_err().to_string();
    assert!(error.contains(said), "{error}");
}
