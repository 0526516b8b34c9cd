//! Live pages: a stream of server-sent events that says *something you show has changed*, never what.
//!
//! Each change is one `message` event whose data is the topic's name; the page then asks for itself again. A listener that was too slow gets `reload`.
//! Who may not listen any more hears nothing more: that is asked before each event and once a minute, and then the stream ends.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use tokio::sync::broadcast::error::RecvError;

use musette_domain::id::UserId;
use tokio::time::{MissedTickBehavior, interval};

use super::Site;
use super::account::{Account, of_user};
use crate::app::{App, Topic};

/// How often a silent stream shows that it is alive. Proxies give up after 30 to 60 seconds.
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// How long somebody whose access was taken keeps a stream on which nothing happens.
const ASKED_AGAIN: Duration = Duration::from_mins(1);

/// Who listens, and what they must still be allowed while they do.
pub struct Listener {
    user: UserId,
    may: Box<dyn Fn(&Account) -> bool + Send + Sync>,
}

impl Listener {
    /// Somebody who listens as long as the account exists and `may` admits it.
    pub fn new(account: &Account, may: impl Fn(&Account) -> bool + Send + Sync + 'static) -> Self {
        Self {
            user: account.id.clone(),
            may: Box::new(may),
        }
    }

    /// Whether they still may; not, if that cannot be found out: the page will ask again.
    async fn still_may(&self, app: &App) -> bool {
        match of_user(app, self.user.clone()).await {
            Ok(account) => account.is_some_and(|account| (self.may)(&account)),
            Err(error) => {
                tracing::error!(%error, "whether somebody may still listen could not be read");
                false
            }
        }
    }
}

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
pub fn stream(
    site: &Site,
    listener: Listener,
    concerns: impl Fn(&Topic) -> bool + Send + 'static,
) -> Response {
    let app = site.app.clone();
    let mut changes = app.events.listen();
    let closing = site.closing.clone();
    let events = async_stream::stream! {
        // The first bytes open the stream in the browser at once.
        yield Ok::<_, Infallible>(Event::default().comment("listening"));
        let mut again = interval(ASKED_AGAIN);
        again.set_missed_tick_behavior(MissedTickBehavior::Delay);
        again.tick().await;
        loop {
            let said = tokio::select! {
                () = closing.cancelled() => break,
                _ = again.tick() => None,
                change = changes.recv() => match change {
                    Ok(topic) if concerns(&topic) => Some(name(&topic)),
                    Ok(_) => continue,
                    Err(RecvError::Lagged(_)) => Some("reload"),
                    Err(RecvError::Closed) => break,
                },
            };
            if !listener.still_may(&app).await {
                break;
            }
            if let Some(said) = said {
                yield Ok(Event::default().data(said));
            }
        }
    };
    let headers = [("x-accel-buffering", "no"), ("cache-control", "no-store")];
    let stream = Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    (headers, stream).into_response()
}
