//! HTML of strangers, made harmless: one list of what is kept, for everything that others write and our pages show.
//!
//! What is stored is stored clean; what is shown is cleaned once more, so that neither depends on the other.

use std::borrow::Cow;
use std::sync::LazyLock;

use musette_domain::text::without_tricks;
use url::Url;

/// The elements that are kept. Pictures, headings, tables and the rest would let it look like the page around it.
const KEPT: [&str; 18] = [
    "p",
    "br",
    "a",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "del",
    "ul",
    "ol",
    "li",
    "span",
    "blockquote",
    "code",
    "pre",
    "q",
];
/// Elements whose content is no text for people.
const DROPPED: [&str; 5] = ["script", "style", "svg", "math", "template"];
/// What search engines and the other server are told about every link.
pub const LINK_REL: &str = "nofollow noopener noreferrer ugc";
/// The most bytes that are looked at; the rest is cut off. Far above what one message may hold of it.
const MOST: usize = 400_000;

/// How often it is read once more at most, until that changes nothing.
const MOST_READINGS: u32 = 4;

/// Keeps what is kept.
static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::empty();
    cleaner
        .tags(KEPT.into())
        .clean_content_tags(DROPPED.into())
        .tag_attributes(std::iter::once(("a", std::iter::once("href").collect())).collect())
        .url_schemes(["https", "http"].into())
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some(LINK_REL));
    cleaner
});
/// Keeps nothing but words.
static BARE: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut bare = ammonia::Builder::empty();
    bare.clean_content_tags(DROPPED.into());
    bare
});

/// Paragraphs, emphasis, lists, quotes and links; no pictures, no styles, nothing that runs, and no link that says another server than it leads to.
pub fn clean(html: &str) -> String {
    let html = upto(html, MOST);
    let mut clean = reading(html);
    // What was in a table or a button comes out nested as nothing else can be, and a reader's program would take it apart: what that makes of it is what is
    // looked at and kept.
    if has_others(html) || clean.matches("<a ").nth(1).is_some() {
        for _ in 0..MOST_READINGS {
            let again = reading(&clean);
            let is_settled = again == clean;
            clean = again;
            if is_settled {
                break;
            }
        }
    }
    honest_links(&clean)
}

/// What a reader's program makes of it, without what is not kept.
fn reading(html: &str) -> String {
    let clean = CLEANER.clean(html).to_string();
    let clean = without_tricks(&clean);
    if !clean.contains("<pre>\n") {
        return clean.into_owned();
    }
    // Whoever reads it drops a line break there: with another one behind it, each reading would make something else of it.
    let mut parts = clean.split("<pre>");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("<pre>");
        out.push_str(part.trim_start_matches('\n'));
    }
    out
}

/// Whether there may be elements that are not kept.
fn has_others(html: &str) -> bool {
    html.split('<').skip(1).any(|tag| {
        let name = tag.strip_prefix('/').unwrap_or(tag);
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let (name, _) = name.split_at(end);
        !name.is_empty() && !KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(name))
    })
}

/// The words alone, without any markup: for titles and for what is no HTML to us.
pub fn words(html: &str) -> String {
    let bare = BARE.clean(upto(html, MOST)).to_string();
    without_tricks(&unescape(&bare)).into_owned()
}

/// The beginning of a text, at most so many bytes.
fn upto(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

/// Our serializer's escapes taken back; it knows no others.
fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

/// Where the words of a link name another server than it leads to, they are replaced by the name of the one it leads to.
///
/// Reads only what [`clean`] has written: elements are closed and not nested, texts and values are escaped.
fn honest_links(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, link, after)) = next_link(rest) {
        out.push_str(before);
        out.push_str(link.open);
        out.push_str(&link.shown());
        out.push_str("</a>");
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A link in clean HTML.
struct Link<'a> {
    /// The opening tag.
    open: &'a str,
    /// What is between the tags.
    inner: &'a str,
}

impl<'a> Link<'a> {
    /// What people see of it.
    fn shown(&self) -> Cow<'a, str> {
        let Some(target) = self.target() else {
            return Cow::Borrowed(self.inner);
        };
        let host = target.host_str().unwrap_or_default();
        let said = said_host(&words(self.inner));
        if said.is_none_or(|said| is_same_server(&said, host)) {
            Cow::Borrowed(self.inner)
        } else {
            // A host has no angle brackets, but may have an ampersand.
            Cow::Owned(host.replace('&', "&amp;"))
        }
    }

    fn target(&self) -> Option<Url> {
        let (_, value) = self.open.split_once(" href=\"")?;
        let (value, _) = value.split_once('"')?;
        Url::parse(&unescape(value)).ok()
    }
}

