//! The JSON Canonicalization Scheme, RFC 8785, without floating point numbers.
//!
//! Signed documents of ours hold whole numbers and texts only, so the one hard part of the scheme is refused, not guessed.

use serde_json::{Map, Number, Value};

/// The largest whole number that every JSON reader keeps exactly: 2⁵³ − 1.
const LARGEST: u64 = 9_007_199_254_740_991;

/// The document cannot be written canonically.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotCanonical {
    /// There is a number with a fraction, or one too large to be kept exactly.
    #[error("signed documents may hold only whole numbers up to 2^53 - 1")]
    Number,
    /// The document is nested too deeply.
    #[error("the document is nested too deeply to be signed")]
    Depth,
}

/// Writes a document in its canonical form.
pub fn canonical(value: &Value) -> Result<Vec<u8>, NotCanonical> {
    let mut out = Vec::with_capacity(1024);
    write(&mut out, value, crate::limits::DEPTH)?;
    Ok(out)
}

fn write(out: &mut Vec<u8>, value: &Value, depth: usize) -> Result<(), NotCanonical> {
    let deeper = || depth.checked_sub(1).ok_or(NotCanonical::Depth);
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => write_number(out, number)?,
        Value::String(text) => write_text(out, text),
        Value::Array(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                write(out, item, deeper()?)?;
            }
            out.push(b']');
        }
        Value::Object(map) => write_object(out, map, deeper()?)?,
    }
    Ok(())
}

fn write_object(
    out: &mut Vec<u8>,
    map: &Map<String, Value>,
    depth: usize,
) -> Result<(), NotCanonical> {
    let mut entries: Vec<(&String, &Value)> = map.iter().collect();
    // UTF-16 order differs from that of UTF-8 for characters beyond the basic plane.
    entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    out.push(b'{');
    for (at, (key, value)) in entries.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write_text(out, key);
        out.push(b':');
        write(out, value, depth)?;
    }
    out.push(b'}');
    Ok(())
}

fn write_number(out: &mut Vec<u8>, number: &Number) -> Result<(), NotCanonical> {
    let size = number
        .as_u64()
        .or_else(|| number.as_i64().map(i64::unsigned_abs));
    if size.is_some_and(|size| size <= LARGEST) {
        out.extend_from_slice(number.to_string().as_bytes());
        Ok(())
    } else {
        Err(NotCanonical::Number)
    }
}

/// Writes a text with ECMAScript's escapes.
fn write_text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    for c in text.chars() {
        match c {
            '"' => out.extend_from_slice(b"\\\""),
            '\\' => out.extend_from_slice(b"\\\\"),
            '\u{8}' => out.extend_from_slice(b"\\b"),
            '\t' => out.extend_from_slice(b"\\t"),
            '\n' => out.extend_from_slice(b"\\n"),
            '\u{c}' => out.extend_from_slice(b"\\f"),
            '\r' => out.extend_from_slice(b"\\r"),
            c if c < ' ' => out.extend_from_slice(format!("\\u{:04x}", u32::from(c)).as_bytes()),
            c => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The examples of RFC 8785, sections 3.2.2 and 3.2.3, without its numbers with fractions.
    #[test]
    fn the_examples_of_rfc_8785() {
        let value = json!({
            "string": "\u{20ac}$\u{f}\u{a}A'\u{42}\u{22}\u{5c}\\\"/",
            "literals": [null, true, false]
        });
        assert_eq!(
            String::from_utf8(canonical(&value).unwrap()).unwrap(),
            "{\"literals\":[null,true,false],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"
        );
        let value: Value = serde_json::from_str(
            r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",
                "1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#,
        )
        .unwrap();
        let written = String::from_utf8(canonical(&value).unwrap()).unwrap();
        let order: Vec<&str> = [
            "Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew",
        ]
        .into_iter()
        .collect();
        let mut found: Vec<&str> = order.clone();
        found.sort_by_key(|word| written.find(word).unwrap());
        assert_eq!(found, order);
    }

    #[test]
    fn fractions_and_huge_numbers_are_refused() {
        for value in [
            json!(1.5),
            json!(1e30),
            json!(9_007_199_254_740_992_u64),
            json!([{"a": -0.1}]),
        ] {
            assert_eq!(canonical(&value), Err(NotCanonical::Number));
        }
        assert_eq!(
            canonical(&json!([-1, 0, 9_007_199_254_740_991_u64])).unwrap(),
            b"[-1,0,9007199254740991]"
        );
    }
}
