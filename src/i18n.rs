//! What people read, in their language: Fluent messages from `templates/locales/<language>/<audience>.ftl`.
//!
//! English is the source. A language is offered when it is complete; the tests below compare the keys of all languages with each other and with
//! what templates and code ask for. A key is always written out (`w.say("cart-empty")`), never put together, so that a search finds it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use fluent_templates::fluent_bundle::concurrent::FluentBundle;
use fluent_templates::fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_templates::{LanguageIdentifier, langid};
use musette_domain::TextValue;

mod spacing;

musette_domain::text_enum! {
    /// A language that the pages speak. The text is its BCP 47 tag.
    pub enum Lang("language") {
        /// English, the source.
        En = "en",
        /// French.
        Fr = "fr",
    }
}

impl Lang {
    /// What the language calls itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "français",
        }
    }

    /// The language of a request: what the person chose, else what the browser asks for, else the co-op's own.
    pub fn choose(cookie: Option<&str>, accept_language: Option<&str>, coop: Self) -> Self {
        cookie
            .and_then(|tag| Self::parse(tag).ok())
            .or_else(|| accept_language.and_then(Self::accepted))
            .unwrap_or(coop)
    }

    /// The first language of ours in an `Accept-Language` header (RFC 9110, 12.5.4) by weight, then by order.
    fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for part in header.split(',').take(32) {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or_default().trim();
            let primary = tag.split('-').next().unwrap_or_default();
            let weight = pieces
                .find_map(|piece| piece.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
            let Ok(lang) = Self::parse(&primary.to_ascii_lowercase()) else {
                continue;
            };
            if weight > best.map_or(0.0, |(most, _)| most) {
                best = Some((weight, lang));
            }
        }
        best.map(|(_, lang)| lang)
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::En => langid!("en"),
            Self::Fr => langid!("fr"),
        }
    }

    fn sources(self) -> &'static [&'static str] {
        match self {
            Self::En => EN,
            Self::Fr => FR,
        }
    }

    fn book(self) -> &'static Book {
        match self {
            Self::En => &BOOK_EN,
            Self::Fr => &BOOK_FR,
        }
    }
}

/// Includes the file of each audience of one language.
macro_rules! locale {
    ($lang:literal) => {
        &[
            include_str!(concat!("../templates/locales/", $lang, "/shared.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/visitor.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/customer.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/restaurant.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/board.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/courier.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/dispatch.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/coop.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/account.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/specials.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/events.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/conversation.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/find.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/moderation.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/leaving.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/mail.ftl")),
            include_str!(concat!("../templates/locales/", $lang, "/errors.ftl")),
        ]
    };
}

const EN: &[&str] = locale!("en");
const FR: &[&str] = locale!("fr");

static BOOK_EN: LazyLock<Book> = LazyLock::new(|| Book::read(Lang::En));
static BOOK_FR: LazyLock<Book> = LazyLock::new(|| Book::read(Lang::Fr));

/// All messages of one language. Those without arguments are kept ready.
struct Book {
    ready: HashMap<&'static str, String>,
    bundle: FluentBundle<FluentResource>,
}

impl Book {
    fn read(lang: Lang) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![lang.identifier()]);
        bundle.set_use_isolating(false);
        if lang == Lang::Fr {
            bundle.set_transform(Some(spacing::french));
        }
        for source in lang.sources() {
            // A file with a fault keeps its sound messages; a test refuses both faults.
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) => resource,
                Err((resource, faults)) => {
                    tracing::error!(%lang, ?faults, "a file of messages has a fault");
                    resource
                }
            };
            if let Err(faults) = bundle.add_resource(resource) {
                tracing::error!(%lang, ?faults, "a message is defined twice");
            }
        }
        let ready = lang.sources().iter().flat_map(|source| keys(source));
        let ready = ready
            .filter_map(|key| Some((key, format(&bundle, key, None)?)))
            .collect();
        Self { ready, bundle }
    }
}

/// The keys of a file of messages.
fn keys(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter_map(|line| {
        let (key, _) = line.split_once(" =")?;
        let word = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        (word && key.starts_with(|c: char| c.is_ascii_lowercase())).then_some(key)
    })
}

fn format(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    args: Option<&FluentArgs<'_>>,
) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, args, &mut faults);
    faults.is_empty().then(|| text.into_owned())
}