/// The first link of clean HTML, with what is before and after it.
fn next_link(html: &str) -> Option<(&str, Link<'_>, &str)> {
    let start = html.find("<a ")?;
    let (before, tag) = html.split_at_checked(start)?;
    let (open, tail) = tag.split_at_checked(tag_end(tag)?)?;
    let (inner, after) = tail.split_once("</a>")?;
    Some((before, Link { open, inner }, after))
}

/// Where a tag ends: after the first `>` outside of quotation marks.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The server that the words of a link name, if they read like an address: one with its scheme or `www.` anywhere, or a bare name that stands alone.
fn said_host(words: &str) -> Option<String> {
    let words = words.trim();
    let alone = !words.contains(char::is_whitespace);
    words.split_whitespace().find_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = word.to_lowercase();
        let address = match lower.split_once("://") {
            Some(("http" | "https", rest)) => rest.to_owned(),
            _ if lower.starts_with("www.") || (alone && looks_like_host(&lower)) => lower,
            _ => return None,
        };
        // In ASCII, as addresses are compared: letters of another script that look alike are others then.
        let url = Url::parse(&format!("https://{address}")).ok()?;
        url.host_str().map(str::to_owned)
    })
}

/// `name.tld`, perhaps with more behind it; not `1.5` and not `e.g.`.
fn looks_like_host(word: &str) -> bool {
    let host = word.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.rsplit_once('.').is_some_and(|(name, last)| {
        !name.is_empty()
            && last.chars().count() >= 2
            && last.chars().all(char::is_alphabetic)
            && !host.contains('@')
    })
}

