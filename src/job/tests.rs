//! The runner: what is due runs, what fails comes again, what is taken is not taken twice.

use chrono::TimeDelta;
use rstest::rstest;
use tokio_util::sync::CancellationToken;

use crate::app::mail::Letter;
use crate::app::testing::{Network, TestClock, test_app};
use crate::flow::timer::{self, JobKind};
use crate::store::job::{self, JobClock};
use crate::store::testing::{Fresh, Kind};
use musette_domain::Instant;

fn clock() -> std::sync::Arc<TestClock> {
    TestClock::at(Instant::parse_rfc3339("2026-11-27T17:00:00Z").unwrap())
}

fn letter() -> String {
    let letter = Letter {
        to: "a@vaduz.test".into(),
        subject: "Order".into(),
        text: "Text".into(),
        unsubscribe: None,
    };
    serde_json::to_string(&letter).unwrap()
}

#[rstest]
#[tokio::test]
async fn a_letter_that_cannot_be_sent_is_sent_later(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(fresh) = Fresh::of(kind) else { return };
    let t = test_app(
        fresh.open().unwrap(),
        "http://vaduz.test",
        1,
        clock(),
        &Network::default(),
    );
    t.mail.down(true);
    let app = t.app.clone();
    let set = move |c: &mut crate::store::Conn| {
        let at = app.clock.wire();
        timer::set_with(c, &app, JobKind::Mail, "1", JobClock::Wire, at, letter())
    };
    t.app.db.write(set.clone()).await.unwrap();
    // Written twice it is one row.
    t.app.db.write(set).await.unwrap();
    assert_eq!(super::run_due(&t.app).await.unwrap(), 1);
    assert_eq!(t.mail.letters(), []);
    let row = t
        .app
        .db
        .read(|c| job::of(c, "mail", "1"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.attempts, 1);
    assert!(row.last_error.unwrap().contains("down"));
    t.mail.down(false);
    assert_eq!(super::run_due(&t.app).await.unwrap(), 0);
    t.clock.pass(TimeDelta::seconds(3));
    assert_eq!(super::run_due(&t.app).await.unwrap(), 1);
    assert_eq!(t.mail.letters().len(), 1);
    let gone = t.app.db.read(|c| job::of(c, "mail", "1")).await.unwrap();
    assert_eq!(gone, None);
}

#[rstest]
#[tokio::test]
async fn what_is_taken_is_out_of_reach_until_its_lease_ends(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(fresh) = Fresh::of(kind) else { return };
    let t = test_app(
        fresh.open().unwrap(),
        "http://vaduz.test",
        1,
        clock(),
        &Network::default(),
    );
    let app = t.app.clone();
    t.app
        .db
        .write(move |c| timer::now(c, &app, JobKind::Purge, "all"))
        .await
        .unwrap();
    let now = t.app.clock.now();
    let lease = now.plus(TimeDelta::minutes(1));
    let db = t.app.db.clone();
    let take = |at: Instant| db.write(move |c| job::claim(c, JobClock::Trade, at, lease, 10));
    assert_eq!(take(now).await.unwrap().len(), 1);
    assert_eq!(take(now).await.unwrap().len(), 0);
    assert_eq!(take(lease).await.unwrap().len(), 1);
}

#[rstest]
#[tokio::test]
async fn the_runner_is_woken_and_stops_when_told(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(fresh) = Fresh::of(kind) else { return };
    let t = test_app(
        fresh.open().unwrap(),
        "http://vaduz.test",
        1,
        clock(),
        &Network::default(),
    );
    let stop = CancellationToken::new();
    let running = tokio::spawn(super::run(t.app.clone(), stop.clone()));
    let app = t.app.clone();
    let mut heard = t.app.events.listen();
    t.app
        .db
        .write(move |c| {
            let at = app.clock.wire();
            timer::set_with(c, &app, JobKind::Mail, "1", JobClock::Wire, at, letter())
        })
        .await
        .unwrap();
    t.app.committed([crate::app::Topic::Coop]);
    assert_eq!(heard.recv().await.unwrap(), crate::app::Topic::Coop);
    let sent = async {
        while t.mail.letters().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), sent)
        .await
        .unwrap();
    stop.cancel();
    running.await.unwrap();
}
