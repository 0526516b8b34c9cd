//! Which implementation stands behind each trait of [`crate::app`], and which tasks run beside the server.

use std::sync::Arc;

use axum::{Extension, Router};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument;

use super::{StartProblem, actors, load_map};
use crate::app::ids::SystemIds;
use crate::app::{App, Clock, Events, Ids, Mail, Parts, Wake};
use crate::config::Config;
use crate::config::mail::MailSettings;
use crate::http::{self, Site};
use crate::peer::trade::{self, DeskClient, DeskTell, Hooks};
use crate::peer::{self, Peer, Teller, slow};
use crate::services::mail::{MailFolder, MailServer};
use crate::store::Db;
use crate::url::Urls;

/// An instance that is wired together, but does nothing yet.
pub struct Wired {
    /// What its handlers hold.
    pub app: App,
    pub(in crate::command) peer: Peer,
}

/// Wires an instance together. Gives the actors of instance, co-op and desk their keys the first time.
pub async fn wire(config: Config, db: Db, clock: Arc<dyn Clock>) -> Result<Wired, StartProblem> {
    let urls = Urls::new(&config.instance.url);
    actors::check_address(&db, &urls).await?;
    let map = load_map(&config)?;
    let mail = mail(&config, &urls)?;
    let ids: Arc<dyn Ids> = Arc::new(SystemIds);
    let wake = Wake::default();
    let peer = Peer::prepare(
        db.clone(),
        &config,
        urls.clone(),
        Arc::clone(&clock),
        Arc::clone(&ids),
        wake.clone(),
    )
    .await?;
    let desk = Arc::new(DeskClient::new(&peer));
    let app = App::new(Parts {
        tell: Arc::new(Teller::new(peer.clone(), Box::new(DeskTell))),
        quotes: Arc::clone(&desk) as _,
        handoffs: desk,
        lookup: Arc::new(peer.lookup()),
        events: Events::default(),
        db,
        config,
        clock,
        ids,
        urls,
        wake,
        full_notes: crate::app::FullNotes::default(),
        mail,
        map,
    });
    Ok(Wired { app, peer })
}

fn mail(config: &Config, urls: &Urls) -> Result<Arc<dyn Mail>, StartProblem> {
    Ok(match &config.mail {
        MailSettings::Folder(folder) => Arc::new(MailFolder::open(folder, urls.authority())?),
        MailSettings::Smtp { url, from } => Arc::new(MailServer::open(url, from)?),
    })
}

/// Starts the server and the sender of messages. Log lines of both carry the instance.
pub fn spawn(
    wired: &Wired,
    listener: TcpListener,
    tasks: &TaskTracker,
    shutdown: &CancellationToken,
) {
    let (app, peer) = (&wired.app, &wired.peer);
    let span = tracing::info_span!("server", instance = app.urls.authority());
    let routes: Router<App> =
        peer::routes(peer).merge(trade::routes().layer(Extension(peer.clone())));
    let routes = slow::in_time(routes, peer, slow::WITHIN);
    let routes: Router<Site> = routes.with_state(app.clone());
    let serving = http::serve(app.clone(), routes, listener, shutdown.clone());
    tasks.spawn(serving.instrument(span));
    let span = tracing::info_span!("peers", instance = app.urls.authority());
    let (peer, app, shutdown) = (peer.clone(), app.clone(), shutdown.clone());
    tasks.spawn(async move { peer.run(app, Arc::new(Hooks), shutdown).await }.instrument(span));
}

/// Timers, letters, capacity: until `shutdown`.
pub async fn jobs(app: App, shutdown: CancellationToken) {
    crate::job::run(app, shutdown).await;
}
