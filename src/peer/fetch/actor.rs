//! An actor elsewhere as the library's `Object`: read from our table, or fetched, checked and written to it.

use activitypub_federation::config::Data;
use activitypub_federation::traits::Object;
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use musette_domain::Instant;
use musette_domain::text::{mixes_alphabets, shown_name};
use musette_federation::limits::Shaped;
use musette_federation::{RemoteActor as Document, RemoteKey, same_origin};
use serde_json::{Map, Value};
use url::Url;

use super::{FetchProblem, Ground};
use crate::peer::address::authority;
use crate::peer::keys::remote::store_keys;
use crate::store::noise::NoiseReason;
use crate::store::peer_host::SignatureForm;
use crate::store::{self, Conn, peer_host, remote_actor};

/// How long what we know of an actor counts as fresh.
const FRESH: TimeDelta = TimeDelta::hours(24);
/// The most bytes of a document that are kept.
const MOST: usize = 64 * 1024;
/// What is said of one that is larger.
const TOO_LARGE: &str = "the actor's document is larger than 64 KiB without what can be left out";
/// The members that are kept of every actor.
const NEEDED: [&str; 28] = [
    "id",
    "type",
    "preferredUsername",
    "name",
    "url",
    "inbox",
    "outbox",
    "followers",
    "featured",
    "endpoints",
    "publicKey",
    "assertionMethod",
    "implements",
    "generator",
    "manuallyApprovesFollowers",
    "alsoKnownAs",
    "movedTo",
    "parentOrganization",
    "desk",
    "quote",
    "exchangeLog",
    "capacity",
    "restaurants",
    "neighbours",
    "menu",
    "specials",
    "orders",
    "timezone",
];

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
    /// An actor that is as it was when we stored it.
    pub const fn as_stored(id: Url, row: remote_actor::RemoteActor) -> Self {
        Self {
            id,
            row,
            document: None,
            stale: false,
        }
    }

    /// An actor as our table has it; `now` decides whether that is old.
    pub fn found(id: Url, row: remote_actor::RemoteActor, now: Instant) -> Self {
        Self {
            stale: now.since(row.refreshed_at.unwrap_or(row.fetched_at)) > FRESH,
            ..Self::as_stored(id, row)
        }
    }

    /// Whether it is old enough to be read anew.
    pub const fn is_stale(&self) -> bool {
        self.stale
    }

    /// What it is called: `@name@host`; its address if it has no name, or one that its server says is another's.
    pub fn handle(&self) -> String {
        if self.row.name.is_empty() {
            return self.row.id.clone();
        }
        format!("@{}@{}", self.row.name, self.row.host)
    }

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
    type Kind = Shaped;
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
        Ok(row.map(|row| Self::found(id, row, now)))
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

    async fn into_json(self, _data: &Data<Ground>) -> Result<Shaped, FetchProblem> {
        serde_json::from_str(&self.row.document)
            .map_err(|e| FetchProblem::not_understood(&self.id, e))
    }

    async fn verify(
        json: &Shaped,
        fetched_from: &Url,
        _data: &Data<Ground>,
    ) -> Result<(), FetchProblem> {
        let document = Document::from_json(&json.0)
            .map_err(|e| FetchProblem::not_understood(fetched_from, e))?;
        if same_origin(&document.id, fetched_from) {
            Ok(())
        } else {
            Err(FetchProblem::not_understood(
                fetched_from,
                "the actor's id is at another server",
            ))
        }
    }

    async fn from_json(json: Shaped, data: &Data<Ground>) -> Result<Self, FetchProblem> {
        let document = Document::from_json(&json.0).map_err(|e| FetchProblem::NotUnderstood {
            url: "actor".into(),
            why: e.to_string(),
        })?;
        let now = data.clock.wire();
        let row = row(&document, &json.0, now)?;
        let (written, keys) = (row.clone(), document.keys.clone());
        // Who says that it reads RFC 9421 is believed until a signature of ours is refused.
        if mixes_alphabets(&row.display_name) {
            data.noise.count(&row.host, NoiseReason::MixedScripts);
        }
        let (host, claimed) = (row.host.clone(), !row.name.is_empty());
        let says_so = document.reads_rfc9421() && !data.hosts.knows_form(&row.host);
        let (row, form) = data
            .db
            .write(move |c| -> store::Result<_> {
                let row = match write(c, &written, &keys, now)? {
                    Ok(row) => row,
                    Err(changed) => return Ok(Err(changed)),
                };
                let form = says_so
                    .then(|| peer_host::expect_form(c, &row.host, SignatureForm::Rfc9421))
                    .transpose()?;
                Ok(Ok((row, form)))
            })
            .await?
            .map_err(|changed| {
                data.noise.count(&host, NoiseReason::TypeChanged);
                FetchProblem::not_understood(&document.id, changed)
            })?;
        if claimed && row.name.is_empty() {
            data.noise.count(&host, NoiseReason::NameTaken);
        }
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

/// An actor says that it is something else now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("it was a {was} and says now that it is a {is}; an actor keeps its type")]
pub struct TypeChanged {
    was: String,
    is: String,
}

/// Writes an actor that was read just now, and its keys. Its name is its own only while nobody else at its host has it.
fn write(
    c: &mut Conn,
    new: &remote_actor::RemoteActor,
    keys: &[RemoteKey],
    now: Instant,
) -> store::Result<Result<remote_actor::RemoteActor, TypeChanged>> {
    let mut row = new.clone();
    if let Some(old) = remote_actor::find_optional(c, &row.id)?
        && let Err(changed) = keeps_type(&old, &row)
    {
        return Ok(Err(changed));
    }
    if !row.name.is_empty()
        && remote_actor::other_with_name(c, &row.host, &row.name, &row.id)?.is_some()
    {
        row.name.clear();
    }
    remote_actor::put(c, &row)?;
    store_keys(c, &row.id, keys, now)?;
    Ok(Ok(row))
}

/// Refuses that a known actor becomes another kind of actor. Only people may call themselves robots, and robots people: that is a switch in their profile.
pub fn keeps_type(
    old: &remote_actor::RemoteActor,
    new: &remote_actor::RemoteActor,
) -> Result<(), TypeChanged> {
    let is_account = |kind: &str| matches!(kind, "Person" | "Service");
    if old.gone_at.is_some()
        || old.kind == new.kind
        || (is_account(&old.kind) && is_account(&new.kind))
    {
        return Ok(());
    }
    Err(TypeChanged {
        was: old.kind.clone(),
        is: new.kind.clone(),
    })
}

/// The row of an actor that was read just now. A document that is too large even without what we have no use for is refused.
pub fn row(
    document: &Document,
    json: &Value,
    now: Instant,
) -> Result<remote_actor::RemoteActor, FetchProblem> {
    let musette = document.is_musette();
    Ok(remote_actor::RemoteActor {
        id: document.id.to_string(),
        kind: document.kind.clone(),
        host: authority(&document.id),
        name: shown_name(&document.preferred_username),
        display_name: shown_name(&document.name),
        url: document.url.as_ref().map(ToString::to_string),
        inbox: document.inbox.to_string(),
        shared_inbox: document.shared_inbox.as_ref().map(ToString::to_string),
        outbox: document.outbox.as_ref().map(ToString::to_string),
        followers: document.followers.as_ref().map(ToString::to_string),
        document: kept(json, musette)
            .ok_or_else(|| FetchProblem::not_understood(&document.id, TOO_LARGE))?,
        musette,
        fetched_at: now,
        refreshed_at: Some(now),
        gone_at: None,
    })
}

/// What is kept of an actor's document: of one that trades all of it, of others what says where to reach it and with which keys it signs.
fn kept(json: &Value, musette: bool) -> Option<String> {
    let whole = musette
        .then(|| json.to_string())
        .filter(|text| text.len() <= MOST);
    whole.or_else(|| {
        let needed: Map<String, Value> = json
            .as_object()?
            .iter()
            .filter(|(name, _)| NEEDED.contains(&name.as_str()))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        Some(Value::Object(needed).to_string()).filter(|text| text.len() <= MOST)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn of_strangers_only_what_is_needed_is_kept() {
        let mut document = json!({"id": "https://lyon.example/u", "type": "Person", "inbox": "https://lyon.example/i",
            "publicKey": {"id": "k"}, "summary": "x".repeat(500_000), "attachment": ["y"], "hue": "teal"});
        let text = kept(&document, false).unwrap();
        assert!(text.len() < 500 && text.contains("publicKey"), "{text}");
        assert!(!text.contains("attachment") && !text.contains("hue"));
        // Claiming to trade does not make room.
        assert_eq!(kept(&document, true), Some(text));
        document["summary"] = json!("short");
        assert!(kept(&document, true).unwrap().contains("teal"));
        document["publicKey"] = json!("x".repeat(MOST));
        assert_eq!(kept(&document, true), None);
    }
}
