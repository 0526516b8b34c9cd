//! Looks at ourselves from outside: does our address answer, does WebFinger name us, does our clock agree with others'.

use std::net::SocketAddr;
use std::time::Duration;

use chrono::TimeDelta;
use musette_domain::Instant;
use serde_json::Value;
use url::Url;

use super::{Finding, Verdict, finding};
use crate::config::Config;
use crate::store::{Db, neighbours};
use crate::url::Urls;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// From here on signatures are refused by others.
const TOO_FAR: TimeDelta = TimeDelta::seconds(60);
/// From here on somebody should look.
const FAR: TimeDelta = TimeDelta::seconds(5);
/// The most of an answer that is read, in bytes.
const LONGEST: usize = 64 * 1024;

/// Own address, WebFinger, clock.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let partners = partners(config).await;
    let client = match client(config, &partners) {
        Ok(client) => client,
        Err(error) => {
            return vec![finding("own address", Verdict::Fail, error.to_string())];
        }
    };
    let urls = Urls::new(&config.instance.url);
    let mut findings = vec![own_address(&client, &urls).await];
    if findings.iter().all(|found| found.verdict == Verdict::Ok) {
        findings.push(web_finger(&client, &urls).await);
    }
    findings.push(clock(&partners, &client).await);
    findings
}

/// Scheme, host and port of those we trade with.
async fn partners(config: &Config) -> Vec<Url> {
    let origins = match Db::open_as_is(&config.database.place, config.database.readers) {
        Ok(db) => db.read(neighbours::origins).await.unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    origins
        .iter()
        .filter_map(|origin| Url::parse(origin).ok())
        .collect()
}

/// A client as a stranger has one, except that names of this machine lead to it.
fn client(config: &Config, partners: &[Url]) -> reqwest::Result<reqwest::Client> {
    #[expect(
        clippy::disallowed_methods,
        reason = "asks only ourselves and known partners for public things, on behalf of whoever typed the command"
    )]
    let mut builder = reqwest::Client::builder()
        .timeout(PATIENCE)
        .redirect(reqwest::redirect::Policy::none());
    let here = SocketAddr::new(config.instance.bind.ip(), 0);
    for url in partners.iter().chain([&config.instance.url]) {
        if let Some(host) = url.host_str()
            && (host == "localhost" || host.ends_with(".localhost"))
        {
            builder = builder.resolve(host, here);
        }
    }
    if let Some(path) = &config.federation.extra_ca
        && let Ok(pem) = std::fs::read(path)
    {
        builder = builder.tls_certs_merge(reqwest::Certificate::from_pem_bundle(&pem)?);
    }
    builder.build()
}

async fn own_address(client: &reqwest::Client, urls: &Urls) -> Finding {
    let what = "own address";
    match client.get(urls.absolute("/health")).send().await {
        Ok(answer) if answer.status().is_success() => {
            finding(what, Verdict::Ok, format!("{} answers", urls.origin()))
        }
        Ok(answer) => finding(
            what,
            Verdict::Fail,
            format!(
                "{} answers with {}; check that the proxy leads here and keeps the Host header",
                urls.origin(),
                answer.status()
            ),
        ),
        Err(error) => finding(
            what,
            Verdict::Fail,
            format!(
                "{} does not answer ({}); start `musette serve`, then check DNS, proxy and firewall",
                urls.origin(),
                reason(&error)
            ),
        ),
    }
}

