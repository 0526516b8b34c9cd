//! What moderators decide holds for everything that a server or an actor does, and what is refused is counted.

use std::sync::Arc;

use rstest::rstest;
use serde_json::json;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::conversation::Scene;
use super::instance::Instance;
use super::seed::seed;
use super::stranger::Stranger;
use super::wait::until_true;
use crate::app::App;
use crate::app::lookup::LookupError;
use crate::flow::moderation::{By, Subject, decide, forward_report, lift, purge};
use crate::flow::report::make;
use crate::peer::outbox::schedule::Queue;
use crate::peer::outbox::{Outbox, TradeHooks};
use crate::store::following::FollowState;
use crate::store::host_policy::Level;
use crate::store::moderation_entry::{self, ModerationAct};
use crate::store::noise::{self, NoiseReason};
use crate::store::outbox_activity::Lane;
use crate::store::outbox_message::{self, MessageState};
use crate::store::reaction::{self, ReactionKind};
use crate::store::remote_special::{self, RemoteSpecial};
use crate::store::report::{self, ReportDirection};
use crate::store::testing::{Kind, rename_table};
use crate::store::{Conn, follower, following, inbox_seen, remote_restaurant, reply};

fn by(reason: &str) -> By {
    By {
        user: None,
        reason: reason.into(),
    }
}

async fn set(on: &Instance, who: &str, level: Level) {
    let about = Subject::parse(&on.app, who).unwrap();
    let app = on.app.clone();
    let changed = on
        .db
        .write(move |c| decide::run(c, &app, &about, level, &by("spam")))
        .await
        .unwrap();
    on.app.lookup.policy_changed();
    on.app.committed(changed);
}

async fn unset(on: &Instance, who: &str) {
    let about = Subject::parse(&on.app, who).unwrap();
    let app = on.app.clone();
    let changed = on
        .db
        .write(move |c| lift::run(c, &app, &about, &by("")))
        .await
        .unwrap();
    on.app.lookup.policy_changed();
    on.app.committed(changed);
}

/// Everything that the job does.
async fn forget(on: &Instance, who: &str) {
    let about = Subject::parse(&on.app, who).unwrap();
    on.write(move |c: &mut Conn, app: &App| {
        while purge::some(c, app, &about)? {}
        Ok(())
    })
    .await;
}

/// How often something was refused to a server for this reason.
pub(super) async fn counted(on: &Instance, host: &str, reason: NoiseReason) -> i64 {
    on.peer.noise.write().await.unwrap();
    let rows = on.db.read(|c| noise::list(c, 2_000)).await.unwrap();
    rows.iter()
        .filter(|row| row.host == host && row.reason == reason)
        .map(|row| row.times)
        .sum()
}

#[rstest]
#[tokio::test]
async fn who_is_suspended_is_told_and_forgotten(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(scene) = Scene::on(kind).await else {
        return;
    };
    let (b, anna) = (&scene.b, &scene.anna);
    b.send();
    assert_eq!(
        scene.send(1, "Create", &scene.said(1, "<p>Miam</p>")).await,
        202
    );
    assert_eq!(scene.send(2, "Like", &json!(scene.note)).await, 202);
    assert_eq!(
        scene.send(3, "Follow", &json!(scene.there.actor)).await,
        202
    );
    anna.wait_for(1).await;
    let target = anna.actor.clone();
    b.write(move |c, app| app.tell.follow(c, &target)).await;
    anna.wait_for(2).await;
    set(b, &anna.host, Level::Suspended).await;
    let arrived = anna.wait_for(4).await;
    let mut kinds: Vec<_> = arrived.iter().map(|one| one.body["type"].clone()).collect();
    kinds.sort_by_key(ToString::to_string);
    assert_eq!(kinds, ["Accept", "Follow", "Reject", "Undo"]);
    let reject = arrived
        .iter()
        .find(|one| one.body["type"] == "Reject")
        .unwrap();
    assert_eq!(reject.body["actor"], scene.there.actor);
    assert_eq!(reject.body["object"]["actor"], anna.actor);
    // Nothing of theirs is taken any more, and nothing of ours goes there.
    assert_eq!(scene.send(4, "Follow", &json!(b.urls.coop())).await, 403);
    assert_eq!(counted(b, &anna.host, NoiseReason::Suspended).await, 1);
    let again = anna.actor.clone();
    b.write(move |c, app| app.tell.follow(c, &again)).await;
    forget(b, &anna.host).await;
    let (id, note, who) = (scene.id(1), scene.note.clone(), anna.actor.clone());
    b.db.read(move |c| -> crate::store::Result<()> {
        let row = reply::find(c, &id)?;
        assert!(row.removed_at.is_some() && row.content.is_empty() && row.author_name.is_empty());
        assert_eq!(reaction::count(c, ReactionKind::Like, &note)?, 0);
        assert!(following::find_optional(c, &who)?.is_none());
        assert_eq!(follower::count_of(c, "chezmireille")?, 0);
        Ok(())
    })
    .await
    .unwrap();
    until_true(&b.db, "nothing waits", |c| {
        Ok(outbox_message::count(c, MessageState::Waiting)? == 0)
    })
    .await;
    unset(b, &anna.host).await;
    assert_eq!(scene.send(5, "Follow", &json!(b.urls.coop())).await, 202);
    let entries = b.db.read(|c| moderation_entry::list(c, 10)).await.unwrap();
    let acts: Vec<_> = entries.iter().map(|row| row.act).collect();
    assert_eq!(acts, [ModerationAct::Lifted, ModerationAct::Suspended]);
    assert_eq!(entries[1].reason, "spam");
}

