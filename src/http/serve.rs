//! Answering on a listener until told to stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use super::{Site, router};
use crate::app::App;

/// How long a client may take to send its headers. Also how long an idle connection is kept.
const HEADERS_WITHIN: Duration = Duration::from_secs(20);
/// How long requests that run at shutdown may still take.
const LAST_REQUESTS: Duration = Duration::from_secs(10);
/// How many connections are open at once; more wait to be accepted.
const CONNECTIONS: usize = 8_192;

/// Answers requests on `listener` until `shutdown`. Then no new connection is taken, event streams end, and requests under way are finished.
///
/// `federated` are the routes of other servers.
pub async fn serve(
    app: App,
    federated: Router<Site>,
    listener: TcpListener,
    shutdown: CancellationToken,
) {
    let site = Site::new(app);
    let router = router::of_site(&site, federated);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let connections = TaskTracker::new();
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            break;
        };
        let accepted = tokio::select! {
            () = shutdown.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let answering = answer(router.clone(), stream, peer, shutdown.clone());
                connections.spawn(async move {
                    answering.await;
                    drop(place);
                });
            }
            Err(error) => {
                // Out of file descriptors, or the client was gone before we looked: others still come.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    site.closing.cancel();
    connections.close();
    if tokio::time::timeout(LAST_REQUESTS, connections.wait())
        .await
        .is_err()
    {
        tracing::warn!("some requests were cut off by the shutdown");
    }
}

async fn answer(router: Router, stream: TcpStream, peer: SocketAddr, shutdown: CancellationToken) {
    // Pages are written in one piece; waiting for more only costs time.
    let _ = stream.set_nodelay(true);
    let service = router.map_request(move |mut request: Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.map(Body::new)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = shutdown.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        // Clients go away in the middle all the time.
        tracing::debug!(%error, "a connection ended early");
    }
}
