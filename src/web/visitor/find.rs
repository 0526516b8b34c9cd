//! `GET /find?q=…`: from an address of a restaurant, as it is copied from elsewhere, to its page here. Also `/authorize?uri=…`, where other servers send who wants to follow from here.

use axum::extract::{Query, State};
use axum::response::Redirect;
use serde::Deserialize;
use url::Url;

use super::restaurant::name_and_host;
use crate::app::App;
use crate::http::{Account, Action, Error, Result, Site};
use crate::store::{self, remote_restaurant};

/// The longest address that is looked at.
const LONGEST: usize = 2_048;

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

/// Leads to the restaurant's page. Strangers cannot send us anywhere: what nobody here knows is looked up only for who is signed in.
pub async fn show(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    account: Option<Account>,
) -> Result<Redirect> {
    let app = &site.app;
    match address(&asked.q).ok_or(Error::missing("find-nothing"))? {
        Address::Handle(handle) => Ok(Redirect::to(&page_of(app, &handle))),
        Address::Url(url) => {
            if let Some(path) = known(app, &url).await? {
                return Ok(Redirect::to(&path));
            }
            let account = account.ok_or(Error::missing("find-sign-in"))?;
            site.limits.check(Action::Lookup, &account.id)?;
            let found = app.lookup.restaurant(url.as_str()).await;
            let actor = found.map_err(|why| Error::missing("find-nothing").because(why))?;
            let row = app.db.read(move |c| remote_restaurant::find(c, &actor));
            let row = row.await?;
            Ok(Redirect::to(&format!("/@{}@{}", row.handle, row.host)))
        }
    }
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