#[rstest]
#[tokio::test]
async fn what_waits_for_who_is_suspended_is_not_sent(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let request = anna.signed(&b.urls.shared_inbox(), &anna.follow(&there.actor, 1), now);
    assert_eq!(super::refused::send(&b, request).await, 202);
    // The Accept waits: nothing is sent yet.
    set(&b, &anna.host, Level::Suspended).await;
    b.send();
    until_true(&b.db, "all is sent or refused", |c| {
        Ok(outbox_message::count(c, MessageState::Waiting)? == 0)
    })
    .await;
    let kinds: Vec<_> = anna
        .arrived()
        .into_iter()
        .map(|one| one.body["type"].clone())
        .collect();
    assert_eq!(kinds, ["Reject"]);
}

#[tokio::test]
async fn a_decision_holds_for_the_names_below_and_for_one_actor() {
    let b = super::refused::instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let eve = anna.neighbour("eve");
    let follow = |who: &Stranger, number| who.follow(&b.urls.coop(), number);
    set(&b, &anna.actor, Level::Suspended).await;
    assert_eq!(
        super::refused::post(&b, &anna, &follow(&anna, 1)).await,
        403
    );
    assert_eq!(super::refused::post(&b, &eve, &follow(&eve, 1)).await, 202);
    unset(&b, &anna.actor).await;
    assert_eq!(
        super::refused::post(&b, &anna, &follow(&anna, 2)).await,
        202
    );
    // Without the port the name stands for all ports.
    set(&b, "ANNA.localhost.", Level::Suspended).await;
    assert_eq!(super::refused::post(&b, &eve, &follow(&eve, 2)).await, 403);
    let errand = b.peer.fetch.errand();
    let id = Url::parse(&anna.actor).unwrap();
    let read = b.peer.fetch.actor_anew(&id, &errand).await;
    assert!(read.unwrap_err().to_string().contains("blocked"));
}

#[tokio::test]
async fn what_cannot_be_decided() {
    let b = Instance::on(Kind::Sqlite, "b").await.unwrap();
    for (who, reason) in [
        ("spam.example", " "),
        (b.urls.authority(), "x"),
        ("localhost", "x"),
        (b.urls.coop().as_str(), "x"),
    ] {
        let (app, about) = (b.app.clone(), Subject::parse(&b.app, who).unwrap());
        let by = by(reason);
        let done =
            b.db.write(move |c| decide::run(c, &app, &about, Level::Suspended, &by))
                .await;
        let wanted = if reason == "x" {
            "moderation-ourselves"
        } else {
            "moderation-no-reason"
        };
        assert_eq!(done.unwrap_err().key(), wanted, "{who}");
    }
    assert!(Subject::parse(&b.app, "127.0.0.1").is_none());
    let entries = b.db.read(|c| moderation_entry::list(c, 10)).await.unwrap();
    assert!(entries.is_empty());
}

