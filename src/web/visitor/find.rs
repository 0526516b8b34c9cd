//! `GET /find?q=…`: from an address of a restaurant, as it is copied from elsewhere, to its page here. Also `/authorize?uri=…`, where other servers send who wants to follow from here.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use url::Url;

use super::restaurant::name_and_host;
use crate::app::App;
use crate::http::{Account, Action, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::{self, remote_restaurant};
use crate::web::page::{self, Door, Frame};
use crate::web::parts::{Field, Link, Notice, Tone};

/// The longest address that is looked at.
const LONGEST: usize = 2_048;

/// The page: a field for the address, and why nothing was found.
#[derive(Template)]
#[template(path = "visitor/find.html")]
pub struct FindPage {
    frame: Frame,
    w: Words,
    notice: Option<Notice>,
    field: Field,
}

impl FindPage {
    fn new(frame: Frame, typed: &str, why: Option<Nothing>) -> Self {
        let w = frame.w;
        let notice = why.map(|why| match why {
            Nothing::There => Notice::new(Tone::Warn, w.say("find-nothing")),
            Nothing::NoAddress => Notice::new(Tone::Warn, w.say("find-no-address")),
            Nothing::SignInFirst => Notice::new(Tone::Warn, w.say("find-sign-in"))
                .link(Link::new(sign_in(typed), w.say("find-sign-in-go"))),
        });
        Self {
            w,
            notice,
            field: Field::new(w, "q", w.say("find-field"))
                .hint(w.say("find-field-hint"))
                .value(typed),
            frame: frame.behind(Door::Discover),
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        Self::new(
            Frame::sample(lang),
            "\"><b>@mimi@x.example",
            Some(Nothing::SignInFirst),
        )
    }
}

/// Signing in, and back to the same search.
fn sign_in(typed: &str) -> String {
    let encoded =
        |text: &str| -> String { url::form_urlencoded::byte_serialize(text.as_bytes()).collect() };
    let back = format!("/find?q={}", encoded(typed));
    format!("/sign-in?back={}", encoded(&back))
}

/// Why there is nothing to lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nothing {
    /// No restaurant there, or no answer.
    There,
    /// What was typed is no address.
    NoAddress,
    /// Nobody here knows it, and strangers cannot send us anywhere.
    SignInFirst,
}

/// What is looked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default, alias = "uri")]
    q: String,
}

/// An address that somebody typed or copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// `name@host`, in small letters.
    Handle(String),
    /// The URL of an actor or of its page.
    Url(Url),
}

/// Reads what was typed; words are no address.
pub fn address(typed: &str) -> Option<Address> {
    let typed = typed.trim();
    if typed.len() > LONGEST {
        return None;
    }
    let typed = typed.strip_prefix("acct:").unwrap_or(typed);
    if typed.starts_with("https://") || typed.starts_with("http://") {
        let url = Url::parse(typed).ok()?;
        return url.has_host().then_some(Address::Url(url));
    }
    let handle = typed.trim_start_matches('@').to_lowercase();
    let (name, host) = handle.split_once('@')?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    let whole = !name.is_empty() && !host.is_empty();
    (whole && name.chars().chain(host.chars()).all(plain)).then_some(Address::Handle(handle))
}

/// Leads to the restaurant's page, or says why not. Strangers cannot send us anywhere: what nobody here knows is looked up only for who is signed in.
pub async fn show(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    account: Option<Account>,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let typed = asked.q.trim();
    if typed.is_empty() {
        return Ok(page::render(&FindPage::new(frame, "", None)));
    }
    Ok(match way(&site, typed, account).await? {
        Ok(path) => Redirect::to(&path).into_response(),
        Err(why) => page::render_as(
            StatusCode::NOT_FOUND,
            &FindPage::new(frame, typed, Some(why)),
        ),
    })
}

/// The path of the restaurant's page here.
async fn way(
    site: &Site,
    typed: &str,
    account: Option<Account>,
) -> Result<std::result::Result<String, Nothing>> {
    let app = &site.app;
    let url = match address(typed) {
        None => return Ok(Err(Nothing::NoAddress)),
        Some(Address::Handle(handle)) => return Ok(Ok(page_of(app, &handle))),
        Some(Address::Url(url)) => url,
    };
    if let Some(path) = known(app, &url).await? {
        return Ok(Ok(path));
    }
    let Some(account) = account else {
        return Ok(Err(Nothing::SignInFirst));
    };
    site.limits.check(Action::Lookup, &account.id)?;
    let actor = match app.lookup.restaurant(url.as_str()).await {
        Ok(actor) => actor,
        Err(why) => {
            tracing::debug!(%why, "no restaurant was found at an address");
            return Ok(Err(Nothing::There));
        }
    };
    let row = app.db.read(move |c| remote_restaurant::find(c, &actor));
    let row = row.await?;
    Ok(Ok(format!("/@{}@{}", row.handle, row.host)))
}

/// The page of a handle; that of another server is looked up there.
fn page_of(app: &App, handle: &str) -> String {
    match name_and_host(handle) {
        (name, Some(host)) if host == app.urls.authority() => format!("/@{name}"),
        _ => format!("/@{handle}"),
    }
}

/// The path of a page for a URL of ours, or of a restaurant that we know: its actor or its page.
async fn known(app: &App, url: &Url) -> Result<Option<String>> {
    let (urls, id) = (app.urls.clone(), url.to_string());
    if urls.is_ours(&id) {
        let page = url.path().strip_prefix("/@").map(ToOwned::to_owned);
        let handle = page.or_else(|| urls.restaurant_handle(&id).map(ToOwned::to_owned));
        return Ok(handle.map(|handle| format!("/@{handle}")));
    }
    let page = url
        .path()
        .strip_prefix("/@")
        .filter(|name| !name.contains('/'));
    let page = page.map(str::to_lowercase).zip(url.host_str().map(|host| {
        url.port()
            .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }));
    let found = app.db.read(move |c| -> store::Result<_> {
        let row = match remote_restaurant::find_optional(c, &id)? {
            Some(row) => Some(row),
            None => match &page {
                Some((name, host)) => remote_restaurant::find_by_handle(c, host, name)?,
                None => None,
            },
        };
        Ok(row.filter(|row| row.gone_at.is_none()))
    });
    Ok(found
        .await?
        .map(|row| format!("/@{}@{}", row.handle, row.host)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_and_urls_are_addresses_and_words_are_not() {
        let handle = |text: &str| Some(Address::Handle(text.into()));
        for typed in [
            "@Mimi@vaduz.example",
            " mimi@vaduz.example ",
            "acct:mimi@vaduz.example",
        ] {
            assert_eq!(address(typed), handle("mimi@vaduz.example"), "{typed}");
        }
        assert!(matches!(
            address("https://vaduz.example/@mimi"),
            Some(Address::Url(_))
        ));
        for typed in [
            "",
            "pizza",
            "@pizza",
            "a@b@c",
            "mimi@",
            "mimi@a/b",
            "javascript:alert(1)",
            "https://",
            "mimi@<b>",
        ] {
            assert_eq!(address(typed), None, "{typed}");
        }
    }
}
