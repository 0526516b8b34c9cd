//! A special: published, boosted, corrected, taken back, from one instance to another and to a stranger.

use musette_domain::TextValue as _;
use serde_json::json;
use tower::ServiceExt as _;

use super::instance::Instance;
use super::seed::{publish, seed};
use super::stranger::Stranger;
use super::wait::{until, until_true};
use crate::app::Topic;
use crate::flow::restaurant::close::{self, CloseRefusal};
use crate::flow::restaurant::reopen;
use crate::store::following::FollowState;
use crate::store::{follower, following, outbox_activity, outbox_message, remote_special, special};

#[tokio::test]
async fn a_special_reaches_the_followers_elsewhere() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    let there = seed(&b, "chezmireille").await;
    follow(&a, &b, &there.actor).await;
    let mut events = a.app.events.listen();
    let special = publish(&b, &there, "Quenelle <b>nappée</b>").await;
    let note = b.urls.special(special.as_str());
    let id = note.clone();
    let row = until(&a.db, "the special arrives", move |c| {
        remote_special::find_optional(c, &id)
    })
    .await;
    assert_eq!(row.actor_id, there.actor);
    assert!(
        row.content.contains("Quenelle &lt;b&gt;nappée&lt;/b&gt;"),
        "{}",
        row.content
    );
    assert!(row.content.contains("13.50 EUR"));
    assert!(row.ends_at.is_some());
    assert_eq!(events.recv().await.unwrap(), Topic::Specials);

    // Corrected.
    let edited = special.clone();
    b.write(move |c, app| {
        let mut row = special::find(c, &edited)?;
        row.title = "Quenelle, plus que deux".into();
        row.edited_at = Some(app.clock.now());
        special::save(c, &row)?;
        app.tell.special_edited(c, &edited)
    })
    .await;
    let id = note.clone();
    until_true(&a.db, "the correction arrives", move |c| {
        Ok(remote_special::find(c, &id)?
            .content
            .contains("plus que deux"))
    })
    .await;

    // Taken back.
    let removed = special.clone();
    b.write(move |c, app| {
        let mut row = special::find(c, &removed)?;
        row.removed_at = Some(app.clock.now());
        special::save(c, &row)?;
        app.tell.special_removed(c, &removed)
    })
    .await;
    until_true(&a.db, "the special is taken back", move |c| {
        Ok(remote_special::find(c, &note)?.removed_at.is_some())
    })
    .await;
}

#[tokio::test]
async fn a_stranger_gets_a_plain_note_and_a_boost() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    for (number, target) in [(1, there.actor.clone()), (2, b.urls.coop())] {
        let follow = anna.follow(&target, number);
        let request = anna.signed(&b.urls.shared_inbox(), &follow, now);
        assert_eq!(
            b.router.clone().oneshot(request).await.unwrap().status(),
            202
        );
    }
    anna.wait_for(2).await;
    let special = publish(&b, &there, "Quenelle").await;
    let arrived = anna.wait_for(4).await;
    let (create, boost) = (&arrived[2].body, &arrived[3].body);
    assert_eq!(arrived[2].path, "/inbox", "one delivery a server");
    assert_eq!(create["type"], "Create");
    assert_eq!(create["actor"], json!(there.actor));
    assert_eq!(create["object"]["type"], "Note");
    assert_eq!(create["object"]["attributedTo"], json!(there.actor));
    assert_eq!(create["to"], "https://www.w3.org/ns/activitystreams#Public");
    assert!(
        create["object"]["content"]
            .as_str()
            .unwrap()
            .contains("Commander")
    );
    assert_eq!(boost["type"], "Announce");
    assert_eq!(boost["actor"], json!(b.urls.coop()));
    assert_eq!(boost["object"], json!(b.urls.special(special.as_str())));
    assert!(
        arrived[2].headers["user-agent"]
            .to_str()
            .unwrap()
            .starts_with("musette/")
    );

    // Strangers hear of one correction, not of each.
    for title in ["Plus que deux", "Plus qu'une"] {
        let edited = special.clone();
        b.write(move |c, app| {
            let mut row = special::find(c, &edited)?;
            row.title = title.into();
            row.edited_at = Some(app.clock.now());
            special::save(c, &row)?;
            app.tell.special_edited(c, &edited)
        })
        .await;
    }
    let removed = special.clone();
    b.write(move |c, app| app.tell.special_removed(c, &removed))
        .await;
    let kinds: Vec<_> = anna.wait_for(7).await[4..]
        .iter()
        .map(|arrived| arrived.body["type"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["Update", "Delete", "Undo"]);
}

#[tokio::test]
async fn strangers_hear_of_a_closure_and_of_its_end() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    let there = seed(&b, "chezmireille").await;
    follow(&a, &b, &there.actor).await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let request = anna.signed(&b.urls.shared_inbox(), &anna.follow(&there.actor, 1), now);
    let answer = b.router.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), 202);
    anna.wait_for(1).await;
    let until = b.app.clock.now().plus(chrono::TimeDelta::days(3));
    let of = there.restaurant.clone();
    let _ = b
        .write(move |c, app| {
            close::run(c, app, &of, until, "Congés <d'hiver>").map_err(|refusal| match refusal {
                CloseRefusal::Store(error) => error,
                other => panic!("{other}"),
            })
        })
        .await;
    // The profile and the notice, in whatever order they come.
    let arrived = anna.wait_for(3).await;
    let create = arrived
        .iter()
        .find(|one| one.body["type"] == "Create")
        .unwrap();
    let note = &create.body["object"];
    let content = note["content"].as_str().unwrap();
    assert!(
        content.starts_with("<p><strong>Chez Mireille: fermé jusqu&#39;au "),
        "{content}"
    );
    assert!(
        content.ends_with("<p>Congés &lt;d&#39;hiver&gt;</p>"),
        "{content}"
    );
    assert_eq!(note["url"], json!(b.urls.page("chezmireille")));
    assert_eq!(note["endTime"], json!(until.to_rfc3339()));
    let of = there.restaurant.clone();
    let _ = b.write(move |c, app| reopen::run(c, app, &of)).await;
    let arrived = anna.wait_for(5).await;
    let delete = arrived
        .iter()
        .find(|one| one.body["type"] == "Delete")
        .unwrap();
    assert_eq!(delete.body["object"]["formerType"], "Note");
    assert_eq!(delete.body["object"]["id"], note["id"]);
    // A musette server has it from the profile; on its pages a closure is nothing to eat.
    let id = note["id"].as_str().unwrap().to_owned();
    let kept =
        a.db.read(move |c| remote_special::find_optional(c, &id))
            .await;
    assert_eq!(kept.unwrap(), None);
}

