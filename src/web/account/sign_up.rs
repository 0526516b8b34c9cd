//! `/sign-up`: an account with a name, a mail address and a password.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::id::UserId;
use musette_domain::password::{self, LONGEST, PasswordProblem, SHORTEST};
use musette_domain::text::NAME;
use musette_domain::{email, phone, text};

use super::sign_in::Back;
use crate::flow::account::create::{self, CreateAccountRefusal, NewAccount};
use crate::http::session::{self, Session};
use crate::http::{Account, Action, ClientAddress, Error, PageFrame, Result, Site};
use crate::i18n::{Lang, Value, Words};
use crate::store::user_account;
use crate::web::form::{Form, FormErrors, errors};
use crate::web::look::way_back;
use crate::web::page::{self, Frame};
use crate::web::parts::{ErrorSummary, Field, Kind};

/// The page.
#[derive(Template)]
#[template(path = "account/sign_up.html")]
pub struct SignUpPage {
    frame: Frame,
    w: Words,
    errors: Option<ErrorSummary>,
    fields: [Field; 4],
    back: String,
}

impl SignUpPage {
    fn new(frame: Frame, form: &Form, errors: &FormErrors) -> Self {
        let w = frame.w;
        let fields = [
            Field::new(w, "name", w.say("account-name"))
                .hint(w.say("account-name-hint"))
                .autocomplete("name")
                .most(NAME),
            Field::new(w, "email", w.say("account-email"))
                .kind(Kind::Email)
                .autocomplete("username")
                .most(254),
            Field::new(w, "phone", w.say("account-phone"))
                .kind(Kind::Tel)
                .hint(w.say("account-phone-hint"))
                .autocomplete("tel")
                .most(30)
                .optional(),
            Field::new(w, "password", w.say("account-password"))
                .kind(Kind::Password)
                .hint(w.count("account-password-hint", SHORTEST))
                .autocomplete("new-password")
                .most(LONGEST),
        ];
        Self {
            errors: ErrorSummary::of(w, errors),
            fields: fields.map(|field| field.kept(form, errors)),
            back: way_back(form.text("back")).to_owned(),
            w,
            frame,
        }
    }
    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let mut errors = FormErrors::new();
        errors.add("email", "account-email-taken");
        Self::new(Frame::sample(lang), &Form::default(), &errors)
    }
}

/// Shows the form; who is signed in already goes on.
pub async fn show(
    account: Option<Account>,
    Query(back): Query<Back>,
    PageFrame { frame, .. }: PageFrame,
) -> Response {
    if account.is_some() {
        return Redirect::to(way_back(back.path())).into_response();
    }
    let form = Form::of([("back", back.path())]);
    page::render(&SignUpPage::new(frame, &form, &FormErrors::new()))
}

/// Makes the account and signs in.
pub async fn send(
    State(site): State<Site>,
    client: ClientAddress,
    session: Session,
    headers: HeaderMap,
    PageFrame { frame, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let mut new = read(&form, frame.w.tag(), &mut errors);
    if errors.is_empty() {
        site.limits.check(Action::SignUp, client)?;
        let password = form.raw("password").to_owned();
        let salt = site.app.ids.random();
        new.password_hash = site.passwords.hash(password, salt).await?;
        let app = site.app.clone();
        let made = site.app.db.write(move |c| create::run(c, &app, &new)).await;
        match made {
            Ok(id) => {
                session::sign_in(&session, site.app.clock.wire(), &id, &headers).await?;
                return Ok(Redirect::to(way_back(form.text("back"))).into_response());
            }
            Err(CreateAccountRefusal::Taken) => {
                if let Some(id) = theirs(&site, &form).await? {
                    session::sign_in(&session, site.app.clock.wire(), &id, &headers).await?;
                    return Ok(Redirect::to(way_back(form.text("back"))).into_response());
                }
                errors.add("email", "account-email-taken");
            }
            Err(CreateAccountRefusal::Email(_)) => errors.add("email", "account-email-none"),
            Err(CreateAccountRefusal::Name(_)) => errors.add("name", errors::EMPTY),
            Err(CreateAccountRefusal::Store(error)) => return Err(Error::from(error)),
        }
    }
    let page = SignUpPage::new(frame, &form, &errors);
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// The account that is there already, if the password is its own: who presses twice, or has forgotten that they signed up, is simply signed in.
async fn theirs(site: &Site, form: &Form) -> Result<Option<UserId>> {
    let email = form.text("email").to_lowercase();
    site.limits.check(Action::SignInAccount, &email)?;
    let account = site.app.db.read(move |c| user_account::by_email(c, &email));
    let account = account.await?.filter(|account| !account.disabled);
    let hash = account
        .as_ref()
        .map(|account| account.password_hash.clone());
    let password = form.raw("password").to_owned();
    let right = site.passwords.verify(password, hash).await?;
    Ok(account.filter(|_| right).map(|account| account.id))
}

/// Reads the form; the hash is still missing.
fn read(form: &Form, locale: &str, errors: &mut FormErrors) -> NewAccount {
    let name = form.required("name", NAME, errors);
    if !name.is_empty() && text::name(name).is_err() {
        errors.add("name", "field-control");
    }
    let email = form.required("email", 254, errors);
    if !email.is_empty() && email::parse(email).is_err() {
        errors.add("email", "account-email-none");
    }
    let phone = form.filled("phone").and_then(|text| {
        let number = phone::parse(text, None);
        number
            .map_err(|_| errors.add("phone", "account-phone-none"))
            .ok()
    });
    check_password("password", form.raw("password"), email, errors);
    NewAccount {
        email: email.to_owned(),
        name: name.to_owned(),
        phone,
        password_hash: String::new(),
        locale: Some(locale.to_owned()),
        roles: Vec::new(),
    }
}

/// Says what is wrong with a new password.
pub(super) fn check_password(
    field: &'static str,
    password: &str,
    email: &str,
    errors: &mut FormErrors,
) {
    let length = |most: usize| vec![("count", Value::from(most))];
    match password::check(password, email) {
        Ok(()) => {}
        Err(PasswordProblem::TooShort) => {
            errors.add_with(field, "account-password-short", length(SHORTEST));
        }
        Err(PasswordProblem::TooLong) => {
            errors.add_with(field, "account-password-long", length(LONGEST));
        }
        Err(PasswordProblem::TooPlain) => errors.add(field, "account-password-plain"),
        Err(PasswordProblem::IsEmail) => errors.add(field, "account-password-email"),
    }
}
