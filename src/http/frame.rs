//! The frame of a page for this reader: language, look, co-op, who is signed in, the message of the act before.

use axum::extract::{FromRef, FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Method, Uri, header};
use chrono_tz::Tz;
use musette_domain::TextValue;
use musette_domain::role::{Action, Role};
use url::{Position as Place, Url};

use super::account::{self, Account, Known};
use super::error::Error;
use super::session::{self, Session};
use super::{Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::coop::{self, Coop};
use crate::web::coop::closing::just_before;
use crate::web::format::Format;
use crate::web::look::{LANG_COOKIE, THEME_COOKIE, way_back};
use crate::web::page::{CoopName, Flash, Frame, Person, Theme};
use crate::web::parts::Hue;

/// What every page needs: the frame, and the co-op's row for currency, tariff and time zone.
pub struct PageFrame {
    /// The frame, ready but for the page's door and URLs.
    pub frame: Frame,
    /// The co-op.
    pub coop: Coop,
}

/// What a request says of its reader. Cheap to take, so that a refusal can still become a page after the request is gone.
pub(super) struct Reader {
    /// Where links of the frame and of a refusal lead back to: this page, or the one whose form was sent.
    pub(super) path: String,
    theme: Option<String>,
    lang: Option<String>,
    accept_language: Option<String>,
    session: Option<Session>,
    known: Option<Known>,
    /// Whether a person opens a page, rather than a script fetching it: only then is the message of the act before shown, and gone.
    navigates: bool,
}

/// The page of ours that a form was sent from, as its browser says; the address that the form went to may answer no link.
fn page_before(referer: Option<&str>, host: Option<&str>) -> String {
    let page = referer.and_then(|text| Url::parse(text).ok());
    let ours = page.filter(|page| Some(&page[Place::BeforeHost..Place::AfterPort]) == host);
    let path = ours.map(|page| page[Place::BeforePath..Place::AfterQuery].to_owned());
    path.map_or_else(|| "/".to_owned(), |path| way_back(&path).to_owned())
}

/// The cookie `name` of a request.
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let values = headers.get_all(header::COOKIE).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(given, _)| *given == name)
        .map(|(_, value)| value.to_owned())
}

impl Reader {
    pub(super) fn of(
        method: &Method,
        headers: &HeaderMap,
        uri: &Uri,
        extensions: &Extensions,
    ) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let uri = extensions
            .get::<OriginalUri>()
            .map_or(uri, |original| &original.0);
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let path = match *method {
            Method::GET | Method::HEAD => path.to_owned(),
            _ => page_before(text("referer"), text("host")),
        };
        Self {
            path,
            theme: cookie(headers, THEME_COOKIE),
            lang: cookie(headers, LANG_COOKIE),
            accept_language: text("accept-language").map(ToOwned::to_owned),
            session: extensions.get().cloned(),
            known: extensions.get().cloned(),
            navigates: text("sec-fetch-mode").is_none_or(|mode| mode == "navigate"),
        }
    }

    async fn account(&self, site: &Site) -> Result<Option<Account>> {
        match (&self.known, &self.session) {
            (Some(Known(account)), _) => Ok(account.clone()),
            (None, Some(session)) => account::of_session(&site.app, session).await,
            (None, None) => Ok(None),
        }
    }

    async fn frame(&self, site: &Site, coop: Option<&Coop>) -> Result<Frame> {
        let own = coop.and_then(|coop| Lang::parse(&coop.locale).ok());
        let lang = Lang::choose(
            self.lang.as_deref(),
            self.accept_language.as_deref(),
            own.unwrap_or(Lang::En),
        );
        let w = Words::new(lang);
        let format = Format::new(w, coop.map_or(Tz::UTC, zone));
        let name = coop.map_or_else(|| nameless(site), named);
        let mut frame = Frame::new(w, format, name, &self.path);
        frame.closing = coop.and_then(|coop| closing(w, format, coop));
        frame.theme = Theme::from_cookie(self.theme.as_deref());
        frame.person = self.account(site).await?.as_ref().map(person);
        if let Some(session) = self.session.as_ref().filter(|_| self.navigates) {
            let text = session::take_flash(session, w).await?;
            frame.flash = text.map(|text| Flash { text });
        }
        Ok(frame)
    }
}

/// The co-op's time zone; what the database cannot name is UTC.
pub fn zone(coop: &Coop) -> Tz {
    coop.timezone.parse().unwrap_or(Tz::UTC)
}

fn named(coop: &Coop) -> CoopName {
    CoopName {
        name: coop.name.clone(),
        place: coop.place.clone(),
        hue: Hue::chosen(Some(&coop.hue), &coop.name),
    }
}

/// That the co-op closes for good, or has.
fn closing(w: Words, format: Format, coop: &Coop) -> Option<String> {
    let day = |at| format.day_year(format.day_of(just_before(at)));
    match (coop.closed_at, coop.closes_at) {
        (Some(_), _) => Some(w.say("closing-banner-closed").into_owned()),
        (None, Some(at)) => Some(w.with("closing-banner", &[("day", day(at))])),
        (None, None) => None,
    }
}

/// The name over pages of an instance that cannot tell its co-op.
fn nameless(site: &Site) -> CoopName {
    let host = site.app.urls.authority();
    CoopName {
        name: host.to_owned(),
        place: host.to_owned(),
        hue: Hue::of(host),
    }
}

fn person(account: &Account) -> Person {
    Person {
        name: account.name.clone(),
        restaurant: account.may(Action::AnswerForAnyRestaurant)
            || (account.may(Action::RunOwnRestaurant) && !account.restaurants.is_empty()),
        courier: account.roles.contains(&Role::Courier),
        dispatcher: account.may(Action::Dispatch),
        administrator: account.may(Action::ManageCoop),
    }
}

/// The frame of a refusal. Whatever cannot be read is left out: this page must come in any case.
pub(super) async fn of_error(site: &Site, reader: &Reader) -> Frame {
    let coop = site.app.db.read(coop::ours).await.ok().flatten();
    if let Ok(frame) = reader.frame(site, coop.as_ref()).await {
        return frame;
    }
    let words = Words::new(Lang::En);
    Frame::new(words, Format::new(words, Tz::UTC), nameless(site), "/")
}

impl<S> FromRequestParts<S> for PageFrame
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let site = Site::from_ref(state);
        // Reads the account once for this page and for the handler.
        account::of_request(parts, state).await?;
        let reader = Reader::of(&parts.method, &parts.headers, &parts.uri, &parts.extensions);
        let coop = site.app.db.read(coop::ours).await?;
        let coop = coop.ok_or_else(|| Error::internal("this instance has no co-op yet"))?;
        let frame = reader.frame(&site, Some(&coop)).await?;
        Ok(Self { frame, coop })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::of_ours("https://vaduz.example/@mimi?x=1#menu", "vaduz.example", "/@mimi?x=1")]
    #[case::with_a_port("http://vaduz.localhost:7101/cart", "vaduz.localhost:7101", "/cart")]
    #[case::of_another("https://evil.example/cart", "vaduz.example", "/")]
    #[case::as_a_host("https://vaduz.example//evil.example", "vaduz.example", "/")]
    #[case::nonsense("cart", "vaduz.example", "/")]
    fn the_page_before(#[case] referer: &str, #[case] host: &str, #[case] path: &str) {
        assert_eq!(page_before(Some(referer), Some(host)), path);
        assert_eq!(page_before(None, Some(host)), "/");
    }
}
