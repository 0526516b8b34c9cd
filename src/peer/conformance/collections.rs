//! The collections that an actor names.

use musette_federation::{RemoteActor, same_origin, web_address};
use serde_json::Value;
use url::Url;

use super::is_text;
use super::probe::Probe;
use super::report::{Report, holds};

/// How many pages are looked at.
const PAGES: usize = 3;

/// Looks at each collection that is named.
pub(super) async fn examine(
    probe: &Probe,
    actor: &RemoteActor,
    document: &Value,
    report: &mut Report,
) {
    for name in ["outbox", "followers", "following", "featured"] {
        let Some(url) = document.get(name).and_then(Value::as_str) else {
            report.left_out(format!("{name} is a collection"), "the actor names none");
            continue;
        };
        let found = match web_address(url).filter(|url| same_origin(url, &actor.id)) {
            Some(url) => one(probe, name, &url, report).await,
            None => Err(format!("{url} is not on the actor's server")),
        };
        report.must(
            format!("{name} is an OrderedCollection with totalItems"),
            found,
        );
    }
}

async fn one(probe: &Probe, name: &str, url: &Url, report: &mut Report) -> Result<(), String> {
    let value = probe.document(url).await?;
    holds(is_text(&value, "id", url.as_str()), || {
        format!("its id is {}", value.get("id").unwrap_or(&Value::Null))
    })?;
    holds(is_text(&value, "type", "OrderedCollection"), || {
        format!("its type is {}", value.get("type").unwrap_or(&Value::Null))
    })?;
    let total = value.get("totalItems");
    holds(total.is_some_and(Value::is_u64), || {
        format!("its totalItems is {total:?}")
    })?;
    if name == "featured" {
        let items = value.get("orderedItems").and_then(Value::as_array);
        let plain = items.is_none_or(|items| items.iter().all(Value::is_string));
        report.should(
            "featured lists addresses only",
            holds(plain, || "it has objects in it".to_owned()),
        );
    }
    if let Some(first) = value.get("first").and_then(Value::as_str) {
        let found = pages(probe, url, first).await;
        report.must(format!("the pages of {name} belong together"), found);
    }
    Ok(())
}

/// Follows `next` a few times.
async fn pages(probe: &Probe, collection: &Url, first: &str) -> Result<(), String> {
    let mut next = Some(first.to_owned());
    for _ in 0..PAGES {
        let Some(at) = next.take() else { break };
        let url = web_address(&at)
            .filter(|url| same_origin(url, collection))
            .ok_or_else(|| format!("{at} is not on the same server"))?;
        let page = probe.document(&url).await?;
        holds(is_text(&page, "type", "OrderedCollectionPage"), || {
            format!("the type of {url} is not OrderedCollectionPage")
        })?;
        holds(is_text(&page, "partOf", collection.as_str()), || {
            format!("{url} is not partOf {collection}")
        })?;
        holds(
            page.get("orderedItems").is_some_and(Value::is_array),
            || format!("{url} has no list of items"),
        )?;
        next = page
            .get("next")
            .and_then(Value::as_str)
            .filter(|other| *other != at)
            .map(str::to_owned);
    }
    Ok(())
}
