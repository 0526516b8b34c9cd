use axum::extract::State;
use axum::http::StatusCode;
use chrono::TimeDelta;
use http_body_util::BodyExt;
use musette_domain::TextValue;

use super::world::{FENNEL, MIMI, World};
use crate::app::Topic;
use crate::http::{Account, Site};
use crate::store::remote_special::{self, RemoteSpecial};
use crate::web::customer::following;

#[tokio::test]
async fn the_instance_follows_once_for_all_its_customers() {
    let mut world = World::new().await;
    assert_eq!(
        world.post("/follow", &[("target", FENNEL)]).await.status,
        StatusCode::UNAUTHORIZED
    );
    world.sign_in("customer").await;
    for _ in 0..2 {
        let answer = world.post("/follow", &[("target", FENNEL)]).await;
        assert_eq!(answer.location, "/@fennel@schaan.test");
    }
    let told: Vec<_> = world
        .t
        .tell
        .take()
        .into_iter()
        .map(|told| told.what)
        .collect();
    assert_eq!(told, ["follow"]);
    world.sign_in("somebody-else").await;
    world.post("/follow", &[("target", FENNEL)]).await;
    world.post("/unfollow", &[("target", FENNEL)]).await;
    let told: Vec<_> = world
        .t
        .tell
        .take()
        .into_iter()
        .map(|told| told.what)
        .collect();
    assert!(told.is_empty(), "{told:?}");
}

#[tokio::test]
async fn the_last_one_ends_it_and_our_own_need_no_message() {
    let mut world = World::new().await;
    world.sign_in("customer").await;
    world.post("/follow", &[("target", FENNEL)]).await;
    world.t.tell.take();
    for _ in 0..2 {
        world.post("/unfollow", &[("target", FENNEL)]).await;
    }
    assert_eq!(world.t.tell.take().len(), 1);
    world.post("/follow", &[("target", MIMI)]).await;
    world.post("/unfollow", &[("target", MIMI)]).await;
    assert_eq!(world.t.tell.take().len(), 0);
    for target in [
        "",
        "http://vaduz.test/ap/r/nobody",
        "http://evil.test/ap/r/x",
    ] {
        let answer = world.post("/follow", &[("target", target)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{target}");
    }
}

#[tokio::test]
async fn the_feed_shows_notes_without_their_tricks() {
    let mut world = World::new().await;
    world.sign_in("customer").await;
    world.post("/follow", &[("target", FENNEL)]).await;
    let now = world.now();
    world
        .write(move |c| {
            let row = RemoteSpecial {
                id: "http://schaan.test/ap/n/1".into(),
                actor_id: FENNEL.into(),
                content:
                    "<p>Heute <b>Daube</b></p><script>alert(1)</script><img src=x onerror=alert(1)>"
                        .into(),
                item_id: None,
                url: None,
                published_at: now,
                ends_at: Some(now.plus(TimeDelta::hours(2))),
                edited_at: None,
                removed_at: None,
                received_at: now,
            };
            remote_special::insert(c, &row)
        })
        .await;
    for path in ["/following", "/@fennel@schaan.test", "/"] {
        let page = world.get(path).await;
        assert!(page.body.contains("Heute"), "{path}: {}", page.body);
        assert!(
            !page.body.contains("onerror") && !page.body.contains("<script>alert"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_feed_hears_of_specials() {
    let mut world = World::new().await;
    let answer = world.get("/following/live").await;
    assert_eq!(answer.location, "/sign-in?back=%2Ffollowing%2Flive");
    world.sign_in("customer").await;
    world.post("/follow", &[("target", FENNEL)]).await;
    let page = world.get("/following").await;
    assert_eq!(page.attribute("data-live-source"), Some("/following/live"));
    assert!(page.body.contains("id=\"news\" data-live"), "{}", page.body);
    let account = Account {
        id: TextValue::parse("customer").unwrap(),
        name: "Dominique".into(),
        email: "customer@vaduz.test".into(),
        phone: None,
        roles: Vec::new(),
        restaurants: Vec::new(),
    };
    let site = Site::new(world.t.app.clone());
    let mut stream = following::listen(State(site), account).await;
    world.t.app.committed([Topic::Coop, Topic::Specials]);
    for expected in [": listening\n\n", "data: specials\n\n"] {
        let frame = stream.body_mut().frame().await.unwrap().unwrap();
        assert_eq!(frame.into_data().unwrap(), expected);
    }
}
