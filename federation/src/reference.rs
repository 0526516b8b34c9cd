//! A reference to an object: its address, or the object itself.

use serde_json::Value;
use url::Url;

use crate::fields::{Fields, web_address};

/// What an activity points to.
#[derive(Debug, Clone, PartialEq)]
pub enum Reference {
    /// Only the address.
    Id(Url),
    /// The object itself. Its content is the sender's word and counts only if the sender may speak for it.
    Object {
        /// Its address, if it has one.
        id: Option<Url>,
        /// Its first type, if it has one.
        kind: Option<String>,
        /// The object as it came.
        value: Value,
    },
}

impl Reference {
    /// Reads a reference; `None` if the value is neither an address nor an object.
    pub fn read(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => web_address(text).map(Self::Id),
            Value::Object(map) => {
                let fields = Fields::of("object", value).ok()?;
                Some(Self::Object {
                    id: map.get("id").and_then(Value::as_str).and_then(web_address),
                    kind: fields.types().next().map(str::to_owned),
                    value: value.clone(),
                })
            }
            _ => None,
        }
    }

    /// The address of the object, if known.
    pub const fn id(&self) -> Option<&Url> {
        match self {
            Self::Id(id) => Some(id),
            Self::Object { id, .. } => id.as_ref(),
        }
    }

    /// The type of an embedded object.
    pub fn kind(&self) -> Option<&str> {
        match self {
            Self::Id(_) => None,
            Self::Object { kind, .. } => kind.as_deref(),
        }
    }

    /// The embedded object.
    pub const fn value(&self) -> Option<&Value> {
        match self {
            Self::Id(_) => None,
            Self::Object { value, .. } => Some(value),
        }
    }

    /// The object inside an embedded object, such as the Follow inside the Accept inside an Undo.
    pub fn inner(&self) -> Option<Self> {
        self.value()?.get("object").and_then(Self::read)
    }
}
