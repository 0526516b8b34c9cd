//! The form of a special, for a new one and for the one correction.

use std::fmt::Display;

use askama::Template;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;
use musette_domain::hashtag::{self, HashtagProblem};
use musette_domain::id::{MediaId, MenuItemId};
use musette_domain::text::{self, DESCRIPTION, NAME, NOTE};
use musette_domain::{Instant, Money, TextValue};

use super::{allergens, photo};
use crate::flow::special::Wording;
use crate::i18n::{Value, Words};
use crate::store::menu_item::MenuItem;
use crate::store::restaurant::Restaurant;
use crate::store::special::Special;
use crate::web::form::{Form, FormErrors, errors};
use crate::web::parts::picture::path;
use crate::web::parts::{Choice, Field, Kind, Offered, Select};
use crate::web::written;

/// When it is published, and until when.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one of them a page, and a template reads its fields"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// At once, until a day and time.
    Now {
        /// The day.
        day: Field,
        /// The time.
        time: Field,
    },
    /// As planned.
    Planned {
        /// The first day.
        first: Field,
        /// The weekdays on which it repeats.
        weekdays: Choice,
        /// From.
        begins: Field,
        /// Until.
        ends: Field,
    },
}

/// The fields, as they stand in the form.
#[derive(Template)]
#[template(path = "restaurant/special_fields.html")]
pub struct SpecialFields {
    title: Field,
    text: Field,
    item: Option<Select>,
    price: Field,
    when: When,
    allergens: Choice,
    hashtags: Field,
    photo: PhotoFields,
}

/// The photo in the form.
#[derive(Template)]
#[template(path = "restaurant/photo_fields.html")]
pub struct PhotoFields {
    w: Words,
    /// The photo that has come: its id and where it is.
    kept: Option<(String, String)>,
    file: Field,
    alt: Field,
}

impl askama::filters::HtmlSafe for SpecialFields {}
impl askama::filters::HtmlSafe for PhotoFields {}

impl PhotoFields {
    fn new(w: Words, form: &Form, errors: &FormErrors) -> Self {
        let kept = form.filled(photo::KEPT);
        let kept = kept.filter(|id| MediaId::parse(id).is_ok());
        Self {
            w,
            kept: kept.map(|id| (id.to_owned(), path(id))),
            file: Field::new(w, photo::FILE, w.say("special-photo"))
                .kind(Kind::Picture)
                .hint(w.say("picture-hint"))
                .optional()
                .errors(errors),
            alt: Field::new(w, photo::ALT, w.say("special-photo-alt"))
                .hint(w.say("picture-alt-hint"))
                .most(NOTE)
                .optional()
                .kept(form, errors),
        }
    }
}

impl SpecialFields {
    /// With what the person wrote. `items` is the menu, of which the special may be one.
    pub fn new(
        w: Words,
        of: &Restaurant,
        items: &[MenuItem],
        form: &Form,
        errors: &FormErrors,
    ) -> Self {
        let field = |name, label| Field::new(w, name, label);
        Self {
            title: field("title", w.say("special-title"))
                .most(NAME)
                .kept(form, errors),
            text: field("description", w.say("special-description"))
                .hint(w.say("special-description-hint"))
                .kind(Kind::Area(3))
                .most(DESCRIPTION)
                .optional()
                .kept(form, errors),
            item: item(w, items, form, errors),
            price: Field::new(
                w,
                "price",
                w.with("menu-item-price-label", &[("currency", of.currency.code())]),
            )
            .kind(Kind::Decimal)
            .most(12)
            .optional()
            .kept(form, errors),
            when: When::Now {
                day: field("day", w.say("special-day"))
                    .kind(Kind::Date)
                    .kept(form, errors),
                time: field("time", w.say("special-time"))
                    .kind(Kind::Time)
                    .kept(form, errors),
            },
            allergens: allergens::choice(w, form, errors),
            hashtags: field("hashtags", w.say("special-hashtags"))
                .hint(w.with("special-hashtags-hint", &[("most", hashtag::MOST)]))
                .most(hashtag::MOST * (hashtag::LENGTH + 2))
                .optional()
                .kept(form, errors),
            photo: PhotoFields::new(w, form, errors),
        }
    }
    /// As planned instead of at once.
    #[must_use]
    pub fn planned(self, when: When) -> Self {
        Self { when, ..self }
    }
}

