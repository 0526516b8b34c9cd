//! `/account/delete`: the person takes their account away, with the password.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::password::LONGEST;

use crate::flow::account::delete;
use crate::http::session::{self, Session};
use crate::http::{Account, Action, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::user_account;
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{ErrorSummary, Field, Kind};
use crate::web::written;

/// The page.
#[derive(Template)]
#[template(path = "account/delete_account.html")]
pub struct DeleteAccountPage {
    frame: Frame,
    w: Words,
    errors: Option<ErrorSummary>,
    password: Field,
}

impl DeleteAccountPage {
    fn new(frame: Frame, errors: &FormErrors) -> Self {
        let w = frame.w;
        Self {
            errors: ErrorSummary::of(w, errors),
            password: Field::new(w, "password", w.say("account-password"))
                .kind(Kind::Password)
                .autocomplete("current-password")
                .most(LONGEST)
                .errors(errors),
            w,
            frame,
        }
    }
    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let mut errors = FormErrors::new();
        errors.add("password", "account-delete-order-open");
        Self::new(Frame::sample(lang), &errors)
    }
}

/// Shows what goes and what stays, and asks for the password.
pub async fn show(_: Account, PageFrame { frame, .. }: PageFrame) -> Response {
    page::render(&DeleteAccountPage::new(frame, &FormErrors::new()))
}

/// Deletes the account and signs the browser out.
pub async fn send(
    State(site): State<Site>,
    account: Account,
    browser: Session,
    PageFrame { frame, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    site.limits.check(Action::ChangePassword, &account.id)?;
    let mut errors = FormErrors::new();
    let user = account.id.clone();
    let row = site.app.db.read(move |c| user_account::find(c, &user));
    let typed: String = form.raw("password").chars().take(LONGEST + 1).collect();
    let hash = row.await?.password_hash;
    if !site.passwords.verify(typed, Some(hash)).await? {
        errors.add("password", "account-old-password-wrong");
    }
    if errors.is_empty() {
        let app = site.app.clone();
        let deleted = site
            .app
            .db
            .write(move |c| delete::run(c, &app, &account.id))
            .await;
        match deleted {
            Ok(changed) => {
                site.app.committed(changed);
                session::sign_out(&browser).await?;
                return Ok(Redirect::to("/").into_response());
            }
            Err(refusal) => written::refusal("password", refusal.key(), refusal, &mut errors)?,
        }
    }
    let page = DeleteAccountPage::new(frame, &errors);
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
