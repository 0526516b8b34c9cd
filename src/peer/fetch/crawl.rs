//! Reading without being asked to: to find restaurants, and to see what is new. Politely, because nobody waits for it.
//!
//! One request at a time to a host, no more than [`A_DAY`] in a day, where its `robots.txt` allows it (RFC 9309), not sooner than it asks for with
//! `Retry-After`, and without having sent again what is as it was (RFC 9110, 13). Keys and actors that a message needs are no crawl.

use std::sync::Arc;
use std::time::Duration;

use activitypub_federation::FEDERATION_CONTENT_TYPE;
use activitypub_federation::error::Error as LibraryError;
use chrono::TimeDelta;
use http::HeaderMap;
use http::header::{ACCEPT, ETAG, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use moka::sync::Cache;
use musette_domain::Instant;
use musette_federation::limits::Shaped;
use musette_federation::same_origin;
use reqwest::Response;
use reqwest_middleware::ClientWithMiddleware;
use serde_json::Value;
use tokio::sync::{Mutex, OwnedMutexGuard};
use url::Url;

use super::robots::{self, Robots};
use super::signed::from_reqwest;
use super::{Errand, FetchProblem, without_fragment};
use crate::app::Clock;
use crate::peer::address::{AddressRules, authority};
use crate::peer::client::{TOTAL, answer, read_answer};
use crate::peer::deliver::retry_after;
use crate::peer::media;
use crate::store::fetch_state::FetchState;

/// How many requests a host gets from us in a day, which begins at midnight UTC.
pub const A_DAY: u32 = 2_000;
/// How long what a host asks of robots is believed.
const ROBOTS: TimeDelta = TimeDelta::hours(24);
/// How many redirects lead to it.
const REDIRECTS: usize = 5;
/// How long a host in trouble is left alone if it does not say how long.
const PAUSE: Duration = Duration::from_mins(10);
/// How many hosts are remembered.
const HOSTS: u64 = 2_000;
/// The longest entity tag or date that is kept.
const LONGEST: usize = 500;

/// Marks a request whose answer the crawl judges itself, by more than its status.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unjudged;

/// What came back.
#[derive(Debug)]
pub enum Fetched {
    /// It is as it was (304).
    Same,
    /// The document, and what its server says of its age.
    New(Value, FetchState),
}

/// What is remembered of a host. In memory: after a restart it is asked once more, and the day begins anew.
#[derive(Debug, Default)]
pub(super) struct Visits {
    day: i64,
    count: u32,
    not_before: Option<Instant>,
    robots: Option<(Instant, Robots)>,
}

/// One's turn at a host; the next one waits until it is over.
pub(super) type Turn = OwnedMutexGuard<Visits>;

/// Reads politely.
#[derive(Clone)]
pub struct Crawl {
    signed: ClientWithMiddleware,
    plain: reqwest::Client,
    rules: AddressRules,
    clock: Arc<dyn Clock>,
    hosts: Cache<String, Arc<Mutex<Visits>>>,
}

impl Crawl {
    /// Reads documents through `signed` and what robots may do through `plain`.
    pub fn new(
        signed: ClientWithMiddleware,
        plain: reqwest::Client,
        rules: AddressRules,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            signed,
            plain,
            rules,
            clock,
            hosts: Cache::new(HOSTS),
        }
    }

    /// Waits for our turn at the host of `url`, and counts a request to it; refuses one that it does not want.
    pub(super) async fn turn(&self, url: &Url) -> Result<Turn, FetchProblem> {
        let host = authority(url);
        let visits = self.hosts.get_with(host.clone(), Arc::default);
        let mut turn = visits.lock_owned().await;
        turn.awake(self.clock.wire(), &host)?;
        let known = turn.robots.as_ref().is_some_and(|(read_at, _)| {
            let age = self.clock.wire().since(*read_at);
            (TimeDelta::zero()..ROBOTS).contains(&age)
        });
        if !known {
            let robots = self.robots(url, &mut turn).await?;
            turn.robots = Some((self.clock.wire(), robots));
        }
        if let Some((_, robots)) = &turn.robots
            && !robots.allow(url)
        {
            return Err(FetchProblem::Unwelcome(url.to_string()));
        }
        turn.spend(self.clock.wire(), &host)?;
        Ok(turn)
    }

    /// What a host asks of robots. A host without such a file asks for nothing; one that cannot say so now is left alone until it can.
    async fn robots(&self, url: &Url, visits: &mut Visits) -> Result<Robots, FetchProblem> {
        let mut at = url
            .join("/robots.txt")
            .map_err(|e| FetchProblem::not_understood(url, e))?;
        for _ in 0..=REDIRECTS {
            self.rules.check(&at)?;
            visits.spend(self.clock.wire(), &authority(url))?;
            let got = self.plain.get(at.clone()).send().await;
            let got = got.map_err(|e| from_reqwest(&e, &at))?;
            match got.status().as_u16() {
                200..=299 => {
                    let file = beginning(got, robots::LIMIT).await;
                    return Ok(Robots::parse(&file.map_err(|e| from_reqwest(&e, &at))?));
                }
                429 | 500.. => return Err(visits.pause(&got, self.clock.wire())),
                300..=399 => {}
                _ => return Ok(Robots::open()),
            }
            // What another server says of robots is not asked: no request of ours leaves the origin.
            let to = super::plain::target(&got, &at).filter(|to| same_origin(to, url));
            let Some(to) = to else {
                return Ok(Robots::open());
            };
            at = to;
        }
        Ok(Robots::open())
    }

    /// Reads the object at `url`, unless it is as `known` says.
    pub(super) async fn object(
        &self,
        url: &Url,
        known: Option<&FetchState>,
        errand: &Errand,
    ) -> Result<Fetched, FetchProblem> {
        errand.check()?;
        let mut turn = self.turn(url).await?;
        errand.count()?;
        let url = without_fragment(url);
        let mut request = self
            .signed
            .get(url.clone())
            .header(ACCEPT, FEDERATION_CONTENT_TYPE)
            .timeout(TOTAL)
            .with_extension(Unjudged);
        for (name, value) in known.map(conditions).unwrap_or_default() {
            request = request.header(name, value);
        }
        let got = request.send().await;
        let got = got.map_err(|e| FetchProblem::from(LibraryError::ReqwestMiddleware(e)))?;
        match got.status().as_u16() {
            304 if known.is_some() => Ok(Fetched::Same),
            200..=299 => self.read(&url, got).await,
            404 => Err(FetchProblem::NotFound(url.to_string())),
            410 => Err(FetchProblem::Gone(url.to_string())),
            429 | 503 => Err(turn.pause(&got, self.clock.wire())),
            status @ (408 | 500..) => Err(FetchProblem::unreachable(
                &url,
                format!("it answered {status}"),
            )),
            status => Err(FetchProblem::Refused {
                url: url.to_string(),
                status,
            }),
        }
    }

    /// The document of a good answer: of the right type, and with the address that it came from.
    async fn read(&self, url: &Url, got: Response) -> Result<Fetched, FetchProblem> {
        let wrong = |why: &str| FetchProblem::not_understood(url, why);
        if !media::content_type(got.headers()).is_some_and(media::is_document) {
            return Err(wrong("the answer's Content-Type is not one of ActivityPub"));
        }
        let (from, state) = (
            got.url().clone(),
            said(url, got.headers(), self.clock.wire()),
        );
        let body = read_answer(got, answer::LIMIT)
            .await
            .map_err(|e| FetchProblem::of_answer(url, &e))?;
        let Shaped(value) =
            serde_json::from_slice(&body).map_err(|e| FetchProblem::not_understood(url, e))?;
        let id = value.get("id").and_then(Value::as_str);
        if id.and_then(|id| Url::parse(id).ok()).as_ref() == Some(&from) {
            Ok(Fetched::New(value, state))
        } else {
            Err(wrong("the id inside the answer is another address"))
        }
    }
}

