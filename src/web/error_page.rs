//! What a person sees when it did not work: what happened, and a way out.

use std::borrow::Cow;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::page::{self, Frame};
use super::parts::{Link, Look};
use crate::i18n::{Lang, Words};

/// An error as a page.
#[derive(Debug, Clone, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The frame.
    pub frame: Frame,
    /// The HTTP status.
    pub status: u16,
    /// What happened, in few words.
    pub title: String,
    /// What it means and what to do.
    pub text: String,
    /// The icon on the patch.
    pub icon: &'static str,
    /// Ways out.
    pub links: Vec<Link>,
}

/// Title and sentence of a status when nothing more is known.
fn words(w: Words, status: StatusCode) -> [Cow<'static, str>; 2] {
    match status.as_u16() {
        400 => [w.say("error-400"), w.say("error-400-text")],
        401 => [w.say("error-401"), w.say("error-401-text")],
        403 => [w.say("error-403"), w.say("error-403-text")],
        404 | 410 => [w.say("error-404"), w.say("error-404-text")],
        405 => [w.say("error-405"), w.say("error-405-text")],
        409 => [w.say("error-409"), w.say("error-409-text")],
        413 => [w.say("error-413"), w.say("error-413-text")],
        422 => [w.say("error-422"), w.say("error-422-text")],
        429 => [w.say("error-429"), w.say("error-429-text")],
        503 => [w.say("error-503"), w.say("error-503-text")],
        _ => [w.say("error-500"), w.say("error-500-text")],
    }
}

impl ErrorPage {
    /// The page for a status, with the words that fit it and the ways out that make sense.
    pub fn new(frame: Frame, status: StatusCode) -> Self {
        let w = frame.w;
        let [title, text] = words(w, status).map(Cow::into_owned);
        let icon = match status.as_u16() {
            404 | 410 => "pot",
            401 | 403 => "lock",
            429 => "clock",
            _ => "warn",
        };
        let home = Link::new("/", w.say("error-home"));
        let mut links = vec![home];
        if status == StatusCode::UNAUTHORIZED {
            let back: String =
                url::form_urlencoded::byte_serialize(frame.path.as_bytes()).collect();
            let sign_in = Link::new(format!("/sign-in?back={back}"), w.say("sign-in"));
            links.insert(0, sign_in.look(Look::Go));
        } else if matches!(status.as_u16(), 409 | 429 | 500..) {
            links.insert(0, Link::new(frame.path.clone(), w.say("error-again")));
        }
        Self {
            status: status.as_u16(),
            title,
            text,
            icon,
            links,
            frame,
        }
    }
    /// With a sentence of this case.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..self
        }
    }
    /// With a way out, before the others.
    #[must_use]
    pub fn link(mut self, link: Link) -> Self {
        self.links.insert(0, link);
        self
    }
    /// The answer.
    pub fn answer(&self) -> Response {
        let status = StatusCode::from_u16(self.status);
        page::render_as(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), self)
    }
    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        Self::new(Frame::sample(lang), StatusCode::NOT_FOUND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_words_and_a_way_out() {
        for lang in Lang::ALL {
            for status in [400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503] {
                let status = StatusCode::from_u16(status).unwrap();
                let page = ErrorPage::new(Frame::sample(*lang), status);
                assert!(!page.title.contains("error-") && !page.text.contains("error-"));
                assert!(!page.links.is_empty());
                assert_eq!(page.answer().status(), status);
            }
        }
    }

    #[test]
    fn who_must_sign_in_comes_back() {
        let page = ErrorPage::new(Frame::sample(Lang::En), StatusCode::UNAUTHORIZED);
        assert_eq!(page.links[0].href, "/sign-in?back=%2F%3Fwhere%3D12");
    }
}
