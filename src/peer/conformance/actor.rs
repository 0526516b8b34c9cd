//! The actor's document and its key.

use http::header::{ETAG, IF_NONE_MATCH};
use musette_federation::context::ACTIVITYSTREAMS;
use musette_federation::signature::PublicKey;
use musette_federation::{RemoteActor, same_origin, web_address};
use serde_json::Value;
use url::Url;

use super::is_text;
use super::probe::{Probe, Seen};
use super::report::{Report, holds};
use crate::peer::media;

const SECURITY: &str = "https://w3id.org/security/v1";
/// What software knows without fetching it.
const KNOWN: [&str; 9] = [
    ACTIVITYSTREAMS,
    SECURITY,
    "https://w3id.org/security/data-integrity/v1",
    "https://w3id.org/security/data-integrity/v2",
    "https://w3id.org/security/multikey/v1",
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/did/v1",
    "https://w3id.org/identity/v1",
    "https://purl.archive.org/socialweb/webfinger",
];
const LD_JSON: &str = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";

/// Looks at the document; returns it if it is one.
pub(super) async fn examine(probe: &Probe, id: &Url, report: &mut Report) -> Option<Value> {
    let value = match probe.document(id).await {
        Ok(value) => {
            report.must("the actor is served as ActivityPub", Ok(()));
            value
        }
        Err(why) => {
            report.must("the actor is served as ActivityPub", Err(why));
            return None;
        }
    };
    for accept in [media::ACTIVITY_JSON, LD_JSON] {
        let seen = probe.ask(id, accept).await;
        report.must(
            format!("it is served to who accepts {accept}"),
            seen.and_then(|seen| right(&seen)),
        );
    }
    members(&value, id, report);
    contexts(&value, report);
    key(&value, id, report);
    again(probe, id, report).await;
    Some(value)
}

fn right(seen: &Seen) -> Result<(), String> {
    seen.json()?;
    holds(media::is_document(seen.content_type()), || {
        format!("it is served as {}", seen.content_type())
    })
}

fn members(value: &Value, id: &Url, report: &mut Report) {
    report.must(
        "its id is the address it was read from",
        holds(is_text(value, "id", id.as_str()), || {
            format!("it is {}", value.get("id").unwrap_or(&Value::Null))
        }),
    );
    let kind = value.get("type").unwrap_or(&Value::Null);
    report.must(
        "its type is one word: Person, Service, Organization, Group or Application",
        holds(
            kind.is_string() && RemoteActor::from_json(value).is_ok(),
            || {
                let why = RemoteActor::from_json(value).err();
                why.map_or_else(|| format!("it is {kind}"), |why| why.to_string())
            },
        ),
    );
    let text = |member: &str| value.get(member).and_then(Value::as_str);
    report.must(
        "it has a preferredUsername",
        holds(
            text("preferredUsername").is_some_and(|name| !name.is_empty()),
            || "it has none".to_owned(),
        ),
    );
    let here = |url: &str| web_address(url).is_some_and(|url| same_origin(&url, id));
    report.must(
        "its inbox is on its own server",
        holds(text("inbox").is_some_and(here), || {
            format!("it is {:?}", text("inbox"))
        }),
    );
    let shared = value.pointer("/endpoints/sharedInbox");
    report.should(
        "its sharedInbox is on its own server",
        holds(shared.and_then(Value::as_str).is_some_and(here), || {
            format!("it is {shared:?}")
        }),
    );
}

fn contexts(value: &Value, report: &mut Report) {
    let named: Vec<&str> = match value.get("@context") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    for wanted in [ACTIVITYSTREAMS, SECURITY] {
        report.must(
            format!("its @context names {wanted}"),
            holds(named.contains(&wanted), || format!("it names {named:?}")),
        );
    }
    let odd: Vec<&&str> = named.iter().filter(|name| !KNOWN.contains(name)).collect();
    report.should(
        "its @context names only what software knows without fetching it; other terms are inline",
        holds(odd.is_empty(), || format!("it names {odd:?}")),
    );
}

fn key(value: &Value, id: &Url, report: &mut Report) {
    let Some(key) = value.get("publicKey") else {
        return report.must("it has a publicKey", Err("it has none".into()));
    };
    report.must(
        "its publicKey is its own (owner)",
        holds(is_text(key, "owner", id.as_str()), || {
            format!("the owner is {}", key.get("owner").unwrap_or(&Value::Null))
        }),
    );
    let of_it = key
        .get("id")
        .and_then(Value::as_str)
        .and_then(web_address)
        .is_some_and(|key| same_origin(&key, id));
    report.must(
        "its publicKey has an id on the same server",
        holds(of_it, || {
            format!("it is {}", key.get("id").unwrap_or(&Value::Null))
        }),
    );
    let pem = key
        .get("publicKeyPem")
        .and_then(Value::as_str)
        .unwrap_or_default();
    report.must(
        "its publicKeyPem is an RSA key of 2048 bits or more",
        PublicKey::from_pem(pem)
            .map(|_| ())
            .map_err(|why| why.to_string()),
    );
}

/// Whether who asks again is told that nothing changed.
async fn again(probe: &Probe, id: &Url, report: &mut Report) {
    let rule = "who asks again with If-None-Match is answered 304";
    let tag = match probe.get(id, media::ACTIVITY_JSON).await {
        Ok(seen) => seen.headers.get(ETAG).cloned(),
        Err(why) => return report.should(rule, Err(why)),
    };
    let Some(tag) = tag.and_then(|tag| tag.to_str().ok().map(str::to_owned)) else {
        return report.left_out(rule, "it sends no ETag");
    };
    let seen = probe
        .get_with(id, media::ACTIVITY_JSON, (IF_NONE_MATCH, tag))
        .await;
    report.should(
        rule,
        seen.and_then(|seen| {
            holds(seen.status == 304, || {
                format!("it answered {}", seen.status)
            })
        }),
    );
}
