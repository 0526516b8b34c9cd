//! Reading that nobody waits for is polite: nothing twice that is as it was, nothing that robots are asked not to read, nothing before its time.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::instance::Instance;
use super::seed::seed;
use super::stranger::Stranger;
use crate::peer::fetch::{Actor, FetchProblem};
use crate::peer::lookup::sweep;
use crate::store::testing::Kind;
use crate::store::{self, fetch_state, menu_item, remote_menu_item, remote_restaurant};

async fn crawled(a: &Instance, actor: &str) -> Result<Actor, FetchProblem> {
    let errand = a.peer.fetch.crawl();
    let url = Url::parse(actor).unwrap();
    a.peer.fetch.actor_anew(&url, &errand).await
}

fn times(stranger: &Stranger, path: &str) -> usize {
    let asked = stranger.asked();
    asked.iter().filter(|(asked, _)| asked == path).count()
}

#[rstest]
#[tokio::test]
async fn what_is_as_it_was_is_not_sent_again(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(a) = Instance::on(kind, "a").await else {
        return;
    };
    let stranger = Stranger::start("b").await;
    stranger.put_actor_with(&stranger.actor, &json!({"name": "Before"}));
    stranger.put_header(&stranger.actor, "etag", "\"one\"");
    let first = crawled(&a, &stranger.actor).await.unwrap();
    assert_eq!(first.row.display_name, "Before");
    // The server says that nothing changed: then nothing of what it would send is read, and what we have is fresh.
    stranger.put_actor_with(&stranger.actor, &json!({"name": "Not sent"}));
    a.forward(TimeDelta::hours(30));
    let second = crawled(&a, &stranger.actor).await.unwrap();
    assert_eq!(second.row.display_name, "Before");
    let (id, url) = (stranger.actor.clone(), stranger.actor.clone());
    let row = a.db.read(move |c| store::remote_actor::find(c, &id)).await;
    let age = a.clock_now().since(row.unwrap().refreshed_at.unwrap());
    assert!(age < TimeDelta::hours(1), "{age}");
    let (_, headers) = stranger.asked().pop().unwrap();
    assert_eq!(headers["if-none-match"], "\"one\"");
    stranger.put_header(&stranger.actor, "etag", "\"two\"");
    let third = crawled(&a, &stranger.actor).await.unwrap();
    assert_eq!(third.row.display_name, "Not sent");
    // What a server said is not believed for ever.
    a.forward(TimeDelta::days(15));
    crate::peer::forget::forget(&a.peer).await.unwrap();
    let state = a.db.read(move |c| fetch_state::find_optional(c, &url));
    assert_eq!(state.await.unwrap(), None);
}

#[tokio::test]
async fn a_message_is_answered_from_what_is_there_now() {
    let (a, stranger) = (Instance::start("a").await, Stranger::start("b").await);
    stranger.put_header(&stranger.actor, "etag", "\"one\"");
    crawled(&a, &stranger.actor).await.unwrap();
    let url = Url::parse(&stranger.actor).unwrap();
    let errand = a.peer.fetch.errand();
    a.peer.fetch.actor_anew(&url, &errand).await.unwrap();
    let (_, headers) = stranger.asked().pop().unwrap();
    assert!(headers.get("if-none-match").is_none());
}

#[tokio::test]
async fn a_menu_that_is_as_it_was_stays_and_a_changed_one_is_read() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    let there = seed(&b, "mimi").await;
    a.app.lookup.coop(b.urls.authority()).await.unwrap();
    let actor = there.actor.clone();
    let (dish, read_at) =
        a.db.write(move |c| -> store::Result<_> {
            let mut dish = remote_menu_item::list_of(c, &actor)?.remove(0);
            "Marked here".clone_into(&mut dish.name);
            remote_menu_item::put(c, &dish)?;
            let row = remote_restaurant::find(c, &actor)?;
            Ok((dish.id, row.menu_fetched_at.unwrap()))
        })
        .await
        .unwrap();
    let name = async |a: &Instance| {
        let dish = dish.clone();
        let row =
            a.db.read(move |c| remote_menu_item::find_optional(c, &dish));
        row.await.unwrap().unwrap().name
    };
    a.forward(TimeDelta::hours(25));
    let coop = b.urls.coop();
    assert_eq!(a.app.lookup.coop_again(&coop, None).await.unwrap(), None);
    assert_eq!(name(&a).await, "Marked here", "the menu was not sent again");
    let actor = there.actor.clone();
    let row = a.db.read(move |c| remote_restaurant::find(c, &actor)).await;
    assert!(
        row.unwrap().menu_fetched_at.unwrap() > read_at,
        "it counts as read"
    );
    b.write(move |c, app| {
        let mut row = menu_item::find(c, &there.item)?;
        "Tarte".clone_into(&mut row.name);
        row.revision += 1;
        menu_item::save(c, &row)?;
        let mut of = store::restaurant::find(c, &row.restaurant_id)?;
        of.menu_revision += 1;
        of.updated_at = app.clock.now();
        store::restaurant::save(c, &of)
    })
    .await;
    assert_eq!(a.app.lookup.coop_again(&coop, None).await.unwrap(), None);
    assert_eq!(name(&a).await, "Tarte");
}

