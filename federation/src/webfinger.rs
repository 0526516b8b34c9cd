//! WebFinger (RFC 7033): from a handle or address to an actor. `https://host/` itself leads to the instance actor (FEP-d556).

use serde_json::{Value, json};
use url::Url;

use crate::fields::{Fields, present, web_address};
use crate::{Malformed, limits};

/// The media type of the answers.
pub const CONTENT_TYPE: &str = "application/jrd+json";
/// The media type of an actor.
pub const ACTIVITY_JSON: &str = "application/activity+json";
/// The other media type of an actor.
pub const LD_JSON: &str = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";

/// The relation of the page where an account follows somebody elsewhere (OStatus).
pub const SUBSCRIBE: &str = "http://ostatus.org/schema/1.0/subscribe";
/// The same as FEP-3b86 has it.
pub const FOLLOW_INTENT: &str = "https://w3id.org/fep/3b86/Follow";

/// A handle: `user@host`, with the port if it is not the usual one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Account {
    /// The part before the host, in lower case.
    pub user: String,
    /// The host in lower case, with the port unless it is the usual one.
    pub host: String,
}

impl Account {
    /// Reads `acct:user@host`, `@user@host` or `user@host`; `None` if it is no handle.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("acct:").unwrap_or(text);
        let text = text.strip_prefix('@').unwrap_or(text);
        let (user, host) = text.split_once('@')?;
        let user_fits = !user.is_empty()
            && user.len() <= 100
            && user
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
        let address = web_address(&format!("https://{host}/"))?;
        let name = address.host_str()?;
        let bare =
            address.path() == "/" && address.query().is_none() && address.fragment().is_none();
        let plain = host
            .bytes()
            .all(|b| !matches!(b, b'/' | b'?' | b'#' | b'@' | b'\\') && b > b' ');
        (user_fits && bare && plain).then(|| Self {
            user: user.to_ascii_lowercase(),
            host: address
                .port()
                .map_or_else(|| name.to_owned(), |port| format!("{name}:{port}")),
        })
    }

    /// The handle as a URI.
    pub fn to_uri(&self) -> String {
        format!("acct:{self}")
    }
}

impl std::fmt::Display for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}@{}", self.user, self.host)
    }
}

/// What somebody asks WebFinger about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource {
    /// A handle.
    Account(Account),
    /// An address: an actor, its page, or the server itself.
    Url(Url),
}

impl Resource {
    /// Reads the `resource` parameter; `None` if it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        if text.starts_with("https:") || text.starts_with("http:") {
            web_address(text).map(Self::Url)
        } else {
            Account::parse(text).map(Self::Account)
        }
    }
}

/// A link in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JrdLink {
    /// What it is: `self`, a profile page, …
    pub rel: String,
    /// The media type.
    pub media_type: Option<String>,
    /// Where it leads.
    pub href: Option<String>,
    /// A pattern with `{uri}` instead of an address.
    pub template: Option<String>,
}

/// An answer of WebFinger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jrd {
    /// What it is about: the canonical handle.
    pub subject: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Links.
    pub links: Vec<JrdLink>,
}

impl Jrd {
    /// The answer for an actor of ours: its handle, its address, its page, and where people of this server come to follow somebody elsewhere
    /// (`subscribe`, to which the address of whom they follow is added).
    pub fn for_actor(
        account: &Account,
        actor: &Url,
        page: Option<&Url>,
        subscribe: Option<&str>,
    ) -> Self {
        let mut links = vec![JrdLink {
            rel: "self".to_owned(),
            media_type: Some(ACTIVITY_JSON.to_owned()),
            href: Some(actor.to_string()),
            template: None,
        }];
        links.extend(page.map(|page| JrdLink {
            rel: "http://webfinger.net/rel/profile-page".to_owned(),
            media_type: Some("text/html".to_owned()),
            href: Some(page.to_string()),
            template: None,
        }));
        for (rel, placeholder) in [(SUBSCRIBE, "{uri}"), (FOLLOW_INTENT, "{object}")] {
            links.extend(subscribe.map(|page| JrdLink {
                rel: rel.to_owned(),
                media_type: None,
                href: None,
                template: Some(format!("{page}{placeholder}")),
            }));
        }
        let mut aliases = vec![actor.to_string()];
        aliases.extend(page.map(ToString::to_string));
        Self {
            subject: account.to_uri(),
            aliases,
            links,
        }
    }

