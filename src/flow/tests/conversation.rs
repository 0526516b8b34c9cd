//! What people say to a restaurant, on rows: how much of it is kept, what is answered, what is forgotten.

use chrono::TimeDelta;
use musette_domain::id::{RestaurantId, SpecialId};
use musette_domain::{Instant, TextValue};
use rstest::rstest;

use super::support::{Coop, clock, coop};
use crate::app::testing::Network;
use crate::flow::conversation::receive::{self, Author, Incoming};
use crate::flow::conversation::{answer, forget, hold, react, set_hidden, shown, take_back};
use crate::store::local_actor::{self, ActorKind, LocalActor};
use crate::store::reaction::{self, Reaction, ReactionKind};
use crate::store::special::{self, Special, SpecialKind};
use crate::store::testing::{Kind, set_suspended};
use crate::store::{Error, hint, reply};

const NOTE: &str = "http://vaduz.test/ap/n/special-1";

fn mireille() -> RestaurantId {
    RestaurantId::parse("restaurant-1").unwrap()
}

fn special_id() -> SpecialId {
    SpecialId::parse("special-1").unwrap()
}

/// A co-op whose restaurant has an actor and a special.
async fn vaduz(kind: Kind) -> Option<Coop> {
    let vaduz = coop(kind, "vaduz", 1, &Network::default(), clock()).await?;
    let now = vaduz.clock.now();
    let actor = LocalActor {
        id: vaduz.urls.restaurant("mireille"),
        name: "mireille".into(),
        kind: ActorKind::Restaurant,
        restaurant_id: Some(mireille()),
        rsa_private: Vec::new(),
        rsa_public: String::new(),
        ed25519_private: Vec::new(),
        ed25519_public: String::new(),
        created_at: now,
        gone_at: None,
        moved_to: None,
        moved_at: None,
        also_known_as: Vec::new(),
    };
    let special = Special {
        id: special_id(),
        restaurant_id: mireille(),
        menu_item_id: None,
        title: "Quenelle".into(),
        description: String::new(),
        price: None,
        allergens: Vec::new(),
        published_at: now,
        ends_at: now.plus(TimeDelta::hours(4)),
        edited_at: None,
        removed_at: None,
        kind: SpecialKind::Special,
        hashtags: Vec::new(),
        photo_id: None,
        sold_out: false,
        changed_at: None,
    };
    let written = vaduz.db.write(move |c| {
        local_actor::insert_if_absent(c, &actor)?;
        special::insert(c, &special)
    });
    written.await.unwrap();
    Some(vaduz)
}

/// What `author` of `host` says to the special.
fn said(number: u32, author: &str, host: &str, now: Instant) -> Incoming {
    Incoming {
        id: format!("https://{host}/{author}/{number}"),
        in_reply_to: Some(NOTE.into()),
        to: Vec::new(),
        author: Author {
            id: format!("https://{host}/{author}"),
            handle: format!("@{author}@{host}"),
            name: author.to_owned(),
            inbox: format!("https://{host}/{author}/inbox"),
            host: host.to_owned(),
        },
        public: true,
        summary: None,
        content: "<p>Bon</p>".into(),
        language: None,
        url: None,
        published_at: now,
        edited_at: None,
    }
}

async fn receive(of: &Coop, new: Vec<Incoming>) {
    let app = of.t.app.clone();
    let received = of.db.write(move |c| {
        for one in &new {
            let _ = receive::run(c, &app, one)?;
        }
        Ok::<_, Error>(())
    });
    received.await.unwrap();
}

async fn count(of: &Coop) -> usize {
    let read = of.db.read(|c| shown::of_special(c, NOTE, &special_id()));
    read.await.unwrap().len()
}

#[rstest]
#[tokio::test]
async fn one_author_one_server_and_one_special_have_limits(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(vaduz) = vaduz(kind).await else {
        return;
    };
    let now = vaduz.clock.now();
    let of_one = usize::try_from(receive::OF_ONE_AUTHOR).unwrap();
    let all = (0..40).map(|number| said(number, "anna", "a.example", now));
    receive(&vaduz, all.collect()).await;
    assert_eq!(count(&vaduz).await, of_one);
    // The same again is the same.
    receive(&vaduz, vec![said(0, "anna", "a.example", now)]).await;
    assert_eq!(count(&vaduz).await, of_one);
    // Tomorrow she may speak again.
    vaduz.t.clock.pass(TimeDelta::hours(25));
    receive(&vaduz, vec![said(50, "anna", "a.example", now)]).await;
    assert_eq!(count(&vaduz).await, of_one + 1);
    let flood = (0..1_100).map(|number| said(number, &format!("u{number}"), "flood.example", now));
    receive(&vaduz, flood.collect()).await;
    let most = usize::try_from(receive::OF_ONE_SPECIAL).unwrap();
    assert_eq!(count(&vaduz).await, most, "of one special");
    // Mentions are no replies to it; they end where one server has said enough.
    let mentions = (2_000..2_100).map(|number| Incoming {
        in_reply_to: None,
        to: vec!["http://vaduz.test/ap/r/mireille".into()],
        ..said(number, &format!("u{number}"), "flood.example", now)
    });
    receive(&vaduz, mentions.collect()).await;
    let read = vaduz
        .db
        .read(|c| reply::count_of_host(c, "flood.example", Instant::from_millis(0)));
    assert_eq!(read.await.unwrap(), receive::OF_ONE_HOST);
}

