//! `/following/import`: bringing the list of followed restaurants along from another server.

use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::flow::follow::bring;
use crate::http::session::{self, Session};
use crate::http::{Account, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::follow_import::{self, FollowImport, FollowImportState};
use crate::web::form::FormErrors;
use crate::web::page::{self, Door, Frame};
use crate::web::parts::{ErrorSummary, Field, Kind, Tag, Tone};

const PATH: &str = "/following/import";

/// The page.
#[derive(Template)]
#[template(path = "customer/bring_follows.html")]
pub struct BringFollowsPage {
    frame: Frame,
    w: Words,
    errors: Option<ErrorSummary>,
    lines: Field,
    done: usize,
    brought: Vec<(String, Tag)>,
}

impl BringFollowsPage {
    fn new(frame: Frame, brought: &[FollowImport], errors: &FormErrors) -> Self {
        let w = frame.w;
        let waits = |row: &&FollowImport| row.state == FollowImportState::Waiting;
        Self {
            w,
            errors: ErrorSummary::of(w, errors),
            lines: Field::new(w, "addresses", w.say("bring-addresses"))
                .kind(Kind::Area(5))
                .hint(w.say("bring-addresses-hint"))
                .optional()
                .errors(errors),
            done: brought.len() - brought.iter().filter(waits).count(),
            brought: brought
                .iter()
                .map(|row| (row.address.clone(), tag(w, row.state)))
                .collect(),
            frame: frame.behind(Door::Following),
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let mut page = Self::new(Frame::sample(lang), &[], &FormErrors::new());
        let row = |state| ("<b>@x.example".to_owned(), tag(page.w, state));
        page.brought = vec![
            row(FollowImportState::Waiting),
            row(FollowImportState::Followed),
        ];
        page.done = 1;
        page
    }
}

fn tag(w: Words, state: FollowImportState) -> Tag {
    let (key, tone) = match state {
        FollowImportState::Waiting => ("bring-waiting", Tone::Plain),
        FollowImportState::Followed => ("bring-followed", Tone::Ok),
        FollowImportState::NotFound => ("bring-not-found", Tone::Warn),
        FollowImportState::NoRestaurant => ("bring-no-restaurant", Tone::Warn),
    };
    Tag::new(w.say(key), tone)
}

/// Shows the form, and how far the last list got.
pub async fn show(
    State(site): State<Site>,
    account: Account,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let rows = site
        .app
        .db
        .read(move |c| follow_import::of_user(c, &account.id))
        .await?;
    Ok(page::render(&BringFollowsPage::new(
        frame,
        &rows,
        &FormErrors::new(),
    )))
}

/// Takes a file, or addresses that were typed.
pub async fn send(
    State(site): State<Site>,
    account: Account,
    session: Session,
    PageFrame { frame, .. }: PageFrame,
    mut form: Multipart,
) -> Result<Response> {
    let mut text = String::new();
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(why) => return Ok((why.status(), why.body_text()).into_response()),
        };
        match field.bytes().await {
            Ok(bytes) => text += &String::from_utf8_lossy(&bytes),
            Err(why) => return Ok((why.status(), why.body_text()).into_response()),
        }
        text.push('\n');
    }
    let addresses = bring::addresses(&text);
    if addresses.is_empty() {
        let mut errors = FormErrors::new();
        errors.add("addresses", "bring-none");
        let page = BringFollowsPage::new(frame, &[], &errors);
        return Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let app = site.app.clone();
    let taken = site
        .app
        .db
        .write(move |c| bring::run(c, &app, &account.id, &addresses));
    let count = taken.await?.to_string();
    site.app.wake.jobs();
    let now = site.app.clock.wire();
    session::flash(&session, now, "bring-taken", &[("count", &count)]).await?;
    Ok(Redirect::to(PATH).into_response())
}
