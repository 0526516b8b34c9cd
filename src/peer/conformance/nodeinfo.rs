//! NodeInfo, read as strictly as its schema.

use serde_json::Value;
use url::Url;

use super::is_text;
use super::probe::Probe;
use super::report::{Report, holds};

const SCHEMA: &str = "http://nodeinfo.diaspora.software/ns/schema/";
const MOST_LINKS: usize = 20;

/// Looks at every version that is offered.
pub(super) async fn examine(probe: &Probe, actor: &Url, report: &mut Report) {
    let Ok(well_known) = actor.join("/.well-known/nodeinfo") else {
        return;
    };
    let links = match read(probe, &well_known).await {
        Ok(links) => links,
        Err(why) => return report.left_out("NodeInfo parses strictly", why),
    };
    let mut versions = Vec::new();
    let listed = links.get("links").and_then(Value::as_array);
    for link in listed.into_iter().flatten().take(MOST_LINKS) {
        let part = |name: &str| link.get(name).and_then(Value::as_str);
        let version = part("rel").and_then(|rel| rel.strip_prefix(SCHEMA));
        if let (Some(version), Some(href)) = (version, part("href")) {
            versions.push(version.to_owned());
            let found = document(probe, version, href).await;
            report.must(format!("NodeInfo {version} parses strictly"), found);
        }
    }
    report.should(
        "NodeInfo is offered in version 2.0 or 2.1",
        holds(
            versions
                .iter()
                .any(|version| version == "2.0" || version == "2.1"),
            || format!("offered are {versions:?}"),
        ),
    );
}

async fn read(probe: &Probe, url: &Url) -> Result<Value, String> {
    probe.get(url, "application/json").await?.json()
}

async fn document(probe: &Probe, version: &str, href: &str) -> Result<(), String> {
    let url = probe.rules.parse(href).map_err(|why| why.to_string())?;
    let value = read(probe, &url).await?;
    holds(is_text(&value, "version", version), || {
        format!("its version is {:?}", value.get("version"))
    })?;
    let name = value
        .pointer("/software/name")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    holds(!name.is_empty() && name.chars().all(plain), || {
        format!("software.name is {name:?}: small letters, digits and dashes only")
    })?;
    let wanted: [(&str, fn(&Value) -> bool); 7] = [
        ("/software/version", Value::is_string),
        ("/protocols", Value::is_array),
        ("/services/inbound", Value::is_array),
        ("/services/outbound", Value::is_array),
        ("/openRegistrations", Value::is_boolean),
        ("/usage/users", Value::is_object),
        ("/metadata", Value::is_object),
    ];
    for (member, fits) in wanted {
        holds(value.pointer(member).is_some_and(fits), || {
            format!("{member} is missing or of the wrong kind")
        })?;
    }
    Ok(())
}
