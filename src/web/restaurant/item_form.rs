//! The form of a dish or drink, for a new one and for one that changes.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use musette_domain::id::MenuSectionId;
use musette_domain::text::{self, DESCRIPTION, NAME};
use musette_domain::{Money, TextValue};

use super::allergens;
use super::side::{Place, Side, path};
use crate::flow::menu::Item;
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::menu_item::MenuItem;
use crate::store::menu_section::MenuSection;
use crate::store::restaurant::Restaurant;
use crate::web::form::{Form, FormErrors, errors};
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, Choice, ErrorSummary, Field, Kind, Look, Offered, Select};
use crate::web::written;

/// The page.
#[derive(Template)]
#[template(path = "restaurant/item.html")]
pub struct ItemPage {
    frame: Frame,
    w: Words,
    side: Side,
    errors: Option<ErrorSummary>,
    title: String,
    back: String,
    name: Field,
    text: Field,
    price: Field,
    section: Select,
    allergens: Choice,
    remove: Option<Act>,
}

/// What a page of this form is about.
pub struct About<'a> {
    /// The restaurant.
    pub restaurant: &'a Restaurant,
    /// Its sections.
    pub sections: &'a [MenuSection],
    /// The item that changes; none for a new one.
    pub item: Option<&'a MenuItem>,
}

impl ItemPage {
    /// The form with what the person wrote.
    pub fn new(frame: Frame, about: &About<'_>, form: &Form, errors: &FormErrors) -> Self {
        let w = frame.w;
        let title = match about.item {
            Some(item) => item.name.clone(),
            None => w.say("menu-new-item").into_owned(),
        };
        let currency = about.restaurant.currency.code();
        let sections = about.sections.iter().map(|section| {
            let chosen = form.text("section") == section.id.as_str();
            Offered::new(section.id.as_str(), &section.name).chosen(chosen)
        });
        let remove = about.item.map(|item| {
            let action = path(about.restaurant, &format!("menu/items/{}/remove", item.id));
            Act::new(action, w.say("menu-remove-item")).look(Look::Stop)
        });
        Self {
            side: Side::new(w, about.restaurant, Place::Menu),
            errors: ErrorSummary::of(w, errors),
            title,
            back: path(about.restaurant, "menu"),
            name: Field::new(w, "name", w.say("menu-item-name"))
                .most(NAME)
                .kept(form, errors),
            text: Field::new(w, "description", w.say("menu-item-description"))
                .kind(Kind::Area(3))
                .hint(w.say("menu-item-description-hint"))
                .most(DESCRIPTION)
                .optional()
                .kept(form, errors),
            price: Field::new(
                w,
                "price",
                w.with("menu-item-price-label", &[("currency", currency)]),
            )
            .kind(Kind::Decimal)
            .most(12)
            .kept(form, errors),
            section: Select::new("section", w.say("menu-item-section"), sections).errors(w, errors),
            allergens: allergens::choice(w, form, errors),
            remove,
            w,
            frame,
        }
    }

    /// The page with what is wrong.
    pub fn again(frame: Frame, about: &About<'_>, form: &Form, errors: &FormErrors) -> Response {
        let page = Self::new(frame, about, form, errors);
        page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
    }

    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let (restaurant, _) = super::sample::menu();
        let mut errors = FormErrors::new();
        errors.add("price", errors::NOT_MONEY);
        let about = About {
            restaurant: &restaurant,
            sections: &[],
            item: None,
        };
        Self::new(Frame::sample(lang), &about, &Form::default(), &errors)
    }
}

/// The form of an item as it is.
pub fn form_of(item: &MenuItem, restaurant: &Restaurant) -> Form {
    let price = Money::new(item.price, restaurant.currency).to_decimal();
    let fields = [
        ("name", item.name.clone()),
        ("description", item.description.clone()),
        ("price", price),
        ("section", item.section_id.to_string()),
    ];
    let allergens = item
        .allergens
        .iter()
        .map(|code| ("allergens", code.clone()));
    Form::of(fields.into_iter().chain(allergens))
}

/// Reads the form.
pub fn read(form: &Form, about: &About<'_>, errors: &mut FormErrors) -> Option<Item> {
    let section = MenuSectionId::parse(form.text("section")).ok();
    let section = section.filter(|id| about.sections.iter().any(|section| section.id == *id));
    let item = Item {
        name: written::text("name", text::name(form.text("name")), errors),
        description: written::text(
            "description",
            text::description(form.text("description")),
            errors,
        ),
        price: written::price(form, "price", about.restaurant.currency, errors),
        allergens: allergens::read(form, errors),
        section: section
            .clone()
            .or_else(|| MenuSectionId::parse("none").ok())?,
    };
    if section.is_none() {
        errors.add("section", errors::CHOOSE);
    }
    errors.is_empty().then_some(item)
}
