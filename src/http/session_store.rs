//! Sessions in the table `session`: the cookie holds 128 random bits, the row their SHA-256, so that who reads the table cannot sign in with it.

use std::fmt::Write as _;

use async_trait::async_trait;
use aws_lc_rs::digest;
use chrono::TimeDelta;
use musette_domain::id::UserId;
use musette_domain::{Instant, TextValue};
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

use super::session::{ACCOUNT, DEVICE};
use crate::app::App;
use crate::store;
use crate::store::session::SessionRow;

/// How long an unused session lives, by wire time. Each visit begins the time anew.
pub const LIFETIME: TimeDelta = TimeDelta::days(30);

/// The store behind the session layer.
#[derive(Clone)]
pub struct Sessions(App);

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sessions")
    }
}

/// The key of a session's row.
pub fn row_id(id: &Id) -> String {
    let hash = digest::digest(&digest::SHA256, &id.0.to_le_bytes());
    hash.as_ref()
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

fn backend(error: store::Error) -> Error {
    Error::Backend(error.to_string())
}

impl Sessions {
    /// Sessions of this instance.
    pub const fn new(app: App) -> Self {
        Self(app)
    }

    fn row(&self, record: &Record) -> Result<SessionRow> {
        let text = |key: &str| record.data.get(key).and_then(|value| value.as_str());
        let now = self.0.clock.wire();
        let data = serde_json::to_string(&record.data).map_err(|e| Error::Encode(e.to_string()))?;
        Ok(SessionRow {
            id: row_id(&record.id),
            user_id: text(ACCOUNT).and_then(|id| UserId::parse(id).ok()),
            data,
            device: text(DEVICE).map(ToOwned::to_owned),
            created_at: now,
            seen_at: now,
            expires_at: now.plus(LIFETIME),
        })
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let random = self.0.ids.random();
        let bytes = random.first_chunk::<16>().copied().unwrap_or_default();
        record.id = Id(i128::from_le_bytes(bytes));
        let row = self.row(record)?;
        let written = self
            .0
            .db
            .write(move |c| store::session::insert(c, &row))
            .await;
        written.map_err(backend)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let row = self.row(record)?;
        let written = self.0.db.write(move |c| -> store::Result<()> {
            // A session that was revoked while this request ran stays revoked.
            let Some(before) = store::session::find_optional(c, &row.id)? else {
                return Ok(());
            };
            let created_at = before.created_at;
            store::session::save(
                c,
                &SessionRow {
                    created_at,
                    ..row.clone()
                },
            )
        });
        written.await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let key = row_id(id);
        let row = self
            .0
            .db
            .read(move |c| store::session::find_optional(c, &key));
        let now = self.0.clock.wire();
        let Some(row) = row
            .await
            .map_err(backend)?
            .filter(|row| row.expires_at > now)
        else {
            return Ok(None);
        };
        let data = serde_json::from_str(&row.data).map_err(|e| Error::Decode(e.to_string()))?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date: calendar(row.expires_at),
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let key = row_id(id);
        let deleted = self.0.db.write(move |c| store::session::delete(c, &key));
        deleted.await.map(|_| ()).map_err(backend)
    }
}

fn calendar(at: Instant) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at.unix_seconds()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
