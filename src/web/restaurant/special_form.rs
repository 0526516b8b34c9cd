//! The form of a special, for a new one and for the one correction.

use std::fmt::Display;

use askama::Template;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;
use musette_domain::id::MenuItemId;
use musette_domain::text::{self, DESCRIPTION, NAME};
use musette_domain::{Instant, Money, TextValue};

use super::allergens;
use crate::flow::special::Wording;
use crate::i18n::Words;
use crate::store::menu_item::MenuItem;
use crate::store::restaurant::Restaurant;
use crate::store::special::Special;
use crate::web::form::{Form, FormErrors, errors};
use crate::web::parts::{Choice, Field, Kind, Offered, Select};
use crate::web::written;

/// The fields, as they stand in the form.
#[derive(Template)]
#[template(path = "restaurant/special_fields.html")]
pub struct SpecialFields {
    title: Field,
    text: Field,
    item: Option<Select>,
    price: Field,
    day: Field,
    time: Field,
    allergens: Choice,
}

impl askama::filters::HtmlSafe for SpecialFields {}

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
        let currency = of.currency.code();
        let chosen = form.text("item");
        let offered = items.iter().map(|item| {
            Offered::new(item.id.as_str(), &item.name).chosen(item.id.as_str() == chosen)
        });
        let none = Offered::new("", w.say("special-no-item")).chosen(chosen.is_empty());
        let item = Select::new(
            "item",
            w.say("special-item"),
            std::iter::once(none).chain(offered),
        );
        Self {
            title: field("title", w.say("special-title"))
                .most(NAME)
                .kept(form, errors),
            text: field("description", w.say("special-description"))
                .kind(Kind::Area(3))
                .most(DESCRIPTION)
                .optional()
                .kept(form, errors),
            item: (!items.is_empty())
                .then(|| item.hint(w.say("special-item-hint")).errors(w, errors)),
            price: Field::new(
                w,
                "price",
                w.with("menu-item-price-label", &[("currency", currency)]),
            )
            .kind(Kind::Decimal)
            .most(12)
            .optional()
            .kept(form, errors),
            day: field("day", w.say("special-day"))
                .kind(Kind::Date)
                .kept(form, errors),
            time: field("time", w.say("special-time"))
                .kind(Kind::Time)
                .kept(form, errors),
            allergens: allergens::choice(w, form, errors),
        }
    }
}

/// A form as it begins: until the end of the evening.
pub fn empty(now: Instant, zone: Tz) -> Form {
    let today = now.to_utc().with_timezone(&zone).date_naive();
    Form::of([("day", today.to_string()), ("time", "22:00".to_owned())])
}

/// The form of a special as it is.
pub fn form_of(special: &Special, of: &Restaurant, zone: Tz) -> Form {
    let ends = special.ends_at.to_utc().with_timezone(&zone);
    let text = |value: &dyn Display| value.to_string();
    let price = special
        .price
        .map(|minor| Money::new(minor, of.currency).to_decimal());
    let item = special.menu_item_id.as_ref().map(ToString::to_string);
    let fields = [
        ("title", special.title.clone()),
        ("description", special.description.clone()),
        ("item", item.unwrap_or_default()),
        ("price", price.unwrap_or_default()),
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
    let ends_at = ends_at(form, zone, errors);
    let allergens = allergens::read(form, errors);
    let wording = Wording {
        menu_item,
        title,
        description,
        price,
        allergens,
        ends_at: ends_at?,
    };
    errors.is_empty().then_some(wording)
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