impl Visits {
    /// Refuses while the host wants to be left alone.
    fn awake(&self, now: Instant, host: &str) -> Result<(), FetchProblem> {
        match self.not_before {
            Some(until) if until > now => Err(FetchProblem::AskedToWait {
                host: host.to_owned(),
                seconds: until.since(now).num_seconds(),
            }),
            _ => Ok(()),
        }
    }

    /// Counts a request, if one is left for today.
    fn spend(&mut self, now: Instant, host: &str) -> Result<(), FetchProblem> {
        let day = now.millis().div_euclid(24 * 3600 * 1000);
        if self.day != day {
            (self.day, self.count) = (day, 0);
        }
        if self.count >= A_DAY {
            return Err(FetchProblem::EnoughForToday(host.to_owned()));
        }
        self.count += 1;
        Ok(())
    }

    /// Leaves the host alone for as long as it asks for.
    fn pause(&mut self, got: &Response, now: Instant) -> FetchProblem {
        let wait = retry_after(got.headers(), now).unwrap_or(PAUSE);
        let wait = TimeDelta::from_std(wait).unwrap_or(TimeDelta::hours(1));
        self.not_before = Some(now.plus(wait));
        FetchProblem::AskedToWait {
            host: authority(got.url()),
            seconds: wait.num_seconds(),
        }
    }
}

