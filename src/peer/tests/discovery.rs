//! Finding a co-op by its host, and what of it is kept.

use chrono::TimeDelta;
use musette_domain::Currency;
use serde_json::json;

use super::instance::Instance;
use super::seed::seed;
use super::stranger::Stranger;
use super::wait::until_true;
use crate::app::lookup::LookupError;
use crate::flow::read_coop;
use crate::job::run_due;
use crate::store::partner::PartnerState;
use crate::store::{follower, job, local_actor, partner, remote_coop, remote_restaurant};

#[tokio::test]
async fn a_host_leads_to_the_co_op_its_desk_and_its_restaurants() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    let there = seed(&b, "chezmireille").await;
    let found = a.app.lookup.coop(b.urls.authority()).await.unwrap();
    assert_eq!(found, b.urls.coop());
    let coop =
        a.db.read(move |c| remote_coop::find(c, &found))
            .await
            .unwrap();
    assert_eq!(
        (coop.name.as_str(), coop.place.as_str(), coop.hue.as_str()),
        ("Les Coursiers", "Lyon", "teal")
    );
    assert_eq!(coop.latitude, Some(45.76));
    assert!(coop.walked_at.is_some());
    let desk = b.urls.desk();
    let row = a.db.read(move |c| partner::find(c, &desk)).await.unwrap();
    assert_eq!(row.state, PartnerState::Known);
    assert_eq!(row.inbox, b.urls.part(&b.urls.desk(), "inbox"));
    assert_eq!(row.public_key.len(), 32);
    assert_eq!(row.quote_url, Some(b.urls.part(&b.urls.desk(), "quote")));
    let actor = there.actor.clone();
    let row =
        a.db.read(move |c| remote_restaurant::find(c, &actor))
            .await
            .unwrap();
    assert_eq!(row.address, "rue des Exemples 12, 69001 Lyon, FR");
    assert_eq!(
        (row.minimum, row.currency),
        (Some(1500), Some(Currency::EUR))
    );
    assert_eq!(
        (row.hue.as_str(), row.weave.as_str(), row.emblem.as_str()),
        ("rose", "twill", "fish")
    );
    assert!(row.delivers && row.collects);
    assert_eq!(row.zone, ["881f90209bfffff"]);
    assert_eq!(row.opening_hours, "Tu-Sa 11:45-14:00,19:00-22:00; PH off");
    assert_eq!(row.timezone.as_deref(), Some("Europe/Paris"));
    assert_eq!(row.description, "Bouchon de quartier.");
}

#[tokio::test]
async fn a_restaurant_that_is_new_there_is_found_and_one_that_is_gone_is_not_kept() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    let first = seed(&b, "chezmireille").await;
    a.app.lookup.coop(b.urls.authority()).await.unwrap();
    until_true(&b.db, "the co-op is followed", |c| {
        Ok(follower::count_of(c, "coop")? == 1)
    })
    .await;
    let second = seed(&b, "laperle").await;
    b.write(|c, app| app.tell.coop_changed(c)).await;
    let coop = b.urls.coop();
    let asked = coop.clone();
    until_true(&a.db, "the co-op is to be read again", move |c| {
        Ok(job::of(c, "read_coop", &asked)?.is_some())
    })
    .await;
    read_to_the_end(&a, &coop).await;
    let found =
        a.db.read(move |c| remote_restaurant::list_of_coop(c, &coop))
            .await
            .unwrap();
    let ids: Vec<String> = found.into_iter().map(|row| row.actor_id).collect();
    assert_eq!(ids, [first.actor.clone(), second.actor.clone()]);

    // What no message told is made good a day later.
    let (closed, now) = (second.actor.clone(), b.clock_now());
    b.write(move |c, _| {
        let mut row = local_actor::find(c, &closed)?;
        row.gone_at = Some(now);
        local_actor::save(c, &row)
    })
    .await;
    a.write(read_coop::old_ones).await;
    assert_eq!(run_due(&a.app).await.unwrap(), 0, "it was read just now");
    a.forward(TimeDelta::hours(25));
    b.forward(TimeDelta::hours(25));
    a.write(read_coop::old_ones).await;
    read_to_the_end(&a, &b.urls.coop()).await;
    let gone = second.actor.clone();
    let row =
        a.db.read(move |c| remote_restaurant::find(c, &gone))
            .await
            .unwrap();
    assert!(row.gone_at.is_some());
}

/// Lets the pauses between two readings pass until the co-op is read; on a busy machine that takes more than one.
async fn read_to_the_end(a: &Instance, coop: &str) {
    for _ in 0..20 {
        a.forward(TimeDelta::minutes(1));
        run_due(&a.app).await.unwrap();
        let coop = coop.to_owned();
        let left =
            a.db.read(move |c| job::of(c, "read_coop", &coop))
                .await
                .unwrap();
        if left.is_none() {
            return;
        }
    }
    panic!("{coop} is never read to the end");
}

#[tokio::test]
async fn a_pinned_key_is_never_replaced_by_looking_again() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    seed(&b, "chezmireille").await;
    a.app.lookup.coop(b.urls.authority()).await.unwrap();
    let desk = b.urls.desk();
    a.write(move |c, _| {
        let mut row = partner::find(c, &desk)?;
        row.public_key = vec![7; 32];
        row.state = PartnerState::Active;
        row.sent_seq = 9;
        partner::save(c, &row)
    })
    .await;
    a.app.lookup.coop(b.urls.authority()).await.unwrap();
    let desk = b.urls.desk();
    let row = a.db.read(move |c| partner::find(c, &desk)).await.unwrap();
    assert_eq!(row.public_key, vec![7; 32]);
    assert_eq!((row.state, row.sent_seq), (PartnerState::Active, 9));
}

#[tokio::test]
async fn what_leads_nowhere_says_so() {
    let a = Instance::start("a").await;
    assert!(matches!(
        a.app.lookup.coop("127.0.0.1").await,
        Err(LookupError::NotAnAddress(_))
    ));
    assert!(matches!(
        a.app.lookup.coop("nobody.localhost:1").await,
        Err(LookupError::Unreachable { .. })
    ));
    assert!(matches!(
        a.app.lookup.restaurant("what is this").await,
        Err(LookupError::NotAnAddress(_))
    ));
    assert!(matches!(
        a.app.lookup.coop(a.urls.authority()).await,
        Err(LookupError::NotAnAddress(_))
    ));
}

#[tokio::test]
async fn a_webfinger_answer_about_somebody_else_is_refused() {
    let a = Instance::start("a").await;
    let anna = Stranger::start("anna").await;
    let answer = |subject: &str, href: &str| {
        json!({"subject": subject, "links": [
            {"rel": "self", "type": "application/activity+json", "href": href}]})
        .to_string()
    };
    let at = format!("http://{}/.well-known/webfinger", anna.host);
    let handle = format!("anna@{}", anna.host);
    for lie in [
        answer(&format!("acct:boris@{}", anna.host), &anna.actor),
        answer("acct:anna@other.example", &anna.actor),
        answer(
            &format!("acct:{handle}"),
            "https://other.example/users/anna",
        ),
        answer(&format!("acct:{handle}"), "http://127.0.0.1:1/users/anna"),
        "[]".to_owned(),
    ] {
        anna.put_as(&at, 200, "application/jrd+json", &lie);
        let found = a.app.lookup.restaurant(&handle).await;
        assert!(
            matches!(found, Err(LookupError::NotUnderstood { .. })),
            "{lie}: {found:?}"
        );
    }
}
