//! What a browser's session holds, and its cookie.
//!
//! A session begins when something is put into it (an account, a cart, a place), never by only looking. Its id changes at signing in, so that nobody
//! can plant one; signing out ends it.

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use musette_domain::id::UserId;
use musette_domain::{Instant, TextValue};
use serde::{Deserialize, Serialize};
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

pub use tower_sessions::Session;

use super::session_store::{LIFETIME, Sessions};
use super::{Result, Site};
use crate::i18n::{Value, Words};

/// The session's key of who is signed in.
pub const ACCOUNT: &str = "account";
/// The session's key of the browser's name, for the list of sessions.
pub const DEVICE: &str = "device";
/// The session's key of the message for the next page.
const FLASH: &str = "flash";
/// The session's key of when the session was last prolonged.
const SEEN: &str = "seen";

/// After this time a visit prolongs the session: often enough to be true, seldom enough to cost nothing.
const PROLONG_AFTER: i64 = 60 * 60 * 1000;

/// The name of the cookie. `__Host-` makes browsers refuse one that another host or plain http has set.
pub const fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-session" } else { "session" }
}

/// The layer that gives every request its [`Session`].
pub fn layer(site: &Site) -> SessionManagerLayer<Sessions> {
    let secure = site.is_secure();
    let lifetime = time::Duration::seconds(LIFETIME.num_seconds());
    SessionManagerLayer::new(Sessions::new(site.app.clone()))
        .with_name(cookie_name(secure))
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(lifetime))
}

/// The layer that prolongs a session that is in use.
pub async fn prolong(
    axum::extract::State(site): axum::extract::State<Site>,
    request: Request,
    next: Next,
) -> Response {
    if let Some(session) = request.extensions().get::<Session>().cloned() {
        let now = site.app.clock.wire().millis();
        let seen = session.get::<i64>(SEEN).await.ok().flatten();
        if seen.is_some_and(|seen| now - seen > PROLONG_AFTER) {
            // A session that cannot be prolonged now will be at the next visit.
            let _ = session.insert(SEEN, now).await;
        }
    }
    next.run(request).await
}

/// Puts something into the session, which begins by that if there was none.
pub async fn put(session: &Session, now: Instant, key: &str, value: impl Serialize) -> Result<()> {
    session.insert(key, value).await?;
    session.insert(SEEN, now.millis()).await?;
    Ok(())
}

/// Signs a person in: a new id, the account, the name of the browser. What else the session held, such as a cart, stays.
pub async fn sign_in(
    session: &Session,
    now: Instant,
    user: &UserId,
    headers: &HeaderMap,
) -> Result<()> {
    session.cycle_id().await?;
    session.insert(DEVICE, device(headers)).await?;
    put(session, now, ACCOUNT, user.as_str()).await
}

/// Signs a person out: the session and its row end.
pub async fn sign_out(session: &Session) -> Result<()> {
    session.flush().await?;
    Ok(())
}

/// Who is signed in, as the session says. Whether the account still is, the database says.
pub async fn user(session: &Session) -> Result<Option<UserId>> {
    let id: Option<String> = session.get(ACCOUNT).await?;
    Ok(id.and_then(|id| UserId::parse(&id).ok()))
}

/// The browser's own name for itself, shortened; people recognise theirs in a list.
fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT);
    let agent = agent
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    agent
        .chars()
        .filter(|c| !c.is_control())
        .take(120)
        .collect()
}

/// A message for the next page, kept as its key, so that it is said in the reader's language.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    key: String,
    args: Vec<(String, String)>,
}

/// Leaves a message for the next page: `flash(&session, now, "menu-item-saved", &[("name", &name)])`. The key's arguments are texts.
pub async fn flash(
    session: &Session,
    now: Instant,
    key: &'static str,
    args: &[(&str, &str)],
) -> Result<()> {
    let own = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
    let kept = Kept {
        key: key.to_owned(),
        args: args.iter().map(own).collect(),
    };
    put(session, now, FLASH, kept).await
}

/// Takes the message that the act before left.
pub(super) async fn take_flash(session: &Session, w: Words) -> Result<Option<String>> {
    // Looking first keeps a session without a message unchanged.
    let Some(kept) = session.get::<Kept>(FLASH).await? else {
        return Ok(None);
    };
    session.remove::<Kept>(FLASH).await?;
    let args = kept.args.iter();
    let args = args.map(|(name, text)| (name.as_str(), Value::from(text)));
    Ok(Some(w.fill(&kept.key, args)))
}
