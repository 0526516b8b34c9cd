//! `/sign-in`: with mail address and password. Nothing in the answer, not even its time, tells whether an account exists.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::password::LONGEST;
use serde::Deserialize;

use crate::http::session::{self, Session};
use crate::http::{Account, Action, ClientAddress, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::user_account;
use crate::web::form::{Form, FormErrors, errors};
use crate::web::look::way_back;
use crate::web::page::{self, Frame};
use crate::web::parts::{ErrorSummary, Field, Kind};

/// The page.
#[derive(Template)]
#[template(path = "account/sign_in.html")]
pub struct SignInPage {
    frame: Frame,
    w: Words,
    errors: Option<ErrorSummary>,
    email: Field,
    password: Field,
    back: String,
}

impl SignInPage {
    fn new(frame: Frame, form: &Form, errors: &FormErrors) -> Self {
        let w = frame.w;
        let email = Field::new(w, "email", w.say("account-email"))
            .kind(Kind::Email)
            .autocomplete("username")
            .most(254);
        let password = Field::new(w, "password", w.say("account-password"))
            .kind(Kind::Password)
            .autocomplete("current-password")
            .most(LONGEST);
        Self {
            errors: ErrorSummary::of(w, errors),
            email: email.kept(form, errors),
            password: password.kept(form, errors),
            back: way_back(form.text("back")).to_owned(),
            w,
            frame,
        }
    }
    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let mut errors = FormErrors::new();
        errors.add("email", "sign-in-wrong");
        Self::new(Frame::sample(lang), &Form::default(), &errors)
    }
}

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Back {
    #[serde(default)]
    back: String,
}

impl Back {
    /// The path as it was asked for; [`way_back`] makes it safe.
    pub(super) fn path(&self) -> &str {
        &self.back
    }
}

/// Shows the form; who is signed in already goes on.
pub async fn show(
    account: Option<Account>,
    Query(Back { back }): Query<Back>,
    PageFrame { frame, .. }: PageFrame,
) -> Response {
    if account.is_some() {
        return Redirect::to(way_back(&back)).into_response();
    }
    let form = Form::of([("back", back)]);
    page::render(&SignInPage::new(frame, &form, &FormErrors::new()))
}

/// Signs in.
pub async fn send(
    State(site): State<Site>,
    client: ClientAddress,
    session: Session,
    headers: HeaderMap,
    PageFrame { frame, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let email = form.required("email", 254, &mut errors).to_lowercase();
    let password = form.raw("password").to_owned();
    if password.is_empty() {
        errors.add("password", errors::EMPTY);
    }
    if !errors.is_empty() {
        return Ok(again(frame, &form, &errors));
    }
    site.limits.check(Action::SignInAddress, client)?;
    site.limits.check(Action::SignInAccount, &email)?;
    let account = site.app.db.read(move |c| user_account::by_email(c, &email));
    let account = account.await?.filter(|account| !account.disabled);
    let hash = account
        .as_ref()
        .map(|account| account.password_hash.clone());
    // Nobody chose a longer one, and nobody can make us hash a book.
    let sound = password.chars().count() <= LONGEST;
    let right = sound && site.passwords.verify(password, hash).await?;
    let Some(account) = account.filter(|_| right) else {
        errors.add("email", "sign-in-wrong");
        return Ok(again(frame, &form, &errors));
    };
    session::sign_in(&session, site.app.clock.wire(), &account.id, &headers).await?;
    Ok(Redirect::to(way_back(form.text("back"))).into_response())
}

fn again(frame: Frame, form: &Form, errors: &FormErrors) -> Response {
    let page = SignInPage::new(frame, form, errors);
    page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
