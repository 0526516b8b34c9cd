//! Reading forms: what came in, what is wrong with it, and telling a repeated press from a new act.

use std::fmt;

use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::i18n::{Value, Words};

/// More fields than any form of ours has.
const MOST_FIELDS: usize = 1_000;

/// The fields of a form (`application/x-www-form-urlencoded`), in order. Kept so that the page can show them again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    fields: Vec<(String, String)>,
}

/// Why a body is no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// Too many fields.
    #[error("the form has more than {MOST_FIELDS} fields")]
    TooManyFields,
    /// The body could not be read: cut off, or too large.
    #[error("the form could not be read: it was cut off or is too large")]
    Unreadable,
    /// The content type is not that of a form.
    #[error("a form must be sent as application/x-www-form-urlencoded")]
    NotAForm,
}

impl IntoResponse for FormError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::TooManyFields | Self::Unreadable => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        };
        (status, self.to_string()).into_response()
    }
}

impl Form {
    /// Reads the body or the query of a form.
    pub fn parse(body: &[u8]) -> Result<Self, FormError> {
        let mut fields = Vec::new();
        for (name, value) in url::form_urlencoded::parse(body) {
            if fields.len() == MOST_FIELDS {
                return Err(FormError::TooManyFields);
            }
            fields.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self { fields })
    }

    /// The form whose fields are given, for pages that start with values.
    pub fn of<N: Into<String>, V: Into<String>>(fields: impl IntoIterator<Item = (N, V)>) -> Self {
        let fields = fields
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()));
        Self {
            fields: fields.collect(),
        }
    }

    /// With a field as it is now, whatever it was.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.retain(|(given, _)| given != name);
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    /// The field as the person wrote it; empty when there is none. Of several the first counts.
    pub fn raw(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|(given, _)| given == name);
        field.map_or("", |(_, value)| value)
    }
    /// The field without space around it.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }
    /// The field, unless it is blank.
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }
    /// All values of a field, for checkboxes of one name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let fields = self.fields.iter().filter(move |(given, _)| given == name);
        fields.map(|(_, value)| value.as_str())
    }
    /// Whether the field was sent: a ticked box, a pressed button.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(given, _)| given == name)
    }
    /// Whether the box `name` with this value is ticked.
    pub fn ticked(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|given| given == value)
    }
    /// The field as a number or another value that is read from text; `None` when it is blank or none.
    pub fn value<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).parse().ok()
    }
    /// The field if it has between 1 and `most` characters. Else the error goes to `errors`, and the answer is empty.
    pub fn required(&self, name: &'static str, most: usize, errors: &mut FormErrors) -> &str {
        let text = self.text(name);
        if text.is_empty() {
            errors.add(name, errors::EMPTY);
        }
        self.at_most(name, most, errors)
    }
    /// The field if it has at most `most` characters. Else the error goes to `errors`, and the answer is empty.
    pub fn at_most(&self, name: &'static str, most: usize, errors: &mut FormErrors) -> &str {
        let text = self.text(name);
        let length = text.chars().count();
        if length > most {
            let args = vec![("most", Value::from(most)), ("count", Value::from(length))];
            errors.add_with(name, errors::TOO_LONG, args);
            return "";
        }
        text
    }
    /// The key of this press of the button, see [`FormKey`].
    pub fn key(&self) -> Option<FormKey> {
        FormKey::parse(self.text(FormKey::FIELD))
    }
}

/// The keys of errors that all forms share.
pub mod errors {
    /// Nothing was written.
    pub const EMPTY: &str = "field-empty";
    /// More was written than fits.
    pub const TOO_LONG: &str = "field-too-long";
    /// No amount of money.
    pub const NOT_MONEY: &str = "field-not-money";
    /// No number.
    pub const NOT_A_NUMBER: &str = "field-not-a-number";
    /// Nothing was chosen, or nothing that is offered.
    pub const CHOOSE: &str = "field-choose";
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = FormError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(FormError::NotAForm);
        }
        let body = axum::body::Bytes::from_request(request, state).await;
        Self::parse(&body.map_err(|_| FormError::Unreadable)?)
    }
}

