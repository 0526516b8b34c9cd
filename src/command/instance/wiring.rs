//! TEMPORARY: no peers
use std::sync::Arc;

use async_trait::async_trait;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::StartProblem;
use crate::app::ids::SystemIds;
use crate::app::{App, Clock, Events, Mail, Parts, Wake};
use crate::config::Config;
use crate::config::mail::MailSettings;
use crate::services::mail::{MailFolder, MailServer};
use crate::store::Db;
use crate::url::Urls;

/// An app
pub struct Wired {
    /// app
    pub app: App,
}

/// wire
pub async fn wire(config: Config, db: Db, clock: Arc<dyn Clock>) -> Result<Wired, StartProblem> {
    let urls = Urls::new(&config.instance.url);
    super::actors::check_address(&db, &urls).await?;
    let map = super::load_map(&config)?;
    let mail: Arc<dyn Mail> = match &config.mail {
        MailSettings::Folder(folder) => Arc::new(MailFolder::open(folder, urls.authority())?),
        MailSettings::Smtp { url, from } => Arc::new(MailServer::open(url, from)?),
    };
    let silent = Arc::new(super::silent::Silent);
    Ok(Wired {
        app: App::new(Parts {
            db,
            config,
            clock,
            ids: Arc::new(SystemIds),
            urls,
            events: Events::default(),
            tell: silent.clone(),
            wake: Wake::default(),
            quotes: silent.clone(),
            handoffs: silent.clone(),
            lookup: silent,
            mail,
            map,
        }),
    })
}
/// spawn
pub fn spawn(_wired: &Wired, _listener: TcpListener, _tasks: &TaskTracker, _shutdown: &CancellationToken) {}
/// jobs
pub async fn jobs(_app: App, shutdown: CancellationToken) { shutdown.cancelled().await }
