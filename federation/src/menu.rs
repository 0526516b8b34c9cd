//! Menus and dishes (J3, J5). Names and descriptions are text, never HTML; prices are decimal texts.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::fields::{Fields, json_document, present, same_origin, some_of, with};
use crate::{CurrencyCode, Decimal, Image, Malformed, Slug, context, limits, time};

/// The most dishes of one section.
const MOST_ITEMS: usize = 200;
/// The most sections of one menu.
const MOST_SECTIONS: usize = 50;
const IN_STOCK: &str = "https://schema.org/InStock";
const SOLD_OUT: &str = "https://schema.org/SoldOut";

/// One thing to choose for a dish, such as another sauce.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The word that orders use.
    pub slug: Slug,
    /// What people read.
    pub name: String,
    /// What it costs on top.
    pub price: Option<Decimal>,
}

/// A group of choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceGroup {
    /// What people read.
    pub name: String,
    /// How many have to be chosen.
    pub least: u32,
    /// How many may be chosen.
    pub most: u32,
    /// What there is to choose.
    pub choices: Vec<Choice>,
}

/// A dish or drink.
#[derive(Debug, Clone, PartialEq)]
pub struct MenuItem {
    /// Its address.
    pub id: Url,
    /// The restaurant.
    pub attributed_to: Url,
    /// What it is called.
    pub name: String,
    /// What it is, in words.
    pub description: Option<String>,
    /// Grows with every change that a customer should know of: price, name, allergens, stock.
    pub revision: u64,
    /// The price.
    pub price: Decimal,
    /// The currency of the price.
    pub currency: CurrencyCode,
    /// Whether there is none left.
    pub sold_out: bool,
    /// Until when it is to be had, for a special.
    pub valid_through: Option<DateTime<Utc>>,
    /// The allergens by the slugs of the protocol; `unknown` means it cannot be ordered from elsewhere.
    pub allergens: Vec<Slug>,
    /// Diets it suits, as addresses of schema.org.
    pub suitable_for_diet: Vec<Url>,
    /// What there is to choose.
    pub choice_groups: Vec<ChoiceGroup>,
    /// A picture.
    pub image: Option<Image>,
}

/// A section of a menu.
#[derive(Debug, Clone, PartialEq)]
pub struct MenuSection {
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub items: Vec<MenuItem>,
}

/// A restaurant's menu: an ordered collection of sections.
#[derive(Debug, Clone, PartialEq)]
pub struct Menu {
    /// Its address.
    pub id: Url,
    /// The restaurant.
    pub attributed_to: Url,
    /// Grows with every change.
    pub revision: u64,
    /// The sections in their order.
    pub sections: Vec<MenuSection>,
}

impl Choice {
    fn to_json(&self) -> Value {
        present(json!({"slug": self.slug, "name": self.name, "price": self.price}))
    }
    fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::of("choice", value)?;
        Ok(Self {
            slug: fields.maybe_slug("slug")?.ok_or(Malformed::Missing {
                document: "choice",
                field: "slug",
            })?,
            name: fields.text("name", limits::NAME)?,
            price: fields.maybe_amount("price")?,
        })
    }
}

impl ChoiceGroup {
    fn to_json(&self) -> Value {
        json!({
            "name": self.name,
            "least": self.least,
            "most": self.most,
            "choices": self.choices.iter().map(Choice::to_json).collect::<Vec<_>>(),
        })
    }
    fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::of("group of choices", value)?;
        Ok(Self {
            name: fields.text("name", limits::NAME)?,
            least: fields.maybe_small("least")?.unwrap_or(0),
            most: fields.maybe_small("most")?.unwrap_or(1),
            choices: fields.documents("choices", 50, Choice::from_json)?,
        })
    }
}

impl MenuItem {
    /// Writes the dish by itself.
    pub fn to_json(&self) -> Value {
        with(self.embedded(), "@context", context::menu())
    }

    /// Writes the dish for use inside a menu or activity.
    pub fn embedded(&self) -> Value {
        let groups: Vec<Value> = self
            .choice_groups
            .iter()
            .map(ChoiceGroup::to_json)
            .collect();
        present(json!({
            "id": self.id,
            "type": "MenuItem",
            "attributedTo": self.attributed_to,
            "name": self.name,
            "content": self.description,
            "revision": self.revision,
            "allergens": some_of(&self.allergens),
            "suitableForDiet": some_of(&self.suitable_for_diet),
            "offers": {
                "type": "schema:Offer",
                "price": self.price,
                "priceCurrency": self.currency,
                "availability": if self.sold_out { SOLD_OUT } else { IN_STOCK },
                "validThrough": self.valid_through.map(time::format),
            },
            "menuAddOn": some_of(&groups),
            "image": self.image.as_ref().map(Image::to_json),
        }))
    }

    /// Reads a dish. Its text is a stranger's; any HTML in it is shown as text.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("MenuItem", value)?;
        let offer = fields.object("offers")?;
        let item = Self {
            id: fields.url("id")?,
            attributed_to: fields.url("attributedTo")?,
            name: fields.text("name", limits::NAME)?,
            description: fields.lenient_text("content", 2000),
            revision: fields.integer("revision")?,
            price: offer.amount("price")?,
            currency: offer.currency("priceCurrency")?,
            sold_out: offer.maybe_text("availability", 80)?.as_deref() == Some(SOLD_OUT),
            valid_through: offer.maybe_time("validThrough")?,
            allergens: fields.slugs("allergens")?,
            suitable_for_diet: fields.urls("suitableForDiet")?,
            choice_groups: fields.documents("menuAddOn", 20, ChoiceGroup::from_json)?,
            image: fields
                .all("image")
                .find_map(|image| Image::from_json(image).ok()),
        };
        if !same_origin(&item.id, &item.attributed_to) {
            return Err(Malformed::Ownership(
                "the dish is at another host than its restaurant",
            ));
        }
        Ok(item)
    }
}

impl Menu {
    /// Writes the menu.
    pub fn to_json(&self) -> Value {
        let sections: Vec<Value> = self
            .sections
            .iter()
            .map(|section| {
                json!({
                    "type": "MenuSection",
                    "name": section.name,
                    "hasMenuItem": section.items.iter().map(MenuItem::embedded).collect::<Vec<_>>(),
                })
            })
            .collect();
        json!({
            "@context": context::menu(),
            "id": self.id,
            "type": "OrderedCollection",
            "attributedTo": self.attributed_to,
            "revision": self.revision,
            "totalItems": sections.len(),
            "orderedItems": sections,
        })
    }

    /// Reads a menu. Dishes that are malformed or another restaurant's are left out, so that one bad dish does not hide the rest.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("OrderedCollection", value)?;
        let attributed_to = fields.url("attributedTo")?;
        let id = fields.url("id")?;
        if !same_origin(&id, &attributed_to) {
            return Err(Malformed::Ownership(
                "the menu is at another host than its restaurant",
            ));
        }
        let sections = fields.documents("orderedItems", MOST_SECTIONS, |section| {
            let section = Fields::typed("MenuSection", section)?;
            Ok(MenuSection {
                name: section.text("name", limits::NAME)?,
                items: section
                    .all("hasMenuItem")
                    .take(MOST_ITEMS)
                    .filter_map(|item| MenuItem::from_json(item).ok())
                    .filter(|item| item.attributed_to == attributed_to)
                    .collect(),
            })
        })?;
        Ok(Self {
            id,
            revision: fields.integer("revision")?,
            sections,
            attributed_to,
        })
    }
}

json_document!(MenuItem, Menu);