/// What is wrong with a form: a message for each field, in the order of the form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FormErrors {
    list: Vec<FieldError>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldError {
    /// The field's name, which is also its id on the page.
    pub field: &'static str,
    /// The key of the message.
    pub key: &'static str,
    /// What the message says of this case.
    pub args: Vec<(&'static str, Value)>,
}

impl FieldError {
    /// The message for the person.
    pub fn sentence(&self, w: Words) -> String {
        w.fill(self.key, self.args.iter().cloned())
    }
}

impl FormErrors {
    /// No errors yet.
    pub fn new() -> Self {
        Self::default()
    }
    /// Says what is wrong with `field`.
    pub fn add(&mut self, field: &'static str, key: &'static str) {
        self.add_with(field, key, Vec::new());
    }
    /// Says what is wrong with `field`, with arguments. A field's first error stays.
    pub fn add_with(
        &mut self,
        field: &'static str,
        key: &'static str,
        args: Vec<(&'static str, Value)>,
    ) {
        if !self.has(field) {
            self.list.push(FieldError { field, key, args });
        }
    }
    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
    /// Whether something is wrong with `field`.
    pub fn has(&self, field: &str) -> bool {
        self.list.iter().any(|error| error.field == field)
    }
    /// What is wrong with `field`, for the person.
    pub fn sentence(&self, w: Words, field: &str) -> Option<String> {
        let error = self.list.iter().find(|error| error.field == field)?;
        Some(error.sentence(w))
    }
    /// All errors.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.list.iter()
    }
}

/// A random key in a form. The server treats a key it has seen as the same act: two presses order once.
///
/// `App`'s randomness makes it; it prints itself as the hidden field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FormKey(String);

impl FormKey {
    /// The name of the hidden field.
    pub const FIELD: &'static str = "form-key";

    /// Takes 16 to 64 letters, digits and dashes.
    pub fn parse(text: &str) -> Option<Self> {
        let sound = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        (sound && (16..=64).contains(&text.len())).then(|| Self(text.to_owned()))
    }
    /// The key's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FormKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, key) = (Self::FIELD, &self.0);
        write!(f, "<input type=\"hidden\" name=\"{name}\" value=\"{key}\">")
    }
}
impl askama::FastWritable for FormKey {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        write!(dest, "{self}").map_err(Into::into)
    }
}
impl askama::filters::HtmlSafe for FormKey {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn reads_fields() {
        let form = Form::parse(b"name=+Camille+&tag=a&tag=b&on=&n=12").unwrap();
        assert_eq!(form.text("name"), "Camille");
        assert_eq!(form.raw("name"), " Camille ");
        assert_eq!(form.all("tag").collect::<Vec<_>>(), ["a", "b"]);
        assert!(form.has("on") && form.filled("on").is_none());
        assert!(form.ticked("tag", "b") && !form.ticked("tag", "c"));
        assert_eq!(form.value::<u32>("n"), Some(12));
        assert_eq!(form.text("none"), "");
    }

    #[test]
    fn refuses_a_flood_of_fields() {
        let body = "a=1&".repeat(MOST_FIELDS + 1);
        assert_eq!(Form::parse(body.as_bytes()), Err(FormError::TooManyFields));
    }

    #[tokio::test]
    async fn refuses_what_is_no_form() {
        let request = http::Request::post("/")
            .header("content-type", "application/json")
            .body(axum::body::Body::from("{}"))
            .unwrap();
        assert_eq!(
            Form::from_request(request, &()).await,
            Err(FormError::NotAForm)
        );
    }

    #[test]
    fn says_what_is_wrong_once_a_field() {
        let form = Form::of([("note", "x".repeat(10_000))]);
        let mut errors = FormErrors::new();
        form.required("name", 80, &mut errors);
        assert_eq!(form.at_most("note", 500, &mut errors), "");
        errors.add("name", errors::CHOOSE);
        assert_eq!(errors.iter().count(), 2);
        let words = Words::new(Lang::En);
        assert!(errors.sentence(words, "note").unwrap().contains("500"));
        assert!(errors.sentence(words, "other").is_none());
    }

    #[test]
    fn a_key_is_short_and_plain() {
        let key = FormKey::parse("0123456789abcdef").unwrap();
        assert!(key.to_string().contains("value=\"0123456789abcdef\""));
        for bad in ["", "short", "0123456789abcde\"", &"a".repeat(65)] {
            assert!(FormKey::parse(bad).is_none());
        }
    }
}