#[tokio::test]
async fn a_conversation_goes_only_so_deep() {
    let vaduz = vaduz(Kind::Sqlite).await.unwrap();
    let now = vaduz.clock.now();
    let chain = (0..30_u32).map(|number| {
        let host = format!("h{number}.example");
        let parent = number.checked_sub(1);
        let parent =
            parent.map(|before| said(before, "anna", &format!("h{before}.example"), now).id);
        Incoming {
            in_reply_to: Some(parent.unwrap_or_else(|| NOTE.into())),
            ..said(number, "anna", &host, now)
        }
    });
    receive(&vaduz, chain.collect()).await;
    assert_eq!(
        count(&vaduz).await,
        usize::try_from(receive::DEEPEST).unwrap()
    );
}

#[rstest]
#[tokio::test]
async fn what_is_held_waits_until_it_is_shown(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = vaduz(kind).await else {
        return;
    };
    let now = vaduz.clock.now();
    for (hold, shown) in [(true, 0), (true, 0), (false, 1)] {
        let set = vaduz
            .write(move |c, _| hold::run(c, &mireille(), hold))
            .await;
        let _ = set.unwrap();
        let author = if hold { "early" } else { "late" };
        receive(&vaduz, vec![said(1, author, "a.example", now)]).await;
        assert_eq!(count(&vaduz).await, shown);
    }
    let (app, id) = (vaduz.t.app.clone(), "https://a.example/early/1");
    let set = vaduz
        .db
        .write(move |c| set_hidden::run(c, &app, &mireille(), id, false));
    let _ = set.await.unwrap();
    assert_eq!(count(&vaduz).await, 2);
    // What was shown and is rewritten waits again where replies are held, and only there.
    for (seconds, hold, shown) in [(1, false, 2), (2, true, 1)] {
        let set = vaduz
            .write(move |c, _| hold::run(c, &mireille(), hold))
            .await;
        let _ = set.unwrap();
        let corrected = Incoming {
            content: "<p>other words</p>".into(),
            edited_at: Some(now.plus(TimeDelta::seconds(seconds))),
            ..said(1, "early", "a.example", now)
        };
        receive(&vaduz, vec![corrected]).await;
        assert_eq!(count(&vaduz).await, shown);
    }
}

#[rstest]
#[tokio::test]
async fn answers_are_refused_with_a_reason(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = vaduz(kind).await else {
        return;
    };
    let now = vaduz.clock.now();
    let first = said(1, "anna", "a.example", now);
    let id = first.id.clone();
    receive(&vaduz, vec![first]).await;
    let answer = |words: String| {
        let id = id.clone();
        vaduz.write(move |c, app| answer::run(c, app, Some(&mireille()), &id, &words))
    };
    for number in 0..answer::OF_ONE_REPLY {
        let _ = answer(format!("Merci {number}")).await.unwrap();
    }
    assert_eq!(vaduz.t.tell.take().len(), answer::OF_ONE_REPLY);
    // The same words are the same answer, others are too many.
    let again = answer("Merci 0".into()).await.unwrap();
    assert_eq!(again.topics, []);
    let refused = answer("Merci encore".into()).await.unwrap_err();
    assert_eq!(refused.key(), "answer-too-many");
    assert_eq!(answer(" \n".into()).await.unwrap_err().key(), "answer-text");

    let other = RestaurantId::parse("restaurant-2").unwrap();
    let (theirs, not_ours) = (id.clone(), id.clone());
    let refused = vaduz
        .write(move |c, app| answer::run(c, app, Some(&other), &theirs, "x"))
        .await;
    assert_eq!(refused.unwrap_err().key(), "not-found");
    let refused = vaduz.write(move |c, app| take_back::run(c, app, Some(&mireille()), &not_ours));
    assert!(matches!(refused.await, Err(Error::NotFound)));

    let blocked = vaduz.db.write(|c| set_suspended(c, "a.example", true));
    blocked.await.unwrap();
    assert_eq!(
        answer("x".into()).await.unwrap_err().key(),
        "answer-blocked"
    );
    let author = "https://a.example/anna";
    let gone = vaduz.db.write(move |c| reply::remove_of(c, author, now));
    assert_eq!(gone.await.unwrap(), 1);
    assert_eq!(answer("x".into()).await.unwrap_err().key(), "answer-gone");
    let closed = vaduz.db.write(move |c| {
        let mut row = local_actor::find_by_restaurant(c, &mireille())?.unwrap();
        row.gone_at = Some(now);
        local_actor::save(c, &row)
    });
    closed.await.unwrap();
    let second = said(2, "bert", "b.example", now);
    let id = second.id.clone();
    receive(&vaduz, vec![second]).await;
    let refused = vaduz.write(move |c, app| answer::run(c, app, Some(&mireille()), &id, "x"));
    assert_eq!(refused.await.unwrap_err().key(), "answer-no-account");
}

