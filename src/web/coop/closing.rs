//! `GET /coop/closing`: the co-op closes for good, on a day that it says a month ahead.

use askama::Template;
use axum::response::Response;
use musette_domain::Instant;

use super::section::{Section, SideLink, links};
use crate::http::{Administrator, PageFrame};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::coop::Coop;
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, ErrorSummary, Field, Kind, Notice, Tone};

/// The field with the last day.
pub const DAY: &str = "day";
/// The field that confirms it.
pub const NAME: &str = "name";

/// The page.
#[derive(Template)]
#[template(path = "coop/closing.html")]
pub struct ClosingPage {
    frame: Frame,
    w: Words,
    side: Vec<SideLink>,
    errors: Option<ErrorSummary>,
    /// What is announced.
    announced: Option<Notice>,
    /// Whether a day can be said.
    open: bool,
    day: Field,
    name: Field,
    coop: String,
}

impl ClosingPage {
    /// The page with the form as it stands.
    pub fn new(
        frame: Frame,
        (name, closes, closed): (&str, Option<Instant>, Option<Instant>),
        form: &Form,
        errors: &FormErrors,
    ) -> Self {
        let w = frame.w;
        let date = |at| frame.format.day_year(frame.format.day_of(at));
        let announced = match (closes, closed) {
            (_, Some(at)) => Some(Notice::new(
                Tone::Warn,
                w.with("closing-has-closed", &[("day", date(at))]),
            )),
            (Some(at), None) => Some(
                // The moment is the midnight after the last day.
                Notice::new(
                    Tone::Warn,
                    w.with("closing-announced", &[("day", date(just_before(at)))]),
                )
                .text(&w.say("closing-announced-text"))
                .act(Act::new(
                    format!("{}/take-back", super::CLOSING),
                    w.say("closing-take-back"),
                )),
            ),
            (None, None) => None,
        };
        Self {
            side: links(w, Section::Closing, true),
            errors: ErrorSummary::of(w, errors),
            announced,
            open: closed.is_none(),
            day: Field::new(w, DAY, w.say("closing-day"))
                .kind(Kind::Date)
                .hint(w.say("closing-day-hint"))
                .kept(form, errors),
            name: Field::new(w, NAME, w.say("closing-name"))
                .most(musette_domain::text::NAME)
                .kept(form, errors),
            coop: name.to_owned(),
            w,
            frame,
        }
    }
    /// The page of what the co-op has said.
    pub fn of(frame: Frame, coop: &Coop, form: &Form, errors: &FormErrors) -> Self {
        let said = (coop.name.as_str(), coop.closes_at, coop.closed_at);
        Self::new(frame, said, form, errors)
    }
    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let mut errors = FormErrors::new();
        errors.add(DAY, "closing-too-soon");
        let form = Form::of([(NAME, "<b>")]);
        let at = Instant::from_millis(1_800_000_000_000);
        Self::new(
            Frame::sample(lang),
            ("Les <Mollets>", Some(at), None),
            &form,
            &errors,
        )
    }
}

/// The last day of a time that ends at midnight.
pub fn just_before(at: Instant) -> Instant {
    Instant::from_millis(at.millis().saturating_sub(1))
}

/// Shows the page.
pub async fn show(_: Administrator, PageFrame { frame, coop }: PageFrame) -> Response {
    let (form, errors) = (Form::default(), FormErrors::new());
    page::render(&ClosingPage::of(frame, &coop, &form, &errors))
}

#[cfg(test)]
mod tests;
