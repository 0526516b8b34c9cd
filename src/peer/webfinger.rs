//! WebFinger, both sides. Ours answers for handles, for the addresses of actors and pages, and for the server itself; theirs is believed only when it
//! speaks of what was asked.

use axum::extract::{Extension, Query};
use axum::response::{IntoResponse, Response};
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use musette_federation::webfinger::{Account, CONTENT_TYPE as JRD, Jrd, Resource};
use musette_federation::{same_origin, web_address};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::Peer;
use super::address::{AddressRules, NotAPeer, authority, is_name_of_this_machine};
use super::fetch::{Errand, FetchProblem};
use super::problem::Problem;
use crate::store::local_actor::{ActorKind, LocalActor};
use crate::store::{self, Conn, local_actor};
use crate::url::Urls;

/// What is asked.
#[derive(Debug, Deserialize)]
pub struct Question {
    resource: Option<String>,
}

/// Answers `/.well-known/webfinger`.
pub async fn answer(peer: Extension<Peer>, question: Query<Question>) -> Result<Response, Problem> {
    let text = question.0.resource.ok_or_else(|| {
        Problem::bad_request(
            "Name a resource: ?resource=acct:name@host, or the address of an actor.",
        )
    })?;
    let resource = Resource::parse(&text).ok_or_else(|| {
        Problem::bad_request("The resource must be acct:name@host or a web address.")
    })?;
    let urls = peer.urls.clone();
    let actor = peer
        .db
        .read(move |c| find(c, &urls, &resource))
        .await?
        .ok_or_else(|| Problem::not_found("There is no such account here."))?;
    if actor.gone_at.is_some() {
        return Err(Problem::new(
            StatusCode::GONE,
            "This account has been closed.",
        ));
    }
    let jrd = jrd_of(&peer.urls, &actor)
        .ok_or_else(|| Problem::not_found("There is no such account here."))?;
    let mut response = jrd.to_json().to_string().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(JRD));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    Ok(response)
}

/// The actor of ours that a resource names.
fn find(c: &mut Conn, urls: &Urls, resource: &Resource) -> store::Result<Option<LocalActor>> {
    match resource {
        Resource::Account(account) if account.host == urls.authority() => {
            local_actor::find_by_name(c, &account.user)
        }
        Resource::Account(_) => Ok(None),
        Resource::Url(url) if !urls.is_ours(url.as_str()) => Ok(None),
        Resource::Url(url) => match url.path() {
            "/" | "" => local_actor::find_optional(c, &urls.instance()),
            path => match path.strip_prefix("/@") {
                Some(name) => local_actor::find_by_name(c, &name.to_ascii_lowercase()),
                None => local_actor::find_optional(c, url.as_str()),
            },
        },
    }
}

fn jrd_of(urls: &Urls, actor: &LocalActor) -> Option<Jrd> {
    let page = match actor.kind {
        ActorKind::Restaurant => Some(urls.page(&actor.name)),
        ActorKind::Coop => Some(urls.absolute("/")),
        ActorKind::Instance | ActorKind::Desk => None,
    };
    let page = page.and_then(|page| Url::parse(&page).ok());
    let account = Account {
        user: actor.name.clone(),
        host: urls.authority().to_owned(),
    };
    let id = Url::parse(&actor.id).ok()?;
    // Our customers are nobody's actors; whoever asks for the server or the co-op learns where they follow from here.
    let subscribe = match actor.kind {
        ActorKind::Instance | ActorKind::Coop => Some(urls.absolute("/authorize?uri=")),
        ActorKind::Restaurant | ActorKind::Desk => None,
    };
    Some(Jrd::for_actor(
        &account,
        &id,
        page.as_ref(),
        subscribe.as_deref(),
    ))
}

/// `/.well-known/host-meta`: where WebFinger is, for those who ask the old way.
pub async fn host_meta(peer: Extension<Peer>) -> Response {
    let template = peer.urls.absolute("/.well-known/webfinger?resource={uri}");
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\
         <Link rel=\"lrdd\" type=\"application/jrd+json\" template=\"{template}\"/></XRD>\n"
    );
    let mut response = body.into_response();
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/xrd+xml; charset=utf-8"),
    );
    response
}

/// Asks a server for the actor of a handle. An answer about another account is an error.
pub async fn actor_of(
    peer: &Peer,
    account: &Account,
    errand: &Errand,
) -> Result<Url, FetchProblem> {
    let base = origin_of(peer, &account.host)?;
    let lead = async {
        let (url, jrd) = ask(peer, &base, &account.to_uri(), errand).await?;
        let actor = jrd
            .actor_of(account)
            .map_err(|e| FetchProblem::not_understood(&url, e))?;
        own_actor(&url, actor)
    };
    lead.await
        .inspect_err(|problem| peer.noise.doubt(&base, problem))
}

