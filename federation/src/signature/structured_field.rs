//! The little of RFC 8941 (structured fields) that RFC 9421 signatures need, in its canonical spelling only.
//!
//! The text of the inner list goes into the signing string as it stands, so a spelling that a strict peer would write
//! differently is refused instead of being rewritten.

use super::Refusal;

/// A parameter: its name and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bare<'a> {
    /// A whole number, kept as its digits.
    Integer(&'a str),
    /// A quoted string, without the quotation marks; escapes are refused.
    Text(&'a str),
}

/// An inner list of strings with parameters: `("a" "b");p=1;q="x"`.
#[derive(Debug, Clone)]
pub struct InnerList<'a> {
    /// The quoted items.
    pub items: Vec<&'a str>,
    /// The parameters of the whole list, in their order.
    pub parameters: Vec<(&'a str, Bare<'a>)>,
    /// The text of list and parameters as it stands.
    pub text: &'a str,
}

/// Splits a dictionary that must have exactly one member into its name and the text of its value.
pub fn single_member(text: &str) -> Result<(&str, &str), Refusal> {
    let (name, value) = text
        .trim()
        .split_once('=')
        .ok_or(Refusal::Malformed("a dictionary member has no value"))?;
    if is_key(name) {
        Ok((name, value))
    } else {
        Err(Refusal::Malformed("the name of the signature is not one"))
    }
}

/// Reads an inner list that must reach to the end of the text. A comma after it means a second signature.
pub fn inner_list(text: &str) -> Result<InnerList<'_>, Refusal> {
    let mut rest = text
        .strip_prefix('(')
        .ok_or(Refusal::Malformed("the covered components are not a list"))?;
    let mut items = Vec::with_capacity(8);
    loop {
        if let Some(after) = rest.strip_prefix(')') {
            rest = after;
            break;
        }
        if !items.is_empty() {
            rest = rest.strip_prefix(' ').ok_or(Refusal::Malformed(
                "covered components must be separated by one blank",
            ))?;
        }
        let (item, after) = quoted(rest)?;
        items.push(item);
        rest = after;
        if rest.starts_with(';') {
            return Err(Refusal::Malformed(
                "components with parameters are not accepted",
            ));
        }
    }
    let mut parameters = Vec::with_capacity(8);
    while let Some(after) = rest.strip_prefix(';') {
        let (name, after) = after
            .split_once('=')
            .ok_or(Refusal::Malformed("a parameter has no value"))?;
        if !is_key(name) || parameters.iter().any(|(known, _)| *known == name) {
            return Err(Refusal::Malformed(
                "a parameter is misnamed or occurs twice",
            ));
        }
        let (value, after) = bare(after)?;
        parameters.push((name, value));
        rest = after;
    }
    if rest.trim_start().starts_with(',') {
        return Err(Refusal::SeveralSignatures);
    }
    if !rest.is_empty() {
        return Err(Refusal::Malformed("there is text after the parameters"));
    }
    Ok(InnerList {
        items,
        parameters,
        text,
    })
}

/// The base64 text of a byte sequence `:…:` that must reach to the end.
pub fn byte_sequence(text: &str) -> Result<&str, Refusal> {
    let (inner, rest) = text
        .strip_prefix(':')
        .and_then(|rest| rest.split_once(':'))
        .ok_or(Refusal::Malformed("the signature is not a byte sequence"))?;
    if rest.trim_start().starts_with(',') {
        return Err(Refusal::SeveralSignatures);
    }
    if rest.is_empty() {
        Ok(inner)
    } else {
        Err(Refusal::Malformed("there is text after the signature"))
    }
}

/// A quoted string at the start of the text, and what follows it.
fn quoted(text: &str) -> Result<(&str, &str), Refusal> {
    let (inner, rest) = text
        .strip_prefix('"')
        .and_then(|rest| rest.split_once('"'))
        .ok_or(Refusal::Malformed("a quotation mark is missing"))?;
    if inner.contains('\\') {
        return Err(Refusal::Malformed("escaped characters are not accepted"));
    }
    Ok((inner, rest))
}

/// A parameter's value at the start of the text, and what follows it.
fn bare(text: &str) -> Result<(Bare<'_>, &str), Refusal> {
    if text.starts_with('"') {
        return quoted(text).map(|(inner, rest)| (Bare::Text(inner), rest));
    }
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '-' || c == '.'))
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    if number.is_empty() {
        return Err(Refusal::Malformed(
            "a parameter is neither a number nor a quoted text",
        ));
    }
    Ok((Bare::Integer(number), rest))
}

/// Whether a text is a key of a structured field.
fn is_key(text: &str) -> bool {
    text.len() <= 64
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c == '*')
        && text.bytes().all(|b| {
            b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-' | b'.' | b'*')
        })
}
