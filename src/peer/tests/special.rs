//! A special: published, boosted, corrected, taken back, from one instance to another and to a stranger.

use musette_domain::TextValue as _;
use rstest::rstest;
use serde_json::json;
use tower::ServiceExt as _;

use super::documents::get;
use super::instance::Instance;
use super::seed::{publish, seed};
use super::stranger::Stranger;
use super::wait::{until, until_true};
use crate::app::Topic;
use crate::flow::restaurant::close::{self, CloseRefusal};
use crate::flow::restaurant::reopen;
use crate::flow::special::take_back;
use crate::store::following::FollowState;
use crate::store::testing::Kind;
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

/// Somebody at a server follows an actor of `b`.
async fn followed_from(b: &Instance, name: &str, host: &str, musette: bool) {
    let row = follower::Follower {
        actor_name: name.into(),
        follower_id: format!("https://{host}/anna"),
        follow_id: format!("https://{host}/follow/{name}"),
        repeated_id: None,
        inbox: format!("https://{host}/inbox"),
        shared_inbox: None,
        host: host.into(),
        musette,
        accepted_at: b.app.clock.now(),
    };
    b.write(move |c, _| follower::insert(c, &row)).await;
}

/// What waits to be sent: the activity's type, its object, the host, and how many hours it is tried.
async fn waiting(b: &Instance) -> Vec<(String, serde_json::Value, String, i64)> {
    b.db.read(|c| {
        let mut found = Vec::new();
        for row in outbox_message::list(c, 100)? {
            let activity = outbox_activity::find(c, &row.activity_id)?;
            let body: serde_json::Value = serde_json::from_str(&activity.body).unwrap();
            let life = row.valid_through.unwrap().since(row.created_at);
            found.push((
                activity.kind,
                body["object"].clone(),
                row.host,
                life.num_hours(),
            ));
        }
        Ok::<_, crate::store::Error>(found)
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn strangers_hear_of_a_closure_and_of_its_end() {
    let b = Instance::on(Kind::Sqlite, "b").await.unwrap();
    let there = seed(&b, "chezmireille").await;
    followed_from(&b, "chezmireille", "mastodon.example", false).await;
    followed_from(&b, "chezmireille", "schaan.example", true).await;
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
    let hosts = |waiting: &[(String, serde_json::Value, String, i64)], wanted: &str| {
        let found = waiting.iter().filter(|(kind, ..)| kind == wanted);
        let mut hosts: Vec<_> = found.map(|(_, _, host, _)| host.clone()).collect();
        hosts.sort();
        hosts
    };
    let sent = waiting(&b).await;
    let both = ["mastodon.example", "schaan.example"];
    assert_eq!(hosts(&sent, "Update"), both, "the profile");
    // A musette server has it from the profile; on its pages a closure is nothing to eat.
    assert_eq!(hosts(&sent, "Create"), ["mastodon.example"]);
    assert_eq!(hosts(&sent, "Announce"), Vec::<String>::new());
    let (_, note, ..) = sent.iter().find(|(kind, ..)| kind == "Create").unwrap();
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
    let _ = b
        .write(move |c, app| reopen::run(c, app, &there.restaurant))
        .await;
    let sent = waiting(&b).await;
    let (_, gone, ..) = sent.iter().find(|(kind, ..)| kind == "Delete").unwrap();
    assert_eq!(gone["formerType"], "Note");
    assert_eq!(gone["id"], note["id"]);
    assert!(hosts(&sent, "Delete").contains(&"mastodon.example".to_owned()));
}

#[tokio::test]
async fn what_is_taken_back_is_sent_longer_than_what_is_published() {
    let b = Instance::on(Kind::Sqlite, "b").await.unwrap();
    let there = seed(&b, "chezmireille").await;
    for name in ["chezmireille", "coop"] {
        followed_from(&b, name, "gone.example", false).await;
    }
    let special = publish(&b, &there, "Quenelle").await;
    b.write(move |c, app| app.tell.special_removed(c, &special))
        .await;
    let sent = waiting(&b).await.into_iter();
    let mut lives: Vec<_> = sent.map(|(kind, _, _, life)| (kind, life)).collect();
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

#[rstest]
#[tokio::test]
async fn what_is_taken_back_is_in_no_outbox_and_still_sent(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    let there = seed(&b, "chezmireille").await;
    for name in ["chezmireille", "coop"] {
        followed_from(&b, name, "away.example", false).await;
    }
    let kept = publish(&b, &there, "Parmentier").await;
    let special = publish(&b, &there, "Quenelle à la ciguë").await;
    let outboxes = [&there.actor, &b.urls.coop()].map(|actor| b.urls.part(actor, "outbox"));
    let mut activities = Vec::new();
    for outbox in &outboxes {
        let (_, _, page) = get(&b, &format!("{outbox}?page=first")).await;
        let newest = page["orderedItems"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(get(&b, &newest).await.0, 200);
        activities.push(newest);
    }
    let (of, id) = (there.restaurant.clone(), special.clone());
    for _ in 0..2 {
        let (of, id) = (of.clone(), id.clone());
        let _ = b
            .write(move |c, app| take_back::run(c, app, &of, &id))
            .await;
    }
    for activity in &activities {
        let (status, _, body) = get(&b, activity).await;
        assert_eq!((status, &body["type"]), (410, &json!("Tombstone")));
    }
    let (gone, still) = (
        b.urls.special(special.as_str()),
        b.urls.special(kept.as_str()),
    );
    for outbox in &outboxes {
        let (_, _, collection) = get(&b, outbox).await;
        assert_eq!(collection["totalItems"], 1);
        let (_, _, page) = get(&b, &format!("{outbox}?page=first")).await;
        let text = page.to_string();
        assert!(!text.contains(&gone) && !text.contains("cigu"), "{text}");
        assert!(text.contains(&still), "{text}");
    }
    let archive = b.app.lookup.archive(&b.app, &there.restaurant).await;
    let archive = archive.unwrap();
    let text = String::from_utf8_lossy(&archive);
    assert!(!text.contains(&gone));
    // Who has not heard of it yet hears all of it, in order.
    let sent = waiting(&b).await.into_iter();
    let of_it = sent.filter(|(_, object, ..)| object.to_string().contains(&gone));
    let kinds: Vec<_> = of_it.map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, ["Create", "Announce", "Delete", "Undo"]);
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
