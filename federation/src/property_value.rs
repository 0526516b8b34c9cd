//! Profile fields: name and value, the one structured thing that every server of the Fediverse shows.

use serde_json::{Value, json};

use crate::fields::Fields;
use crate::limits;

/// A profile field. The value is HTML; links in it are shown as links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PropertyValue {
    /// What it tells, such as `Adresse`.
    pub name: String,
    /// What is told, in HTML.
    pub value: String,
}

impl PropertyValue {
    /// Writes the field.
    pub fn to_json(&self) -> Value {
        json!({"type": "PropertyValue", "name": self.name, "value": self.value})
    }

    /// Reads a field; `None` if it is none.
    pub fn read(value: &Value) -> Option<Self> {
        let fields = Fields::typed("PropertyValue", value).ok()?;
        Some(Self {
            name: fields.lenient_text("name", limits::NAME)?,
            value: fields.lenient_text("value", 2000)?,
        })
    }
}
