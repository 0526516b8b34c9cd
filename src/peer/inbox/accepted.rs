//! 202, and afterwards what it causes: live pages hear of it and the outbox is woken only when the answer has been handed to the connection.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::response::Response;
use http::StatusCode;
use hyper::body::{Frame, SizeHint};

use crate::app::{App, RemoteLookup as _};
use crate::peer::Peer;
use crate::peer::handle::{After, Done};

/// Answers 202; what comes after begins when the answer has left.
pub fn accepted(app: &App, peer: &Peer, done: Done) -> Response {
    let (app, peer) = (app.clone(), peer.clone());
    let body = when_handed_over(move || {
        app.committed(done.topics);
        if let Some(After::ReadMenu(restaurant)) = done.after {
            tokio::spawn(async move {
                if let Err(error) = peer.lookup().refresh_menu(&restaurant).await {
                    tracing::info!(actor.id = restaurant, %error, "a menu could not be read");
                }
            });
        }
    });
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::ACCEPTED;
    response
}

/// An empty body that runs `then` when the connection has taken the whole answer, or is gone.
pub fn when_handed_over(then: impl FnOnce() + Send + 'static) -> Body {
    Body::new(HandedOver(Some(Box::new(then))))
}

struct HandedOver(Option<Box<dyn FnOnce() + Send>>);

impl HttpBody for HandedOver {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(None)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(0)
    }
}

impl Drop for HandedOver {
    fn drop(&mut self) {
        if let Some(then) = self.0.take() {
            then();
        }
    }
}
