//! `/report`: somebody with an account reports a reply, or a restaurant of another co-op, to our moderators.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::flow::report::CONTENT;
use crate::flow::report::make::{self, ReportRefusal};
use crate::http::session::Session;
use crate::http::{Account, Action, Error, PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::web::act_answer;
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{ErrorSummary, Field, Kind, Link};
use crate::web::written;

/// The page's address.
pub const PATH: &str = "/report";

/// The page.
#[derive(Template)]
#[template(path = "customer/report.html")]
pub struct ReportPage {
    frame: Frame,
    w: Words,
    title: String,
    of: String,
    errors: Option<ErrorSummary>,
    content: Field,
}

impl ReportPage {
    fn new(frame: Frame, of: &str, name: &str, (form, errors): (&Form, &FormErrors)) -> Self {
        let w = frame.w;
        Self {
            title: w.with("report-title", &[("name", name)]),
            of: of.to_owned(),
            errors: ErrorSummary::of(w, errors),
            content: Field::new(w, "content", w.say("report-content"))
                .kind(Kind::Area(4))
                .most(CONTENT)
                .kept(form, errors),
            w,
            frame,
        }
    }

    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let mut errors = FormErrors::new();
        errors.add("content", "field-empty");
        let form = Form::of([("content", "<script>")]);
        Self::new(
            Frame::sample(lang),
            "<b>",
            "@<b>@x.example",
            (&form, &errors),
        )
    }
}

/// Where a reply, or a restaurant elsewhere, is reported.
pub fn link(w: Words, of: &str) -> Link {
    let of: String = url::form_urlencoded::byte_serialize(of.as_bytes()).collect();
    Link::new(format!("{PATH}?of={of}"), w.say("report-link"))
}

/// Shows the form; the query has `of`.
pub async fn show(
    State(site): State<Site>,
    _: Account,
    PageFrame { frame, .. }: PageFrame,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let (form, errors) = (Form::default(), FormErrors::new());
    let page = read(&site, frame, query.text("of"), (&form, &errors)).await?;
    Ok(page::render(&page))
}

async fn read(
    site: &Site,
    frame: Frame,
    of: &str,
    form: (&Form, &FormErrors),
) -> Result<ReportPage> {
    let id = of.to_owned();
    let found = site.app.db.read(move |c| make::find(c, &id)).await?;
    let found = found.ok_or_else(Error::not_found)?;
    Ok(ReportPage::new(frame, of, &found.name, form))
}

/// Keeps the report.
pub async fn send(
    State(site): State<Site>,
    account: Account,
    session: Session,
    PageFrame { frame, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let (of, content) = (
        form.text("of").to_owned(),
        form.required("content", CONTENT, &mut errors).to_owned(),
    );
    if errors.is_empty() {
        site.limits.check(Action::Answer, &account.id)?;
        let (app, id) = (site.app.clone(), of.clone());
        let kept = site
            .app
            .db
            .write(move |c| make::run(c, &app, &id, &content))
            .await;
        match kept {
            Ok(changed) => {
                site.app.committed(changed);
                return act_answer::say(&site, &session, "report-sent", "/").await;
            }
            Err(ReportRefusal::Unknown) => return Err(Error::not_found()),
            Err(refusal) => written::refusal("content", refusal.key(), refusal, &mut errors)?,
        }
    }
    let page = read(&site, frame, &of, (&form, &errors)).await?;
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