/// Whether two names are of one server or one lies below the other, as `www.` does.
fn is_same_server(one: &str, other: &str) -> bool {
    let below = |long: &str, short: &str| {
        long.strip_suffix(short)
            .is_some_and(|front| front.is_empty() || front.ends_with('.'))
    };
    below(one, other) || below(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn html_of_strangers_is_harmless() {
        let dirty = "<p onclick=\"x()\">Plat <strong>du jour</strong><script>alert(1)</script>\
            <img src=x onerror=alert(1)><svg onload=alert(1)><a href=x>y</a></svg>\
            <a href=\"javascript:alert(1)\">a</a><a href=\"https://lyon.example/\" style=\"x\">b</a></p>";
        assert_eq!(
            clean(dirty),
            "<p>Plat <strong>du jour</strong><a rel=\"nofollow noopener noreferrer ugc\">a</a>\
             <a href=\"https://lyon.example/\" rel=\"nofollow noopener noreferrer ugc\">b</a></p>"
        );
    }

    #[rstest]
    #[case("<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">")]
    #[case("<a href=\"data:text/html,<script>alert(1)</script>\">x</a>")]
    #[case("<a href=\" jAvAsCrIpT:alert(1)\">x</a>")]
    #[case("<a href=\"//evil.example\">x</a>")]
    #[case("<a href=\"/sign-out\">x</a>")]
    #[case("<form action=/x><button>x</button></form>")]
    #[case("<style>@import 'x'</style><link rel=stylesheet href=x>")]
    #[case("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>")]
    #[case("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">")]
    #[case("<p id=main class=button style=\"position:fixed\" data-live=x>x</p>")]
    #[case("<!--<img src=x onerror=alert(1)>-->")]
    #[case("<h1>x</h1><table><td>x</table><input><video src=x></video>")]
    fn nothing_is_kept_that_runs_or_looks_like_ours(#[case] dirty: &str) {
        let found = clean(dirty);
        for bad in [
            "<script", "<img", "<form", "<button", "<style", "<iframe", "<h1", "<table", "<input",
            "<video", "<math", "onerror", "style=", "class=", "id=", "data-", "href=", "<!--",
        ] {
            assert!(!found.contains(bad), "{dirty}: {found}");
        }
        assert_eq!(clean(&found), found, "{dirty}");
    }

    #[rstest]
    #[case("https://lyon.example/x", "lyon.example", true)]
    #[case("https://www.lyon.example/x", "lyon.example/x", true)]
    #[case("https://lyon.example/x", "https://LYON.example/other", true)]
    #[case("https://lyon.example/x", "the menu of today", true)]
    #[case("https://lyon.example/x", "@mireille", true)]
    #[case("https://lyon.example/x", "#lyon", true)]
    #[case("https://lyon.example/x", "version 1.5", true)]
    #[case("https://evil.example/", "bank.example", false)]
    #[case("https://evil.example/", "https://bank.example/login", false)]
    #[case("https://evil.example/", "see https://bank.example here", false)]
    #[case("https://evil.example/", "www.bank.example", false)]
    #[case("https://evil.example/", "ba<b>nk</b>.example", false)]
    #[case(
        "https://evil.example/",
        "<span>https://</span><span>bank.example/a</span>",
        false
    )]
    #[case("https://evil.example/?bank.example", "bank.example", false)]
    #[case("https://bank.example@evil.example/", "bank.example", false)]
    #[case("https://bank.example/", "bаnk.example", false)]
    #[case("https://notbank.example/", "bank.example", false)]
    fn a_link_says_where_it_leads(#[case] target: &str, #[case] words: &str, #[case] kept: bool) {
        let found = clean(&format!("<p><a href=\"{target}\">{words}</a> and more</p>"));
        let host = Url::parse(target).unwrap().host_str().unwrap().to_owned();
        let shown = found
            .split_once("ugc\">")
            .and_then(|(_, rest)| rest.split_once("</a>"))
            .map(|(shown, rest)| (shown.to_owned(), rest.to_owned()))
            .unwrap();
        let expected = if kept { words.to_owned() } else { host };
        assert_eq!(shown, (expected, " and more</p>".to_owned()), "{found}");
    }

    #[test]
    fn several_links_are_judged_each() {
        let found = clean(
            "<a href=\"https://a.example/?x>y&amp;z\">a.example</a>, <a href=\"https://evil.example/\">a.example</a>, \
             <a>b.example</a>, <a href=\"https://b.example/\">b.example</a>",
        );
        assert_eq!(found.matches(">a.example<").count(), 1, "{found}");
        assert_eq!(found.matches(">evil.example<").count(), 1, "{found}");
        assert_eq!(found.matches(">b.example<").count(), 2, "{found}");
    }

    #[test]
    fn a_link_in_a_link_does_not_hide_where_it_leads() {
        let inner = "<a href=\"https://evil.example/\">good.example</a>";
        let found = clean(&format!(
            "<a href=\"https://good.example/\">good.example<table>{inner}</table></a>"
        ));
        assert_eq!(clean(&found), found);
        let (_, link) = found.split_once("evil.example/").unwrap();
        assert!(link.contains(">evil.example</a>"), "{found}");
        assert!(!link.contains("good.example"), "{found}");
    }

    #[rstest]
    #[case("<p><a>b<button>b<i>x<li>")]
    #[case("<p><a href=\"https://a.example/\"><table><td><p><a>x</table><li>")]
    #[case("<b><p><marquee><b><p>x</marquee>y<object><li>z")]
    #[case("<pre>\n\n\nx</pre>")]
    #[case("<pre>\u{4}\n&#4;&#10;&#13;\nx</pre>")]
    #[case("<pre><b>\n</b>\nx</pre>")]
    fn what_is_kept_is_read_by_others_as_it_was_written(#[case] dirty: &str) {
        let found = clean(dirty);
        assert_eq!(CLEANER.clean(&found).to_string(), found, "{dirty}");
        assert_eq!(clean(&found), found, "{dirty}");
    }

    #[test]
    fn the_name_of_a_server_is_no_markup() {
        let found = clean("<a href=\"https://a&amp;l.example/\">b.example</a>");
        assert!(found.contains(">a&amp;l.example<"), "{found}");
        assert_eq!(clean(&found), found);
    }

    #[test]
    fn text_that_turns_around_is_turned_back() {
        let found = clean("<p>harmless\u{202E}gpj.exe&#x202E;&#x2066;\u{200B}\u{FEFF}</p>");
        assert_eq!(found, "<p>harmlessgpj.exe</p>");
        assert_eq!(words("<p>a\u{202E}b &amp; <b>c</b></p>"), "ab & c");
        // What writing needs stays: joiners of Persian words and of emoji.
        assert_eq!(clean("می\u{200C}خواهم"), "می\u{200C}خواهم");
    }

    proptest! {
        #[test]
        fn anything_becomes_harmless(html in "(<(a href=\"|/?[a-z]{1,6}|!--)|[ =\"'>&;#x0-9a-z.:/<]|\\PC){0,60}") {
            let clean = clean(&html).to_lowercase();
            for tag in clean.split('<').skip(1) {
                let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap_or_default();
                prop_assert!(KEPT.contains(&name), "{html:?}: {clean:?}");
                prop_assert!(name == "a" || !tag.split('>').next().unwrap_or_default().contains('='), "{html:?}: {clean:?}");
            }
            let turns = words(&html).contains('\u{202E}');
            prop_assert!(!turns);
        }
    }

    #[test]
    fn what_is_nested_deeply_or_long_is_read_in_time() {
        for dirty in [
            "<b>".repeat(50_000),
            "<a href=\"https://a.example\">".repeat(5_000),
            "<a ".repeat(50_000),
            "&#x202E;".repeat(50_000),
            "<p>é".repeat(200_000),
        ] {
            assert!(clean(&dirty).len() < 3_000_000);
        }
    }
}
