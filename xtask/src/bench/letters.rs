//! Activities signed beforehand: each a whole request as bytes, with an id of its own.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use chrono::DateTime;
use musette_federation::activity::{SocialActivity, SocialKind};
use musette_federation::context::PUBLIC;
use musette_federation::note::SpecialNote;
use musette_federation::reference::Reference;
use musette_federation::signature::rfc9421::{self, SignatureParameters};
use musette_federation::signature::{Outgoing, OutgoingBody, Signer, cavage};
use url::Url;

use super::actors::Author;
use super::http;

/// The media type activities are sent as.
const ACTIVITY: &str = "application/activity+json";

/// What a special says: 150 characters, as in the figures of others.
const CONTENT: &str = "<p>Today at noon: leek and potato soup with bread from the oven next door, then plums with cream. As long as there is some, 9.50, also to take away.</p>";

/// How a request is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// draft-cavage with RSA, as nearly everybody sends.
    CavageRsa,
    /// RFC 9421 with Ed25519, as musette instances send to each other.
    Rfc9421Ed25519,
}

/// Signed requests to `inbox`, each a new special, by the authors in turn. `series` keeps the ids of several calls apart.
pub fn sign(
    authors: &[Author],
    inbox: &Url,
    signature: Signature,
    series: &str,
    count: usize,
) -> anyhow::Result<Vec<Vec<u8>>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = count.div_ceil(threads);
    let one = |number: usize| {
        let author = authors
            .get(number % authors.len())
            .context("there are no authors")?;
        letter(author, inbox, signature, &format!("{series}-{number}"))
    };
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|thread| {
                let numbers = thread * share..((thread + 1) * share).min(count);
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

#[expect(
    clippy::disallowed_methods,
    reason = "there is no App here; signatures carry the real time"
)]
fn letter(
    author: &Author,
    inbox: &Url,
    signature: Signature,
    number: &str,
) -> anyhow::Result<Vec<u8>> {
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?;
    let body = create(author, number, now)?;
    let outgoing = Outgoing::to("POST", inbox, Some(OutgoingBody::of(&body, ACTIVITY)));
    let headers = match signature {
        Signature::CavageRsa => cavage::sign(&author.rsa, &author.rsa_id(), &outgoing, now)?,
        Signature::Rfc9421Ed25519 => rfc9421::sign(
            Signer::from(&author.ed25519),
            &author.ed25519_id(),
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
        &body,
    ))
}

/// The body of a Create with a special inside.
fn create(author: &Author, number: &str, now: i64) -> anyhow::Result<Vec<u8>> {
    let address = |kind: &str| author.id.join(&format!("/ap/{kind}/{number}"));
    let followers = format!("{}/followers", author.id);
    let published = DateTime::from_timestamp(now, 0).context("the clock is far off")?;
    let note = SpecialNote {
        id: address("n")?,
        attributed_to: author.id.clone(),
        to: vec![PUBLIC.into()],
        cc: vec![followers.clone()],
        published,
        updated: None,
        end_time: None,
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
        SocialActivity::new(address("a")?, SocialKind::Create, author.id.clone(), object);
    activity.to = vec![PUBLIC.into()];
    activity.cc = vec![followers];
    activity.published = Some(published);
    Ok(serde_json::to_vec(&activity.to_json())?)
}
