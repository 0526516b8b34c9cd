//! What a server asks of robots (RFC 9309): the rules for us, or for everybody where it names us nowhere.

use url::Url;

/// The name that we answer to, as in our `User-Agent`.
const TOKEN: &str = "musette";
/// How much of a file is read: the standard wants at least 500 KiB.
pub const LIMIT: usize = 512 * 1024;
/// How many bytes of rules are kept of one server. One that has more for us wants no robots.
const MOST: usize = 16 * 1024;

/// The rules of one server.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Robots {
    rules: Vec<Rule>,
}

/// What may be read, or not, below a path.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allow: bool,
    /// The path, with escapes in one form; `*` stands for anything.
    pattern: String,
    /// Whether the address must end where the pattern does.
    ends: bool,
}

impl Robots {
    /// A server that asks for nothing.
    pub const fn open() -> Self {
        Self { rules: Vec::new() }
    }

    /// A server that wants no robots.
    fn closed() -> Self {
        Self {
            rules: Rule::read(false, "/").into_iter().collect(),
        }
    }

    /// Reads a `robots.txt`. What is no rule is passed over.
    pub fn parse(file: &[u8]) -> Self {
        let text = String::from_utf8_lossy(file);
        let (mut ours, mut everybodys) = (None::<Vec<Rule>>, Vec::new());
        // Whom the current group is for, and whether its rules have begun: the next name begins another one.
        let (mut for_us, mut for_all, mut begun) = (false, false, false);
        for line in text.trim_start_matches('\u{feff}').split(['\r', '\n']) {
            let said = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = said.split_once(':') else {
                continue;
            };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            match key.as_str() {
                "user-agent" => {
                    if begun {
                        (for_us, for_all, begun) = (false, false, false);
                    }
                    for_us |= is_us(value);
                    for_all |= value.starts_with('*');
                    if for_us {
                        ours.get_or_insert_default();
                    }
                }
                "allow" | "disallow" => {
                    begun = true;
                    let Some(rule) = Rule::read(key == "allow", value) else {
                        continue;
                    };
                    if let Some(ours) = ours.as_mut().filter(|_| for_us) {
                        ours.push(rule.clone());
                    }
                    if for_all {
                        everybodys.push(rule);
                    }
                }
                _ => {}
            }
        }
        let rules = ours.unwrap_or(everybodys);
        let size: usize = rules.iter().map(|rule| rule.pattern.len() + 32).sum();
        if size > MOST {
            return Self::closed();
        }
        Self { rules }
    }

    /// Whether we may read this address: the longest rule that fits decides, and of two of one length the one that allows.
    pub fn allow(&self, url: &Url) -> bool {
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        if path == "/robots.txt" {
            return true;
        }
        let path = normal(&path, |_| true);
        self.rules
            .iter()
            .filter(|rule| rule.fits(&path))
            .max_by_key(|rule| (rule.pattern.len(), rule.allow))
            .is_none_or(|rule| rule.allow)
    }
}

/// Whether a name is ours; what follows the letters of it, such as a version, says nothing.
fn is_us(name: &str) -> bool {
    let token = name
        .split(|c: char| !(c.is_ascii_alphabetic() || matches!(c, '_' | '-')))
        .next()
        .unwrap_or_default();
    token.eq_ignore_ascii_case(TOKEN)
}

impl Rule {
    /// A rule about nothing is none.
    fn read(allow: bool, path: &str) -> Option<Self> {
        let (path, ends) = match path.strip_suffix('$') {
            Some(path) => (path, true),
            None => (path, false),
        };
        (!path.is_empty()).then(|| Self {
            allow,
            pattern: normal(path, |byte| byte == b'$'),
            ends,
        })
    }

    fn fits(&self, path: &str) -> bool {
        let mut parts = self.pattern.split('*');
        let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else {
            return false;
        };
        let mut parts = parts.peekable();
        if parts.peek().is_none() {
            return !self.ends || rest.is_empty();
        }
        while let Some(part) = parts.next() {
            if parts.peek().is_none() && self.ends {
                return rest.ends_with(part);
            }
            let Some((_, after)) = rest.split_once(part) else {
                return false;
            };
            rest = after;
        }
        true
    }
}

/// A path with its escapes in one form: letters, digits and `-._~` plain, everything outside of ASCII escaped. `*` and `$` are escaped where `literal` says
/// that they are themselves.
fn normal(path: &str, literal: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(path.len());
    let mut bytes = path.as_bytes().iter();
    while let Some(&byte) = bytes.next() {
        let escaped = (byte == b'%')
            .then(|| hex(bytes.as_slice()))
            .flatten()
            .inspect(|_| {
                bytes.nth(1);
            });
        match (escaped, byte) {
            (Some(meant), _) if is_plain(meant) => out.push(char::from(meant)),
            (Some(meant), _) => escape(&mut out, meant),
            (None, b'*' | b'$') if literal(byte) => escape(&mut out, byte),
            (None, byte) if byte.is_ascii() => out.push(char::from(byte)),
            (None, byte) => escape(&mut out, byte),
        }
    }
    out
}

