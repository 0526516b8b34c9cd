//! `POST /follow-from`: following from a server of the Fediverse. The reader says where they are at home and gets the way there; nothing is kept.
//!
//! The page links to the server instead of redirecting to it: our forms lead nowhere but here (`form-action 'self'`).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Redirect, Response};

use super::listing;
use super::restaurant::follow_box;
use crate::http::{Action, ClientAddress, Error, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Door, Frame};
use crate::web::parts::{Field, Link, Look};

/// The page.
#[derive(Template)]
#[template(path = "visitor/follow_from.html")]
pub struct FollowFromPage {
    frame: Frame,
    w: Words,
    name: String,
    handle: String,
    target: String,
    go: Option<Link>,
    account: Field,
}

impl FollowFromPage {
    fn new(
        frame: Frame,
        (name, handle, target): (String, String, String),
        home: Option<(&str, String)>,
        form: &Form,
        errors: &FormErrors,
    ) -> Self {
        let w = frame.w;
        let go = home.map(|(host, page)| {
            Link::new(page, w.with("follow-from-go", &[("host", host)])).look(Look::Go)
        });
        Self {
            w,
            name,
            handle,
            target,
            go,
            account: follow_box::field(w).kept(form, errors),
            frame: frame.behind(Door::Discover),
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let about = (
            "Au Fenouil <Bavard>".to_owned(),
            "@fenouil-bavard@pontcassis.example".to_owned(),
            "https://pontcassis.example/ap/r/fenouil-bavard".to_owned(),
        );
        let (form, errors) = (Form::default(), FormErrors::new());
        let home = Some(("social.example", usual_page("social.example", &about.2)));
        Self::new(Frame::sample(lang), about, home, &form, &errors)
    }
}

/// The answer is left by a link or by reloading: that leads to the restaurants.
pub async fn back() -> Redirect {
    Redirect::to("/")
}

/// Says where to go on.
pub async fn send(
    State(site): State<Site>,
    client: ClientAddress,
    PageFrame { frame, coop }: PageFrame,
    form: Form,
) -> Result<Response> {
    let (urls, target) = (site.app.urls.clone(), form.text("target").to_owned());
    let listing = site
        .app
        .db
        .read(move |c| listing::of_actor(c, &urls, &coop, &target));
    let listing = listing.await?.ok_or(Error::missing("visit-unknown"))?;
    let mut errors = FormErrors::new();
    let account = form.required("account", 200, &mut errors);
    let host = home_of(account, site.app.urls.authority());
    if host.is_none() && errors.is_empty() {
        errors.add("account", "visit-fediverse-wrong");
    }
    let about = (listing.name, listing.handle, listing.actor);
    let status = match host {
        Some(_) => StatusCode::OK,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let home = match &host {
        Some(host) => {
            site.limits.check(Action::Lookup, client)?;
            let page = page_at(&site, account, host, &about.2).await;
            Some((host.as_str(), page))
        }
        None => None,
    };
    let page = FollowFromPage::new(frame, about, home, &form, &errors);
    Ok(page::render_as(status, &page))
}

/// The page where this account follows: as its server says (FEP-3b86, OStatus), else where most have it.
async fn page_at(site: &Site, account: &str, host: &str, target: &str) -> String {
    let named = account.trim().trim_start_matches('@');
    let asked = match named.split_once('@') {
        Some((_, of)) if of == host => site.app.lookup.page_to_follow(named, target).await,
        _ => Ok(None),
    };
    match asked {
        Ok(Some(page)) => page,
        Ok(None) | Err(_) => usual_page(host, target),
    }
}

/// Where Mastodon and many others have it.
fn usual_page(host: &str, target: &str) -> String {
    let uri: String = url::form_urlencoded::byte_serialize(target.as_bytes()).collect();
    format!("https://{host}/authorize_interaction?uri={uri}")
}

/// The server of `@you@social.example` or of `https://social.example/@you`: a name of the internet, not an address, not a port, not ours.
fn home_of(account: &str, ours: &str) -> Option<String> {
    let account = account.trim();
    let host = match account.strip_prefix("https://") {
        Some(rest) => rest.split('/').next()?,
        None => account
            .trim_start_matches('@')
            .rsplit_once('@')
            .map_or(account, |(_, host)| host),
    };
    let url = url::Url::parse(&format!("https://{host}/")).ok()?;
    let domain = match url.host()? {
        url::Host::Domain(domain) => domain.to_owned(),
        _ => return None,
    };
    let plain = url.username().is_empty()
        && url.password().is_none()
        && url.port().is_none()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none();
    let public = domain.contains('.') && !domain.ends_with(".localhost") && !domain.ends_with('.');
    (plain && public && domain != ours).then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_a_name_of_the_internet() {
        let home = |account| home_of(account, "vaduz.example");
        for account in [
            "@me@social.example",
            "me@social.example",
            "https://social.example/@me",
            "social.example",
        ] {
            assert_eq!(
                home(account).as_deref(),
                Some("social.example"),
                "{account}"
            );
        }
        for account in [
            "",
            "me",
            "@me@",
            "me@127.0.0.1",
            "me@[::1]",
            "me@social.example:8080",
            "me@vaduz.example",
            "me@social.example/evil",
            "https://x:y@social.example",
            "javascript:alert(1)",
            "me@intern.localhost",
        ] {
            let found = home(account);
            assert!(found.is_none(), "{account}: {found:?}");
        }
    }
}
