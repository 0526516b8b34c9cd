//! The demo, as people see it, in real time.

use std::sync::Arc;
use std::time::Duration;

use musette::app::clock::WallClock;
use musette::command::demo::cast::{CAST, PASSWORD};
use musette::command::demo::folder::Folder;
use musette::command::demo::{self, Pair};
use musette::store::{self, Conn};

/// Both co-ops, running.
pub struct Demo {
    /// Vaduz and Schaan.
    pub pair: Pair,
    _folder: tempfile::TempDir,
}

impl Demo {
    /// Starts both in a new folder, on free ports.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let opened = Folder::open(folder.path().join("demo"), Some([0, 0]), None)
            .await
            .unwrap();
        let pair = demo::start(&opened, Arc::new(WallClock)).await.unwrap();
        Self {
            pair,
            _folder: folder,
        }
    }

    /// The address of a page: 0 is Vaduz, 1 is Schaan.
    pub fn url(&self, town: usize, path: &str) -> String {
        format!("{}{path}", self.pair[town].app.urls.origin())
    }

    /// The e-mail address of somebody there.
    pub fn email(town: usize, login: &str) -> String {
        CAST[town].email(login)
    }

    /// Everybody's password.
    pub const PASSWORD: &str = PASSWORD;

    /// Waits for something in the rows.
    pub async fn row<T, F>(&self, town: usize, what: &str, look: F) -> T
    where
        T: Send + 'static,
        F: Fn(&mut Conn) -> store::Result<Option<T>> + Clone + Send + 'static,
    {
        let looking = async {
            let mut ticks = tokio::time::interval(Duration::from_millis(50));
            loop {
                ticks.tick().await;
                if let Some(found) = self.pair[town].app.db.read(look.clone()).await.unwrap() {
                    return found;
                }
            }
        };
        let found = tokio::time::timeout(Duration::from_mins(1), looking).await;
        found.unwrap_or_else(|_| panic!("still not so: {what}"))
    }

    /// Stops both.
    pub async fn stop(self) {
        demo::stop(self.pair).await;
    }
}
