//! An actor elsewhere as the library's `Object`: read from our table, or fetched, checked and written to it.

use activitypub_federation::config::Data;
use activitypub_federation::traits::Object;
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use musette_federation::{RemoteActor as Document, same_origin};
use serde_json::Value;
use url::Url;

use super::{FetchProblem, Ground};
use crate::peer::keys::remote::store_keys;
use crate::store::peer_host::SignatureForm;
use crate::store::{self, peer_host, remote_actor};

/// How long what we know of an actor counts as fresh.
const FRESH: TimeDelta = TimeDelta::hours(24);

/// An actor elsewhere.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Its address.
    pub id: Url,
    /// The row.
    pub row: remote_actor::RemoteActor,
    /// The document, if it was fetched just now.
    pub document: Option<Document>,
    /// Whether the row is old enough to be read anew.
    stale: bool,
}

impl Actor {
    /// The document: the fetched one, or the one that was stored.
    pub fn document(&self) -> Result<Document, FetchProblem> {
        if let Some(document) = &self.document {
            return Ok(document.clone());
        }
        let value: Value = serde_json::from_str(&self.row.document)
            .map_err(|e| FetchProblem::not_understood(&self.id, e))?;
        Document::from_json(&value).map_err(|e| FetchProblem::not_understood(&self.id, e))
    }
}

#[async_trait]
impl Object for Actor {
    type DataType = Ground;
    type Kind = Value;
    type Error = FetchProblem;

    fn id(&self) -> &Url {
        &self.id
    }

    fn last_refreshed_at(&self) -> Option<DateTime<Utc>> {
        // The library's own idea of age depends on the build; ours on the wire clock.
        self.stale.then_some(DateTime::UNIX_EPOCH)
    }

    async fn read_from_id(id: Url, data: &Data<Ground>) -> Result<Option<Self>, FetchProblem> {
        let key = id.to_string();
        let row = data
            .db
            .read(move |c| remote_actor::find_optional(c, &key))
            .await?;
        let now = data.clock.wire();
        Ok(row.map(|row| Self {
            id,
            stale: now.since(row.refreshed_at.unwrap_or(row.fetched_at)) > FRESH,
            row,
            document: None,
        }))
    }

    async fn delete(&self, data: &Data<Ground>) -> Result<(), FetchProblem> {
        let (id, now) = (self.id.to_string(), data.clock.wire());
        data.db
            .write(move |c| remote_actor::mark_gone(c, &id, now))
            .await?;
        Ok(())
    }

    fn is_deleted(&self) -> bool {
        self.row.gone_at.is_some()
    }

    async fn into_json(self, _data: &Data<Ground>) -> Result<Value, FetchProblem> {
        serde_json::from_str(&self.row.document)
            .map_err(|e| FetchProblem::not_understood(&self.id, e))
    }

    async fn verify(
        json: &Value,
        fetched_from: &Url,
        _data: &Data<Ground>,
    ) -> Result<(), FetchProblem> {
        let document =
            Document::from_json(json).map_err(|e| FetchProblem::not_understood(fetched_from, e))?;
        if same_origin(&document.id, fetched_from) {
            Ok(())
        } else {
            Err(FetchProblem::not_understood(
                fetched_from,
                "the actor's id is at another server",
            ))
        }
    }

    async fn from_json(json: Value, data: &Data<Ground>) -> Result<Self, FetchProblem> {
        let document = Document::from_json(&json).map_err(|e| FetchProblem::NotUnderstood {
            url: "actor".into(),
            why: e.to_string(),
        })?;
        let now = data.clock.wire();
        let row = row(&document, &json, now);
        let (written, keys) = (row.clone(), document.keys.clone());
        // Who says that it reads RFC 9421 is believed until a signature of ours is refused.
        let says_so = document.reads_rfc9421() && !data.hosts.knows_form(&row.host);
        let form = data
            .db
            .write(move |c| -> store::Result<Option<SignatureForm>> {
                remote_actor::put(c, &written)?;
                store_keys(c, &written.id, &keys, now)?;
                says_so
                    .then(|| peer_host::expect_form(c, &written.host, SignatureForm::Rfc9421))
                    .transpose()
            })
            .await?;
        if let Some(form) = form {
            data.hosts.remember_form(&row.host, form);
        }
        data.remote_keys.forget_owner(&row.id);
        Ok(Self {
            id: document.id.clone(),
            row,
            document: Some(document),
            stale: false,
        })
    }
}

/// The row of an actor that was read just now.
pub fn row(
    document: &Document,
    json: &Value,
    now: musette_domain::Instant,
) -> remote_actor::RemoteActor {
    let musette = document
        .implements
        .iter()
        .any(|href| href == musette_federation::context::MUSETTE_PROTOCOL);
    remote_actor::RemoteActor {
        id: document.id.to_string(),
        kind: document.kind.clone(),
        host: crate::peer::address::authority(&document.id),
        name: document.preferred_username.clone(),
        display_name: document.name.clone(),
        url: document.url.as_ref().map(ToString::to_string),
        inbox: document.inbox.to_string(),
        shared_inbox: document.shared_inbox.as_ref().map(ToString::to_string),
        outbox: document.outbox.as_ref().map(ToString::to_string),
        followers: document.followers.as_ref().map(ToString::to_string),
        document: json.to_string(),
        musette,
        fetched_at: now,
        refreshed_at: Some(now),
        gone_at: None,
    }
}
