//! A real listener: connections, and the end.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::http::serve;
use crate::http::testing::TestSite;

#[tokio::test]
async fn answers_until_told_to_stop() {
    let site = TestSite::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let shutdown = CancellationToken::new();
    let app = site.site.app.clone();
    let server = tokio::spawn(serve(app, axum::Router::new(), listener, shutdown.clone()));

    let mut kept = TcpStream::connect(address).await.unwrap();
    let ask = b"GET /health HTTP/1.1\r\nhost: vaduz.localhost\r\n\r\n";
    kept.write_all(ask).await.unwrap();
    let mut answer = vec![0; 2_000];
    let read = kept.read(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");

    // An idle connection does not hold the end up.
    shutdown.cancel();
    timeout(Duration::from_secs(5), server)
        .await
        .unwrap()
        .unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}
