//! The form of an event, for a new one and for changing it.

use askama::Template;
use chrono::TimeDelta;
use chrono_tz::Tz;
use musette_domain::Instant;
use musette_domain::text::{self, DESCRIPTION, NAME};

use crate::flow::event::Wording;
use crate::i18n::Words;
use crate::store::event::Event;
use crate::web::courier::times;
use crate::web::form::{Form, FormErrors};
use crate::web::parts::{Field, Kind};
use crate::web::written;

/// The fields, as they stand in the form.
#[derive(Template)]
#[template(path = "events/fields.html")]
pub struct EventFields {
    title: Field,
    text: Field,
    from: Field,
    to: Field,
    place: Field,
    address: Field,
}

impl askama::filters::HtmlSafe for EventFields {}

impl EventFields {
    /// With what the person wrote.
    pub fn new(w: Words, form: &Form, errors: &FormErrors) -> Self {
        let line = |name, key: &str| Field::new(w, name, w.say(key)).most(NAME);
        let moment = |name, key: &str| {
            Field::new(w, name, w.say(key))
                .kind(Kind::Moment)
                .kept(form, errors)
        };
        Self {
            title: line("title", "event-title").kept(form, errors),
            text: Field::new(w, "description", w.say("event-description"))
                .kind(Kind::Area(4))
                .most(DESCRIPTION)
                .optional()
                .kept(form, errors),
            from: moment("from", "event-from"),
            to: moment("to", "event-to"),
            place: line("place", "event-place").optional().kept(form, errors),
            address: line("address", "event-address")
                .hint(w.say("event-address-hint"))
                .optional()
                .kept(form, errors),
        }
    }
}

/// A form as it begins: an evening in a week.
pub fn empty(now: Instant, zone: Tz) -> Form {
    let day = now.plus(TimeDelta::days(7)).to_utc().with_timezone(&zone);
    let day = day.format("%Y-%m-%d");
    Form::of([
        ("from", format!("{day}T19:00")),
        ("to", format!("{day}T22:00")),
    ])
}

/// The form of an event as it is.
pub fn form_of(row: &Event, zone: Tz) -> Form {
    Form::of([
        ("title", row.title.clone()),
        ("description", row.description.clone()),
        ("from", times::write(row.starts_at, zone)),
        ("to", times::write(row.ends_at, zone)),
        ("place", row.place.clone()),
        ("address", row.address.clone()),
    ])
}

/// Reads the form.
pub fn read(form: &Form, zone: Tz, errors: &mut FormErrors) -> Option<Wording> {
    let title = written::text("title", text::name(form.text("title")), errors);
    let description = text::description(form.text("description"));
    let description = written::text("description", description, errors);
    let mut moment = |name: &'static str| {
        let at = times::read(form.text(name), zone);
        if at.is_none() {
            errors.add(name, "courier-no-time");
        }
        at
    };
    let (starts_at, ends_at) = (moment("from"), moment("to"));
    let place = written::line(form, "place", errors);
    let address = written::line(form, "address", errors);
    let wording = Wording {
        title,
        description,
        place,
        address,
        position: None,
        starts_at: starts_at?,
        ends_at: ends_at?,
    };
    errors.is_empty().then_some(wording)
}
