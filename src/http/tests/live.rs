//! Event streams: what is heard, by whom, and that they end with the server.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::Response;
use http_body_util::BodyExt;
use musette_domain::TextValue;
use musette_domain::id::{OrderId, UserId};
use musette_domain::role::Role;
use tokio::time::timeout;

use crate::app::Topic;
use crate::http::account::of_user;
use crate::http::live::{self, Listener};
use crate::http::testing::{HANDLE, TestSite};
use crate::http::{Account, Courier, Dispatcher, Staff};
use crate::store::{restaurant_staff, user_account, user_role};
use crate::web::{courier, dispatch, restaurant};

async fn account(site: &TestSite, user: &UserId) -> Account {
    let read = of_user(&site.site.app, user.clone()).await;
    read.unwrap().unwrap()
}

/// Somebody who may listen to everything.
async fn anybody(site: &TestSite) -> Listener {
    let user = site.person("anybody", &[]).await;
    Listener::new(&account(site, &user).await, |_| true)
}

async fn next(response: &mut Response) -> Option<String> {
    let frame = timeout(Duration::from_secs(5), response.body_mut().frame())
        .await
        .unwrap();
    let data = frame?.unwrap().into_data().unwrap();
    Some(String::from_utf8(data.to_vec()).unwrap())
}

#[tokio::test]
async fn a_listener_hears_its_topic_and_the_end() {
    let site = TestSite::new().await;
    let mine = OrderId::parse("mine").unwrap();
    let topic = Topic::Order(mine.clone());
    let concerns = topic.clone();
    let mut stream = live::stream(&site.site, anybody(&site).await, move |topic| {
        *topic == concerns
    });
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    assert_eq!(next(&mut stream).await.unwrap(), ": listening\n\n");
    site.site.app.committed([
        Topic::Dispatch,
        Topic::Order(OrderId::parse("other").unwrap()),
        topic,
    ]);
    assert_eq!(next(&mut stream).await.unwrap(), "data: order\n\n");
    site.site.closing.cancel();
    assert_eq!(next(&mut stream).await, None);
}

#[tokio::test]
async fn who_is_too_slow_reads_everything_again() {
    let site = TestSite::new().await;
    let mut stream = live::stream(&site.site, anybody(&site).await, |_| true);
    for _ in 0..1_000 {
        site.site.app.committed([Topic::Coop]);
    }
    next(&mut stream).await;
    assert_eq!(next(&mut stream).await.unwrap(), "data: reload\n\n");
}

#[tokio::test]
async fn a_courier_who_is_none_any_more_hears_nothing_more() {
    let site = TestSite::new().await;
    let user = site.person("camille", &[Role::Courier]).await;
    let camille = Courier(account(&site, &user).await);
    let mut stream = courier::live::listen(State(site.site.clone()), camille).await;
    next(&mut stream).await;
    let hers = Topic::Courier(user.clone());
    site.site.app.committed([hers.clone()]);
    assert_eq!(next(&mut stream).await.unwrap(), "data: courier\n\n");
    let taken = site
        .site
        .app
        .db
        .write(move |c| user_role::delete(c, &user, Role::Courier));
    assert!(taken.await.unwrap());
    site.site.app.committed([hers]);
    assert_eq!(next(&mut stream).await, None);
}

#[tokio::test]
async fn who_left_a_restaurant_hears_nothing_more_of_its_board() {
    let site = TestSite::new().await;
    let user = site.person("camille", &[]).await;
    let of = site.restaurant(&user).await;
    let staff = Staff(account(&site, &user).await);
    let handle = Path(HANDLE.to_owned());
    let opened = restaurant::board::live::listen(State(site.site.clone()), staff, handle).await;
    let mut stream = opened.unwrap();
    next(&mut stream).await;
    let theirs = Topic::Restaurant(of.clone());
    site.site.app.committed([theirs.clone()]);
    assert_eq!(next(&mut stream).await.unwrap(), "data: restaurant\n\n");
    let left = site
        .site
        .app
        .db
        .write(move |c| restaurant_staff::delete(c, &user, &of));
    assert!(left.await.unwrap());
    site.site.app.committed([theirs]);
    assert_eq!(next(&mut stream).await, None);
}

#[tokio::test]
async fn an_account_that_was_disabled_hears_nothing_more() {
    let site = TestSite::new().await;
    let user = site.person("dora", &[Role::Dispatcher]).await;
    let dora = Dispatcher(account(&site, &user).await);
    let mut stream = dispatch::live::listen(State(site.site.clone()), dora).await;
    next(&mut stream).await;
    let disabled = site.site.app.db.write(move |c| {
        let mut row = user_account::find(c, &user)?;
        row.disabled = true;
        user_account::save(c, &row)
    });
    disabled.await.unwrap();
    site.site.app.committed([Topic::Dispatch]);
    assert_eq!(next(&mut stream).await, None);
}
