//! Somebody elsewhere answers one of our restaurants, or names it. Kept with the author's name, for the restaurant's people and, if it is public and
//! they leave it there, for everybody.

use musette_domain::Instant;
use musette_federation::remote_note::RemoteNote;
use musette_federation::same_origin;
use url::Url;

use super::{Done, Effect, Scene, hint};
use crate::flow::conversation::receive::{self, Author, Incoming};
use crate::peer::fetch::{Actor, Errand};
use crate::peer::problem::Problem;
use crate::services::{html, plain_text};
use crate::store::{self, reply};

/// How much of a Note's HTML is read, in characters: more than any server lets people write.
const LONGEST: usize = 8_000;
/// How much of a warning is kept, in characters.
const SUMMARY: usize = 300;
/// How long a name may be, in characters.
const NAME: usize = 60;
/// How many of ours one Note may name.
const NAMED: usize = 10;

/// Whether the activity is addressed to one of our actors.
pub(super) fn is_for_us(scene: &Scene) -> bool {
    let mut names = scene.activity.to.iter().chain(&scene.activity.cc);
    names.any(|name| scene.peer.urls.is_ours(name))
}

/// The actors of ours that a Note names or is addressed to, each once.
fn named(scene: &Scene, note: &RemoteNote) -> Vec<String> {
    let mentions = note.mentions.iter().map(Url::as_str);
    let addressed = note.to.iter().chain(&note.cc).map(String::as_str);
    let mut ours: Vec<String> = Vec::new();
    for name in mentions.chain(addressed) {
        // Collections such as the followers are addressed as well; nobody in particular is meant by them.
        let actor = scene.peer.urls.is_ours(name) && !name.ends_with("/followers");
        if actor && ours.len() < NAMED && !ours.iter().any(|known| known == name) {
            ours.push(name.to_owned());
        }
    }
    ours
}

/// Whether a Note names one of ours, answers something of ours or in a conversation that we hold, or is one that we hold.
pub(super) async fn concerns_us(scene: &Scene, note: &RemoteNote) -> Result<bool, Problem> {
    let urls = &scene.peer.urls;
    let parent = note.in_reply_to.as_ref().map(Url::as_str);
    if parent.is_some_and(|parent| urls.is_ours(parent)) || !named(scene, note).is_empty() {
        return Ok(true);
    }
    let is_correction = scene.is_correction();
    if parent.is_none() && !is_correction {
        return Ok(false);
    }
    let known: Vec<String> = parent
        .map(str::to_owned)
        .into_iter()
        .chain(is_correction.then(|| note.id.to_string()))
        .collect();
    let held = scene.peer.db.read(move |c| reply::list(c, &known)).await?;
    Ok(!held.is_empty())
}

/// Keeps a Note that concerns us, or corrects the one that we hold.
pub(super) async fn plan(
    scene: &Scene,
    note: &RemoteNote,
    errand: &Errand,
) -> Result<Effect, Problem> {
    // The sender's key came with its document, so this asks the network only when that is old.
    let from = scene
        .peer
        .fetch
        .actor(&scene.activity.actor, errand)
        .await
        .map_err(|e| {
            if e.is_transient() {
                Problem::later(format!("Your account could not be read: {e}."), 60)
            } else {
                Problem::bad_request(format!("Your account could not be read: {e}."))
            }
        })?;
    let to = named(scene, note);
    if let Some(asked) = hint::asked(scene, note, &to) {
        return Ok(hint::effect(scene, note, &from, asked));
    }
    let now = scene.peer.clock.now();
    let incoming = incoming(note, &from, to, scene.is_correction(), now);
    let app = scene.app.clone();
    Ok(Box::new(move |c| -> store::Result<Done> {
        Ok(Done {
            topics: receive::run(c, &app, &incoming)?.topics,
            after: None,
        })
    }))
}

fn incoming(
    note: &RemoteNote,
    from: &Actor,
    to: Vec<String>,
    is_correction: bool,
    now: Instant,
) -> Incoming {
    let content: String = note.content.chars().take(LONGEST).collect();
    let summary = note
        .summary
        .as_deref()
        .map(|text| plain_text::line(text, SUMMARY));
    let page = note.url.as_ref().filter(|url| same_origin(url, &note.id));
    let edited = note.updated.map_or(now, Instant::from).min(now);
    Incoming {
        id: note.id.to_string(),
        in_reply_to: note.in_reply_to.as_ref().map(ToString::to_string),
        to,
        author: author(from),
        public: note.is_public(),
        summary: summary.filter(|text| !text.is_empty()),
        content: html::clean(&content),
        language: note.language.clone().filter(|tag| is_tag(tag)),
        url: Some(page.unwrap_or(&note.id).to_string()),
        published_at: note.published.map_or(now, Instant::from).min(now),
        edited_at: is_correction.then_some(edited),
    }
}

fn author(from: &Actor) -> Author {
    let (row, name) = (&from.row, plain_text::line(&from.row.display_name, NAME));
    let handle = plain_text::line(&from.handle(), 2 * NAME);
    Author {
        id: row.id.clone(),
        name: if name.is_empty() {
            handle.clone()
        } else {
            name
        },
        handle,
        inbox: row.inbox.clone(),
        host: row.host.clone(),
    }
}

/// Whether this can be the value of a `lang` attribute (BCP 47).
fn is_tag(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}
