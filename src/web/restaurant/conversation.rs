//! `/restaurant/{handle}/conversation`: what people elsewhere say to the restaurant, and what it answers.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use musette_domain::{Instant, text};
use serde::Deserialize;

use super::mine::Mine;
use super::side::{Place, Side, path};
use crate::app::App;
use crate::flow::conversation::hold;
use crate::http::{PageFrame, Result};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::reply::{self, Reply};
use crate::store::restaurant::Restaurant;
use crate::store::special::{self, Special};
use crate::store::{self, Conn};
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, ErrorSummary, Field, Kind, Link, Look, ReplyCard, Tone};

/// How many replies a page has.
const PAGE: usize = 30;

/// An answer of the restaurant, with the button that takes it back.
pub struct Answered {
    card: ReplyCard,
    take_back: Act,
}

/// What somebody said, with what can be done about it.
pub struct Entry {
    card: ReplyCard,
    /// The special that it is about: its page and its title.
    about: Option<(String, String)>,
    answers: Vec<Answered>,
    hide: Option<Act>,
    /// What is answered, for the form.
    reply: String,
    /// The field of the answer.
    field: Field,
    /// Whether the form stands open: something was wrong with what was written.
    open: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "restaurant/conversation.html")]
pub struct ConversationPage {
    frame: Frame,
    w: Words,
    side: Side,
    errors: Option<ErrorSummary>,
    answer: String,
    hold: Act,
    entries: Vec<Entry>,
    older: Option<Link>,
}

/// What the page is about.
struct About {
    restaurant: Restaurant,
    said: Vec<Reply>,
    answers: Vec<Reply>,
    specials: Vec<Special>,
    /// Whether new replies wait until they were read.
    held: bool,
    /// Where older ones begin.
    older: Option<Instant>,
    now: Instant,
}

impl ConversationPage {
    fn new(frame: Frame, about: &About, form: &Form, errors: &FormErrors) -> Self {
        let (w, of) = (frame.w, &about.restaurant);
        let entries = about.said.iter().enumerate();
        let entries =
            entries.map(|(number, row)| entry(&frame, about, (number, row), form, errors));
        let here = path(of, "conversation");
        Self {
            side: Side::new(w, of, Place::Conversation),
            errors: ErrorSummary::of(w, errors),
            answer: format!("{here}/answer"),
            hold: hold(w, &here, about.held),
            entries: entries.collect(),
            older: about.older.map(|at| {
                let href = format!("{here}?before={}", at.millis());
                Link::new(href, w.say("conversation-older"))
            }),
            w,
            frame,
        }
    }
    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let (restaurant, _) = super::sample::menu();
        let special = super::sample::special();
        let now = special.published_at;
        let said = super::sample::reply(&restaurant, &special);
        let answer = Reply {
            id: "https://vaduz.example/ap/n/2".into(),
            in_reply_to: Some(said.id.clone()),
            ours: true,
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
            restaurant,
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

fn entry(
    frame: &Frame,
    about: &About,
    (number, row): (usize, &Reply),
    form: &Form,
    errors: &FormErrors,
) -> Entry {
    let (w, of, now) = (frame.w, &about.restaurant, about.now);
    let here = path(of, "conversation");
    let mut card = ReplyCard::new((w, frame.format), row, now);
    if !row.public {
        card = card.tag(w.say("conversation-private"), Tone::Plain);
    }
    if row.hidden_at.is_some() {
        card = card.tag(w.say("conversation-hidden"), Tone::Warn);
    }
    // What is private or no reply is on no page, so there is nothing to hide.
    let on_a_page = row.public && row.special_id.is_some();
    let hide = on_a_page.then(|| hide(w, &here, row));
    let open = errors.has("text") && form.raw("reply") == row.id;
    let label = w.with("answer-label", &[("name", &row.author_name)]);
    let field = Field::new(w, "text", label)
        .kind(Kind::Area(4))
        .most(text::DESCRIPTION);
    let answers = about.answers.iter();
    let answers = answers.filter(|answer| answer.in_reply_to.as_ref() == Some(&row.id));
    let special = about
        .specials
        .iter()
        .find(|special| Some(&special.id) == row.special_id.as_ref());
    Entry {
        card,
        about: special.map(|special| {
            let page = format!("/@{}/{}", of.handle, special.id);
            (page, special.title.clone())
        }),
        answers: answers
            .map(|answer| Answered {
                card: ReplyCard::new((w, frame.format), answer, now),
                take_back: Act::new(format!("{here}/take-back"), w.say("answer-take-back"))
                    .field("reply", &answer.id)
                    .spoken(&row.author_name)
                    .look(Look::Stop)
                    .small(),
            })
            .collect(),
        hide,
        reply: row.id.clone(),
        field: if open {
            field.kept(form, errors)
        } else {
            field.id(format!("text-{number}"))
        },
        open,
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

fn hide(w: Words, here: &str, row: &Reply) -> Act {
    let (label, hidden) = match row.hidden_at {
        None => (w.say("conversation-hide"), "yes"),
        Some(_) => (w.say("conversation-show"), "no"),
    };
    Act::new(format!("{here}/hidden"), label)
        .field("reply", &row.id)
        .field("hidden", hidden)
        .spoken(&row.author_name)
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
    Mine { restaurant, .. }: Mine,
    Query(which): Query<Which>,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let before = which.before.and_then(|millis| millis.parse().ok());
    let before = before.map(Instant::from_millis);
    let about = load(&app, restaurant, before).await?;
    let page = ConversationPage::new(frame, &about, &Form::default(), &FormErrors::new());
    Ok(page::render(&page))
}

/// The page with what was wrong is left by a link or by reloading: that leads to the page.
pub async fn back(Mine { restaurant, .. }: Mine) -> Redirect {
    Redirect::to(&path(&restaurant, "conversation"))
}

/// Shows the page with what is wrong with an answer. What is answered is on it, however old it is.
pub(super) async fn wrong(
    app: &App,
    frame: Frame,
    restaurant: Restaurant,
    form: &Form,
    errors: &FormErrors,
) -> Result<Response> {
    let mut about = load(app, restaurant, None).await?;
    let id = form.raw("reply").to_owned();
    if !about.said.iter().any(|row| row.id == id) {
        let of = about.restaurant.id.clone();
        let row = app.db.read(move |c| reply::find_optional(c, &id)).await?;
        let row = row.filter(|row| row.restaurant_id == of && !row.ours);
        if let Some(row) = row {
            about.said.insert(0, row);
        }
    }
    let page = ConversationPage::new(frame, &about, form, errors);
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn load(app: &App, restaurant: Restaurant, before: Option<Instant>) -> Result<About> {
    let now = app.clock.now();
    let about = app
        .db
        .read(move |c| read(c, restaurant, before, now))
        .await?;
    Ok(about)
}

fn read(
    c: &mut Conn,
    restaurant: Restaurant,
    before: Option<Instant>,
    now: Instant,
) -> store::Result<About> {
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
    let said = reply::list_of_restaurant(c, &restaurant.id, before, limit)?;
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
        held: hold::holds(c, &restaurant.id)?,
        older: older.map(|row| row.received_at),
        restaurant,
        said,
        specials,
        now,
    })
}

#[cfg(test)]
mod tests;
