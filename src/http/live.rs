//! Live pages: a stream of server-sent events that says *something you show has changed*, never what.
//!
//! Each change is one `message` event whose data is the topic's name; the page then asks for itself again. A listener that was too slow gets `reload`.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use tokio::sync::broadcast::error::RecvError;

use super::Site;
use crate::app::Topic;

/// How often a silent stream shows that it is alive. Proxies give up after 30 to 60 seconds.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// The name of a topic, as the stream has it.
pub const fn name(topic: &Topic) -> &'static str {
    match topic {
        Topic::Order(_) => "order",
        Topic::Restaurant(_) => "restaurant",
        Topic::Dispatch => "dispatch",
        Topic::Courier(_) => "courier",
        Topic::Coop => "coop",
        Topic::Specials => "specials",
    }
}

/// A stream of the changes that `concerns` picks. It ends when the server shuts down.
///
/// The handler checks who may listen before it calls this; `concerns` is asked for every change of the instance and must be quick.
pub fn stream(site: &Site, concerns: impl Fn(&Topic) -> bool + Send + 'static) -> Response {
    let mut changes = site.app.events.listen();
    let closing = site.closing.clone();
    let events = async_stream::stream! {
        // The first bytes open the stream in the browser at once.
        yield Ok::<_, Infallible>(Event::default().comment("listening"));
        loop {
            let change = tokio::select! {
                () = closing.cancelled() => break,
                change = changes.recv() => change,
            };
            match change {
                Ok(topic) if concerns(&topic) => yield Ok(Event::default().data(name(&topic))),
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => yield Ok(Event::default().data("reload")),
                Err(RecvError::Closed) => break,
            }
        }
    };
    let headers = [("x-accel-buffering", "no"), ("cache-control", "no-store")];
    let stream = Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    (headers, stream).into_response()
}
