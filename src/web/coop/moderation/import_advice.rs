//! `POST /coop/moderation/advice`: a block list of somebody else is read as advice.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::advice::AdvicePage;
use super::{ADVICE, by};
use crate::flow::moderation::advise::{self, AT_A_TIME, SOURCE};
use crate::flow::moderation::block_list;
use crate::http::session::Session;
use crate::http::{Moderator, PageFrame, Result, Site};
use crate::web::act_answer;
use crate::web::form::FormErrors;
use crate::web::page;
use crate::web::upload::Upload;

/// Reads the file, or what was pasted. Nothing is blocked by it.
pub async fn send(
    State(site): State<Site>,
    Moderator(account): Moderator,
    session: Session,
    PageFrame { frame, .. }: PageFrame,
    upload: Upload,
) -> Result<Response> {
    let form = &upload.form;
    let mut errors = FormErrors::new();
    let source = form.required("source", SOURCE, &mut errors).to_owned();
    let text = match upload.file("list") {
        Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        None => form.raw("lines").to_owned(),
    };
    let Some(lines) = block_list::parse(&text) else {
        errors.add("lines", "advice-no-list");
        let page = AdvicePage::read(&site.app, frame, "", (form, &errors)).await?;
        return Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    if !errors.is_empty() {
        let page = AdvicePage::read(&site.app, frame, "", (form, &errors)).await?;
        return Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    for part in lines.chunks(AT_A_TIME) {
        let (app, name, part) = (site.app.clone(), source.clone(), part.to_vec());
        site.app
            .db
            .write(move |c| advise::some(c, &app, &name, &part))
            .await?;
    }
    let (app, by) = (site.app.clone(), by(&account, form));
    site.app
        .db
        .write(move |c| advise::done(c, &app, &source, &by))
        .await?;
    act_answer::say(&site, &session, "advice-taken", ADVICE).await
}