#[rstest]
#[tokio::test]
async fn with_an_allow_list_only_known_servers_are_spoken_with(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = Instance::with(kind, "b", |config| config.federation.allow_list = true).await
    else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let follow = |number| anna.follow(&b.urls.coop(), number);
    assert_eq!(super::refused::post(&b, &anna, &follow(1)).await, 403);
    assert!(matches!(
        b.app.lookup.restaurant(&anna.actor).await,
        Err(LookupError::Blocked(_))
    ));
    assert!(anna.asked().is_empty());
    set(&b, &anna.host, Level::Allowed).await;
    assert_eq!(super::refused::post(&b, &anna, &follow(2)).await, 202);
    set(&b, &anna.actor, Level::Suspended).await;
    assert_eq!(super::refused::post(&b, &anna, &follow(3)).await, 403);
}

#[tokio::test]
async fn who_is_limited_is_not_found_and_not_quoted() {
    let scene = Scene::on(Kind::Sqlite).await.unwrap();
    let (a, b) = (Instance::start("a").await, &scene.b);
    a.app.lookup.coop(b.urls.authority()).await.unwrap();
    assert_eq!(
        scene.send(1, "Create", &scene.said(1, "<p>Miam</p>")).await,
        202
    );
    for (level, shown) in [(Level::Limited, 0), (Level::Allowed, 1)] {
        set(&a, b.urls.authority(), level).await;
        set(b, &scene.anna.host, level).await;
        let found = a.db.read(remote_restaurant::discoverable).await.unwrap();
        assert_eq!(found.len(), shown);
        let known = a.db.read(remote_restaurant::list).await.unwrap();
        assert_eq!(known.len(), 1, "who follows it goes on reading it");
        let note = scene.note.clone();
        let quoted =
            b.db.read(move |c| reply::shown_in_answer_to(c, &note))
                .await;
        assert_eq!(quoted.unwrap().len(), shown);
    }
}

#[rstest]
#[tokio::test]
async fn reports_of_ours_wait_for_a_moderator(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(scene) = Scene::on(kind).await else {
        return;
    };
    let (b, anna) = (&scene.b, &scene.anna);
    let flag = |number: u32, objects: serde_json::Value| {
        let mut flag = scene.activity(number, "Flag", &objects);
        flag["content"] = json!("<script>rude</script> & loud");
        anna.signed(&b.urls.shared_inbox(), &flag, scene.now())
    };
    let theirs = json!([anna.actor, "https://elsewhere.example/1"]);
    let ours = json!([scene.there.actor, scene.note, anna.actor]);
    assert_eq!(scene.post(flag(1, theirs)).await, 202);
    assert_eq!(scene.post(flag(2, ours.clone())).await, 202);
    let open = b.db.read(|c| report::open(c, 50)).await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(
        open[0].objects,
        [scene.there.actor.clone(), scene.note.clone()]
    );
    assert_eq!(open[0].host, anna.host);
    assert!(open[0].content.contains("loud"));
    for number in 3..30 {
        assert_eq!(scene.post(flag(number, ours.clone())).await, 202);
    }
    let open = b.db.read(|c| report::open(c, 50)).await.unwrap();
    assert_eq!(open.len(), 20, "a day of one server");
    assert_eq!(counted(b, &anna.host, NoiseReason::TooManyReports).await, 8);
}

#[tokio::test]
async fn a_report_goes_out_in_the_name_of_the_co_op() {
    let scene = Scene::on(Kind::Sqlite).await.unwrap();
    let (b, anna) = (&scene.b, &scene.anna);
    b.send();
    assert_eq!(
        scene.send(1, "Create", &scene.said(1, "<p>rude</p>")).await,
        202
    );
    let id = scene.id(1);
    for _ in 0..2 {
        let (app, id) = (b.app.clone(), id.clone());
        let made =
            b.db.write(move |c| make::run(c, &app, &id, "This is rude."));
        b.app.committed(made.await.unwrap());
    }
    let open = b.db.read(|c| report::open(c, 50)).await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].direction, ReportDirection::Out);
    assert!(anna.arrived().is_empty(), "a person decides first");
    for _ in 0..2 {
        let (app, id) = (b.app.clone(), open[0].id.clone());
        let sent =
            b.db.write(move |c| forward_report::run(c, &app, &id, &by("")));
        b.app.committed(sent.await.unwrap());
    }
    let arrived = anna.wait_for(1).await;
    let flag = &arrived[0].body;
    assert_eq!(flag["type"], "Flag");
    assert_eq!(flag["actor"], b.urls.coop());
    assert_eq!(flag["object"], json!([anna.actor, scene.id(1)]));
    assert_eq!(flag["content"], "This is rude.");
    let mut members: Vec<_> = flag.as_object().unwrap().keys().cloned().collect();
    members.sort();
    assert_eq!(
        members,
        ["@context", "actor", "content", "id", "object", "to", "type"]
    );
}

