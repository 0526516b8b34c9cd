//! Activities signed beforehand: each a whole request as bytes, with an id of its own.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta};
use musette_federation::activity::{SocialActivity, SocialKind};
use musette_federation::context::PUBLIC;
use musette_federation::note::SpecialNote;
use musette_federation::reference::Reference;
use musette_federation::signature::rfc9421::{self, SignatureParameters};
use musette_federation::signature::{Ed25519Key, Outgoing, OutgoingBody, RsaKey, Signer, cavage};
use url::Url;

use super::actors::Author;
use super::http;

/// The media type activities are sent as.
const ACTIVITY: &str = "application/activity+json";

/// What a special says: 150 characters, as in the figures of others.
const CONTENT: &str = "<p>Today at noon: leek and potato soup with bread from the oven next door, then plums with cream. As long as there is some, 9.50, also to take away.</p>";

/// Over how many days the specials of a series were published. An instance keeps only so many of one author and day, and none that is over: with
/// [`super::actors`] this leaves room for all runs on one database.
const DAYS: usize = 13;

/// How a request is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// draft-cavage with RSA, as nearly everybody sends.
    CavageRsa,
    /// RFC 9421 with Ed25519, as musette instances send to each other.
    Rfc9421Ed25519,
}

/// What activities are about, besides specials of their authors.
pub struct Targets {
    /// Whom to follow.
    pub restaurants: Vec<Url>,
    /// What to like.
    pub special: Url,
}

/// What authors send.
#[derive(Clone, Copy)]
pub enum Mix<'a> {
    /// Specials only.
    Creates,
    /// Of ten, seven specials, two Likes and one Follow.
    Mixed(&'a Targets),
}

impl Mix<'_> {
    /// How many of the first `count` are specials.
    pub fn creates(self, count: usize) -> usize {
        (0..count)
            .filter(|n| matches!(self.act(*n), Act::Create))
            .count()
    }

    /// How many of the first `count` are Follows.
    pub fn follows(self, count: usize) -> usize {
        (0..count)
            .filter(|n| matches!(self.act(*n), Act::Follow(_)))
            .count()
    }

    fn act(&self, number: usize) -> Act<'_> {
        match (self, number % 10) {
            (Self::Mixed(targets), 0) => {
                let which = (number / 10) % targets.restaurants.len().max(1);
                targets
                    .restaurants
                    .get(which)
                    .map_or(Act::Create, Act::Follow)
            }
            (Self::Mixed(targets), 1 | 2) => Act::Like(&targets.special),
            _ => Act::Create,
        }
    }
}

/// One activity.
enum Act<'a> {
    Create,
    Like(&'a Url),
    Follow(&'a Url),
}

/// Who signs, and how.
pub enum By<'a> {
    /// draft-cavage.
    Cavage(&'a RsaKey, &'a str),
    /// RFC 9421.
    Rfc9421(&'a Ed25519Key, &'a str),
}

/// Signed requests to `inbox` by the authors in turn, each with an id of its own. `series` keeps the ids of several calls apart.
pub fn sign(
    authors: &[Author],
    inbox: &Url,
    signature: Signature,
    mix: Mix<'_>,
    series: &str,
    count: usize,
) -> anyhow::Result<Vec<Vec<u8>>> {
    many(count, |number| {
        let author = authors
            .get((number + number / 10) % authors.len())
            .context("there are no authors")?;
        let id = format!("{series}-{number}");
        let now = now()?;
        let body = match mix.act(number) {
            Act::Create => {
                let day = number / authors.len() % DAYS;
                create(&author.id, &id, now, i64::try_from(day)?)?
            }
            Act::Like(what) => about(&author.id, &id, SocialKind::Like, what)?,
            Act::Follow(whom) => about(&author.id, &id, SocialKind::Follow, whom)?,
        };
        let (rsa_id, ed25519_id) = (author.rsa_id(), author.ed25519_id());
        let by = match signature {
            Signature::CavageRsa => By::Cavage(&author.rsa, &rsa_id),
            Signature::Rfc9421Ed25519 => By::Rfc9421(&author.ed25519, &ed25519_id),
        };
        letter(&by, inbox, &body)
    })
}

