//! What was deleted: others ask for it, and must learn that it is gone rather than that it never was.

use serde_json::Value;
use url::Url;

use super::is_text;
use super::probe::Probe;
use super::report::{Report, holds};
use crate::peer::media;

/// Looks at the address of something that is gone, if one was named.
pub(super) async fn examine(probe: &Probe, report: &mut Report) {
    let rule = "what is gone answers 410 with a Tombstone";
    let Some(url) = &probe.gone else {
        return report.left_out(
            rule,
            "name the address of something that was deleted with --gone",
        );
    };
    report.must(rule, tombstone(probe, url).await);
}

async fn tombstone(probe: &Probe, url: &Url) -> Result<(), String> {
    let seen = probe.ask(url, media::ACCEPTED).await?;
    holds(seen.status == 410, || {
        format!("it answered {}", seen.status)
    })?;
    let value: Value = serde_json::from_slice(&seen.body)
        .map_err(|_| "it answered 410 with a body that is no JSON".to_owned())?;
    holds(is_text(&value, "type", "Tombstone"), || {
        format!("its type is {}", value.get("type").unwrap_or(&Value::Null))
    })?;
    holds(is_text(&value, "id", url.as_str()), || {
        format!("its id is {}", value.get("id").unwrap_or(&Value::Null))
    })
}
