//! WebFinger: from a handle to the actor, and nowhere else.

use http::header::ACCESS_CONTROL_ALLOW_ORIGIN;
use musette_federation::webfinger::{ACTIVITY_JSON, Account, CONTENT_TYPE, Jrd};
use musette_federation::{RemoteActor, same_origin};
use url::Url;

use super::probe::{Probe, Seen};
use super::report::{Report, holds};
use crate::peer::address::authority;

/// Asks the server at `base` about a resource.
async fn ask(probe: &Probe, base: &Url, resource: Option<&str>) -> Result<Seen, String> {
    let mut url = base.clone();
    url.set_path("/.well-known/webfinger");
    url.set_query(None);
    if let Some(resource) = resource {
        url.query_pairs_mut().append_pair("resource", resource);
    }
    probe.get(&url, CONTENT_TYPE).await
}

/// The actor that a resource leads to, on the server that was asked.
pub(super) async fn leads_to(probe: &Probe, base: &Url, resource: &str) -> Result<Url, String> {
    let seen = ask(probe, base, Some(resource)).await?;
    let jrd = Jrd::from_json(&seen.json()?).map_err(|why| why.to_string())?;
    let actor = jrd
        .actor()
        .ok_or("WebFinger has no link `self` of the type application/activity+json")?;
    holds(same_origin(base, &actor), || {
        format!("WebFinger leads to another server, {actor}")
    })?;
    Ok(actor)
}

/// What is answered about nobody.
pub(super) async fn strangers(probe: &Probe, actor: &Url, report: &mut Report) {
    let base = origin(actor);
    let status = |seen: Result<Seen, String>| seen.map(|seen| seen.status);
    let unknown = format!("acct:nobody-of-this-name@{}", authority(actor));
    let found = status(ask(probe, &base, Some(&unknown)).await);
    report.must(
        "WebFinger of an account that is not there is answered 404",
        found.and_then(|status| holds(matches!(status, 404 | 410), || says(status))),
    );
    let found = status(ask(probe, &base, None).await);
    report.should(
        "WebFinger without a resource is answered 400",
        found.and_then(|status| holds(status == 400, || says(status))),
    );
}

fn says(status: u16) -> String {
    format!("it answered {status}")
}

fn origin(url: &Url) -> Url {
    let mut base = url.clone();
    base.set_path("/");
    base.set_query(None);
    base.set_fragment(None);
    base
}

/// What is answered about the actor.
pub(super) async fn examine(probe: &Probe, actor: &RemoteActor, report: &mut Report) {
    let account = Account {
        user: actor.preferred_username.to_ascii_lowercase(),
        host: authority(&actor.id),
    };
    let rule = format!("WebFinger knows {account}");
    let seen = match ask(probe, &origin(&actor.id), Some(&account.to_uri())).await {
        Ok(seen) => seen,
        Err(why) => return report.must(rule, Err(why)),
    };
    let jrd = seen
        .json()
        .and_then(|value| Jrd::from_json(&value).map_err(|why| why.to_string()));
    let jrd = match jrd {
        Ok(jrd) => jrd,
        Err(why) => return report.must(rule, Err(why)),
    };
    report.must(rule, Ok(()));
    report.must(
        "its subject is that account",
        holds(jrd.account().as_ref() == Some(&account), || {
            format!("it is {}", jrd.subject)
        }),
    );
    let own: Vec<&str> = jrd
        .links
        .iter()
        .filter(|link| link.rel == "self" && link.media_type.as_deref() == Some(ACTIVITY_JSON))
        .filter_map(|link| link.href.as_deref())
        .collect();
    report.must(
        "exactly one link `self` of the type application/activity+json leads to the actor",
        holds(own == [actor.id.as_str()], || format!("they are {own:?}")),
    );
    let kind = seen.content_type();
    report.should(
        "it is served as application/jrd+json",
        holds(kind.starts_with(CONTENT_TYPE), || format!("it is {kind}")),
    );
    let open = seen.headers.get(ACCESS_CONTROL_ALLOW_ORIGIN);
    report.should(
        "it may be read from any page (Access-Control-Allow-Origin: *)",
        holds(open.is_some_and(|value| value == "*"), || {
            "it may not".to_owned()
        }),
    );
}