/// Makes many requests on all cores.
pub fn many(
    count: usize,
    one: impl Fn(usize) -> anyhow::Result<Vec<u8>> + Sync,
) -> anyhow::Result<Vec<Vec<u8>>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = count.div_ceil(threads);
    let one = &one;
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|thread| {
                let numbers = (thread * share).min(count)..((thread + 1) * share).min(count);
                scope.spawn(move || numbers.map(one).collect::<anyhow::Result<Vec<_>>>())
            })
            .collect();
        let mut all = Vec::with_capacity(count);
        for part in parts {
            let part = part
                .join()
                .map_err(|_| anyhow::anyhow!("a signing thread broke off"))?;
            all.extend(part?);
        }
        Ok(all)
    })
}

/// Seconds since 1970.
#[expect(
    clippy::disallowed_methods,
    reason = "there is no App here; signatures carry the real time"
)]
pub fn now() -> anyhow::Result<i64> {
    Ok(i64::try_from(
        SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs(),
    )?)
}

/// One signed request.
pub fn letter(by: &By<'_>, inbox: &Url, body: &[u8]) -> anyhow::Result<Vec<u8>> {
    let now = now()?;
    let outgoing = Outgoing::to("POST", inbox, Some(OutgoingBody::of(body, ACTIVITY)));
    let headers = match by {
        By::Cavage(key, id) => cavage::sign(key, id, &outgoing, now)?,
        By::Rfc9421(key, id) => rfc9421::sign(
            Signer::from(*key),
            id,
            &outgoing,
            SignatureParameters::social(now),
        )?,
    };
    let mut headers: Vec<(&str, &str)> = headers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    headers.push(("user-agent", "musette-bench"));
    Ok(http::request(
        "POST",
        outgoing.authority,
        outgoing.path_and_query,
        &headers,
        body,
    ))
}

/// The body of an activity about something elsewhere.
pub fn about(actor: &Url, number: &str, kind: SocialKind, what: &Url) -> anyhow::Result<Vec<u8>> {
    let id = actor.join(&format!("/ap/a/{number}"))?;
    let mut activity = SocialActivity::new(id, kind, actor.clone(), Reference::Id(what.clone()));
    activity.to = vec![what.to_string()];
    Ok(serde_json::to_vec(&activity.to_json())?)
}

/// The body of a Create with a special inside, published so many days ago and current for some hours.
pub fn create(author: &Url, number: &str, now: i64, days: i64) -> anyhow::Result<Vec<u8>> {
    let address = |kind: &str| author.join(&format!("/ap/{kind}/{number}"));
    let followers = format!("{author}/followers");
    let now = DateTime::from_timestamp(now, 0).context("the clock is far off")?;
    let published = now - TimeDelta::days(days);
    let note = SpecialNote {
        id: address("n")?,
        attributed_to: author.clone(),
        to: vec![PUBLIC.into()],
        cc: vec![followers.clone()],
        published,
        updated: None,
        end_time: Some(now + TimeDelta::hours(4)),
        url: None,
        content: CONTENT.into(),
        language: Some("en".into()),
        hashtags: Vec::new(),
        images: Vec::new(),
        about: None,
        in_reply_to: None,
        replies: None,
    };
    let object = Reference::read(&note.embedded()).context("a special is no object")?;
    let mut activity =
        SocialActivity::new(address("a")?, SocialKind::Create, author.clone(), object);
    activity.to = vec![PUBLIC.into()];
    activity.cc = vec![followers];
    activity.published = Some(published);
    Ok(serde_json::to_vec(&activity.to_json())?)
}