fn item(w: Words, items: &[MenuItem], form: &Form, errors: &FormErrors) -> Option<Select> {
    let chosen = form.text("item");
    let offered = items
        .iter()
        .map(|item| Offered::new(item.id.as_str(), &item.name).chosen(item.id.as_str() == chosen));
    let none = Offered::new("", w.say("special-no-item")).chosen(chosen.is_empty());
    let item = Select::new(
        "item",
        w.say("special-item"),
        std::iter::once(none).chain(offered),
    );
    (!items.is_empty()).then(|| item.hint(w.say("special-item-hint")).errors(w, errors))
}

/// A form as it begins: until the end of the evening.
pub fn empty(now: Instant, zone: Tz) -> Form {
    let today = now.to_utc().with_timezone(&zone).date_naive();
    Form::of([("day", today.to_string()), ("time", "22:00".to_owned())])
}

/// The form of a special as it is, with what its photo shows.
pub fn form_of(special: &Special, alt: Option<&str>, of: &Restaurant, zone: Tz) -> Form {
    let ends = special.ends_at.to_utc().with_timezone(&zone);
    let text = |value: &dyn Display| value.to_string();
    let price = special
        .price
        .map(|minor| Money::new(minor, of.currency).to_decimal());
    let item = special.menu_item_id.as_ref().map(ToString::to_string);
    let photo = special.photo_id.as_ref().map(ToString::to_string);
    let hashtags: Vec<_> = special
        .hashtags
        .iter()
        .map(|tag| format!("#{tag}"))
        .collect();
    let fields = [
        ("title", special.title.clone()),
        ("description", special.description.clone()),
        ("item", item.unwrap_or_default()),
        ("price", price.unwrap_or_default()),
        ("hashtags", hashtags.join(" ")),
        (photo::KEPT, photo.unwrap_or_default()),
        (photo::ALT, alt.unwrap_or_default().to_owned()),
        ("day", text(&ends.format("%Y-%m-%d"))),
        ("time", text(&ends.format("%H:%M"))),
    ];
    let allergens = special
        .allergens
        .iter()
        .map(|code| ("allergens", code.clone()));
    Form::of(fields.into_iter().chain(allergens))
}

/// Reads the form.
pub fn read(form: &Form, of: &Restaurant, zone: Tz, errors: &mut FormErrors) -> Option<Wording> {
    let said = said(form, of, errors);
    let ends_at = ends_at(form, zone, errors)?;
    let said = said?;
    errors.is_empty().then_some(Wording { ends_at, ..said })
}

/// Reads what the special says, whenever it ends.
pub fn said(form: &Form, of: &Restaurant, errors: &mut FormErrors) -> Option<Wording> {
    let title = written::text("title", text::name(form.text("title")), errors);
    let description = text::description(form.text("description"));
    let description = written::text("description", description, errors);
    let menu_item = form.filled("item").and_then(|id| {
        let id = MenuItemId::parse(id).ok();
        if id.is_none() {
            errors.add("item", errors::CHOOSE);
        }
        id
    });
    let price = form
        .filled("price")
        .map(|_| written::price(form, "price", of.currency, errors));
    let allergens = allergens::read(form, errors);
    let hashtags = hashtags(form, errors);
    let photo = photo::read(form, errors);
    let wording = Wording {
        menu_item,
        title,
        description,
        price,
        allergens,
        hashtags,
        photo,
        ends_at: Instant::from_millis(0),
    };
    errors.is_empty().then_some(wording)
}

fn hashtags(form: &Form, errors: &mut FormErrors) -> Vec<String> {
    let key = match hashtag::parse_list(form.text("hashtags")) {
        Ok(tags) => return tags,
        Err(HashtagProblem::TooMany) => "special-hashtags-many",
        Err(HashtagProblem::TooLong) => "special-hashtag-long",
        Err(HashtagProblem::NotATag(tag)) => {
            let tag = vec![("tag", Value::from(tag))];
            errors.add_with("hashtags", "special-hashtag-none", tag);
            return Vec::new();
        }
    };
    errors.add("hashtags", key);
    Vec::new()
}

/// The end, in the co-op's time.
fn ends_at(form: &Form, zone: Tz, errors: &mut FormErrors) -> Option<Instant> {
    let day = form.value::<NaiveDate>("day");
    if day.is_none() {
        errors.add("day", "special-day-none");
    }
    let time = NaiveTime::parse_from_str(form.text("time"), "%H:%M").ok();
    if time.is_none() {
        errors.add("time", "special-time-none");
    }
    let local = NaiveDateTime::new(day?, time?);
    let end = zone.from_local_datetime(&local).latest();
    if end.is_none() {
        errors.add("time", "special-time-none");
    }
    Some(end?.to_utc().into())
}
