//! Choosing the cloth: hue, weave and emblem.

use std::borrow::Cow;

use musette_domain::TextValue;

use crate::i18n::Words;
use crate::web::form::{Form, FormErrors, errors};
use crate::web::parts::{Emblem, Hue, Offered, Select, Weave};

/// The names of the fields, in the order of a profile's cloth.
pub const FIELDS: [&str; 3] = ["hue", "weave", "emblem"];

/// Three selects.
pub fn selects(w: Words, form: &Form, errors: &FormErrors) -> [Select; 3] {
    let select = |field: &'static str, label, all: Vec<(&'static str, Cow<'static, str>)>| {
        let chosen = form.text(field);
        let first = Offered::new("", w.say("cloth-by-name")).chosen(chosen.is_empty());
        let offered = all
            .into_iter()
            .map(|(value, words)| Offered::new(value, words).chosen(value == chosen));
        Select::new(field, label, std::iter::once(first).chain(offered)).errors(w, errors)
    };
    [
        select(
            "hue",
            w.say("cloth-hue"),
            Hue::ALL
                .iter()
                .map(|one| (one.text(), hue(w, *one)))
                .collect(),
        ),
        select(
            "weave",
            w.say("cloth-weave"),
            Weave::ALL
                .iter()
                .map(|one| (one.text(), weave(w, *one)))
                .collect(),
        ),
        select(
            "emblem",
            w.say("cloth-emblem"),
            Emblem::ALL
                .iter()
                .map(|one| (one.text(), emblem(w, *one)))
                .collect(),
        ),
    ]
}

/// What was chosen; empty where the name decides.
pub fn read(form: &Form, errors: &mut FormErrors) -> [String; 3] {
    FIELDS.map(|field| {
        let text = form.text(field);
        let known = match field {
            "hue" => Hue::parse(text).is_ok(),
            "weave" => Weave::parse(text).is_ok(),
            _ => Emblem::parse(text).is_ok(),
        };
        if !text.is_empty() && !known {
            errors.add(field, errors::CHOOSE);
        }
        text.to_owned()
    })
}

/// What a hue is called.
pub fn hue(w: Words, hue: Hue) -> Cow<'static, str> {
    match hue {
        Hue::Blue => w.say("hue-blue"),
        Hue::Green => w.say("hue-green"),
        Hue::Brick => w.say("hue-brick"),
        Hue::Plum => w.say("hue-plum"),
        Hue::Teal => w.say("hue-teal"),
        Hue::Mustard => w.say("hue-mustard"),
        Hue::Slate => w.say("hue-slate"),
        Hue::Rose => w.say("hue-rose"),
    }
}

fn weave(w: Words, weave: Weave) -> Cow<'static, str> {
    match weave {
        Weave::Gingham => w.say("weave-gingham"),
        Weave::Towel => w.say("weave-towel"),
        Weave::Basque => w.say("weave-basque"),
        Weave::Pane => w.say("weave-pane"),
        Weave::Dots => w.say("weave-dots"),
        Weave::Twill => w.say("weave-twill"),
    }
}

fn emblem(w: Words, emblem: Emblem) -> Cow<'static, str> {
    match emblem {
        Emblem::Leek => w.say("emblem-leek"),
        Emblem::Noodle => w.say("emblem-noodle"),
        Emblem::Ladle => w.say("emblem-ladle"),
        Emblem::Note => w.say("emblem-note"),
        Emblem::Crepe => w.say("emblem-crepe"),
        Emblem::Bread => w.say("emblem-bread"),
        Emblem::Fennel => w.say("emblem-fennel"),
        Emblem::Pizza => w.say("emblem-pizza"),
        Emblem::Cloud => w.say("emblem-cloud"),
        Emblem::Radish => w.say("emblem-radish"),
    }
}
