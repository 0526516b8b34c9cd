//! The keys of our actors in a file, and back: whoever moves a co-op to another machine keeps them, because others never ask for a key twice.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use musette_domain::id::RestaurantId;
use musette_domain::{Instant, TextValue};
use serde::{Deserialize, Serialize};

use super::SigningKeys;
use crate::store::local_actor::{ActorKind, LocalActor};
use crate::store::{self, Conn, local_actor, restaurant};
use crate::url::Urls;

/// The path of the file in an archive.
pub const FILE: &str = "key/keys.json";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SavedKeys {
    origin: String,
    actors: Vec<SavedActor>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SavedActor {
    id: String,
    name: String,
    kind: String,
    rsa_private: String,
    rsa_public: String,
    ed25519_private: String,
    ed25519_public: String,
}

/// Why keys are not taken.
#[derive(Debug, thiserror::Error)]
pub enum KeysProblem {
    /// The file makes no sense.
    #[error("the keys cannot be read: {0}")]
    Broken(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl store::Failure for KeysProblem {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            Self::Broken(_) => None,
        }
    }
}

/// Writes the keys of these actors.
pub fn write(urls: &Urls, actors: &[LocalActor]) -> store::Result<Vec<u8>> {
    let saved = SavedKeys {
        origin: urls.origin().to_owned(),
        actors: actors
            .iter()
            .map(|row| SavedActor {
                id: row.id.clone(),
                name: row.name.clone(),
                kind: row.kind.text().to_owned(),
                rsa_private: STANDARD.encode(&row.rsa_private),
                rsa_public: row.rsa_public.clone(),
                ed25519_private: STANDARD.encode(&row.ed25519_private),
                ed25519_public: row.ed25519_public.clone(),
            })
            .collect(),
    };
    serde_json::to_vec_pretty(&saved).map_err(|e| store::Error::Database(e.to_string()))
}

/// Gives our actors the keys in the file, if it was written at our own address; says how many got theirs back, none if it comes from elsewhere.
///
/// Restaurants must be there before. A server that is running keeps the keys it has in memory: it must be started anew.
pub fn restore(
    c: &mut Conn,
    urls: &Urls,
    file: &[u8],
    now: Instant,
) -> Result<Option<usize>, KeysProblem> {
    let broken = |e: String| KeysProblem::Broken(e);
    let saved: SavedKeys = serde_json::from_slice(file).map_err(|e| broken(e.to_string()))?;
    if saved.origin != urls.origin() {
        return Ok(None);
    }
    let mut restored = 0;
    for actor in saved.actors.into_iter().take(10_000) {
        let Some((kind, of)) = whose(c, urls, &actor)? else {
            continue;
        };
        let bytes = |text: &str| STANDARD.decode(text).map_err(|e| broken(e.to_string()));
        let old = local_actor::find_optional(c, &actor.id)?;
        let row = LocalActor {
            rsa_private: bytes(&actor.rsa_private)?,
            rsa_public: actor.rsa_public,
            ed25519_private: bytes(&actor.ed25519_private)?,
            ed25519_public: actor.ed25519_public,
            ..old.clone().unwrap_or_else(|| LocalActor {
                id: actor.id,
                name: actor.name,
                kind,
                restaurant_id: of,
                rsa_private: Vec::new(),
                rsa_public: String::new(),
                ed25519_private: Vec::new(),
                ed25519_public: String::new(),
                created_at: now,
                gone_at: None,
                moved_to: None,
                moved_at: None,
                also_known_as: Vec::new(),
            })
        };
        // A key that cannot sign would silence the actor.
        let keys = SigningKeys::read(&row).map_err(|e| broken(e.to_string()))?;
        if keys.rsa.public_key_pem() != row.rsa_public {
            return Err(broken(format!("the two halves of {} do not fit", row.id)));
        }
        match old {
            Some(_) => local_actor::save(c, &row)?,
            None => local_actor::insert(c, &row)?,
        }
        restored += 1;
    }
    Ok(Some(restored))
}

/// What a saved actor is here; none if it is nobody of ours.
fn whose(
    c: &mut Conn,
    urls: &Urls,
    actor: &SavedActor,
) -> store::Result<Option<(ActorKind, Option<RestaurantId>)>> {
    let Ok(kind) = ActorKind::parse(&actor.kind) else {
        return Ok(None);
    };
    let expected = match kind {
        ActorKind::Instance => urls.instance(),
        ActorKind::Coop => urls.coop(),
        ActorKind::Desk => urls.desk(),
        ActorKind::Restaurant => urls.restaurant(&actor.name),
    };
    if expected != actor.id {
        return Ok(None);
    }
    if kind != ActorKind::Restaurant {
        return Ok(Some((kind, None)));
    }
    let row = restaurant::of_handle(c, &actor.name)?;
    Ok(row.map(|row| (kind, Some(row.id))))
}
