//! `/restaurant/{handle}/menu`: sections and items, each with its buttons.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use musette_domain::id::MenuSectionId;
use musette_domain::text::NAME;
use musette_domain::{Money, TextValue};

use super::allergens;
use super::mine::Mine;
use super::side::{Place, Side, path};
use crate::app::App;
use crate::http::{PageFrame, Result};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::menu_item::{self, MenuItem};
use crate::store::menu_section::{self, MenuSection};
use crate::store::restaurant::Restaurant;
use crate::store::{self, Conn};
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, ErrorSummary, Field, Link, Look};

/// A line of the menu.
pub struct Line {
    name: String,
    text: String,
    price: String,
    allergens: String,
    sold_out: bool,
    edit: Link,
    acts: Vec<Act>,
}

/// A section with its lines.
pub struct Section {
    name: String,
    rename_action: String,
    rename: Field,
    rename_open: bool,
    acts: Vec<Act>,
    add: Link,
    lines: Vec<Line>,
}

/// The page.
#[derive(Template)]
#[template(path = "restaurant/menu.html")]
pub struct MenuPage {
    frame: Frame,
    w: Words,
    side: Side,
    errors: Option<ErrorSummary>,
    sections: Vec<Section>,
    add_action: String,
    add_section: Field,
}

/// A new name of a section that was not taken.
#[derive(Clone, Copy)]
pub(super) struct Renamed<'a> {
    /// Which.
    pub(super) section: &'a MenuSectionId,
    /// What was written.
    pub(super) form: &'a Form,
    /// What is wrong with it.
    pub(super) errors: &'a FormErrors,
}

/// What the page shows.
pub struct Menu {
    sections: Vec<MenuSection>,
    items: Vec<MenuItem>,
}

/// Reads a restaurant's menu.
pub fn load(c: &mut Conn, restaurant: &Restaurant) -> store::Result<Menu> {
    Ok(Menu {
        sections: menu_section::list_of(c, &restaurant.id)?,
        items: menu_item::list_on_menu(c, &restaurant.id)?,
    })
}

impl MenuPage {
    fn new(
        frame: Frame,
        restaurant: &Restaurant,
        menu: Menu,
        form: &Form,
        errors: &FormErrors,
        renamed: Option<Renamed<'_>>,
    ) -> Self {
        let w = frame.w;
        let sections = menu.sections.iter().enumerate().map(|(place, section)| {
            let items: Vec<_> = menu
                .items
                .iter()
                .filter(|item| item.section_id == section.id)
                .collect();
            shown_section(&frame, restaurant, (place, section), &items, renamed)
        });
        let add_section = Field::new(w, "name", w.say("menu-section-name")).most(NAME);
        Self {
            side: Side::new(w, restaurant, Place::Menu),
            errors: ErrorSummary::of(w, errors),
            sections: sections.collect(),
            add_action: path(restaurant, "menu/sections"),
            add_section: add_section.kept(form, errors),
            w,
            frame,
        }
    }

    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let (restaurant, menu) = super::sample::menu();
        let frame = Frame::sample(lang);
        Self::new(
            frame,
            &restaurant,
            menu,
            &Form::default(),
            &FormErrors::new(),
            None,
        )
    }
}

#[cfg(test)]
impl Menu {
    pub(super) const fn of(sections: Vec<MenuSection>, items: Vec<MenuItem>) -> Self {
        Self { sections, items }
    }
}

fn shown_section(
    frame: &Frame,
    restaurant: &Restaurant,
    (place, section): (usize, &MenuSection),
    items: &[&MenuItem],
    renamed: Option<Renamed<'_>>,
) -> Section {
    let w = frame.w;
    let renamed = renamed.filter(|renamed| *renamed.section == section.id);
    let here = path(restaurant, &format!("menu/sections/{}", section.id));
    let way = |way: &'static str, label, icon| {
        Act::new(format!("{here}/move"), label)
            .field("way", way)
            .field("from", place.to_string())
            .icon(icon)
            .small()
            .spoken(&section.name)
    };
    let mut acts = vec![
        way("up", w.say("menu-up"), "up"),
        way("down", w.say("menu-down"), "down"),
    ];
    if items.is_empty() {
        let remove = Act::new(format!("{here}/remove"), w.say("menu-remove-section"));
        acts.push(remove.look(Look::Stop).small().spoken(&section.name));
    }
    let rename = Field::new(w, "name", w.say("menu-section-name"))
        .id(format!("name-{}", section.id))
        .most(NAME);
    let add = format!("{}?section={}", path(restaurant, "menu/new"), section.id);
    Section {
        name: section.name.clone(),
        rename_action: here,
        rename: match renamed {
            Some(renamed) => rename.kept(renamed.form, renamed.errors),
            None => rename.value(&section.name),
        },
        rename_open: renamed.is_some(),
        acts,
        add: Link::new(
            add,
            w.with("menu-add-to", &[("section", section.name.as_str())]),
        )
        .icon("plus"),
        lines: items
            .iter()
            .enumerate()
            .map(|(place, item)| shown_item(frame, restaurant, item, place))
            .collect(),
    }
}

fn shown_item(frame: &Frame, restaurant: &Restaurant, item: &MenuItem, place: usize) -> Line {
    let w = frame.w;
    let here = path(restaurant, &format!("menu/items/{}", item.id));
    let act = |part: &str, label| {
        Act::new(format!("{here}/{part}"), label)
            .small()
            .spoken(&item.name)
    };
    let switch = if item.sold_out {
        act("sold-out", w.say("menu-back-again")).field("sold-out", "no")
    } else {
        act("sold-out", w.say("menu-sold-out")).field("sold-out", "yes")
    };
    Line {
        name: item.name.clone(),
        text: item.description.clone(),
        price: frame
            .format
            .money(Money::new(item.price, restaurant.currency)),
        allergens: allergens::words(w, &item.allergens),
        sold_out: item.sold_out,
        edit: Link::new(here.clone(), w.say("menu-edit")),
        acts: vec![
            switch,
            act("move", w.say("menu-up"))
                .field("way", "up")
                .field("from", place.to_string())
                .icon("up"),
            act("move", w.say("menu-down"))
                .field("way", "down")
                .field("from", place.to_string())
                .icon("down"),
        ],
    }
}

/// Shows the menu.
pub async fn show(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    answer(
        &app,
        frame,
        restaurant,
        StatusCode::OK,
        &Form::default(),
        &FormErrors::new(),
        None,
    )
    .await
}

/// The menu with what was wrong with the form of a new section, or of a section's new name.
pub(super) async fn answer(
    app: &App,
    frame: Frame,
    restaurant: Restaurant,
    status: StatusCode,
    form: &Form,
    errors: &FormErrors,
    renamed: Option<Renamed<'_>>,
) -> Result<Response> {
    let row = restaurant.clone();
    let menu = app.db.read(move |c| load(c, &row)).await?;
    let page = MenuPage::new(frame, &restaurant, menu, form, errors, renamed);
    Ok(page::render_as(status, &page))
}

/// The section of the address, as an id.
pub(super) fn id<T: TextValue>(text: &str) -> Result<T> {
    Ok(T::parse(text)?)
}
