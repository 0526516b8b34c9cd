//! A running instance: everything wired together. `serve`, `demo` and the tests of two servers use the same.

pub mod actors;
pub mod wiring;

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use self::wiring::Wired;
use crate::app::{App, Clock};
use crate::config::Config;
use crate::services::map::file::MapFileError;
use crate::services::map::{Map, file};
use crate::store::{self, Db};

/// The key of the one row of `coop`.
pub const COOP: &str = "coop";

/// Why an instance does not start, in sentences for whoever started it.
#[derive(Debug, thiserror::Error)]
pub enum StartProblem {
    /// Somebody else listens there.
    #[error(
        "{address} is in use by another program; stop that one, or choose another port ({advice})"
    )]
    Busy {
        /// Where we wanted to listen.
        address: SocketAddr,
        /// How another is chosen.
        advice: &'static str,
    },
    /// The system refuses.
    #[error(
        "{address} cannot be listened on: {source}; instance.bind must be an address of this machine"
    )]
    Bind {
        /// Where we wanted to listen.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// There is no co-op in the database.
    #[error(
        "there is no co-op in {0} yet; `musette init` or `musette admin coop create` makes one"
    )]
    NoCoop(String),
    /// The database belongs to another address.
    #[error(
        "the database belongs to {known}, but instance.url is {now}; others know this co-op by its old address, so it cannot change"
    )]
    OtherAddress {
        /// The address that others know.
        known: String,
        /// The one in the settings.
        now: String,
    },
    /// The map is damaged.
    #[error(transparent)]
    Map(#[from] MapFileError),
    /// Mail.
    #[error(transparent)]
    Mail(#[from] crate::app::mail::NotSent),
    /// Federation.
    #[error(transparent)]
    Peer(#[from] crate::peer::PeerProblem),
}

/// Opens the database of these settings, its tables up to date.
pub fn open(config: &Config) -> store::Result<Db> {
    Db::open(&config.database.place, config.database.readers)
}

/// An instance that answers.
pub struct RunningInstance {
    /// What its handlers hold.
    pub app: App,
    /// Where it listens.
    pub address: SocketAddr,
    shutdown: CancellationToken,
    tasks: TaskTracker,
    jobs: CancellationToken,
    running_jobs: TaskTracker,
}

/// Starts an instance. With port 0 in `instance.bind` the system chooses one, which becomes part of the URL.
pub async fn start(config: Config, clock: Arc<dyn Clock>) -> Result<RunningInstance, StartProblem> {
    let listener = listen(config.instance.bind).await?;
    prepare(listener, config, clock).await?.run().await
}

/// Begins to listen.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, StartProblem> {
    TcpListener::bind(address)
        .await
        .map_err(|source| match source.kind() {
            std::io::ErrorKind::AddrInUse => StartProblem::Busy {
                address,
                advice: "instance.bind; `--ports A,B` in the demo",
            },
            _ => StartProblem::Bind { address, source },
        })
}

/// An instance that listens, but does not answer yet: its database can still be filled.
pub struct Prepared {
    /// What its handlers will hold.
    pub app: App,
    wired: Wired,
    listener: TcpListener,
    address: SocketAddr,
}

/// Wires everything together; the URL takes the listener's port if the system chose it.
pub async fn prepare(
    listener: TcpListener,
    mut config: Config,
    clock: Arc<dyn Clock>,
) -> Result<Prepared, StartProblem> {
    let bind = config.instance.bind;
    let address = listener.local_addr().map_err(|source| StartProblem::Bind {
        address: bind,
        source,
    })?;
    if bind.port() == 0 {
        config.instance.bind.set_port(address.port());
        // A URL with a host takes every port.
        let _ = config.instance.url.set_port(Some(address.port()));
    }
    let db = open(&config)?;
    let wired = wiring::wire(config, db, clock).await?;
    Ok(Prepared {
        app: wired.app.clone(),
        wired,
        listener,
        address,
    })
}

impl Prepared {
    /// Begins to answer, to send and to work.
    pub async fn run(self) -> Result<RunningInstance, StartProblem> {
        actors::check_coop(&self.app.db).await?;
        let shutdown = CancellationToken::new();
        let tasks = TaskTracker::new();
        wiring::spawn(&self.wired, self.listener, &tasks, &shutdown);
        tasks.close();
        let mut instance = RunningInstance {
            app: self.app,
            address: self.address,
            shutdown,
            tasks,
            jobs: CancellationToken::new(),
            running_jobs: TaskTracker::new(),
        };
        instance.resume_jobs();
        Ok(instance)
    }
}

impl RunningInstance {
    /// The public address.
    pub fn url(&self) -> &url::Url {
        &self.app.config.instance.url
    }

    /// Stops background work (timers, letters) and waits until it stands. Pages are still answered, and messages still sent and taken in.
    pub async fn pause_jobs(&mut self) {
        self.jobs.cancel();
        self.running_jobs.close();
        self.running_jobs.wait().await;
    }

    /// Begins background work again; what became due meanwhile is done at once.
    pub fn resume_jobs(&mut self) {
        self.jobs = self.shutdown.child_token();
        self.running_jobs = TaskTracker::new();
        self.running_jobs
            .spawn(wiring::jobs(self.app.clone(), self.jobs.clone()));
    }

    /// Stops taking requests, finishes those under way, and waits for all background work.
    pub async fn stop(self) {
        self.shutdown.cancel();
        self.running_jobs.close();
        self.running_jobs.wait().await;
        self.tasks.wait().await;
    }
}

/// The map of the data folder; none where none was imported.
fn load_map(config: &Config) -> Result<Option<Arc<Map>>, MapFileError> {
    match file::load(&config.instance.data.join(file::NAME)) {
        Ok(map) => Ok(Some(Arc::new(map))),
        Err(MapFileError::Missing { .. }) => Ok(None),
        // A map is only a copy of what can be imported again, so a server without it serves all the same.
        Err(problem @ (MapFileError::Damaged { .. } | MapFileError::OtherVersion { .. })) => {
            tracing::error!(%problem, "distances are straight lines until the map is imported again");
            Ok(None)
        }
        Err(problem) => Err(problem),
    }
}
