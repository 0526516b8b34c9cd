//! `/account/password`: a new password, with the old one.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::password::{LONGEST, SHORTEST};

use super::sign_up::check_password;
use crate::flow::account::change_password;
use crate::http::session::{self, Session};
use crate::http::session_store::row_id;
use crate::http::{Account, Action, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::user_account;
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{ErrorSummary, Field, Kind};

/// The page.
#[derive(Template)]
#[template(path = "account/change_password.html")]
pub struct ChangePasswordPage {
    frame: Frame,
    w: Words,
    errors: Option<ErrorSummary>,
    old: Field,
    new: Field,
}

impl ChangePasswordPage {
    fn new(frame: Frame, form: &Form, errors: &FormErrors) -> Self {
        let w = frame.w;
        let old = Field::new(w, "old", w.say("account-old-password"))
            .kind(Kind::Password)
            .autocomplete("current-password")
            .most(LONGEST);
        let new = Field::new(w, "new", w.say("account-new-password"))
            .kind(Kind::Password)
            .hint(w.count("account-password-hint", SHORTEST))
            .autocomplete("new-password")
            .most(LONGEST);
        Self {
            errors: ErrorSummary::of(w, errors),
            old: old.kept(form, errors),
            new: new.kept(form, errors),
            w,
            frame,
        }
    }
    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let mut errors = FormErrors::new();
        errors.add("old", "account-old-password-wrong");
        Self::new(Frame::sample(lang), &Form::default(), &errors)
    }
}

/// Shows the form.
pub async fn show(_: Account, PageFrame { frame, .. }: PageFrame) -> Response {
    page::render(&ChangePasswordPage::new(
        frame,
        &Form::default(),
        &FormErrors::new(),
    ))
}

/// Changes the password and signs the other browsers out.
pub async fn send(
    State(site): State<Site>,
    account: Account,
    browser: Session,
    PageFrame { frame, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    site.limits.check(Action::ChangePassword, &account.id)?;
    let mut errors = FormErrors::new();
    let new = form.raw("new").to_owned();
    check_password("new", &new, &account.email, &mut errors);
    let user = account.id.clone();
    let row = site
        .app
        .db
        .read(move |c| user_account::find(c, &user))
        .await?;
    let old: String = form.raw("old").chars().take(LONGEST + 1).collect();
    if !site.passwords.verify(old, Some(row.password_hash)).await? {
        errors.add("old", "account-old-password-wrong");
    }
    if !errors.is_empty() {
        let page = ChangePasswordPage::new(frame, &form, &errors);
        return Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let hash = site.passwords.hash(new, site.app.ids.random()).await?;
    let user = account.id.clone();
    let kept = browser.id().map(|id| row_id(&id));
    let ended = site
        .app
        .db
        .write(move |c| change_password::run(c, &user, &hash, kept.as_deref()));
    ended.await?;
    let now = site.app.clock.wire();
    session::flash(&browser, now, "account-password-changed", &[]).await?;
    Ok(Redirect::to("/account").into_response())
}
