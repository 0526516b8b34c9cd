//! `/news/{code}`: where a letter about new specials leads that its reader wants no more of. No signing in; looking changes nothing.
//!
//! Mail programs post here by themselves when their reader says so (RFC 8058).

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::flow::follow::end_letters;
use crate::http::{Error, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::{self, restaurant_follow};
use crate::web::page::{self, Door, Frame};
use crate::web::parts::{Act, Link};

/// The page.
#[derive(Template)]
#[template(path = "visitor/news.html")]
pub struct NewsPage {
    frame: Frame,
    w: Words,
    text: String,
    act: Option<Act>,
    link: Link,
}

impl NewsPage {
    fn new(frame: Frame, code: &str, wanted: bool) -> Self {
        let w = frame.w;
        let text = if wanted { "news-wanted" } else { "news-ended" };
        Self {
            w,
            text: w.say(text).into_owned(),
            act: wanted.then(|| Act::new(format!("/news/{code}"), w.say("news-end")).go()),
            link: Link::new("/following", w.say("news-following")),
            frame: frame.behind(Door::Following),
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        Self::new(Frame::sample(lang), "0123456789abcdef", true)
    }
}

/// Shows whether there are letters, and the button that ends them.
pub async fn show(
    State(site): State<Site>,
    Path(code): Path<String>,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let asked = code.clone();
    let wanted = site.app.db.read(move |c| -> store::Result<_> {
        let Some(reader) = end_letters::of_code(c, &asked)? else {
            return Ok(None);
        };
        let letters = restaurant_follow::with_letters(c, &reader.user_id)?;
        Ok(Some(!letters.is_empty()))
    });
    let wanted = wanted.await?.ok_or(Error::missing("news-unknown"))?;
    Ok(page::render(&NewsPage::new(frame, &code, wanted)))
}

/// Ends them, whatever is in the body.
pub async fn send(
    State(site): State<Site>,
    Path(code): Path<String>,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let ended = code.clone();
    let known = site.app.db.write(move |c| end_letters::run(c, &ended));
    if known.await? {
        Ok(page::render(&NewsPage::new(frame, &code, false)))
    } else {
        Err(Error::missing("news-unknown"))
    }
}
