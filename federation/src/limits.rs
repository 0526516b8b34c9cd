//! The size of everything: what a document may weigh, how deep and how long it may be. Checked while reading, before anything is built on it.

use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

/// The largest body, in bytes.
pub const BODY: usize = 256 * 1024;
/// The deepest nesting of arrays and objects.
pub const DEPTH: usize = 32;
/// The most items in one array.
pub const ITEMS: usize = 1000;
/// The most members of one object.
pub const MEMBERS: usize = 256;
/// The longest URL, in bytes.
pub const URL: usize = 2048;
/// The longest name of an actor, dish or section, in characters.
pub const NAME: usize = 200;
/// The longest summary or description, in characters of HTML.
pub const SUMMARY: usize = 20_000;
/// The longest content of a Note, in characters of HTML.
pub const CONTENT: usize = 100_000;
/// The most recipients that are read from one of `to` and `cc`.
pub const RECIPIENTS: usize = 200;

/// Why a body is not read as a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Oversized {
    /// More bytes than we take.
    #[error("the body is larger than 256 KiB")]
    TooLarge,
    /// Not JSON, or JSON beyond our limits.
    #[error("the body is not acceptable JSON: {0}")]
    NotJson(String),
}

impl Oversized {
    /// The HTTP status to answer with: 413 or 400.
    pub const fn status(&self) -> u16 {
        match self {
            Self::TooLarge => 413,
            Self::NotJson(_) => 400,
        }
    }
}

/// Reads JSON within the limits, in one pass.
///
/// Refuses more than 256 KiB, 32 levels, 1,000 items in an array, 256 members in an object, the same member twice
/// (two readers might not pick the same one), and texts with the character U+0000.
pub fn read_json(body: &[u8]) -> Result<Value, Oversized> {
    if body.len() > BODY {
        return Err(Oversized::TooLarge);
    }
    let refuse = |error: serde_json::Error| Oversized::NotJson(error.to_string());
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = Limited { depth: DEPTH }
        .deserialize(&mut reader)
        .map_err(refuse)?;
    reader.end().map_err(refuse)?;
    Ok(value)
}

/// Checks the shape of a body without keeping it.
pub fn check_shape(body: &[u8]) -> Result<(), Oversized> {
    read_json(body).map(drop)
}

/// A document that keeps the limits of shape: depth, items, members, and no member twice.
///
/// Whatever reads it with serde checks them; how many bytes it may have is for the reader of the bytes to say. Documents that we fetch come this way.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Shaped(pub Value);

impl<'de> Deserialize<'de> for Shaped {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        Limited { depth: DEPTH }.deserialize(reader).map(Self)
    }
}

/// Reads one value, with so many levels left below it.
#[derive(Clone, Copy)]
struct Limited {
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Limited {
    type Value = Value;
    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl Limited {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        self.depth
            .checked_sub(1)
            .map(|depth| Self { depth })
            .ok_or_else(|| E::custom("more than 32 levels of nesting"))
    }
}

impl<'de> Visitor<'de> for Limited {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }
    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        without_nul(value).map(|value| Value::String(value.to_owned()))
    }
    fn visit_string<E: serde::de::Error>(self, value: String) -> Result<Value, E> {
        without_nul(&value)?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut out = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            if out.len() == ITEMS {
                return Err(A::Error::custom("more than 1,000 items in an array"));
            }
            out.push(item);
        }
        Ok(Value::Array(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut out = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if out.len() == MEMBERS {
                return Err(A::Error::custom("more than 256 members in an object"));
            }
            without_nul(&name)?;
            let value = members.next_value_seed(inner)?;
            if out.insert(name, value).is_some() {
                return Err(A::Error::custom(
                    "the same member occurs twice in an object",
                ));
            }
        }
        Ok(Value::Object(out))
    }
}

/// Refuses the character that ends a text elsewhere: not every database can keep it, and no text needs it.
fn without_nul<E: serde::de::Error>(text: &str) -> Result<&str, E> {
    if text.bytes().any(|byte| byte == 0) {
        return Err(E::custom("a text holds the character U+0000"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn plain_documents_pass() {
        let body = br#"{"a":[1,-2,2.5,"x",true,null],"b":{}}"#;
        assert_eq!(
            read_json(body).unwrap(),
            json!({"a":[1,-2,2.5,"x",true,null],"b":{}})
        );
    }

    #[test]
    fn what_goes_beyond_the_limits_is_refused() {
        assert_eq!(read_json(&vec![b' '; BODY + 1]), Err(Oversized::TooLarge));
        assert_eq!(Oversized::TooLarge.status(), 413);
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(read_json(deep(DEPTH).as_bytes()).is_ok());
        for body in [
            deep(DEPTH + 1),
            deep(10_000),
            format!("[{}1]", "1,".repeat(ITEMS)),
            r#"{"id":1,"id":2}"#.to_owned(),
            r#"{"id":1,"\u0069d":2}"#.to_owned(),
            r#"{"name":["a\u0000b"]}"#.to_owned(),
            r#"{"na\u0000me":1}"#.to_owned(),
            "{} {}".to_owned(),
            "{".to_owned(),
            String::new(),
        ] {
            assert_eq!(read_json(body.as_bytes()).unwrap_err().status(), 400);
            assert!(
                serde_json::from_str::<Shaped>(&body).is_err(),
                "fetched as well"
            );
        }
    }
}