    /// Writes the answer.
    pub fn to_json(&self) -> Value {
        let links: Vec<Value> = self
            .links
            .iter()
            .map(|link| {
                json!({"rel": link.rel, "type": link.media_type, "href": link.href, "template": link.template})
            })
            .collect();
        present(json!({"subject": self.subject, "aliases": self.aliases, "links": links}))
    }

    /// Reads an answer.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::of("WebFinger answer", value)?;
        let links = fields
            .all("links")
            .take(100)
            .filter_map(|link| Fields::of("link", link).ok())
            .filter_map(|link| {
                Some(JrdLink {
                    rel: link.lenient_text("rel", 200)?,
                    media_type: link.lenient_text("type", 200),
                    href: link.lenient_text("href", limits::URL),
                    template: link.lenient_text("template", limits::URL),
                })
            })
            .collect();
        Ok(Self {
            subject: fields.text("subject", limits::URL)?,
            aliases: fields
                .all("aliases")
                .filter_map(Value::as_str)
                .filter(|alias| alias.len() <= limits::URL)
                .take(20)
                .map(str::to_owned)
                .collect(),
            links,
        })
    }

    /// The actor's address: the `self` link of an ActivityPub type.
    pub fn actor(&self) -> Option<Url> {
        self.links
            .iter()
            .filter(|link| link.rel == "self")
            .filter(|link| {
                link.media_type.as_deref().is_some_and(|t| {
                    t == ACTIVITY_JSON
                        || (t.starts_with("application/ld+json")
                            && t.contains("https://www.w3.org/ns/activitystreams"))
                })
            })
            .find_map(|link| web_address(link.href.as_deref()?))
    }

    /// Where the account follows `object`: the page of FEP-3b86, else that of OStatus. Placeholders that we do not know stay empty.
    pub fn page_to_follow(&self, object: &str) -> Option<Url> {
        let template = [FOLLOW_INTENT, SUBSCRIBE].into_iter().find_map(|rel| {
            let link = self.links.iter().find(|link| link.rel == rel)?;
            link.template.as_deref()
        })?;
        let object: String = url::form_urlencoded::byte_serialize(object.as_bytes()).collect();
        let mut filled = String::with_capacity(template.len() + object.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}')?;
            filled.push_str(before);
            if name == "object" || name == "uri" {
                filled.push_str(&object);
            }
            rest = after;
        }
        filled.push_str(rest);
        web_address(&filled)
    }

    /// The handle the answer is about.
    pub fn account(&self) -> Option<Account> {
        Account::parse(&self.subject)
    }

    /// The actor of the handle that was asked for; an error if the answer is about somebody else or leads nowhere.
    pub fn actor_of(&self, asked: &Account) -> Result<Url, Malformed> {
        if self.account().as_ref() != Some(asked) {
            return Err(Malformed::Ownership(
                "the WebFinger answer is about another account than was asked for",
            ));
        }
        self.actor().ok_or(Malformed::Missing {
            document: "WebFinger answer",
            field: "a self link of type application/activity+json",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OBJECT: &str = "https://vaduz.example/ap/r/mimi?a=b&c";

    fn page(links: &[(&str, &str)]) -> Option<String> {
        let links: Vec<Value> = links
            .iter()
            .map(|(rel, template)| json!({"rel": rel, "template": template}))
            .collect();
        let jrd = json!({"subject": "acct:me@social.example", "links": links});
        let jrd = Jrd::from_json(&jrd).unwrap();
        jrd.page_to_follow(OBJECT).map(|url| url.to_string())
    }

    #[test]
    fn the_page_to_follow_is_the_newer_form_first() {
        let subscribe = (
            SUBSCRIBE,
            "https://social.example/authorize_interaction?uri={uri}",
        );
        let intent = (
            FOLLOW_INTENT,
            "https://social.example/follow?who={object}&then={on-success}",
        );
        let escaped = "https%3A%2F%2Fvaduz.example%2Fap%2Fr%2Fmimi%3Fa%3Db%26c";
        assert_eq!(
            page(&[subscribe, intent]).unwrap(),
            format!("https://social.example/follow?who={escaped}&then=")
        );
        assert_eq!(
            page(&[subscribe]).unwrap(),
            format!("https://social.example/authorize_interaction?uri={escaped}")
        );
        for broken in ["", "javascript:alert({uri})", "https://social.example/{uri"] {
            assert_eq!(page(&[(SUBSCRIBE, broken)]), None, "{broken}");
        }
        assert_eq!(page(&[]), None);
    }
}
