//! A person's browser, as far as the evening needs one: keeps cookies, follows redirects, sends the forms that a page shows.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, bail};
use http::header::{COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use http::{HeaderMap, Method};
use url::Url;

use super::html::{Element, FilledForm, Piece, pieces};

/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many redirects are followed.
const REDIRECTS: usize = 5;

/// Somebody at a browser.
pub struct Browser {
    client: reqwest::Client,
    /// The co-op's address.
    origin: Url,
    cookies: BTreeMap<String, String>,
    /// Who sits there, for messages.
    pub who: String,
}

/// A page that was answered.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where it is, after redirects.
    pub url: Url,
    /// The HTTP status.
    pub status: u16,
    pieces: Vec<Piece>,
}

impl Page {
    /// The page, to look around in.
    pub fn look(&self) -> Element<'_> {
        Element::page(&self.pieces)
    }

    /// The form whose action (without host and query) this holds of.
    pub fn form(&self, wanted: impl Fn(&str) -> bool) -> Option<FilledForm> {
        self.look().forms().into_iter().find(|form| {
            let path = form.action.split('?').next().unwrap_or_default();
            wanted(path)
        })
    }

    /// The beginning of what it says, for messages.
    pub fn says(&self) -> String {
        let main = self.look().named("main");
        let text = main
            .first()
            .map_or_else(|| self.look().text(), Element::text);
        text.chars().take(300).collect()
    }
}

/// Fields as a browser sends them.
fn encoded(fields: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

/// A client that finds both co-ops on this machine, one for everybody.
pub fn client(origins: &[Url]) -> anyhow::Result<reqwest::Client> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the people of the evening, who visit the two co-ops on this machine only"
    )]
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(PATIENCE);
    for origin in origins {
        let host = origin.host_str().context("a co-op has a host")?;
        builder = builder.resolve(host, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    }
    Ok(builder.build()?)
}

impl Browser {
    /// Somebody who has not been there before.
    pub fn new(client: &reqwest::Client, origin: &Url, who: &str) -> Self {
        Self {
            client: client.clone(),
            origin: origin.clone(),
            cookies: BTreeMap::new(),
            who: who.to_owned(),
        }
    }

    /// Opens a page. Anything but success is an error that says who wanted what.
    pub async fn open(&mut self, path: &str) -> anyhow::Result<Page> {
        let url = self.origin.join(path)?;
        let page = self.ask(Method::GET, url, None).await?;
        self.fine(page)
    }

    /// Sends a form as it is filled, and returns the page that comes of it.
    pub async fn send(&mut self, on: &Page, form: &FilledForm) -> anyhow::Result<Page> {
        let page = self.try_send(on, form).await?;
        self.fine(page)
    }

    /// As [`Browser::send`], but a refusal is a page too.
    pub async fn try_send(&mut self, on: &Page, form: &FilledForm) -> anyhow::Result<Page> {
        let mut url = if form.action.is_empty() {
            on.url.clone()
        } else {
            on.url.join(&form.action)?
        };
        let body = encoded(&form.fields);
        if form.post {
            self.ask(Method::POST, url, Some(body)).await
        } else {
            url.set_query(Some(&body));
            self.ask(Method::GET, url, None).await
        }
    }

    fn fine(&self, page: Page) -> anyhow::Result<Page> {
        if page.status < 400 {
            return Ok(page);
        }
        bail!(
            "{}: {} answered {}: {}",
            self.who,
            page.url,
            page.status,
            page.says()
        )
    }

    async fn ask(
        &mut self,
        mut method: Method,
        mut url: Url,
        mut body: Option<String>,
    ) -> anyhow::Result<Page> {
        for _ in 0..=REDIRECTS {
            let answer = self.once(&method, &url, body.take()).await?;
            self.keep_cookies(answer.headers());
            let status = answer.status();
            if let (true, Some(to)) = (status.is_redirection(), answer.headers().get(LOCATION)) {
                url = url.join(to.to_str()?)?;
                method = Method::GET;
                continue;
            }
            let html = answer.text().await?;
            return Ok(Page {
                url,
                status: status.as_u16(),
                pieces: pieces(&html),
            });
        }
        bail!("{}: {url} leads round in a circle", self.who)
    }

    async fn once(
        &self,
        method: &Method,
        url: &Url,
        body: Option<String>,
    ) -> anyhow::Result<reqwest::Response> {
        let mut request = self
            .client
            .request(method.clone(), url.clone())
            .header(http::header::ACCEPT, "text/html")
            .header("sec-fetch-site", "same-origin");
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(COOKIE, cookies.join("; "));
        }
        if let Some(body) = body {
            request = request
                .header(ORIGIN, self.origin.origin().ascii_serialization())
                .header(
                    http::header::CONTENT_TYPE,
                    "application/x-www-form-urlencoded",
                )
                .body(body);
        }
        request
            .send()
            .await
            .with_context(|| format!("{}: {url} does not answer", self.who))
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(SET_COOKIE) {
            let Some((name, value)) = cookie
                .to_str()
                .ok()
                .and_then(|text| text.split(';').next())
                .and_then(|pair| pair.split_once('='))
            else {
                continue;
            };
            if value.is_empty() {
                self.cookies.remove(name.trim());
            } else {
                self.cookies
                    .insert(name.trim().to_owned(), value.to_owned());
            }
        }
    }

    /// Signs in as an account of this co-op.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> anyhow::Result<()> {
        let page = self.open("/sign-in").await?;
        let form = page
            .look()
            .forms()
            .into_iter()
            .find(|form| form.post && form.fields.iter().any(|(name, _)| name == "password"))
            .context("the page for signing in has no form")?;
        let form = form.having("email", email).having("password", password);
        let page = self.send(&page, &form).await?;
        if page.url.path().starts_with("/sign-in") {
            bail!("{email} could not sign in: {}", page.says());
        }
        Ok(())
    }
}
