//! `GET /coop/moderation`: what waits for a moderator, whom the co-op does not speak with, what was refused, and what moderators did.

pub mod advice;
pub mod close_report;
pub mod decide;
pub mod forget_advice;
pub mod forward_report;
pub mod import_advice;
pub mod lift;
mod read;
pub mod show_reply;
#[cfg(test)]
mod tests;
mod words;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use musette_domain::Instant;

use self::read::Board;
use super::section::{Section, SideLink, links};
use crate::app::App;
use crate::flow::moderation::{By, REASON};
use crate::http::{Account, Dispatcher, PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::host_policy::Level;
use crate::store::report::{Report, ReportDirection};
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{
    Act, ErrorSummary, Field, Kind, Link, Look, Offered, ReplyCard, Select, Tag, Tone,
};

/// The page's address.
pub const PATH: &str = "/coop/moderation";
/// The address of what others advise.
pub const ADVICE: &str = "/coop/moderation/advice";

/// A report on the page.
struct ReportCard {
    id: String,
    from: String,
    about: String,
    objects: Vec<String>,
    content: String,
    when: String,
    forwarded: Option<Tag>,
    forward: Option<Act>,
    hide: Option<Act>,
    decide: Option<Link>,
    note: Field,
}

/// A reply that nobody else reads.
struct Hidden {
    card: ReplyCard,
    show: Option<Act>,
}

/// What was decided about a server or an actor.
struct Rule {
    name: words::Name,
    level: Tag,
    reason: String,
    by: String,
    lift: Option<Act>,
}

/// What was refused.
struct Refused {
    name: words::Name,
    reason: String,
    times: i64,
    last: String,
}

/// What a moderator did.
struct Entry {
    when: String,
    who: String,
    what: String,
    why: String,
}

/// The page.
#[derive(Template)]
#[template(path = "coop/moderation.html")]
pub struct ModerationPage {
    frame: Frame,
    w: Words,
    side: Vec<SideLink>,
    administrator: bool,
    only_known: bool,
    errors: Option<ErrorSummary>,
    who: Field,
    level: Select,
    reason: Field,
    advice: Link,
    reports: Vec<ReportCard>,
    hidden: Vec<Hidden>,
    rules: Vec<Rule>,
    refused: Vec<Refused>,
    entries: Vec<Entry>,
}

impl ModerationPage {
    fn new(
        frame: Frame,
        board: &Board,
        administrator: bool,
        now: Instant,
        (form, errors): (&Form, &FormErrors),
    ) -> Self {
        let w = frame.w;
        let format = frame.format;
        let moment = |at| format.moment(at, now);
        let rule = |rule: &read::Rule| Rule {
            name: words::Name::new(w, &rule.name, &board.partners),
            level: words::level(w, rule.level),
            reason: rule.reason.clone(),
            by: board.who(w, rule.by.as_ref(), &moment(rule.at)),
            lift: administrator.then(|| {
                Act::new(format!("{PATH}/lift"), w.say("moderation-lift"))
                    .field("who", rule.name.as_str())
                    .spoken(rule.name.as_str())
                    .small()
            }),
        };
        Self {
            side: links(w, Section::Moderation, administrator),
            administrator,
            only_known: board.only_known,
            errors: ErrorSummary::of(w, errors),
            who: Field::new(w, "who", w.say("moderation-who"))
                .hint(w.say("moderation-who-hint"))
                .most(500)
                .kept(form, errors),
            level: words::levels(w, form.text("level")).errors(w, errors),
            reason: Field::new(w, "reason", w.say("moderation-reason"))
                .kind(Kind::Area(2))
                .hint(w.say("moderation-reason-hint"))
                .most(REASON)
                .kept(form, errors),
            advice: Link::new(ADVICE, w.say("advice-title")),
            reports: board
                .reports
                .iter()
                .map(|row| report(&frame, row, administrator, now))
                .collect(),
            hidden: board
                .hidden
                .iter()
                .map(|row| Hidden {
                    card: ReplyCard::new((w, format), row, now),
                    show: administrator.then(|| {
                        Act::new(format!("{PATH}/show"), w.say("moderation-show"))
                            .field("reply", row.id.as_str())
                            .spoken(row.author_handle.as_str())
                            .small()
                    }),
                })
                .collect(),
            rules: board.rules.iter().map(rule).collect(),
            refused: board
                .noise
                .iter()
                .map(|row| Refused {
                    name: words::Name::new(w, &row.host, &board.partners),
                    reason: words::noise(w, row.reason).into_owned(),
                    times: row.times,
                    last: moment(row.last_at),
                })
                .collect(),
            entries: board
                .entries
                .iter()
                .map(|row| Entry {
                    when: moment(row.at),
                    who: board.name(w, row.by_user.as_ref()),
                    what: words::act(w, row.act, &row.subject),
                    why: row.reason.clone(),
                })
                .collect(),
            w,
            frame,
        }
    }

    /// Reads what there is and makes the page.
    async fn read(
        app: &App,
        account: &Account,
        PageFrame { frame, .. }: PageFrame,
        form: (&Form, &FormErrors),
    ) -> Result<Self> {
        let board = app.db.read(read::board).await?;
        let administrator = account.may(musette_domain::role::Action::Moderate);
        let now = app.clock.wire();
        Ok(Self::new(frame, &board, administrator, now, form))
    }

    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let mut errors = FormErrors::new();
        errors.add("reason", "moderation-no-reason");
        let form = Form::of([("who", "<b>"), ("level", "suspended")]);
        let now = Instant::from_millis(1_793_000_000_000);
        let board = Board::sample();
        Self::new(Frame::sample(lang), &board, true, now, (&form, &errors))
    }
}