/// Asks somebody's server where they follow `object`; none if it does not say. The page must be the server's own.
pub async fn page_to_follow(
    peer: &Peer,
    account: &Account,
    object: &str,
) -> Result<Option<Url>, FetchProblem> {
    let base = origin_of(peer, &account.host)?;
    let (_, jrd) = ask(peer, &base, &account.to_uri(), &peer.fetch.errand()).await?;
    Ok(jrd
        .page_to_follow(object)
        .filter(|page| same_origin(page, &base)))
}

/// Asks a server for its server-level actor (FEP-d556): WebFinger of `https://host/`.
pub async fn server_actor(peer: &Peer, host: &str, errand: &Errand) -> Result<Url, FetchProblem> {
    let base = origin_of(peer, host)?;
    let lead = lead_to_server(peer, &base, errand).await;
    lead.inspect_err(|problem| peer.noise.doubt(&base, problem))
}

async fn lead_to_server(peer: &Peer, base: &Url, errand: &Errand) -> Result<Url, FetchProblem> {
    let (url, jrd) = ask(peer, base, base.as_str(), errand).await?;
    let about_it = match jrd.account() {
        Some(account) => account.host == authority(base),
        None => web_address(&jrd.subject).is_some_and(|subject| same_origin(&subject, base)),
    };
    if !about_it {
        return Err(FetchProblem::not_understood(
            &url,
            "the WebFinger answer is about another server than was asked",
        ));
    }
    let actor = jrd.actor().ok_or_else(|| {
        FetchProblem::not_understood(&url, "the WebFinger answer leads to no actor")
    })?;
    own_actor(&url, actor)
}

fn origin_of(peer: &Peer, host: &str) -> Result<Url, FetchProblem> {
    Ok(origin(peer.rules, peer.urls.origin(), host)?)
}

/// The address `https://host/`; plain http only for names of this machine, only with the switch for it, and only if we speak it ourselves.
fn origin(rules: AddressRules, ours: &str, host: &str) -> Result<Url, NotAPeer> {
    let name = host.split(':').next().unwrap_or_default();
    let plain = ours.starts_with("http://");
    let here = plain && rules.loopback() && is_name_of_this_machine(name);
    let scheme = if here { "http" } else { "https" };
    rules.parse(&format!("{scheme}://{host}/"))
}

async fn ask(
    peer: &Peer,
    base: &Url,
    resource: &str,
    errand: &Errand,
) -> Result<(Url, Jrd), FetchProblem> {
    let mut url = base.clone();
    url.set_path("/.well-known/webfinger");
    url.query_pairs_mut().append_pair("resource", resource);
    let value: Value = peer
        .fetch
        .json(&url, "application/jrd+json", errand)
        .await?;
    let jrd = Jrd::from_json(&value).map_err(|e| FetchProblem::not_understood(&url, e))?;
    Ok((url, jrd))
}

/// An actor counts only at the server that was asked.
fn own_actor(asked: &Url, actor: Url) -> Result<Url, FetchProblem> {
    if same_origin(asked, &actor) {
        Ok(actor)
    } else {
        Err(FetchProblem::not_understood(
            asked,
            "the WebFinger answer leads to another server",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::federation::Federation;
    use rstest::rstest;

    #[rstest]
    #[case(
        "http://a.localhost:1",
        "b.localhost:2",
        true,
        Some("http://b.localhost:2/")
    )]
    #[case(
        "https://a.localhost:1",
        "b.localhost:2",
        true,
        Some("https://b.localhost:2/")
    )]
    #[case("https://a", "b", true, Some("https://b/"))]
    #[case("http://a", "b", true, Some("http://b/"))]
    #[case("http://a", "b.example", true, Some("https://b.example/"))]
    #[case(
        "https://a.example",
        "b.localhost",
        false,
        Some("https://b.localhost/")
    )]
    #[case("https://a.example", "b", false, None)]
    fn a_host_is_asked_over_https_unless_it_is_here_and_so_are_we(
        #[case] ours: &str,
        #[case] host: &str,
        #[case] loopback_peers: bool,
        #[case] asked: Option<&str>,
    ) {
        let rules = AddressRules::new(&Federation {
            loopback_peers,
            ..Federation::default()
        });
        let found = origin(rules, ours, host).ok();
        assert_eq!(found.as_ref().map(Url::as_str), asked);
    }
}