/// What to send along, so that only a changed document comes back. A tag says more than a date.
fn conditions(known: &FetchState) -> Vec<(HeaderName, String)> {
    match (&known.etag, &known.last_modified) {
        (Some(tag), _) => vec![(IF_NONE_MATCH, tag.clone())],
        (None, Some(date)) => vec![(IF_MODIFIED_SINCE, date.clone())],
        (None, None) => Vec::new(),
    }
}

/// What a server says of a document's age.
fn said(url: &Url, headers: &HeaderMap, now: Instant) -> FetchState {
    let text = |name| {
        let value = headers.get(name)?.to_str().ok()?;
        (value.len() <= LONGEST).then(|| value.to_owned())
    };
    FetchState {
        url: url.to_string(),
        etag: text(ETAG),
        last_modified: text(LAST_MODIFIED),
        read_at: now,
    }
}

/// As much of an answer as is read.
async fn beginning(mut got: Response, most: usize) -> reqwest::Result<Vec<u8>> {
    let mut file = Vec::new();
    while let Some(part) = got.chunk().await? {
        file.extend_from_slice(&part);
        if file.len() >= most {
            file.truncate(most);
            break;
        }
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::clock::WallClock;
    use crate::config::federation::Federation;
    use crate::peer::client;
    use crate::url::Urls;

    /// A crawl, and two hosts that say nothing of robots.
    async fn crawl() -> (Crawl, wiremock::MockServer, [Url; 2]) {
        let server = wiremock::MockServer::start().await;
        let port = server.address().port();
        let at = |name| Url::parse(&format!("http://{name}.localhost:{port}/x")).unwrap();
        let settings = Federation {
            loopback_peers: true,
            ..Federation::default()
        };
        let client = client::build(&settings, &Urls::new(&at("a"))).unwrap();
        let signed = reqwest_middleware::ClientBuilder::new(client.clone()).build();
        let rules = AddressRules::new(&settings);
        let crawl = Crawl::new(signed, client, rules, Arc::new(WallClock));
        (crawl, server, [at("b"), at("c")])
    }

    #[tokio::test]
    async fn one_request_at_a_time_to_a_host() {
        let (crawl, _server, [b, c]) = crawl().await;
        let first = crawl.turn(&b).await.unwrap();
        let mut second = Box::pin(crawl.turn(&b));
        assert!(futures_util::poll!(&mut second).is_pending());
        // Other hosts do not wait for it.
        drop(crawl.turn(&c).await.unwrap());
        assert!(futures_util::poll!(&mut second).is_pending());
        drop(first);
        assert_eq!(second.await.unwrap().count, 3, "two and robots.txt");
    }

    #[tokio::test]
    async fn a_robots_file_that_is_elsewhere_costs_as_many_requests() {
        let (crawl, server, [b, c]) = crawl().await;
        let moved = wiremock::ResponseTemplate::new(302).insert_header("location", "/r2");
        wiremock::Mock::given(wiremock::matchers::path("/robots.txt"))
            .respond_with(moved)
            .mount(&server)
            .await;
        assert_eq!(crawl.turn(&b).await.unwrap().count, 3, "two files and one");
        // One that leads round and round ends, and all of it is counted.
        server.reset().await;
        let round = wiremock::ResponseTemplate::new(302).insert_header("location", "/robots.txt");
        wiremock::Mock::given(wiremock::matchers::any())
            .respond_with(round)
            .mount(&server)
            .await;
        assert_eq!(crawl.turn(&c).await.unwrap().count, 7);
    }

    #[test]
    fn a_day_has_an_end() {
        let (mut visits, noon) = (Visits::default(), Instant::from_millis(43_200_000));
        for _ in 0..A_DAY {
            visits.spend(noon, "b.example").unwrap();
        }
        let refused = visits.spend(noon.plus(TimeDelta::hours(11)), "b.example");
        assert_eq!(
            refused.unwrap_err(),
            FetchProblem::EnoughForToday("b.example".into())
        );
        visits
            .spend(noon.plus(TimeDelta::hours(12)), "b.example")
            .unwrap();
    }

    #[test]
    fn a_tag_goes_before_a_date_and_neither_may_be_long() {
        let url = Url::parse("https://b.example/x").unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(
            LAST_MODIFIED,
            "Fri, 31 Dec 1999 23:59:59 GMT".parse().unwrap(),
        );
        let now = Instant::from_millis(0);
        let by_date = conditions(&said(&url, &headers, now));
        assert_eq!(by_date[0].0, IF_MODIFIED_SINCE);
        headers.insert(ETAG, "W/\"1\"".parse().unwrap());
        let by_tag = conditions(&said(&url, &headers, now));
        assert_eq!(by_tag, [(IF_NONE_MATCH, "W/\"1\"".to_owned())]);
        headers.insert(ETAG, "x".repeat(LONGEST + 1).parse().unwrap());
        assert_eq!(said(&url, &headers, now).etag, None);
    }
}
