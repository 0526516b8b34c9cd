//! Letters about new specials: for who asks for them, one a day, ended by a link; and the quiet line about what is new since the last visit.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::TimeDelta;
use musette_domain::TextValue;
use musette_domain::id::UserId;
use rstest::rstest;

use super::world::{FENNEL, MIMI, World};
use crate::app::mail::Letter;
use crate::flow::follow::news_letter;
use crate::flow::special::{Wording, publish};
use crate::store::remote_special::{self, RemoteSpecial};
use crate::store::testing::Kind;
use crate::store::testing::set_suspended;
use crate::store::{self, restaurant, restaurant_follow, user_account};

/// A special of the neighbour's restaurant arrives.
async fn arrives(world: &World, number: u32, content: &str) {
    let (now, content) = (world.now(), content.to_owned());
    world
        .write(move |c| {
            let row = RemoteSpecial {
                id: format!("http://schaan.test/ap/n/{number}"),
                actor_id: FENNEL.into(),
                content: content.clone(),
                item_id: None,
                url: None,
                published_at: now.minus(TimeDelta::hours(3)),
                ends_at: Some(now.plus(TimeDelta::hours(30))),
                edited_at: None,
                removed_at: None,
                received_at: now,
            };
            remote_special::insert(c, &row)
        })
        .await;
}

/// Our restaurant publishes one.
async fn published(world: &World, title: &str) {
    let (app, ends_at) = (world.t.app.clone(), world.now().plus(TimeDelta::hours(30)));
    let wording = Wording {
        menu_item: None,
        title: title.to_owned(),
        description: String::new(),
        price: None,
        allergens: Vec::new(),
        hashtags: Vec::new(),
        photo: None,
        ends_at,
    };
    let written = world.t.app.db.write(move |c| {
        let of = restaurant::of_handle(c, "mimi")?.unwrap();
        publish::run(c, &app, &of.id, &wording)
    });
    let _ = written.await.unwrap();
}

/// Follows both and wants letters about them.
async fn wanting(world: &mut World) {
    world.sign_in("customer").await;
    for target in [MIMI, FENNEL] {
        world.post("/follow", &[("target", target)]).await;
        let fields = [("target", target), ("wanted", "yes")];
        let answer = world.post("/following/letters", &fields).await;
        assert_eq!(answer.location, "/following#followed");
    }
    later(world, TimeDelta::minutes(1));
}

fn later(world: &World, span: TimeDelta) {
    world.t.clock.pass(span);
}

/// The letters that are written now and sent.
async fn letters(world: &World) -> Vec<Letter> {
    let before = world.t.mail.letters().len();
    let app = world.t.app.clone();
    let user = UserId::parse("customer").unwrap();
    let written = world
        .t
        .app
        .db
        .write(move |c| news_letter::run(c, &app, &user));
    let written = written.await.unwrap();
    crate::job::run_due(&world.t.app).await.unwrap();
    let letters = world.t.mail.letters().split_off(before);
    assert_eq!(usize::from(written), letters.len());
    letters
}

#[rstest]
#[tokio::test]
async fn a_letter_a_day_names_what_is_new(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(mut world) = World::on(kind).await else {
        return;
    };
    arrives(&world, 1, "<p>Before anybody asked</p>").await;
    wanting(&mut world).await;
    world.t.tell.take();
    assert_eq!(letters(&world).await, []);
    published(&world, "Käsknöpfle").await;
    arrives(
        &world,
        2,
        "<p>Heute <b>Daube</b>\u{202e}</p><script>alert(1)</script>",
    )
    .await;
    let told: Vec<_> = world
        .t
        .tell
        .take()
        .into_iter()
        .map(|told| told.what)
        .collect();
    assert_eq!(
        told,
        ["special_published"],
        "nobody hears who wants letters"
    );
    let [letter] = &letters(&world).await[..] else {
        panic!("one letter")
    };
    assert_eq!(letter.to, "customer@vaduz.test");
    assert_eq!(
        letter.subject,
        "New specials at restaurants that you follow"
    );
    for said in [
        "Mimi’s <i>Küche</i>: Käsknöpfle\nhttp://vaduz.test/@mimi\n",
        "Heute Daube",
    ] {
        assert!(letter.text.contains(said), "{said}: {}", letter.text);
    }
    assert!(!letter.text.contains("Before"), "{}", letter.text);
    assert!(!letter.text.contains("<b>") && !letter.text.contains('\u{202e}'));
    // What comes on the same day waits for the next letter.
    later(&world, TimeDelta::minutes(1));
    arrives(&world, 3, "<p>Tarte</p>").await;
    later(&world, TimeDelta::hours(23));
    assert_eq!(letters(&world).await, []);
    later(&world, TimeDelta::hours(2));
    let [letter] = &letters(&world).await[..] else {
        panic!("another")
    };
    assert!(letter.subject.ends_with(": Tarte"), "{}", letter.subject);
    later(&world, TimeDelta::hours(25));
    assert_eq!(letters(&world).await, [], "nothing new is no letter");
}