fn escape(out: &mut String, byte: u8) {
    out.push('%');
    for digit in [byte >> 4, byte & 15] {
        let digit = char::from_digit(u32::from(digit), 16).unwrap_or('0');
        out.push(digit.to_ascii_uppercase());
    }
}

/// The byte that two hexadecimal digits at the beginning stand for.
fn hex(digits: &[u8]) -> Option<u8> {
    let pair = std::str::from_utf8(digits.get(..2)?).ok()?;
    pair.chars()
        .all(|c| c.is_ascii_hexdigit())
        .then(|| u8::from_str_radix(pair, 16).ok())?
}

const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn allows(file: &str, path: &str) -> bool {
        let url = Url::parse("https://lyon.example").unwrap();
        Robots::parse(file.as_bytes()).allow(&url.join(path).unwrap())
    }

    #[rstest]
    #[case::nothing_said("", true)]
    #[case::everybody("User-agent: *\nDisallow: /ap", false)]
    #[case::another("User-agent: other\nDisallow: /", true)]
    #[case::us_before_everybody(
        "User-agent: *\nDisallow: /\n\nUser-agent: MUSETTE\nDisallow: /x",
        true
    )]
    #[case::us_with_a_version("user-agent: musette/0.1 (+https://x)\ndisallow: /", false)]
    #[case::not_our_name("User-agent: musettes\nDisallow: /", true)]
    #[case::several_names(
        "User-agent: a\nUser-agent: musette\nUser-agent: b\nDisallow: /",
        false
    )]
    #[case::two_groups_are_one(
        "User-agent: musette\nDisallow: /x\n\nUser-agent: musette\nDisallow: /ap",
        false
    )]
    #[case::other_lines_do_not_end_a_group(
        "User-agent: musette\nCrawl-delay: 5\nSitemap: https://x/\nDisallow: /",
        false
    )]
    #[case::a_group_of_us_without_rules(
        "User-agent: *\nDisallow: /\nUser-agent: musette\nDisallow:",
        true
    )]
    #[case::rules_before_any_name("Disallow: /\nUser-agent: x\nDisallow: /", true)]
    #[case::comments_and_line_ends("# no\rUser-agent: * # all\r\nDisallow: /ap # this\r\n", false)]
    #[case::byte_order_mark("\u{feff}User-agent: *\nDisallow: /", false)]
    #[case::longest_wins("User-agent: *\nDisallow: /ap/\nAllow: /ap/r/", true)]
    #[case::shorter_loses("User-agent: *\nAllow: /ap/\nDisallow: /ap/r/", false)]
    #[case::a_tie_allows("User-agent: *\nDisallow: /ap/r\nAllow: /ap/r", true)]
    #[case::case_matters("User-agent: *\nDisallow: /AP", true)]
    fn whose_rules_count(#[case] file: &str, #[case] allowed: bool) {
        assert_eq!(allows(file, "/ap/r/mimi"), allowed, "{file}");
    }

    #[rstest]
    #[case("/fish", "/fish/salmon?x", false)]
    #[case("/fish", "/Fish", true)]
    #[case("/fish*", "/fishheads", false)]
    #[case("/*.php", "/folder/a.php?x=1", false)]
    #[case("/*.php$", "/folder/a.php?x=1", true)]
    #[case("/*.php$", "/a.php.php", false)]
    #[case("/fish*.php", "/fishheads/catfish.php", false)]
    #[case("/fish*.php", "/catfish.php", true)]
    #[case("*", "/anything", false)]
    #[case("/a$", "/a", false)]
    #[case("/a$", "/ab", true)]
    #[case("/a/*/c", "/a/b/d", true)]
    #[case("/caf\u{e9}", "/caf%c3%a9/x", false)]
    #[case("/%7Emimi", "/~mimi", false)]
    #[case("/a%2Fb", "/a/b", true)]
    #[case("/a%2fb", "/a%2Fb", false)]
    #[case("/star%2A", "/star*", false)]
    #[case("/star%2A", "/starry", true)]
    #[case("/x?page=", "/x?page=2", false)]
    #[case("/%zz", "/%zz", false)]
    #[case("/robots", "/robots.txt", true)]
    fn what_a_path_covers(#[case] rule: &str, #[case] path: &str, #[case] allowed: bool) {
        let file = format!("User-agent: *\nDisallow: {rule}\n");
        assert_eq!(allows(&file, path), allowed);
    }

    #[test]
    fn who_has_endless_rules_wants_no_robots() {
        let many = "Disallow: /x\n".repeat(10_000);
        assert!(!allows(&format!("User-agent: *\n{many}"), "/ap/r/mimi"));
        // Rules for others are not kept.
        assert!(allows(&format!("User-agent: other\n{many}"), "/ap/r/mimi"));
        let nonsense: Vec<u8> = (0..=255).cycle().take(100_000).collect();
        assert_eq!(Robots::parse(&nonsense), Robots::open());
    }
}