#[tokio::test]
async fn who_wants_no_robots_is_not_crawled_but_heard() {
    let (a, stranger) = (Instance::start("a").await, Stranger::start("b").await);
    let robots = format!("http://{}/robots.txt", stranger.host);
    let rules = "User-agent: musette\nDisallow: /users/\n";
    stranger.put_as(&robots, 200, "text/plain", rules);
    for _ in 0..2 {
        let refused = crawled(&a, &stranger.actor).await.unwrap_err();
        assert_eq!(refused, FetchProblem::Unwelcome(stranger.actor.clone()));
    }
    assert_eq!(times(&stranger, "/users/anna"), 0);
    assert_eq!(times(&stranger, "/robots.txt"), 1, "it is remembered");
    // Who sends a message is read all the same: without its key nothing could be believed.
    let (url, errand) = (Url::parse(&stranger.actor).unwrap(), a.peer.fetch.errand());
    a.peer.fetch.actor_anew(&url, &errand).await.unwrap();
    stranger.put_as(&robots, 404, "text/plain", "");
    a.forward(TimeDelta::hours(25));
    crawled(&a, &stranger.actor).await.unwrap();
    assert_eq!(
        times(&stranger, "/robots.txt"),
        2,
        "after a day it is read again"
    );
}

#[tokio::test]
async fn who_asks_for_a_pause_gets_it() {
    let (a, stranger) = (Instance::start("a").await, Stranger::start("b").await);
    stranger.put(&stranger.actor, 429, &json!({}));
    stranger.put_header(&stranger.actor, "retry-after", "7200");
    for _ in 0..2 {
        let refused = crawled(&a, &stranger.actor).await.unwrap_err();
        assert!(
            matches!(refused, FetchProblem::AskedToWait { .. }),
            "{refused}"
        );
        assert!(refused.ends_the_crawl());
    }
    assert_eq!(times(&stranger, "/users/anna"), 1);
    stranger.put_actor_with(&stranger.actor, &json!({}));
    a.forward(TimeDelta::minutes(119));
    crawled(&a, &stranger.actor).await.unwrap_err();
    a.forward(TimeDelta::minutes(2));
    crawled(&a, &stranger.actor).await.unwrap();
}

#[tokio::test]
async fn who_cannot_say_what_robots_may_do_is_asked_later() {
    let (a, stranger) = (Instance::start("a").await, Stranger::start("b").await);
    let robots = format!("http://{}/robots.txt", stranger.host);
    stranger.put_as(&robots, 503, "text/plain", "");
    for _ in 0..2 {
        let refused = crawled(&a, &stranger.actor).await.unwrap_err();
        assert!(
            matches!(refused, FetchProblem::AskedToWait { .. }),
            "{refused}"
        );
    }
    assert_eq!(stranger.asked().len(), 1);
    stranger.put_as(
        &robots,
        200,
        "location https://elsewhere.example/robots.txt",
        "",
    );
    a.forward(TimeDelta::minutes(11));
    crawled(&a, &stranger.actor).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn menus_that_cannot_be_read_do_not_keep_the_others_back(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (Some(a), Some(b)) = (Instance::on(kind, "a").await, Instance::on(kind, "b").await) else {
        return;
    };
    let there = seed(&b, "mimi").await;
    a.app.lookup.coop(b.urls.authority()).await.unwrap();
    let actor = there.actor.clone();
    a.write(move |c, _| {
        let mut good = remote_restaurant::find(c, &actor)?;
        good.menu_fetched_at = None;
        remote_restaurant::save(c, &good)?;
        // In order before the good one, and never to be read.
        for number in 0..3 {
            let mut broken = good.clone();
            broken.actor_id = format!("http://a{number}.localhost:1/ap/r/broken");
            broken.menu_url = Some(format!("http://a{number}.localhost:1/ap/r/broken/menu"));
            remote_restaurant::insert(c, &broken)?;
        }
        Ok(())
    })
    .await;
    let is_read = async || {
        let actor = there.actor.clone();
        let row = a.db.read(move |c| remote_restaurant::find(c, &actor)).await;
        row.unwrap().menu_fetched_at.is_some()
    };
    let (lookup, go_on) = (a.peer.lookup(), CancellationToken::new());
    let after = sweep(&lookup, "", 2, &go_on).await.unwrap();
    assert!(!is_read().await);
    let after = sweep(&lookup, &after, 2, &go_on).await.unwrap();
    assert!(is_read().await);
    // And round again.
    let after = sweep(&lookup, &after, 2, &go_on).await.unwrap();
    assert_eq!(after, "");
}
