//! A line of an order: a dish in a certain revision, how many, and which choices. No free text: that is where health data leaks.

use serde_json::{Value, json};
use url::Url;

use crate::fields::{Fields, json_document, present, some_of};
use crate::{Malformed, Slug};

/// The most lines of one order.
pub const MOST_LINES: usize = 100;

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLine {
    /// The dish.
    pub item: Url,
    /// The revision of the dish that the customer saw; another one means another price or other allergens.
    pub item_revision: u64,
    /// How many, 1 to 999.
    pub count: u32,
    /// The choices, by the slugs that the dish defines.
    pub choices: Vec<Slug>,
}

impl OrderLine {
    /// Writes the line.
    pub fn to_json(&self) -> Value {
        present(json!({
            "item": self.item,
            "itemRevision": self.item_revision,
            "count": self.count,
            "choices": some_of(&self.choices),
        }))
    }

    /// Reads a line.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::of("order line", value)?;
        let count = fields.small("count")?;
        if !(1..=999).contains(&count) {
            return Err(Malformed::Rule("an order line is for 1 to 999 pieces"));
        }
        Ok(Self {
            item: fields.url("item")?,
            item_revision: fields.integer("itemRevision")?,
            count,
            choices: fields.slugs("choices")?,
        })
    }
}

json_document!(OrderLine);