#[rstest]
#[tokio::test]
async fn a_flood_is_counted_and_bounded(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    for round in 0..3 {
        for number in 0..1_500 {
            let host = format!("{round}-{number}.example");
            b.peer.noise.count(&host, NoiseReason::Signature);
        }
        b.peer.noise.write().await.unwrap();
    }
    b.peer
        .noise
        .count(&"x".repeat(100_000), NoiseReason::Malformed);
    b.peer.noise.write().await.unwrap();
    let rows = b.db.read(|c| noise::list(c, 10_000)).await.unwrap();
    assert!(rows.len() <= 1_001, "{}", rows.len());
    assert_eq!(rows.iter().map(|row| row.times).sum::<i64>(), 4_501);
    assert!(rows.iter().all(|row| row.host.len() < 300));
}

#[tokio::test]
async fn every_refusal_is_counted_with_its_reason() {
    let b = super::refused::instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let follow = anna.follow(&b.urls.coop(), 1);
    let now = b.app.clock.wire().unix_seconds();
    let inbox = b.urls.shared_inbox();
    let stale = anna.signed(&inbox, &follow, now - 100_000);
    assert_eq!(super::refused::send(&b, stale).await, 401);
    assert_eq!(super::refused::post(&b, &anna, &follow).await, 202);
    let mut other = anna.follow(&b.urls.desk(), 1);
    other["id"] = follow["id"].clone();
    assert_eq!(super::refused::post(&b, &anna, &other).await, 409);
    assert_eq!(counted(&b, &anna.host, NoiseReason::SameId).await, 1);
    // Before the body was read nobody knows who speaks.
    assert_eq!(counted(&b, "", NoiseReason::Signature).await, 1);
    let mut nameless = follow.clone();
    nameless["actor"] = json!(7);
    assert_eq!(super::refused::post(&b, &anna, &nameless).await, 400);
    assert_eq!(counted(&b, "", NoiseReason::Malformed).await, 1);
}

#[tokio::test]
async fn odd_actors_are_counted() {
    let b = super::refused::instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let eve = anna.neighbour("eve");
    let errand = b.peer.fetch.errand();
    let read = async |who: &Stranger| {
        let id = Url::parse(&who.actor).unwrap();
        b.peer.fetch.actor_anew(&id, &errand).await
    };
    assert!(read(&anna).await.is_ok());
    // A second actor with the name of the first.
    eve.put_actor_with(&eve.actor, &json!({"preferredUsername": "anna"}));
    assert!(read(&eve).await.is_ok());
    assert_eq!(counted(&b, &anna.host, NoiseReason::NameTaken).await, 1);
    // An actor that becomes something else, read and told.
    anna.put_actor_with(&anna.actor, &json!({"type": "Group"}));
    assert!(read(&anna).await.is_err());
    let mut document = anna.document(&anna.actor, &anna.key_id, &anna.key);
    document["type"] = json!("Group");
    let update = anna.activity(1, "Update", document);
    assert_eq!(super::refused::post(&b, &anna, &update).await, 202);
    assert_eq!(counted(&b, &anna.host, NoiseReason::TypeChanged).await, 2);
    // A name of two alphabets.
    eve.put_actor_with(&eve.actor, &json!({"name": "Mirеille"}));
    assert!(read(&eve).await.is_ok());
    assert_eq!(counted(&b, &anna.host, NoiseReason::MixedScripts).await, 1);
}

#[tokio::test]
async fn what_was_suspended_is_taken_up_again_when_that_is_lifted() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    seed(&b, "chezmireille").await;
    let host = b.urls.authority();
    a.app.lookup.coop(host).await.unwrap();
    let followers = |count: i64| move |c: &mut Conn| Ok(follower::count_of(c, "coop")? == count);
    until_true(&b.db, "a follows", followers(1)).await;
    set(&a, host, Level::Suspended).await;
    until_true(&b.db, "a follows no more", followers(0)).await;
    forget(&a, host).await;
    let there = host.to_owned();
    let kept =
        a.db.read(move |c| remote_restaurant::ids_of_host(c, &there, 10));
    assert!(kept.await.unwrap().is_empty());
    unset(&a, host).await;
    until_true(&b.db, "a follows again", followers(1)).await;
}

