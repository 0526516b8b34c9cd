//! `POST /coop/partners`: finds the co-op that a host belongs to, and keeps its desk.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::partners::PartnersPage;
use crate::app::Topic;
use crate::app::lookup::LookupError;
use crate::http::session::Session;
use crate::http::{Action, Administrator, Error, PageFrame, Result, Site};
use crate::i18n::Value;
use crate::web::act_answer;
use crate::web::form::{Form, FormErrors};
use crate::web::page;

/// Looks the co-op up. The same host again only reads it anew.
pub async fn send(
    State(site): State<Site>,
    administrator: Administrator,
    session: Session,
    frame: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let host = form.required("host", 253, &mut errors).to_lowercase();
    if host == site.app.urls.authority() {
        errors.add("host", "partners-ourselves");
    }
    if errors.is_empty() {
        site.limits.check(Action::Lookup, &administrator.id)?;
        match site.app.lookup.coop(&host).await {
            Ok(_) => {
                site.app.committed([Topic::Coop, Topic::Dispatch]);
                return act_answer::say(&site, &session, "partners-found", super::PARTNERS).await;
            }
            Err(error) => refuse(error, &mut errors)?,
        }
    }
    let form = (&form, &errors);
    let page = PartnersPage::read(&site.app, &administrator, frame, form).await?;
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// What a person can do about it. What exactly the other server said is for the log.
fn refuse(error: LookupError, errors: &mut FormErrors) -> Result<()> {
    tracing::info!(error.cause = %error, "a co-op was not found");
    let host = |host: String| vec![("host", Value::from(host))];
    match error {
        LookupError::NotAnAddress(_) => errors.add("host", "partners-not-found"),
        LookupError::Unreachable { host: name, .. } => {
            errors.add_with("host", "partners-unreachable", host(name));
        }
        LookupError::NotUnderstood { host: name, .. } => {
            errors.add_with("host", "partners-not-a-coop", host(name));
        }
        LookupError::Blocked(name) => {
            errors.add_with("host", "partners-blocked", host(name));
        }
        LookupError::Gone(name) => errors.add_with("host", "partners-gone", host(name)),
        LookupError::Store(cause) => return Err(Error::internal(cause)),
    }
    Ok(())
}
