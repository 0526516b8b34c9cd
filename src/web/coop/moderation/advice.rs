//! `GET /coop/moderation/advice`: what others' block lists say of servers about which nothing was decided. A person decides, one by one.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::words::Name;
use super::{ADVICE, PATH, back};
use crate::app::App;
use crate::flow::moderation::advise::SOURCE;
use crate::http::{Moderator, PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::block_advice::{self, BlockAdvice, Severity};
use crate::store::host_policy::Level;
use crate::store::partner;
use crate::web::coop::section::{Section, SideLink, links};
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, ErrorSummary, Field, Kind, Link, Tag, Tone};

/// How many servers are shown at once.
const MOST: i64 = 100;

/// What a list says of a server.
struct Row {
    name: Name,
    source: String,
    severity: Tag,
    comment: String,
    unusable: Option<Tag>,
    acts: Vec<Act>,
}

/// The page.
#[derive(Template)]
#[template(path = "coop/moderation_advice.html")]
pub struct AdvicePage {
    frame: Frame,
    w: Words,
    side: Vec<SideLink>,
    errors: Option<ErrorSummary>,
    search: Field,
    source: Field,
    lines: Field,
    sources: Vec<(String, Act)>,
    rows: Vec<Row>,
    back: Link,
}

impl AdvicePage {
    fn new(
        frame: Frame,
        (sources, advice, partners): (&[(String, i64)], &[BlockAdvice], &[String]),
        query: &str,
        (form, errors): (&Form, &FormErrors),
    ) -> Self {
        let w = frame.w;
        let source = |(name, count): &(String, i64)| {
            let words = w.count_with("advice-source", *count, &[("name", name)]);
            let act = Act::new(format!("{ADVICE}/forget"), w.say("advice-forget"));
            let act = act.field("source", name).spoken(name.as_str()).small();
            (words, act)
        };
        Self {
            side: links(w, Section::Moderation, true),
            errors: ErrorSummary::of(w, errors),
            search: Field::new(w, "q", w.say("advice-search"))
                .kind(Kind::Search)
                .value(query)
                .most(100)
                .optional(),
            source: Field::new(w, "source", w.say("advice-name"))
                .hint(w.say("advice-name-hint"))
                .most(SOURCE)
                .kept(form, errors),
            lines: Field::new(w, "lines", w.say("advice-lines"))
                .kind(Kind::Area(4))
                .optional()
                .kept(form, errors),
            sources: sources.iter().map(source).collect(),
            rows: advice.iter().map(|one| row(w, one, partners)).collect(),
            back: back(w),
            w,
            frame,
        }
    }

    /// Reads the advice about servers whose name has `query` in it.
    pub(super) async fn read(
        app: &App,
        frame: Frame,
        query: &str,
        form: (&Form, &FormErrors),
    ) -> Result<Self> {
        let like = query.to_lowercase();
        let (sources, advice, partners) = app
            .db
            .read(move |c| -> crate::store::Result<_> {
                let partners: Vec<String> =
                    partner::all(c)?.into_iter().map(|row| row.host).collect();
                Ok((
                    block_advice::sources(c)?,
                    block_advice::undecided(c, &like, MOST)?,
                    partners,
                ))
            })
            .await?;
        let read = (sources.as_slice(), advice.as_slice(), partners.as_slice());
        Ok(Self::new(frame, read, query, form))
    }

    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let row = |host: &str, severity, usable| BlockAdvice {
            source: "<b>list".into(),
            host: host.into(),
            severity,
            comment: "<script>".into(),
            usable,
            at: musette_domain::Instant::from_millis(0),
        };
        let advice = [
            row("spam.example", Severity::Suspend, true),
            row("e**l.example", Severity::Limit, false),
            row("xn--lon-dfd.example", Severity::Notice, true),
        ];
        let mut errors = FormErrors::new();
        errors.add("lines", "advice-no-list");
        let form = Form::of([("source", "<b>")]);
        Self::new(
            Frame::sample(lang),
            (&[("<b>".to_owned(), 3)], &advice, &["lyon.example".into()]),
            "<b>",
            (&form, &errors),
        )
    }
}

fn row(w: Words, of: &BlockAdvice, partners: &[String]) -> Row {
    let act = |level: Level, words: std::borrow::Cow<'static, str>| {
        let reason = match of.comment.as_str() {
            "" => of.source.clone(),
            comment => format!("{}: {comment}", of.source),
        };
        Act::new(format!("{PATH}/decide"), words)
            .field("who", of.host.as_str())
            .field("level", level.text())
            .field("reason", reason)
            .spoken(of.host.as_str())
            .small()
    };
    Row {
        name: Name::new(w, &of.host, partners),
        source: of.source.clone(),
        severity: match of.severity {
            Severity::Notice => Tag::new(w.say("advice-notice"), Tone::Plain),
            Severity::Limit => Tag::new(w.say("advice-limit"), Tone::Warn),
            Severity::Suspend => Tag::new(w.say("advice-suspend"), Tone::Stop),
        },
        comment: of.comment.clone(),
        unusable: (!of.usable).then(|| Tag::new(w.say("advice-unusable"), Tone::Warn)),
        acts: if of.usable {
            vec![
                act(Level::Suspended, w.say("moderation-suspend")),
                act(Level::Limited, w.say("moderation-limit")),
            ]
        } else {
            Vec::new()
        },
    }
}

/// Shows the advice; the query has `q`.
pub async fn show(
    State(site): State<Site>,
    _: Moderator,
    PageFrame { frame, .. }: PageFrame,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let (form, errors) = (Form::default(), FormErrors::new());
    let page = AdvicePage::read(&site.app, frame, query.text("q"), (&form, &errors)).await?;
    Ok(page::render(&page))
}