fn report(frame: &Frame, row: &Report, administrator: bool, now: Instant) -> ReportCard {
    let w = frame.w;
    let may_forward =
        administrator && row.direction == ReportDirection::Out && row.forwarded_at.is_none();
    let host = [("host", row.host.as_str())];
    ReportCard {
        id: row.id.clone(),
        from: match row.direction {
            ReportDirection::In => w.with("moderation-report-in", &host),
            ReportDirection::Out => w.with("moderation-report-out", &host),
        },
        about: row.actor_id.clone(),
        objects: row
            .objects
            .iter()
            .filter(|id| **id != row.actor_id)
            .cloned()
            .collect(),
        content: row.content.clone(),
        when: frame.format.moment(row.received_at, now),
        forwarded: row
            .forwarded_at
            .map(|_| Tag::new(w.say("moderation-forwarded"), Tone::Ok)),
        forward: may_forward.then(|| {
            Act::new(
                format!("{PATH}/forward"),
                w.with("moderation-forward", &host),
            )
            .field("report", row.id.as_str())
            .spoken(row.actor_id.as_str())
            .small()
        }),
        hide: row
            .objects
            .first()
            .filter(|_| administrator && row.direction == ReportDirection::Out)
            .map(|id| {
                Act::new(format!("{PATH}/show"), w.say("moderation-hide"))
                    .field("reply", id.as_str())
                    .field("shown", "no")
                    .spoken(row.actor_id.as_str())
                    .small()
            }),
        decide: administrator.then(|| match row.direction {
            // What is reported to us is ours: a decision would be about who reports.
            ReportDirection::In => decide_about(w, &row.host),
            ReportDirection::Out => decide_about(w, &row.actor_id),
        }),
        note: Field::new(w, "reason", w.say("moderation-note"))
            .id(format!("note-{}", short(&row.id)))
            .most(REASON),
    }
}

/// Where a decision about a server or a person begins.
fn decide_about(w: Words, who: &str) -> Link {
    let query: String = url::form_urlencoded::byte_serialize(who.as_bytes()).collect();
    Link::new(
        format!("{PATH}?who={query}#decide"),
        w.with("moderation-decide-about", &[("name", who)]),
    )
    .look(Look::Bare)
}

/// A part of an id that can stand in an id of the page.
fn short(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Whom a form is about, and who sends it.
fn by(account: &Account, form: &Form) -> By {
    By {
        user: Some(account.id.clone()),
        reason: form.text("reason").chars().take(REASON).collect(),
    }
}

/// Shows the page; the query may have `who`, about whom the form then is.
pub async fn show(
    State(site): State<Site>,
    Dispatcher(account): Dispatcher,
    frame: PageFrame,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let errors = FormErrors::new();
    let page = ModerationPage::read(&site.app, &account, frame, (&form, &errors)).await?;
    Ok(page::render(&page))
}

/// The button that leaves a form as it was.
fn back(w: Words) -> Link {
    Link::new(PATH, w.say("moderation-back")).look(Look::Bare)
}

/// The levels that a person can choose.
fn offered(w: Words, chosen: &str) -> Vec<Offered> {
    [Level::Suspended, Level::Limited, Level::Allowed]
        .into_iter()
        .map(|level| {
            let words = words::choice(w, level);
            Offered::new(level.text(), words).chosen(level.text() == chosen)
        })
        .collect()
}