#[tokio::test]
async fn letters_are_for_who_asks_and_about_who_may_be_shown() {
    let mut world = World::new().await;
    wanting(&mut world).await;
    // Following alone is no wish for letters.
    let fields = [("target", MIMI), ("wanted", "no")];
    world.post("/following/letters", &fields).await;
    published(&world, "Käsknöpfle").await;
    assert_eq!(letters(&world).await, []);
    // About what is not followed there are none.
    world.post("/unfollow", &[("target", MIMI)]).await;
    let fields = [("target", MIMI), ("wanted", "yes")];
    world.post("/following/letters", &fields).await;
    assert_eq!(letters(&world).await, []);
    // Of a blocked server nothing is told.
    arrives(&world, 1, "<p>Daube</p>").await;
    world.write(|c| set_suspended(c, "schaan.test", true)).await;
    assert_eq!(letters(&world).await, []);
    world
        .write(|c| set_suspended(c, "schaan.test", false))
        .await;
    // Who may not sign in gets no letters either.
    let close = |disabled| {
        move |c: &mut store::Conn| {
            let mut row = user_account::find(c, &UserId::parse("customer").unwrap())?;
            row.disabled = disabled;
            user_account::save(c, &row)
        }
    };
    world.write(close(true)).await;
    assert_eq!(letters(&world).await, []);
    world.write(close(false)).await;
    assert_eq!(letters(&world).await.len(), 1);
}

#[tokio::test]
async fn the_link_in_a_letter_ends_them_without_signing_in() {
    let mut world = World::new().await;
    wanting(&mut world).await;
    published(&world, "Käsknöpfle").await;
    let letter = letters(&world).await.remove(0);
    let url = letter.unsubscribe.unwrap();
    assert!(letter.text.contains(&url), "{}", letter.text);
    let path = url.strip_prefix("http://vaduz.test").unwrap().to_owned();
    assert_eq!(path.len(), "/news/".len() + 32, "128 bits");
    world.another_browser();
    // Programs that look at every link of a letter change nothing.
    let page = world.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("No more such letters"), "{}", page.body);
    assert_eq!(wanted(&world).await, 2);
    for wrong in ["/news/0123456789abcdef0123456789abcdef", "/news/x"] {
        assert_eq!(world.get(wrong).await.status, StatusCode::NOT_FOUND);
        let answer = world.post(wrong, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    // A mail program has no cookies and says nothing of where it comes from.
    for _ in 0..2 {
        let request = Request::post(&path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from("List-Unsubscribe=One-Click"));
        let answer = world.send(request.unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
    assert_eq!(wanted(&world).await, 0);
    let page = world.get(&path).await;
    assert!(page.body.contains("You get no letters"), "{}", page.body);
    later(&world, TimeDelta::hours(25));
    published(&world, "Tarte").await;
    assert_eq!(letters(&world).await, []);
}

async fn wanted(world: &World) -> usize {
    let user = UserId::parse("customer").unwrap();
    let rows = world.read(move |c| restaurant_follow::with_letters(c, &user));
    rows.await.len()
}

#[tokio::test]
async fn what_is_new_since_the_last_visit_is_one_line() {
    let mut world = World::new().await;
    world.sign_in("customer").await;
    world.post("/follow", &[("target", FENNEL)]).await;
    arrives(&world, 1, "<p>Daube</p>").await;
    let page = world.get("/following").await;
    assert!(
        !page.body.contains("new since"),
        "the first visit: {}",
        page.body
    );
    later(&world, TimeDelta::hours(5));
    arrives(&world, 2, "<p>Tarte</p>").await;
    // The same visit, looked at twice, says the same.
    for _ in 0..2 {
        later(&world, TimeDelta::minutes(2));
        let page = world.get("/following").await;
        assert!(page.body.contains("One is new since"), "{}", page.body);
    }
    later(&world, TimeDelta::hours(1));
    let page = world.get("/following").await;
    assert!(!page.body.contains("new since"), "{}", page.body);
}

#[tokio::test]
async fn the_list_says_who_writes() {
    let mut world = World::new().await;
    let fields = [("target", FENNEL), ("wanted", "yes")];
    let answer = world.post("/following/letters", &fields).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    world.sign_in("customer").await;
    world.post("/follow", &[("target", FENNEL)]).await;
    let page = world.get("/following").await;
    assert!(
        page.body.contains("name=\"wanted\" value=\"yes\""),
        "{}",
        page.body
    );
    world.post("/following/letters", &fields).await;
    let page = world.get("/following").await;
    assert!(
        page.body.contains("name=\"wanted\" value=\"no\""),
        "{}",
        page.body
    );
    assert!(
        page.body.contains("You will get a letter when"),
        "{}",
        page.body
    );
}
