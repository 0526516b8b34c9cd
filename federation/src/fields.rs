//! Reads the members of a JSON object, each with a refusal that names it. `null` counts as absent; unknown members are ignored.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use url::Url;

use crate::one_or_many::items;
use crate::{Cell, CurrencyCode, Decimal, Malformed, Slug, limits, time};

/// The members of one object, and what the object is called in refusals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a> {
    document: &'static str,
    map: &'a Map<String, Value>,
}

impl<'a> Fields<'a> {
    /// The members of a value that must be an object.
    pub(crate) fn of(document: &'static str, value: &'a Value) -> Result<Self, Malformed> {
        let map = value.as_object().ok_or(Malformed::NotAnObject(document))?;
        Ok(Self { document, map })
    }

    /// The members of an object that must have this `type`, which is also its name in refusals.
    pub(crate) fn typed(kind: &'static str, value: &'a Value) -> Result<Self, Malformed> {
        let fields = Self::of(kind, value)?;
        let found = fields.types().next().unwrap_or_default();
        if fields.types().any(|t| t == kind) {
            Ok(fields)
        } else {
            let found = found.chars().take(80).collect();
            Err(Malformed::Type {
                expected: kind,
                found,
            })
        }
    }

    /// The types of the object.
    pub(crate) fn types(self) -> impl Iterator<Item = &'a str> {
        items(self.map.get("type")).filter_map(Value::as_str)
    }

    /// A member, unless it is absent or `null`.
    pub(crate) fn get(self, field: &str) -> Option<&'a Value> {
        self.map.get(field).filter(|value| !value.is_null())
    }

    /// All values of a member that may be one or many.
    pub(crate) fn all(self, field: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
        items(self.map.get(field))
    }

    fn wrong(self, field: &'static str, expected: &'static str) -> Malformed {
        Malformed::Wrong {
            document: self.document,
            field,
            expected,
        }
    }

    fn required<T>(self, field: &'static str, value: Option<T>) -> Result<T, Malformed> {
        value.ok_or(Malformed::Missing {
            document: self.document,
            field,
        })
    }

    fn read<T>(
        self,
        field: &'static str,
        expected: &'static str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, Malformed> {
        self.get(field)
            .map(|value| read(value).ok_or_else(|| self.wrong(field, expected)))
            .transpose()
    }

    /// A web address, given as text or as an object with an `id` or `href`.
    pub(crate) fn maybe_url(self, field: &'static str) -> Result<Option<Url>, Malformed> {
        self.read(field, "a web address", link)
    }
    /// As [`Self::maybe_url`], but it has to be there.
    pub(crate) fn url(self, field: &'static str) -> Result<Url, Malformed> {
        self.maybe_url(field)
            .and_then(|url| self.required(field, url))
    }
    /// Any number of web addresses, at most 100.
    pub(crate) fn urls(self, field: &'static str) -> Result<Vec<Url>, Malformed> {
        self.list(field, 100, "web addresses", link)
    }
    /// A web address if there is a usable one; for documents that are read leniently.
    pub(crate) fn lenient_url(self, field: &str) -> Option<Url> {
        self.all(field).find_map(link)
    }

    /// Text of at most `most` characters.
    pub(crate) fn maybe_text(
        self,
        field: &'static str,
        most: usize,
    ) -> Result<Option<String>, Malformed> {
        self.read(field, "a text of acceptable length", |value| {
            value
                .as_str()
                .filter(|text| text.len() <= most * 4 && text.chars().count() <= most)
                .map(str::to_owned)
        })
    }
    /// As [`Self::maybe_text`], but it has to be there.
    pub(crate) fn text(self, field: &'static str, most: usize) -> Result<String, Malformed> {
        self.maybe_text(field, most)
            .and_then(|text| self.required(field, text))
    }
    /// Text cut to `most` characters, or nothing; for documents that are read leniently. Of control characters only tabs and ends of lines are kept.
    pub(crate) fn lenient_text(self, field: &str, most: usize) -> Option<String> {
        let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
        self.all(field)
            .find_map(Value::as_str)
            .map(|text| text.chars().filter(kept).take(most).collect())
    }

    /// An amount.
    pub(crate) fn maybe_decimal(self, field: &'static str) -> Result<Option<Decimal>, Malformed> {
        self.read(field, "a decimal number in quotation marks", |value| {
            value.as_str().and_then(Decimal::parse)
        })
    }
    /// As [`Self::maybe_decimal`], but it has to be there.
    pub(crate) fn decimal(self, field: &'static str) -> Result<Decimal, Malformed> {
        self.maybe_decimal(field)
            .and_then(|amount| self.required(field, amount))
    }
    /// An amount that is not below zero, if there is one.
    pub(crate) fn maybe_amount(self, field: &'static str) -> Result<Option<Decimal>, Malformed> {
        match self.maybe_decimal(field)? {
            Some(amount) if amount.is_negative() => {
                Err(self.wrong(field, "an amount of zero or more"))
            }
            amount => Ok(amount),
        }
    }
    /// An amount that is not below zero.
    pub(crate) fn amount(self, field: &'static str) -> Result<Decimal, Malformed> {
        self.maybe_amount(field)
            .and_then(|amount| self.required(field, amount))
    }

    /// A currency.
    pub(crate) fn currency(self, field: &'static str) -> Result<CurrencyCode, Malformed> {
        let code = self.read(field, "an ISO 4217 code", |value| {
            value.as_str().and_then(CurrencyCode::parse)
        })?;
        self.required(field, code)
    }

    /// A point in time.
    pub(crate) fn maybe_time(
        self,
        field: &'static str,
    ) -> Result<Option<DateTime<Utc>>, Malformed> {
        self.read(field, "a time in RFC 3339", |value| {
            value.as_str().and_then(time::parse)
        })
    }
    /// As [`Self::maybe_time`], but it has to be there.
    pub(crate) fn time(self, field: &'static str) -> Result<DateTime<Utc>, Malformed> {
        self.maybe_time(field)
            .and_then(|time| self.required(field, time))
    }
    /// A point in time if there is a readable one.
    pub(crate) fn lenient_time(self, field: &str) -> Option<DateTime<Utc>> {
        self.get(field)
            .and_then(Value::as_str)
            .and_then(time::parse)
    }

    /// A whole number of at most 2⁵³ − 1.
    pub(crate) fn maybe_integer(self, field: &'static str) -> Result<Option<u64>, Malformed> {
        self.read(field, "a whole number", |value| {
            value.as_u64().filter(|n| *n < 1 << 53)
        })
    }
    /// As [`Self::maybe_integer`], but it has to be there.
    pub(crate) fn integer(self, field: &'static str) -> Result<u64, Malformed> {
        self.maybe_integer(field)
            .and_then(|number| self.required(field, number))
    }
    /// A whole number that fits 32 bits.
    pub(crate) fn maybe_small(self, field: &'static str) -> Result<Option<u32>, Malformed> {
        self.read(field, "a small whole number", |value| {
            value.as_u64().and_then(|n| u32::try_from(n).ok())
        })
    }
    /// As [`Self::maybe_small`], but it has to be there.
    pub(crate) fn small(self, field: &'static str) -> Result<u32, Malformed> {
        self.maybe_small(field)
            .and_then(|number| self.required(field, number))
    }
    /// Yes or no; absent is no.
    pub(crate) fn flag(self, field: &str) -> bool {
        self.get(field).and_then(Value::as_bool).unwrap_or(false)
    }

    /// A word of the protocol.
    pub(crate) fn maybe_slug(self, field: &'static str) -> Result<Option<Slug>, Malformed> {
        self.read(field, "a word of letters, digits and dashes", |value| {
            value.as_str().and_then(Slug::parse)
        })
    }
    /// Any number of words, at most 50.
    pub(crate) fn slugs(self, field: &'static str) -> Result<Vec<Slug>, Malformed> {
        self.list(field, 50, "words of letters, digits and dashes", |value| {
            value.as_str().and_then(Slug::parse)
        })
    }

    /// Map cells no finer than `finest`: a finer one would give away more of a place than may travel.
    pub(crate) fn cells(self, field: &'static str, finest: u8) -> Result<Vec<Cell>, Malformed> {
        let cells = self.list(field, limits::ITEMS, "H3 cells", |value| {
            value.as_str().and_then(Cell::parse)
        })?;
        if cells.iter().any(|cell| cell.resolution() > finest) {
            return Err(Malformed::Rule(
                "a map cell is finer than the protocol allows here",
            ));
        }
        Ok(cells)
    }

    /// A SHA-256 fingerprint in hexadecimal.
    pub(crate) fn maybe_fingerprint(
        self,
        field: &'static str,
    ) -> Result<Option<String>, Malformed> {
        self.read(field, "a SHA-256 fingerprint in hexadecimal", |value| {
            value
                .as_str()
                .filter(|text| text.len() == 64)
                .filter(|text| text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
                .map(str::to_owned)
        })
    }

    /// A value of a closed set.
    pub(crate) fn maybe_word<T>(
        self,
        field: &'static str,
        read: fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Malformed> {
        self.read(field, "one of the values of the protocol", |value| {
            value.as_str().and_then(read)
        })
    }
    /// As [`Self::maybe_word`], but it has to be there.
    pub(crate) fn word<T>(
        self,
        field: &'static str,
        read: fn(&str) -> Option<T>,
    ) -> Result<T, Malformed> {
        self.maybe_word(field, read)
            .and_then(|word| self.required(field, word))
    }

    /// A member as it stands.
    pub(crate) fn value(self, field: &'static str) -> Result<&'a Value, Malformed> {
        self.required(field, self.get(field))
    }
    /// The members of a member.
    pub(crate) fn object(self, field: &'static str) -> Result<Fields<'a>, Malformed> {
        self.value(field)?
            .as_object()
            .map(|map| Fields {
                document: field,
                map,
            })
            .ok_or_else(|| self.wrong(field, "an object"))
    }
    /// The members of a member that may be absent.
    pub(crate) fn maybe_object(self, field: &'static str) -> Result<Option<Fields<'a>>, Malformed> {
        self.get(field).map(|_| self.object(field)).transpose()
    }

    /// One or many values, at most `most`, each of which has to be readable.
    fn list<T>(
        self,
        field: &'static str,
        most: usize,
        expected: &'static str,
        read: impl Fn(&'a Value) -> Option<T>,
    ) -> Result<Vec<T>, Malformed> {
        let all: Option<Vec<T>> = self.all(field).map(read).collect();
        all.filter(|all| all.len() <= most)
            .ok_or_else(|| self.wrong(field, expected))
    }

    /// One or many objects, at most `most`, each of which has to be readable.
    pub(crate) fn documents<T>(
        self,
        field: &'static str,
        most: usize,
        read: impl Fn(&'a Value) -> Result<T, Malformed>,
    ) -> Result<Vec<T>, Malformed> {
        if self.all(field).count() > most {
            return Err(self.wrong(field, "a list of acceptable length"));
        }
        self.all(field).map(read).collect()
    }
}

/// A web address from text, or from the `id`, `href` or `url` of an object.
pub(crate) fn link(value: &Value) -> Option<Url> {
    match value {
        Value::String(text) => web_address(text),
        Value::Object(map) => ["id", "href", "url"]
            .iter()
            .find_map(|name| map.get(*name).and_then(Value::as_str))
            .and_then(web_address),
        _ => None,
    }
}

/// Reads an absolute `https` or `http` address with a host, without user name or password, of at most 2,048 bytes.
///
/// Whether plain `http` is allowed, and to which hosts, is decided where requests are made.
pub fn web_address(text: &str) -> Option<Url> {
    if text.len() > limits::URL {
        return None;
    }
    Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "https" | "http")
            && url.host_str().is_some_and(|host| !host.is_empty())
            && url.username().is_empty()
            && url.password().is_none()
    })
}

/// Whether two addresses have scheme, host and port in common (FEP-fe34).
pub fn same_origin(a: &Url, b: &Url) -> bool {
    a.scheme() == b.scheme()
        && a.host_str() == b.host_str()
        && a.port_or_known_default() == b.port_or_known_default()
}

/// A JSON value without the members that are `null`.
pub(crate) fn present(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| (name, present(value)))
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(present).collect()),
        other => other,
    }
}

