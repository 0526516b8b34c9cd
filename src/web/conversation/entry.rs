//! What somebody said, on the page of those to whom it was said: with what was answered, and what can be done about it.

use musette_domain::text;

use super::host::Host;
use super::show::About;
use crate::i18n::Words;
use crate::services::plain_text;
use crate::store::reply::Reply;
use crate::store::special::SpecialKind;
use crate::web::form::{Form, FormErrors};
use crate::web::page::Frame;
use crate::web::parts::{Act, Field, Kind, Look, ReplyCard, Tone};

/// What somebody wrote or is to write: the row that it is about, the field, and whether the form stands open because something was wrong.
pub struct Writing {
    pub(super) reply: String,
    pub(super) field: Field,
    pub(super) open: bool,
}

/// An answer of the host, with the form that corrects it and the button that takes it back.
pub struct Answered {
    pub(super) card: ReplyCard,
    pub(super) correct: Writing,
    pub(super) take_back: Act,
}

/// What somebody said, with what can be done about it.
pub struct Entry {
    pub(super) card: ReplyCard,
    /// The special that it is about: its page and its title.
    pub(super) about: Option<(String, String)>,
    pub(super) answers: Vec<Answered>,
    pub(super) hide: Option<Act>,
    pub(super) answer: Writing,
}

/// What was said, with what can be done about it; as the form was sent, where something was wrong with it.
pub(super) fn entry(
    frame: &Frame,
    about: &About,
    (number, row): (usize, &Reply),
    form: &Form,
    errors: &FormErrors,
) -> Entry {
    let (w, here) = (frame.w, about.host.path());
    let mut card = ReplyCard::new((w, frame.format), row, about.now);
    if !row.public {
        card = card.tag(w.say("conversation-private"), Tone::Plain);
    }
    if row.hidden_at.is_some() {
        card = card.tag(w.say("conversation-hidden"), Tone::Warn);
    }
    // What is private or no reply is on no page, so there is nothing to hide.
    let on_a_page = row.public && row.special_id.is_some();
    let label = w.with("answer-label", &[("name", &row.author_name)]);
    let answers = about.answers.iter();
    let answers = answers.filter(|answer| answer.in_reply_to.as_ref() == Some(&row.id));
    let answers = answers.enumerate().map(|(of_it, answer)| {
        let id = format!("text-{number}-{of_it}");
        answered(
            frame,
            about,
            (row, answer),
            writing(w, answer, id, form, errors),
        )
    });
    Entry {
        card,
        about: special_of(about, row),
        answers: answers.collect(),
        hide: on_a_page.then(|| hide(w, &here, row)),
        answer: of_form(
            w,
            &row.id,
            (label, format!("text-{number}"), ""),
            form,
            errors,
        ),
    }
}

/// The page of the special that is spoken about, and its title; the notice of a closure stands on the restaurant's.
fn special_of(about: &About, row: &Reply) -> Option<(String, String)> {
    let Host::Restaurant(of) = &about.host else {
        return None;
    };
    let mut specials = about.specials.iter();
    let special = specials.find(|special| Some(&special.id) == row.special_id.as_ref())?;
    let page = match special.kind {
        SpecialKind::Special => format!("/@{}/{}", of.handle, special.id),
        SpecialKind::Closure => format!("/@{}", of.handle),
    };
    Some((page, special.title.clone()))
}

/// An answer of the host; that its reader did not want it, or said that it is welcome, stands beside it.
fn answered(
    frame: &Frame,
    about: &About,
    (to, answer): (&Reply, &Reply),
    correct: Writing,
) -> Answered {
    let w = frame.w;
    let mut card = ReplyCard::new((w, frame.format), answer, about.now);
    if answer.hidden_at.is_some() {
        card = card.tag(w.say("answer-declined"), Tone::Warn);
    }
    Answered {
        card,
        correct,
        take_back: Act::new(
            format!("{}/take-back", about.host.path()),
            w.say("answer-take-back"),
        )
        .field("reply", &answer.id)
        .spoken(&to.author_name)
        .look(Look::Stop)
        .small(),
    }
}

/// The form that corrects an answer, with its words in it.
fn writing(w: Words, answer: &Reply, id: String, form: &Form, errors: &FormErrors) -> Writing {
    let label = w.say("answer-correct-label").into_owned();
    let words = plain_text::of_html(&answer.content);
    of_form(w, &answer.id, (label, id, &words), form, errors)
}

/// A form about a row: as it was sent, if something was wrong with it.
fn of_form(
    w: Words,
    row: &str,
    (label, id, words): (String, String, &str),
    form: &Form,
    errors: &FormErrors,
) -> Writing {
    let open = errors.has("text") && form.raw("reply") == row;
    let field = Field::new(w, "text", label)
        .kind(Kind::Area(4))
        .most(text::DESCRIPTION);
    Writing {
        reply: row.to_owned(),
        field: if open {
            field.kept(form, errors)
        } else {
            field.id(id).value(words)
        },
        open,
    }
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
