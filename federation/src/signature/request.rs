//! The request as the verifier sees it: borrowed parts, from whatever HTTP library the caller uses.

use super::Refusal;

/// Headers that may occur only once in a signed request.
///
/// Two of a kind let one reader check the first and another the last.
const SINGLE: [&str; 7] = [
    "signature",
    "signature-input",
    "digest",
    "content-digest",
    "host",
    "date",
    "content-type",
];

/// A request whose signature is to be read.
#[derive(Debug, Clone, Copy)]
pub struct SignedRequest<'a> {
    /// The method in capitals, such as `POST`.
    pub method: &'a str,
    /// `https`, or `http` towards loopback peers.
    pub scheme: &'a str,
    /// *Our own* host, with the port unless it is the scheme's usual one: from the configuration, never from the request.
    pub authority: &'a str,
    /// The path and query as they came over the wire, before any router took a prefix away.
    pub path_and_query: &'a str,
    /// Every header occurrence: lower-case name and raw value. For HTTP/2 the caller adds `host` from `:authority`.
    pub headers: &'a [(&'a str, &'a [u8])],
    /// The body exactly as it arrived; `None` for a request without one.
    pub body: Option<&'a [u8]>,
}

impl<'a> SignedRequest<'a> {
    /// The first value of a header, trimmed; an error if it is not visible ASCII.
    pub fn header(&self, name: &str) -> Result<Option<&'a str>, Refusal> {
        self.headers
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, value)| plain(name, value))
            .transpose()
    }

    /// All values of a header joined by `, `, as both signature schemes want it; `None` if there is none.
    pub(crate) fn combined(&self, name: &str) -> Result<Option<Combined<'a>>, Refusal> {
        let mut values = self.headers.iter().filter(|(n, _)| *n == name);
        let Some((_, first)) = values.next() else {
            return Ok(None);
        };
        let first = plain(name, first)?;
        let mut joined: Option<String> = None;
        for (_, value) in values {
            let all = joined.get_or_insert_with(|| first.to_owned());
            all.push_str(", ");
            all.push_str(plain(name, value)?);
        }
        Ok(Some(joined.map_or(Combined::One(first), Combined::Many)))
    }

    /// Refuses a request in which a header that must be single occurs twice.
    pub(crate) fn refuse_repeated_headers(&self) -> Result<(), Refusal> {
        let mut seen = [false; SINGLE.len()];
        for (name, _) in self.headers {
            for (single, seen) in SINGLE.iter().zip(&mut seen) {
                if name == single {
                    if *seen {
                        return Err(Refusal::Repeated(single));
                    }
                    *seen = true;
                }
            }
        }
        Ok(())
    }

    /// Refuses a request whose `Host` is not ours. The port counts; the scheme's usual port may be left out.
    pub(crate) fn check_host(&self) -> Result<(), Refusal> {
        let host = self.header("host")?.ok_or(Refusal::Missing("Host"))?;
        let ours = self.without_usual_port(self.authority);
        if self.without_usual_port(host).eq_ignore_ascii_case(ours) {
            Ok(())
        } else {
            Err(Refusal::WrongHost(self.authority.to_owned()))
        }
    }

    /// The authority without `:443` (https) or `:80` (http).
    pub(crate) fn without_usual_port<'b>(&self, authority: &'b str) -> &'b str {
        let usual = if self.scheme == "http" { ":80" } else { ":443" };
        authority.strip_suffix(usual).unwrap_or(authority)
    }

    /// The path alone.
    pub(crate) fn path(&self) -> &'a str {
        self.path_and_query
            .split_once('?')
            .map_or(self.path_and_query, |(path, _)| path)
    }

    /// The query with its `?`; `None` if there is none.
    pub(crate) fn query(&self) -> Option<&'a str> {
        self.path_and_query
            .find('?')
            .and_then(|at| self.path_and_query.get(at..))
    }
}

/// The value of a header, with or without a copy.
pub(crate) enum Combined<'a> {
    /// It occurred once.
    One(&'a str),
    /// It occurred several times and was joined.
    Many(String),
}

impl Combined<'_> {
    /// The text.
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::One(text) => text,
            Self::Many(text) => text,
        }
    }
}

/// A header value as text without surrounding blanks. Anything but visible ASCII, blanks and tabs is refused: a line break
/// would forge a line of the signing string.
fn plain<'a>(name: &str, value: &'a [u8]) -> Result<&'a str, Refusal> {
    let fine = value.iter().all(|b| matches!(b, b' '..=b'~' | b'\t'));
    std::str::from_utf8(value)
        .ok()
        .filter(|_| fine)
        .map(|text| text.trim_matches([' ', '\t']))
        .ok_or_else(|| Refusal::NotText(name.to_owned()))
}
