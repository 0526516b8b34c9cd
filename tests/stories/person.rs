//! Somebody at the pages of an instance: a browser without scripts, with cookies.

use std::collections::BTreeMap;
use std::sync::Mutex;

use reqwest::header::{COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use url::Url;

use crate::html::{self, Form, Tag};

/// The password of everybody in these stories.
pub const PASSWORD: &str = "ein kurzer Satz für alle";

/// Somebody.
pub struct Person {
    base: Url,
    client: reqwest::Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What the server answered.
#[derive(Debug, Clone)]
pub struct Page {
    /// The status.
    pub status: u16,
    /// Where it leads, for a redirect.
    pub location: Option<String>,
    /// The text.
    pub html: String,
    /// The path that was asked for.
    path: String,
}

impl Person {
    /// Opens a browser at an instance.
    pub fn at(base: &Url) -> Self {
        Self {
            base: base.clone(),
            client: client(),
            cookies: Mutex::default(),
        }
    }

    /// Signs in.
    pub async fn signed_in(base: &Url, email: &str) -> Self {
        let person = Self::at(base);
        let fields = [("email", email), ("password", PASSWORD)];
        person.post("/sign-in", &fields).await.went();
        person
    }

    /// Makes an account and is signed in.
    pub async fn signed_up(base: &Url, name: &str, email: &str) -> Self {
        let person = Self::at(base);
        let fields = [("name", name), ("email", email), ("password", PASSWORD)];
        person.post("/sign-up", &fields).await.went();
        person
    }

    /// Reads a page.
    pub async fn get(&self, path: &str) -> Page {
        self.send(self.client.get(self.url(path)), path).await
    }

    /// Reads a page that must be there.
    pub async fn read(&self, path: &str) -> Page {
        let page = self.get(path).await;
        assert_eq!(page.status, 200, "GET {path}: {}", page.said());
        page
    }

    /// Sends fields.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = self
            .client
            .post(self.url(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .header(ORIGIN, self.base.origin().ascii_serialization())
            .body(body);
        self.send(request, path).await
    }

    /// Fills in a form of a page and sends it, with everything hidden that stands in it.
    pub async fn submit(&self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        let form = page.form(action);
        let mut all: Vec<(&str, &str)> = form
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, _)| !fields.iter().any(|(given, _)| given == name))
            .collect();
        all.extend_from_slice(fields);
        let target = if form.action.is_empty() {
            &page.path
        } else {
            &form.action
        };
        self.post(target, &all).await
    }

    fn url(&self, path: &str) -> Url {
        self.base.join(path).unwrap()
    }

    async fn send(&self, request: reqwest::RequestBuilder, path: &str) -> Page {
        let cookies: Vec<String> = self
            .cookies
            .lock()
            .unwrap()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let answer = request
            .header(COOKIE, cookies.join("; "))
            .header("accept", "text/html")
            .header("accept-language", "en")
            .send()
            .await
            .unwrap_or_else(|error| panic!("{path}: {error:?}"));
        for set in answer.headers().get_all(SET_COOKIE) {
            let set = set.to_str().unwrap();
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies
                .lock()
                .unwrap()
                .insert(name.to_owned(), value.to_owned());
        }
        Page {
            status: answer.status().as_u16(),
            location: answer
                .headers()
                .get(LOCATION)
                .map(|to| to.to_str().unwrap().to_owned()),
            path: path.to_owned(),
            html: answer.text().await.unwrap(),
        }
    }
}

impl Page {
    /// The page must have answered with a redirect; where to.
    #[track_caller]
    pub fn went(&self) -> &str {
        assert_eq!(self.status, 303, "{}: {}", self.path, self.said());
        self.location.as_deref().unwrap()
    }

    /// The form whose action begins so.
    #[track_caller]
    pub fn form(&self, action: &str) -> Form {
        html::forms(&self.html)
            .into_iter()
            .find(|form| {
                form.action.starts_with(action) || (form.action.is_empty() && self.path == action)
            })
            .unwrap_or_else(|| panic!("{} has no form for {action}: {}", self.path, self.said()))
    }

    /// The first tag with this attribute.
    pub fn with(&self, attribute: &str) -> Option<Tag> {
        html::tags(&self.html)
            .into_iter()
            .find(|tag| tag.attributes.contains_key(attribute))
    }

    /// The tag whose attribute is this.
    pub fn where_is(&self, attribute: &str, value: &str) -> Option<Tag> {
        html::tags(&self.html)
            .into_iter()
            .find(|tag| tag.get(attribute) == Some(value))
    }

    /// The value of the first such attribute.
    #[track_caller]
    pub fn value(&self, attribute: &str) -> String {
        let tag = self.with(attribute);
        let tag =
            tag.unwrap_or_else(|| panic!("{} has no {attribute}: {}", self.path, self.said()));
        tag.get(attribute).unwrap().to_owned()
    }

    /// What the page says, in short.
    pub fn said(&self) -> String {
        let from = self.html.find("<main").unwrap_or_default();
        let words = text(&self.html[from..]);
        let words: Vec<&str> = words.split_whitespace().collect();
        words.join(" ").chars().take(1500).collect()
    }
}

/// Text without tags.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            _ if !inside => out.push(letter),
            _ => {}
        }
    }
    html::plain(&out)
}

/// A client that follows nothing by itself and finds `*.localhost` here.
#[expect(
    clippy::disallowed_methods,
    reason = "a browser of the stories, not a client of the product"
)]
pub fn client() -> reqwest::Client {
    let here = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .resolve("vaduz.localhost", here)
        .resolve("schaan.localhost", here)
        .build()
        .unwrap()
}