/// A value in a sentence. Numbers choose plurals.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text: a name, or an amount or a time that is already formatted.
    Text(String),
    /// A count.
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<&&str> for Value {
    fn from(text: &&str) -> Self {
        Self::Text((*text).to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}
impl From<Cow<'_, str>> for Value {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}
impl From<&Value> for Value {
    fn from(value: &Value) -> Self {
        value.clone()
    }
}

/// Lets whole numbers be values. Numbers beyond `i64` are cut to its end.
macro_rules! number_values {
    ($($number:ty)+) => { $(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
        impl From<&$number> for Value {
            fn from(number: &$number) -> Self {
                Self::from(*number)
            }
        }
    )+ };
}
number_values!(i32 i64 u8 u16 u32 u64 usize);

/// A piece of HTML made from our own words, its arguments escaped. Templates print it as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl askama::FastWritable for Markup {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        dest.write_str(&self.0).map_err(Into::into)
    }
}
impl askama::filters::HtmlSafe for Markup {}

impl Markup {
    /// Plain text as markup: everything that HTML would read is escaped.
    pub fn text(text: &str) -> Self {
        Self(escape(text))
    }
    /// Plain text with its paragraphs and lists.
    pub fn paragraphs(text: &str) -> Self {
        Self(crate::services::text_html::paragraphs(text))
    }
    /// A stranger's HTML, cleaned for a page.
    pub fn sanitised(html: &str) -> Self {
        Self(crate::services::html::clean(html))
    }
    /// The tag that loads a module from one of our URLs.
    pub(crate) fn script(url: &str) -> Self {
        let url = escape(url);
        Self(format!("<script type=\"module\" src=\"{url}\"></script>"))
    }
    /// A block of data for machines (`application/ld+json`). No text in it can end the block or open a comment.
    pub fn structured(data: &serde_json::Value) -> Self {
        let json = data
            .to_string()
            .replace('<', "\\u003c")
            .replace('>', "\\u003e");
        Self(format!(
            "<script type=\"application/ld+json\">{json}</script>"
        ))
    }
    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn escape(text: &str) -> String {
    askama::filters::escape(text, askama::filters::Html)
        .map_or_else(|never| match never {}, |escaped| escaped.to_string())
}

/// The words of one language: a handle that every page and part holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words(Lang);

impl Words {
    /// The words of `lang`.
    pub const fn new(lang: Lang) -> Self {
        Self(lang)
    }
    /// Which language it is.
    pub const fn lang(self) -> Lang {
        self.0
    }
    /// The language's tag, for the `lang` attribute.
    pub const fn tag(self) -> &'static str {
        self.0.text()
    }

    /// The message `key`, which takes no arguments.
    pub fn say(self, key: &str) -> Cow<'static, str> {
        match self.0.book().ready.get(key) {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(self.missing(key)),
        }
    }

    /// The message `key` with arguments of one kind: `w.with("cart-minimum", &[("amount", amount.as_str())])`.
    pub fn with<V>(self, key: &str, args: &[(&str, V)]) -> String
    where
        V: Clone + Into<Value>,
    {
        self.fill(
            key,
            args.iter()
                .map(|(name, value)| (*name, value.clone().into())),
        )
    }

    /// The message `key` with the number `$count`, which chooses the plural.
    pub fn count(self, key: &str, count: impl Into<Value>) -> String {
        self.fill(key, [("count", count.into())])
    }

    /// The message `key` with the number `$count` and texts.
    pub fn count_with(self, key: &str, count: impl Into<Value>, args: &[(&str, &str)]) -> String {
        let texts = args.iter().map(|(name, text)| (*name, Value::from(*text)));
        self.fill(key, std::iter::once(("count", count.into())).chain(texts))
    }

    /// The message `key`, which may hold HTML (`<b>`, `<a href="{ $url }">`), with texts that are escaped.
    pub fn rich(self, key: &str, args: &[(&str, &str)]) -> Markup {
        let texts = args
            .iter()
            .map(|(name, text)| (*name, Value::Text(escape(text))));
        Markup(self.fill(key, texts))
    }

    /// The message `key` with arguments of any kind.
    pub fn fill<'a>(self, key: &str, args: impl IntoIterator<Item = (&'a str, Value)>) -> String {
        let mut given = FluentArgs::new();
        for (name, value) in args {
            match value {
                Value::Text(text) => given.set(name.to_owned(), FluentValue::from(text)),
                Value::Number(number) => given.set(name.to_owned(), FluentValue::from(number)),
            }
        }
        format(&self.0.book().bundle, key, Some(&given)).unwrap_or_else(|| self.missing(key))
    }

    /// A page with a hole beats no page: the key stands where its words should be.
    fn missing(self, key: &str) -> String {
        tracing::error!(lang = %self.0, key, "no such message, or an argument is missing");
        key.to_owned()
    }
}

#[cfg(test)]
mod tests;