#[rstest]
#[tokio::test]
async fn old_words_are_forgotten_and_blocks_are_not(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(vaduz) = vaduz(kind).await else {
        return;
    };
    let now = vaduz.clock.now();
    receive(&vaduz, vec![said(1, "anna", "a.example", now)]).await;
    let row = |kind, object: &str| Reaction {
        kind,
        actor_id: "https://a.example/anna".into(),
        object_id: object.to_owned(),
        activity_id: format!("https://a.example/{}", ReactionKind::text(kind)),
        host: "a.example".into(),
        received_at: now,
    };
    let actor = vaduz.urls.restaurant("mireille");
    let (like, block) = (
        row(ReactionKind::Like, NOTE),
        row(ReactionKind::Block, &actor),
    );
    let app = vaduz.t.app.clone();
    let written = vaduz.db.write(move |c| {
        react::run(c, &app, &like)?;
        react::block(c, &block)?;
        let sent = hint::Hint {
            author_id: "https://a.example/anna".into(),
            sent_at: now,
        };
        assert!(hint::claim(c, &sent, now.minus(TimeDelta::days(1)))?);
        assert!(!hint::claim(c, &sent, now.minus(TimeDelta::days(1)))?);
        Ok::<_, Error>(())
    });
    written.await.unwrap();
    let forget = || {
        let app = vaduz.t.app.clone();
        vaduz.db.write(move |c| forget::run(c, &app))
    };
    assert_eq!(forget().await.unwrap(), 0);
    vaduz.t.clock.pass(TimeDelta::days(3));
    assert_eq!(forget().await.unwrap(), 1, "the hint");
    vaduz.t.clock.pass(forget::KEPT);
    assert_eq!(forget().await.unwrap(), 2, "the words and the like");
    let kept = vaduz.db.read(move |c| {
        let block =
            reaction::find_optional(c, ReactionKind::Block, "https://a.example/anna", &actor)?;
        Ok::<_, Error>(block.is_some())
    });
    assert!(kept.await.unwrap());
}

#[tokio::test]
async fn likes_have_a_limit_for_a_server_and_in_all() {
    let vaduz = vaduz(Kind::Sqlite).await.unwrap();
    let now = vaduz.clock.now();
    let like = move |host: u32, who: u32| Reaction {
        kind: ReactionKind::Like,
        actor_id: format!("https://h{host}.example/{who}"),
        object_id: NOTE.to_owned(),
        activity_id: format!("https://h{host}.example/likes/{who}"),
        host: format!("h{host}.example"),
        received_at: now,
    };
    let app = vaduz.t.app.clone();
    let written = vaduz.db.write(move |c| {
        let all = |c: &mut _| reaction::count_all(c, ReactionKind::Like, NOTE);
        for who in 0..2_000 {
            react::run(c, &app, &like(0, who))?;
        }
        react::run(c, &app, &like(0, 2_000))?;
        assert_eq!(all(c)?, react::OF_ONE_HOST);
        for host in 1..10 {
            for who in 0..2_000 {
                reaction::insert_if_absent(c, &like(host, who))?;
            }
        }
        react::run(c, &app, &like(10, 0))?;
        assert_eq!(all(c)?, react::AT_MOST);
        // A Note stays full for a while, so that not every further like counts them all.
        reaction::delete(c, ReactionKind::Like, "https://h1.example/0", NOTE)?;
        react::run(c, &app, &like(10, 0))?;
        assert_eq!(all(c)?, react::AT_MOST - 1);
        let mut boost = like(11, 0);
        boost.kind = ReactionKind::Boost;
        react::run(c, &app, &boost)?;
        assert_eq!(reaction::count_all(c, boost.kind, NOTE)?, 1);
        Ok::<_, Error>(())
    });
    written.await.unwrap();
}