#[rstest]
#[tokio::test]
async fn what_is_under_way_when_its_server_is_suspended_is_not_kept(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = super::refused::instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let (coop, note) = (b.urls.coop(), anna.note(1));
    super::refused::asked_to_follow(&b, &anna.actor, FollowState::Accepted).await;
    // She is known, with her key.
    let like = anna.activity(1, "Like", json!(coop));
    assert_eq!(super::refused::post(&b, &anna, &like).await, 202);
    let id = note["id"].as_str().unwrap().to_owned();
    anna.put(&id, 200, &note);
    let gate = anna.put_gate(&id);
    let mut create = anna.activity(2, "Create", json!(id));
    create["cc"] = json!([coop]);
    let decided = async {
        // The special is read, which is the last that is asked for; the first look at the rules was before that.
        gate.asked.notified().await;
        set(&b, &anna.host, Level::Suspended).await;
        gate.open.notify_one();
    };
    let (status, ()) = tokio::join!(super::refused::post(&b, &anna, &create), decided);
    assert_eq!(status, 403);
    let kept = b.db.read(move |c| -> crate::store::Result<_> {
        let special = remote_special::find_optional(c, &id)?;
        Ok((inbox_seen::count(c)?, special))
    });
    assert_eq!(kept.await.unwrap(), (1, None));
}

#[rstest]
#[tokio::test]
async fn nothing_is_sent_while_nobody_knows_who_is_suspended(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    assert_eq!(
        super::refused::post(&b, &anna, &anna.follow(&b.urls.coop(), 1)).await,
        202
    );
    let queue = Queue {
        host: anna.host.clone(),
        lane: Lane::Social,
    };
    let outbox = Outbox::new(
        b.app.clone(),
        Arc::clone(&b.peer.deliver),
        b.peer.keys.clone(),
        b.peer.hosts.clone(),
        Arc::clone(&b.heard) as Arc<dyn TradeHooks>,
    );
    // The answer waits a moment, so that it does not overtake our 202.
    b.forward(chrono::TimeDelta::seconds(1));
    let place = &b.app.config.database.place;
    rename_table(place, "host_policy", "away").unwrap();
    b.app.lookup.policy_changed();
    let stop = CancellationToken::new();
    assert!(outbox.send_all(&queue, &stop).await.is_err());
    assert!(anna.arrived().is_empty());
    rename_table(place, "away", "host_policy").unwrap();
    outbox.send_all(&queue, &stop).await.unwrap();
    assert_eq!(anna.arrived().len(), 1);
}

#[rstest]
#[tokio::test]
async fn what_a_suspended_co_op_said_itself_is_forgotten(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = super::refused::instance(kind).await else {
        return;
    };
    let now = b.clock_now();
    let special = move |host: &str, number: i32| RemoteSpecial {
        id: format!("https://{host}/ap/n/{number}"),
        actor_id: format!("https://{host}/ap/coop"),
        content: "<p>Soup</p>".into(),
        item_id: None,
        url: None,
        published_at: now,
        ends_at: None,
        edited_at: None,
        removed_at: None,
        received_at: now,
    };
    // Others whose names begin or look alike keep theirs.
    let others = ["far.example.org", "far-example", "notfar.example"];
    b.write(move |c, _| {
        for number in 0..600 {
            remote_special::insert(c, &special("far.example", number))?;
        }
        for other in others {
            remote_special::insert(c, &special(other, 1))?;
        }
        remote_special::insert(c, &special("a_b.localhost:1", 1))?;
        remote_special::insert(c, &special("axb.localhost:1", 1))
    })
    .await;
    for host in ["far.example", "a_b.localhost:1"] {
        let of = host.to_owned();
        b.write(move |c, _| crate::store::testing::set_suspended(c, &of, true))
            .await;
        b.write(move |c: &mut Conn, app: &App| {
            let about = Subject::Host(host.to_owned());
            while purge::some(c, app, &about)? {}
            Ok(())
        })
        .await;
    }
    let mut left = Vec::new();
    for host in others
        .into_iter()
        .chain(["far.example", "a_b.localhost:1", "axb.localhost:1"])
    {
        let found =
            b.db.read(move |c| remote_special::ids_of_host(c, host, 1_000));
        left.push(found.await.unwrap().len());
    }
    assert_eq!(left, [1, 1, 1, 0, 0, 1]);
}
