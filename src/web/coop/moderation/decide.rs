//! `POST /coop/moderation/decide`: a server, or somebody at one, is allowed, limited or suspended. What follows is said first, and asked again.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use musette_domain::TextValue;

use super::words::{self, Name};
use super::{ModerationPage, PATH, back, by};
use crate::flow::moderation::{ModerationRefusal, REASON, Subject, decide};
use crate::http::session::Session;
use crate::http::{Moderator, PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::host_policy::Level;
use crate::store::{self, Conn, known_hosts, partner};
use crate::web::act_answer;
use crate::web::coop::section::{Section, SideLink, links};
use crate::web::form::{Form, FormErrors, errors};
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, Link, Notice, Tone};

/// The page that asks again.
#[derive(Template)]
#[template(path = "coop/moderation_decide.html")]
pub struct DecidePage {
    frame: Frame,
    w: Words,
    side: Vec<SideLink>,
    title: String,
    name: Name,
    text: String,
    reason: String,
    trade: Option<Notice>,
    sure: Act,
    back: Link,
}

impl DecidePage {
    fn new(
        frame: Frame,
        about: &str,
        level: Level,
        reason: &str,
        partners: &(Vec<String>, bool),
    ) -> Self {
        let w = frame.w;
        let trade = partners.1 && level == Level::Suspended;
        Self {
            side: links(w, Section::Moderation, true),
            title: w.with(
                match level {
                    Level::Allowed => "moderation-allow-title",
                    Level::Limited => "moderation-limit-title",
                    Level::Suspended => "moderation-suspend-title",
                },
                &[("name", about)],
            ),
            name: Name::new(w, about, &partners.0),
            text: words::consequence(w, level).into_owned(),
            reason: reason.to_owned(),
            trade: trade.then(|| {
                Notice::new(Tone::Warn, w.say("moderation-partner"))
                    .text(&w.say("moderation-partner-text"))
            }),
            sure: Act::new(format!("{PATH}/decide"), words::choice(w, level))
                .field("who", about)
                .field("level", level.text())
                .field("reason", reason)
                .field("sure", "yes")
                .go(),
            back: back(w),
            w,
            frame,
        }
    }

    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let partners = (vec!["<b>.example".to_owned()], true);
        Self::new(
            Frame::sample(lang),
            "<b>.example",
            Level::Suspended,
            "<script>",
            &partners,
        )
    }
}

/// Asks again, or decides.
pub async fn send(
    State(site): State<Site>,
    Moderator(account): Moderator,
    session: Session,
    frame: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut wrong = FormErrors::new();
    let who = form.required("who", 500, &mut wrong).to_owned();
    let about = Subject::parse(&site.app, &who);
    if about.is_none() {
        wrong.add("who", "moderation-nobody");
    }
    let level = Level::parse(form.text("level")).ok();
    if level.is_none() {
        wrong.add("level", errors::CHOOSE);
    }
    if form.required("reason", REASON, &mut wrong).is_empty() {
        wrong.add("reason", "moderation-no-reason");
    }
    let (Some(about), Some(level), true) = (about, level, wrong.is_empty()) else {
        return again(&site, &account, frame, &form, &wrong).await;
    };
    if form.text("sure") != "yes" {
        let asked = about.clone();
        let partners = site.app.db.read(move |c| partners(c, &asked)).await?;
        let reason = form.text("reason");
        let page = DecidePage::new(frame.frame, about.text(), level, reason, &partners);
        return Ok(page::render(&page));
    }
    let (app, by) = (site.app.clone(), by(&account, &form));
    let outcome = site
        .app
        .db
        .write(move |c| decide::run(c, &app, &about, level, &by))
        .await;
    site.app.lookup.policy_changed();
    let key = ModerationRefusal::key;
    act_answer::back(&site, &session, outcome, key, "moderation-decided", PATH).await
}

async fn again(
    site: &Site,
    account: &crate::http::Account,
    frame: PageFrame,
    form: &Form,
    wrong: &FormErrors,
) -> Result<Response> {
    let page = ModerationPage::read(&site.app, account, frame, (form, wrong)).await?;
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// The hosts of our partners, and whether the decision concerns one of them.
fn partners(c: &mut Conn, about: &Subject) -> store::Result<(Vec<String>, bool)> {
    let all = partner::all(c)?;
    let concerned = match about {
        Subject::Host(host) => {
            let below = known_hosts::below(c, host)?;
            all.iter().any(|row| below.contains(&row.host))
        }
        Subject::Actor { id, .. } => all.iter().any(|row| row.desk_id == *id),
    };
    Ok((all.into_iter().map(|row| row.host).collect(), concerned))
}
