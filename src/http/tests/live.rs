//! Event streams: what is heard, and that they end with the server.

use std::time::Duration;

use axum::response::Response;
use http_body_util::BodyExt;
use musette_domain::TextValue;
use musette_domain::id::OrderId;
use tokio::time::timeout;

use crate::app::Topic;
use crate::http::live;
use crate::http::testing::TestSite;

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
    let mut stream = live::stream(&site.site, move |topic| *topic == concerns);
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
    let mut stream = live::stream(&site.site, |_| true);
    for _ in 0..1_000 {
        site.site.app.committed([Topic::Coop]);
    }
    next(&mut stream).await;
    assert_eq!(next(&mut stream).await.unwrap(), "data: reload\n\n");
}
