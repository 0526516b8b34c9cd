//! `/restaurant/{handle}/conversation` and `/coop/conversation`: what people elsewhere say to the host, and what it answers.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::Instant;
use musette_domain::id::RestaurantId;
use serde::Deserialize;

use super::entry::{Entry, entry};
use super::host::Host;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::conversation::answer::AnswerRefusal;
use crate::flow::conversation::hold;
use crate::http::session::{self, Session};
use crate::http::{PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::reply::{self, Reply};
use crate::store::special::{self, Special};
use crate::store::{self, Conn};
use crate::web::events::host::Beside;
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, ErrorSummary, Link};
use crate::web::written;

/// How many replies a page has.
const PAGE: usize = 30;

/// The page.
#[derive(Template)]
#[template(path = "conversation/board.html")]
pub struct ConversationPage {
    frame: Frame,
    w: Words,
    beside: Beside,
    errors: Option<ErrorSummary>,
    here: String,
    hold: Option<Act>,
    entries: Vec<Entry>,
    older: Option<Link>,
}

/// What the page is about.
pub(super) struct About {
    pub(super) host: Host,
    pub(super) said: Vec<Reply>,
    pub(super) answers: Vec<Reply>,
    pub(super) specials: Vec<Special>,
    /// Whether new replies wait until they were read.
    pub(super) held: bool,
    /// Where older ones begin.
    pub(super) older: Option<Instant>,
    pub(super) now: Instant,
}

impl ConversationPage {
    fn new(frame: Frame, about: &About, form: &Form, errors: &FormErrors) -> Self {
        let w = frame.w;
        let entries = about.said.iter().enumerate();
        let entries =
            entries.map(|(number, row)| entry(&frame, about, (number, row), form, errors));
        let here = about.host.path();
        let hold = about.host.restaurant().map(|_| hold(w, &here, about.held));
        Self {
            beside: about.host.beside(w),
            errors: ErrorSummary::of(w, errors),
            hold,
            entries: entries.collect(),
            older: about.older.map(|at| {
                let href = format!("{here}?before={}", at.millis());
                Link::new(href, w.say("conversation-older"))
            }),
            here,
            w,
            frame,
        }
    }
    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        use crate::web::restaurant::sample;
        let (restaurant, _) = sample::menu();
        let special = sample::special();
        let now = special.published_at;
        let said = sample::reply(&restaurant, &special);
        let answer = Reply {
            id: "https://vaduz.example/ap/n/2".into(),
            in_reply_to: Some(said.id.clone()),
            ours: true,
            hidden_at: Some(now),
            ..said.clone()
        };
        let hidden = Reply {
            id: "https://social.example/notes/3".into(),
            hidden_at: Some(now),
            public: false,
            special_id: None,
            ..said.clone()
        };
        let about = About {
            host: Host::Restaurant(Box::new(restaurant)),
            said: vec![said, hidden],
            answers: vec![answer],
            specials: vec![special],
            held: true,
            older: Some(now),
            now,
        };
        let form = Form::of([("reply", "https://social.example/notes/3")]);
        let mut errors = FormErrors::new();
        errors.add("text", "answer-text");
        Self::new(Frame::sample(lang), &about, &form, &errors)
    }
}

fn hold(w: Words, here: &str, held: bool) -> Act {
    let (label, wanted) = if held {
        (w.say("conversation-let-through"), "no")
    } else {
        (w.say("conversation-hold"), "yes")
    };
    Act::new(format!("{here}/held"), label)
        .field("held", wanted)
        .small()
}

/// Where the page begins.
#[derive(Debug, Deserialize)]
pub struct Which {
    before: Option<String>,
}

/// Shows what was said, the newest first.
pub async fn show(
    State(app): State<App>,
    host: Host,
    Query(which): Query<Which>,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let before = which.before.and_then(|millis| millis.parse().ok());
    let before = before.map(Instant::from_millis);
    let about = load(&app, host, before).await?;
    let page = ConversationPage::new(frame, &about, &Form::default(), &FormErrors::new());
    Ok(page::render(&page))
}

/// The page with what was wrong is left by a link or by reloading: that leads to the page.
pub async fn back(host: Host) -> Redirect {
    Redirect::to(&host.path())
}

/// What was written is on its way, or the page shows what is wrong with it.
pub(super) async fn said(
    site: &Site,
    session: &Session,
    (frame, host): (Frame, Host),
    form: &Form,
    outcome: Result<Changed, AnswerRefusal>,
    done: &'static str,
) -> Result<Response> {
    match outcome {
        Ok(changed) => {
            site.app.committed(changed);
            session::flash(session, site.app.clock.wire(), done, &[]).await?;
            Ok(Redirect::to(&host.path()).into_response())
        }
        Err(refusal) => {
            let mut errors = FormErrors::new();
            written::refusal("text", refusal.key(), refusal, &mut errors)?;
            wrong(&site.app, frame, host, form, &errors).await
        }
    }
}

/// The page with what is wrong. What is answered is on it, however old it is.
async fn wrong(
    app: &App,
    frame: Frame,
    host: Host,
    form: &Form,
    errors: &FormErrors,
) -> Result<Response> {
    let mut about = load(app, host, None).await?;
    let (id, of) = (form.raw("reply").to_owned(), about.host.restaurant());
    let found = app.db.read(move |c| spoken_of(c, of.as_ref(), &id)).await?;
    if let Some((said, answers)) = found
        && !about.said.iter().any(|row| row.id == said.id)
    {
        about.said.insert(0, said);
        about.answers.extend(answers);
    }
    let page = ConversationPage::new(frame, &about, form, errors);
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// What was said at this address, or what our answer at this address answers, with all that was answered to it.
fn spoken_of(
    c: &mut Conn,
    of: Option<&RestaurantId>,
    id: &str,
) -> store::Result<Option<(Reply, Vec<Reply>)>> {
    let row = reply::find_optional(c, id)?;
    let Some(row) = row.filter(|row| row.restaurant_id.as_ref() == of) else {
        return Ok(None);
    };
    let said = match (row.ours, &row.in_reply_to) {
        (false, _) => Some(row),
        (true, Some(parent)) => reply::find_optional(c, parent)?,
        (true, None) => None,
    };
    let Some(said) = said else {
        return Ok(None);
    };
    let answers = reply::answers_to(c, std::slice::from_ref(&said.id))?;
    Ok(Some((said, answers)))
}

async fn load(app: &App, host: Host, before: Option<Instant>) -> Result<About> {
    let now = app.clock.now();
    let about = app.db.read(move |c| read(c, host, before, now)).await?;
    Ok(about)
}

fn read(c: &mut Conn, host: Host, before: Option<Instant>, now: Instant) -> store::Result<About> {
    let of = host.restaurant();
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
    let said = reply::list_of(c, of.as_ref(), before, limit)?;
    let ids: Vec<_> = said.iter().map(|row| row.id.clone()).collect();
    let mut specials: Vec<Special> = Vec::new();
    for id in said.iter().filter_map(|row| row.special_id.as_ref()) {
        if !specials.iter().any(|known| known.id == *id) {
            specials.extend(special::find_optional(c, id)?);
        }
    }
    specials.retain(|special| special.removed_at.is_none());
    let older = said.last().filter(|_| said.len() == PAGE);
    Ok(About {
        answers: reply::answers_to(c, &ids)?,
        held: match &of {
            Some(of) => hold::holds(c, of)?,
            None => false,
        },
        older: older.map(|row| row.received_at),
        host,
        said,
        specials,
        now,
    })
}
