//! `/account`: who I am here, and where I am signed in.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::http::session::Session;
use crate::http::session_store::row_id;
use crate::http::{Account, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::session::{self, SessionRow};
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, Link, Look};

/// One signed-in browser.
pub struct SignedIn {
    device: String,
    seen: String,
    here: bool,
    revoke: Act,
}

/// The page.
#[derive(Template)]
#[template(path = "account/overview.html")]
pub struct AccountPage {
    frame: Frame,
    w: Words,
    name: String,
    email: String,
    phone: Option<String>,
    sessions: Vec<SignedIn>,
    password: Link,
}

impl AccountPage {
    fn new(frame: Frame, account: &Account, sessions: Vec<SignedIn>) -> Self {
        let w = frame.w;
        Self {
            name: account.name.clone(),
            email: account.email.clone(),
            phone: account.phone.clone(),
            sessions,
            password: Link::new("/account/password", w.say("account-change-password")),
            w,
            frame,
        }
    }
    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang);
        let w = frame.w;
        let sessions = vec![SignedIn {
            device: "Firefox <script>".into(),
            seen: "12:04".into(),
            here: true,
            revoke: revoke(w, "abc", "Firefox"),
        }];
        Self {
            name: "Camille".into(),
            email: "camille@example.org".into(),
            phone: Some("+33199000000".into()),
            sessions,
            password: Link::new("/account/password", w.say("account-change-password")),
            w,
            frame,
        }
    }
}

fn revoke(w: Words, id: &str, device: &str) -> Act {
    Act::new("/account/sessions/revoke", w.say("account-revoke"))
        .look(Look::Stop)
        .small()
        .spoken(device)
        .field("session", id)
}

/// Shows the account and its sessions.
pub async fn show(
    State(site): State<Site>,
    account: Account,
    session: Session,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let now = site.app.clock.wire();
    let user = account.id.clone();
    let rows = site
        .app
        .db
        .read(move |c| session::of_user(c, &user, now))
        .await?;
    let here = session.id().map(|id| row_id(&id));
    let sessions = rows.into_iter().map(|row: SessionRow| {
        let unnamed = || frame.w.say("account-unnamed-device").into_owned();
        let device = row
            .device
            .filter(|name| !name.is_empty())
            .unwrap_or_else(unnamed);
        SignedIn {
            seen: frame.format.moment(row.seen_at, now),
            here: here.as_deref() == Some(row.id.as_str()),
            revoke: revoke(frame.w, &row.id, &device),
            device,
        }
    });
    let sessions = sessions.collect();
    Ok(page::render(&AccountPage::new(frame, &account, sessions)))
}
