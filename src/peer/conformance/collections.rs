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
    invitations(probe, actor, document, report).await;
    shelves(probe, actor, document, report).await;
}

/// The addresses in a collection that the actor names, once it is one; none if it names none.
async fn listed(
    probe: &Probe,
    actor: &RemoteActor,
    (document, name): (&Value, &str),
    report: &mut Report,
) -> Option<Vec<Url>> {
    let named = document.get(name)?.as_str().and_then(web_address);
    let read = async {
        let url = named
            .filter(|url| same_origin(url, &actor.id))
            .ok_or("its address is not on the actor's server")?;
        one(probe, name, &url, report).await?;
        let value = probe.document(&url).await?;
        let items = value.get("orderedItems").and_then(Value::as_array);
        let items = items.map(Vec::as_slice).unwrap_or_default();
        let addresses = items.iter().map(|item| web_address(item.as_str()?));
        addresses
            .collect::<Option<Vec<Url>>>()
            .ok_or_else(|| "it holds something that is no address".to_owned())
    };
    let found = read.await;
    let rule = format!("{name} is an OrderedCollection of addresses with totalItems");
    match found {
        Ok(addresses) => {
            report.must(rule, Ok(()));
            Some(addresses)
        }
        Err(why) => {
            report.must(rule, Err(why));
            None
        }
    }
}

/// Events (FEP-8a8e), if the actor names some.
async fn invitations(probe: &Probe, actor: &RemoteActor, document: &Value, report: &mut Report) {
    let named = (document, "upcomingEvents");
    for id in listed(probe, actor, named, report)
        .await
        .unwrap_or_default()
        .iter()
        .take(PAGES)
    {
        let found = event(probe, actor, id).await;
        report.must(format!("{} is an Event of the actor", id.path()), found);
    }
}

async fn event(probe: &Probe, actor: &RemoteActor, id: &Url) -> Result<(), String> {
    let event = probe.document(id).await?;
    for (member, wanted) in [
        ("type", "Event"),
        ("id", id.as_str()),
        ("attributedTo", actor.id.as_str()),
    ] {
        holds(is_text(&event, member, wanted), || {
            format!("its {member} is {:?}", event.get(member))
        })?;
    }
    let begins = event.get("startTime").and_then(Value::as_str);
    let begins = begins.map(chrono::DateTime::parse_from_rfc3339);
    holds(matches!(begins, Some(Ok(_))), || {
        "it does not say when it begins (startTime)".to_owned()
    })
}

/// Collections of actors (FEP-7aa9), if the actor names some: each actor in them has agreed.
async fn shelves(probe: &Probe, actor: &RemoteActor, document: &Value, report: &mut Report) {
    let named = (document, "featuredCollections");
    for id in listed(probe, actor, named, report)
        .await
        .unwrap_or_default()
        .iter()
        .take(PAGES)
    {
        let found = shelf(probe, actor, id).await;
        report.must(
            format!("{} is a FeaturedCollection with stamps", id.path()),
            found,
        );
    }
}

async fn shelf(probe: &Probe, actor: &RemoteActor, id: &Url) -> Result<(), String> {
    let shelf = probe.document(id).await?;
    for (member, wanted) in [
        ("type", "FeaturedCollection"),
        ("id", id.as_str()),
        ("attributedTo", actor.id.as_str()),
    ] {
        holds(is_text(&shelf, member, wanted), || {
            format!("its {member} is {:?}", shelf.get(member))
        })?;
    }
    let items = shelf.get("orderedItems").and_then(Value::as_array);
    for item in items.into_iter().flatten().take(PAGES) {
        let text = |member: &str| item.get(member).and_then(Value::as_str);
        let featured = text("featuredObject").ok_or("an item names no featuredObject")?;
        let stamp = text("featureAuthorization")
            .and_then(web_address)
            .ok_or_else(|| format!("{featured} has no featureAuthorization"))?;
        let stamp = probe.document(&stamp).await?;
        for (member, wanted) in [
            ("type", "FeatureAuthorization"),
            ("interactingObject", id.as_str()),
            ("interactionTarget", featured),
        ] {
            holds(is_text(&stamp, member, wanted), || {
                format!("the {member} of the stamp of {featured} is another")
            })?;
        }
    }
    Ok(())
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
