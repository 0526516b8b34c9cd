//! Another co-op on loopback: a server that has restaurants with keys, for the measured instance to read and follow.

use std::convert::Infallible;
use std::sync::Arc;

use anyhow::Context as _;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use musette_federation::actor::{ActorKind, CoopCollections, LocalActor, RestaurantDetails};
use musette_federation::signature::{Ed25519Key, RsaKey};
use musette_federation::webfinger::{Account, Jrd};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use url::Url;

/// How many restaurants write: an instance keeps only so many specials of each a day.
const RESTAURANTS: usize = 200;

/// A restaurant that writes.
pub struct Author {
    /// Its address.
    pub id: Url,
    /// Its name before the host.
    name: String,
    /// Its key for draft-cavage.
    pub rsa: RsaKey,
    /// Its key for RFC 9421.
    pub ed25519: Ed25519Key,
}

impl Author {
    /// The id of its RSA key.
    pub fn rsa_id(&self) -> String {
        format!("{}#main-key", self.id)
    }

    /// The id of its Ed25519 key.
    pub fn ed25519_id(&self) -> String {
        format!("{}#ed25519-key", self.id)
    }
}

/// The other co-op.
pub struct ActorServer {
    /// Its restaurants.
    pub authors: Vec<Author>,
    origin: Url,
}

impl ActorServer {
    /// Makes the keys and answers from now on.
    pub async fn start() -> anyhow::Result<Arc<Self>> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let origin = Url::parse(&format!("http://neighbour.localhost:{port}/"))?;
        let authors = authors(&origin)?;
        let server = Arc::new(Self { authors, origin });
        let answering = Arc::clone(&server);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = Arc::clone(&answering);
                let answer = service_fn(move |request: Request<Incoming>| {
                    let response = server.answer(&request);
                    async move { Ok::<_, Infallible>(response) }
                });
                let connection = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), answer);
                tokio::spawn(connection);
            }
        });
        Ok(server)
    }

    fn answer(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let empty = |status: u16| {
            let mut response = Response::new(Full::default());
            *response.status_mut() = hyper::StatusCode::from_u16(status).unwrap_or_default();
            response
        };
        if request.method() == Method::POST {
            return empty(202);
        }
        let query = request.uri().query().unwrap_or_default();
        let Some((kind, document)) = self.document(request.uri().path(), query) else {
            return empty(404);
        };
        let mut response = Response::new(Full::from(document.to_string()));
        let kind = hyper::header::HeaderValue::from_static(kind);
        response
            .headers_mut()
            .insert(hyper::header::CONTENT_TYPE, kind);
        response
    }

    fn document(&self, path: &str, query: &str) -> Option<(&'static str, Value)> {
        const ACTIVITY: &str = "application/activity+json";
        if path == "/.well-known/webfinger" {
            let author = self
                .authors
                .iter()
                .find(|author| query.contains(&author.name))?;
            let host = self.origin.authority();
            let account = Account::parse(&format!("{}@{host}", author.name))?;
            let jrd = Jrd::for_actor(&account, &author.id, None, None).to_json();
            return Some(("application/jrd+json", jrd));
        }
        if path == "/ap/coop" {
            return Some((ACTIVITY, self.coop()?));
        }
        if let Some(author) = self.authors.iter().find(|author| author.id.path() == path) {
            return Some((ACTIVITY, self.restaurant(author)?));
        }
        let id = self.origin.join(path).ok()?;
        let collection = json!({
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": id, "type": "OrderedCollection", "totalItems": 0, "orderedItems": [],
        });
        path.ends_with("/menu").then_some((ACTIVITY, collection))
    }

    fn coop(&self) -> Option<Value> {
        let first = self.authors.first()?;
        let part = |path: &str| self.origin.join(path).ok();
        let mut actor = LocalActor::new(
            part("/ap/coop")?,
            ActorKind::Organization,
            "coop",
            "The neighbours",
            part("/ap/coop/inbox")?,
            part("/ap/coop/outbox")?,
            first.rsa.public_key_pem(),
        );
        actor.coop = Some(CoopCollections::default());
        Some(actor.to_json())
    }

    fn restaurant(&self, author: &Author) -> Option<Value> {
        let part = |part: &str| Url::parse(&format!("{}/{part}", author.id)).ok();
        let mut actor = LocalActor::new(
            author.id.clone(),
            ActorKind::Organization,
            &author.name,
            &author.name,
            part("inbox")?,
            part("outbox")?,
            author.rsa.public_key_pem(),
        );
        actor.multikeys = vec![("ed25519-key".into(), author.ed25519.public_multibase())];
        actor.shared_inbox = self.origin.join("/ap/inbox").ok();
        actor.parent_organization = self.origin.join("/ap/coop").ok();
        actor.restaurant = Some(RestaurantDetails {
            menu: part("menu"),
            opening_hours: Some("24/7".into()),
            timezone: Some("Europe/Vaduz".into()),
            location: Some(musette_federation::Place {
                name: Some(author.name.clone()),
                latitude: Some(47.14),
                longitude: Some(9.52),
                ..Default::default()
            }),
            ..Default::default()
        });
        Some(actor.to_json())
    }
}

/// All of them, their keys made on all cores.
fn authors(origin: &Url) -> anyhow::Result<Vec<Author>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|thread| {
                let numbers = (thread..RESTAURANTS).step_by(threads);
                scope.spawn(move || {
                    numbers
                        .map(|number| author(origin, number))
                        .collect::<anyhow::Result<Vec<_>>>()
                })
            })
            .collect();
        let mut all = Vec::with_capacity(RESTAURANTS);
        for part in parts {
            let part = part
                .join()
                .map_err(|_| anyhow::anyhow!("a thread that makes keys broke off"))?;
            all.extend(part?);
        }
        Ok(all)
    })
}

fn author(origin: &Url, number: usize) -> anyhow::Result<Author> {
    let name = format!("writer{number}");
    Ok(Author {
        id: origin.join(&format!("/ap/r/{name}"))?,
        name,
        rsa: RsaKey::generate().context("no RSA key could be made")?,
        ed25519: Ed25519Key::generate().context("no Ed25519 key could be made")?,
    })
}