#[tokio::test]
async fn what_is_taken_back_is_sent_longer_than_what_is_published() {
    let b = Instance::on(crate::store::testing::Kind::Sqlite, "b")
        .await
        .unwrap();
    let there = seed(&b, "chezmireille").await;
    for name in ["chezmireille", "coop"] {
        let row = follower::Follower {
            actor_name: name.into(),
            follower_id: "https://gone.example/anna".into(),
            follow_id: format!("https://gone.example/follow/{name}"),
            inbox: "https://gone.example/inbox".into(),
            shared_inbox: None,
            host: "gone.example".into(),
            musette: false,
            accepted_at: b.app.clock.now(),
        };
        b.write(move |c, _| follower::insert(c, &row)).await;
    }
    let special = publish(&b, &there, "Quenelle").await;
    b.write(move |c, app| app.tell.special_removed(c, &special))
        .await;
    let mut lives =
        b.db.read(|c| {
            let mut lives = Vec::new();
            for row in outbox_message::list(c, 100)? {
                let kind = outbox_activity::find(c, &row.activity_id)?.kind;
                let life = row.valid_through.unwrap().since(row.created_at).num_hours();
                lives.push((kind, life));
            }
            Ok::<_, crate::store::Error>(lives)
        })
        .await
        .unwrap();
    lives.sort();
    lives.dedup();
    let expected = [
        ("Announce", 24),
        ("Create", 24),
        ("Delete", 120),
        ("Undo", 120),
    ];
    assert_eq!(lives, expected.map(|(kind, life)| (kind.to_owned(), life)));
}

#[tokio::test]
async fn a_co_op_that_is_followed_brings_the_specials_of_all_its_restaurants() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    let there = seed(&b, "chezmireille").await;
    a.app.lookup.coop(b.urls.authority()).await.unwrap();
    until_true(&b.db, "the co-op is followed", |c| {
        Ok(follower::count_of(c, "coop")? == 1)
    })
    .await;
    let special = publish(&b, &there, "Quenelle").await;
    let note = b.urls.special(special.as_str());
    let row = until(&a.db, "the special arrives", move |c| {
        remote_special::find_optional(c, &note)
    })
    .await;
    assert_eq!(row.actor_id, there.actor);
}

#[tokio::test]
async fn notes_of_others_are_not_kept_and_not_changed_by_others() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    let there = seed(&b, "chezmireille").await;
    follow(&a, &b, &there.actor).await;
    let special = publish(&b, &there, "Quenelle").await;
    let note = b.urls.special(special.as_str());
    let id = note.clone();
    let before = until(&a.db, "the special arrives", move |c| {
        remote_special::find_optional(c, &id)
    })
    .await;
    // A stranger whom nobody follows publishes, and tries to change and delete what is not his.
    let eve = Stranger::start("eve").await;
    let now = a.app.clock.wire().unix_seconds();
    let own = format!("{}/notes/1", eve.actor);
    let post = |number: u32, kind: &str, object: serde_json::Value| {
        json!({"id": format!("{}/a/{number}", eve.actor), "type": kind, "actor": eve.actor,
            "to": "https://www.w3.org/ns/activitystreams#Public", "object": object})
    };
    let stolen = json!({"id": note, "type": "Note", "attributedTo": there.actor, "content": "x"});
    for activity in [
        post(
            1,
            "Create",
            json!({"id": own, "type": "Note", "attributedTo": eve.actor, "content": "spam"}),
        ),
        post(2, "Update", stolen.clone()),
        post(3, "Create", stolen),
        post(4, "Delete", json!(note)),
        post(5, "Delete", json!(there.actor)),
        post(6, "Announce", json!(own)),
    ] {
        let request = eve.signed(&a.urls.shared_inbox(), &activity, now);
        assert_eq!(
            a.router.clone().oneshot(request).await.unwrap().status(),
            202
        );
    }
    let id = note.clone();
    let after =
        a.db.read(move |c| remote_special::find(c, &id))
            .await
            .unwrap();
    assert_eq!(after, before);
    assert_eq!(
        a.db.read(move |c| remote_special::find_optional(c, &own))
            .await
            .unwrap(),
        None
    );
}

/// Lets `a` follow an actor of `b`, and waits for the yes.
async fn follow(a: &Instance, b: &Instance, actor: &str) {
    let target = a.app.lookup.restaurant(actor).await.unwrap();
    assert!(b.urls.is_ours(&target));
    let wanted = target.clone();
    a.write(move |c, app| app.tell.follow(c, &target)).await;
    until_true(&a.db, "the follow is accepted", move |c| {
        Ok(following::find(c, &wanted)?.state == FollowState::Accepted)
    })
    .await;
}