/// Asks who `https://host/` is, as another co-op does first of all.
async fn web_finger(client: &reqwest::Client, urls: &Urls) -> Finding {
    let what = "WebFinger";
    let resource = format!("{}/", urls.origin());
    let Ok(url) = Url::parse_with_params(
        &urls.absolute("/.well-known/webfinger"),
        [("resource", resource.as_str())],
    ) else {
        return finding(what, Verdict::Fail, "the address cannot be asked for");
    };
    let answer = match client.get(url).send().await {
        Ok(answer) if answer.status().is_success() => answer,
        Ok(answer) => {
            return finding(
                what,
                Verdict::Fail,
                format!(
                    "{resource} is answered with {}; the proxy must pass /.well-known/webfinger on",
                    answer.status()
                ),
            );
        }
        Err(error) => return finding(what, Verdict::Fail, reason(&error)),
    };
    match answer.bytes().await {
        Ok(bytes) if bytes.len() <= LONGEST => match named(&bytes) {
            Some(id) if urls.is_ours(&id) => {
                finding(what, Verdict::Ok, format!("{resource} is {id}"))
            }
            Some(id) => finding(
                what,
                Verdict::Fail,
                format!("{resource} is {id}, which is somebody else; check the proxy"),
            ),
            None => finding(
                what,
                Verdict::Fail,
                format!("{resource} names no actor; check the proxy"),
            ),
        },
        Ok(_) => finding(
            what,
            Verdict::Fail,
            "the answer is too long; check the proxy",
        ),
        Err(error) => finding(what, Verdict::Fail, reason(&error)),
    }
}

/// The actor that a WebFinger document (RFC 7033) names.
fn named(document: &[u8]) -> Option<String> {
    let document: Value = serde_json::from_slice(document).ok()?;
    let links = document.get("links")?.as_array()?;
    let actor = links.iter().find(|link| {
        link.get("rel").and_then(Value::as_str) == Some("self")
            && link
                .get("type")
                .and_then(Value::as_str)
                .is_some_and(|kind| kind.contains("activity+json") || kind.contains("ld+json"))
    })?;
    Some(actor.get("href")?.as_str()?.to_owned())
}

/// Compares our clock with the `Date` of a partner: signatures of a wrong clock are refused.
async fn clock(partners: &[Url], client: &reqwest::Client) -> Finding {
    let what = "clock";
    for partner in partners.iter().take(3) {
        let origin = partner.origin().ascii_serialization();
        let Ok(answer) = client.head(partner.clone()).send().await else {
            continue;
        };
        let date = answer.headers().get(http::header::DATE);
        let Some(theirs) = date
            .and_then(|date| date.to_str().ok())
            .and_then(|date| httpdate::parse_http_date(date).ok())
        else {
            continue;
        };
        let theirs = Instant::from(chrono::DateTime::<chrono::Utc>::from(theirs));
        return judge_clock(crate::command::now().since(theirs), &origin);
    }
    finding(
        what,
        Verdict::Ok,
        "no partner answers to compare with; keep it set by NTP",
    )
}

fn judge_clock(apart: TimeDelta, origin: &str) -> Finding {
    let seconds = apart.num_seconds();
    let said = format!("{seconds} s apart from {origin}");
    match apart.abs() {
        apart if apart > TOO_FAR => finding(
            "clock",
            Verdict::Fail,
            format!("{said}; others refuse our signatures: set the clock by NTP"),
        ),
        apart if apart > FAR => finding("clock", Verdict::Warn, format!("{said}; set it by NTP")),
        _ => finding("clock", Verdict::Ok, said),
    }
}

/// The innermost reason of a failed request.
fn reason(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_judged_by_how_far_it_is_off() {
        let verdict = |seconds| judge_clock(TimeDelta::seconds(seconds), "https://x").verdict;
        assert_eq!(verdict(-2), Verdict::Ok);
        assert_eq!(verdict(20), Verdict::Warn);
        assert_eq!(verdict(-3600), Verdict::Fail);
    }

    #[test]
    fn a_web_finger_document_names_an_actor_or_nobody() {
        let document = br#"{"subject":"acct:coop@x","links":[{"rel":"self","type":"application/activity+json","href":"https://x/ap/coop"}]}"#;
        assert_eq!(named(document).as_deref(), Some("https://x/ap/coop"));
        assert_eq!(named(b"<html>"), None);
        assert_eq!(named(b"{\"links\":7}"), None);
    }
}