/// A JSON object with one more member.
pub(crate) fn with(mut object: Value, name: &str, member: Value) -> Value {
    if let Some(map) = object.as_object_mut() {
        map.insert(name.to_owned(), member);
    }
    object
}

/// An array, or nothing if there is nothing in it.
pub(crate) fn some_of<T: serde::Serialize>(items: &[T]) -> Option<&[T]> {
    (!items.is_empty()).then_some(items)
}

/// Gives a document type serde's traits by its `to_json` and `from_json`.
macro_rules! json_document {
    ($($name:ty),+ $(,)?) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&self.to_json(), serializer)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <serde_json::Value as serde::Deserialize>::deserialize(deserializer)?;
                Self::from_json(&value).map_err(serde::de::Error::custom)
            }
        }
    )+};
}
pub(crate) use json_document;

/// Defines a closed set of words of the protocol.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value, in the order of the protocol.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The word on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
            /// Reads the word.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text)
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom(concat!("not a known ", stringify!($name))))
            }
        }
    };
}
pub(crate) use words;

/// Defines a text of a checked form: `parse`, `as_str`, `Display` and serde.
macro_rules! checked_text {
    ($(#[$meta:meta])* $name:ident, $fits:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// Reads the text; `None` if it has another form.
            pub fn parse(text: &str) -> Option<Self> {
                let fits: fn(&str) -> bool = $fits;
                fits(text).then(|| Self(text.to_owned()))
            }
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom(concat!("not a ", stringify!($name))))
            }
        }
    };
}
pub(crate) use checked_text;
