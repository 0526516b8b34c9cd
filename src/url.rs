//! Every URL that this instance makes, in one place.
//!
//! Ids of actors and objects are `/ap/…` and never change; `/@name` is for people, and answers ActivityPub requests with a redirect to the id.

use url::Url;

/// Makes URLs below the instance's public origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Urls {
    /// Scheme, host and port without a slash at the end.
    origin: String,
    /// Host, with a port when it is not the scheme's own.
    authority: String,
}

impl Urls {
    /// URLs below `base`, of which only scheme, host and port count.
    pub fn new(base: &Url) -> Self {
        let origin = base.origin().ascii_serialization();
        let authority = origin
            .split_once("://")
            .map_or_else(String::new, |(_, rest)| rest.to_owned());
        Self { origin, authority }
    }
    /// `https://lyon.example`.
    pub fn origin(&self) -> &str {
        &self.origin
    }
    /// `lyon.example`, or with a port: what `Host` must say and what stands after the `@` of a handle.
    pub fn authority(&self) -> &str {
        &self.authority
    }
    /// Whether `id` is one of ours.
    pub fn is_ours(&self, id: &str) -> bool {
        id.strip_prefix(&self.origin)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '#', '?']))
    }
    /// An absolute URL for a path that begins with a slash.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
    /// The instance actor.
    pub fn instance(&self) -> String {
        self.absolute("/ap/instance")
    }
    /// The co-op's actor.
    pub fn coop(&self) -> String {
        self.absolute("/ap/coop")
    }
    /// The dispatch desk's actor.
    pub fn desk(&self) -> String {
        self.absolute("/ap/desk")
    }
    /// A restaurant's actor.
    pub fn restaurant(&self, handle: &str) -> String {
        self.absolute(&format!("/ap/r/{handle}"))
    }
    /// The handle of a restaurant's actor id, if it is one of ours.
    pub fn restaurant_handle<'a>(&self, id: &'a str) -> Option<&'a str> {
        let handle = id.strip_prefix(&self.origin)?.strip_prefix("/ap/r/")?;
        (!handle.is_empty() && !handle.contains(['/', '?', '#'])).then_some(handle)
    }
    /// A part of an actor: `inbox`, `outbox`, `followers`, `following`, `menu`, `specials`, `restaurants`, `quote`, `log`, `capacity`, `orders`.
    pub fn part(&self, actor: &str, part: &str) -> String {
        format!("{actor}/{part}")
    }
    /// The inbox that all our actors share.
    pub fn shared_inbox(&self) -> String {
        self.absolute("/ap/inbox")
    }
    /// A menu item.
    pub fn menu_item(&self, id: &str) -> String {
        self.absolute(&format!("/ap/i/{id}"))
    }
    /// The id of a menu item's URL, if it is one of ours.
    pub fn menu_item_id<'a>(&self, url: &'a str) -> Option<&'a str> {
        url.strip_prefix(&self.origin)?.strip_prefix("/ap/i/")
    }
    /// The Note of a special.
    pub fn special(&self, id: &str) -> String {
        self.absolute(&format!("/ap/n/{id}"))
    }
    /// The Note of an answer of ours; answers and specials share the path.
    pub fn answer(&self, id: &str) -> String {
        self.special(id)
    }
    /// The id of a Note's URL, if it is one of ours.
    pub fn note_id<'a>(&self, url: &'a str) -> Option<&'a str> {
        let id = url.strip_prefix(&self.origin)?.strip_prefix("/ap/n/")?;
        (!id.is_empty() && !id.contains(['/', '?', '#'])).then_some(id)
    }
    /// The id of a public activity's URL, if it is one of ours.
    pub fn activity_id<'a>(&self, url: &'a str) -> Option<&'a str> {
        let id = url.strip_prefix(&self.origin)?.strip_prefix("/ap/a/")?;
        (!id.is_empty() && !id.contains(['/', '?', '#'])).then_some(id)
    }
    /// A public activity.
    pub fn activity(&self, id: &str) -> String {
        self.absolute(&format!("/ap/a/{id}"))
    }
    /// A trade activity.
    pub fn trade_activity(&self, id: &str) -> String {
        self.absolute(&format!("/ap/t/{id}"))
    }
    /// A trade agreement.
    pub fn trade_agreement(&self, id: &str) -> String {
        self.absolute(&format!("/ap/ta/{id}"))
    }
    /// The agreement about an order.
    pub fn order_agreement(&self, id: &str) -> String {
        self.absolute(&format!("/ap/o/{id}"))
    }
    /// The conversation about an order.
    pub fn context(&self, id: &str) -> String {
        self.absolute(&format!("/ap/ctx/{id}"))
    }
    /// A delivery opened to neighbours: the Proposal and the conversation about it.
    pub fn job(&self, id: &str) -> String {
        self.absolute(&format!("/ap/j/{id}"))
    }
    /// The agreement by which a delivery is awarded.
    pub fn award(&self, id: &str) -> String {
        self.absolute(&format!("/ap/g/{id}"))
    }
    /// A delivery that we carry for a neighbour.
    pub fn delivery(&self, id: &str) -> String {
        self.absolute(&format!("/ap/d/{id}"))
    }
    /// A receipt.
    pub fn receipt(&self, id: &str) -> String {
        self.absolute(&format!("/ap/e/{id}"))
    }
    /// A published capacity.
    pub fn capacity(&self, id: &str) -> String {
        self.absolute(&format!("/ap/cap/{id}"))
    }
    /// The address document of an order; the id is a secret.
    pub fn handoff(&self, secret: &str) -> String {
        self.absolute(&format!("/ap/h/{secret}"))
    }
    /// An event.
    pub fn event(&self, id: &str) -> String {
        self.absolute(&format!("/ap/events/{id}"))
    }
    /// The id of an event's URL, if it is one of ours.
    pub fn event_id<'a>(&self, url: &'a str) -> Option<&'a str> {
        let id = url
            .strip_prefix(&self.origin)?
            .strip_prefix("/ap/events/")?;
        (!id.is_empty() && !id.contains(['/', '?', '#'])).then_some(id)
    }
    /// Where a restaurant says that a collection elsewhere may show it.
    pub fn stamp(&self, handle: &str, id: &str) -> String {
        format!("{}/stamps/{id}", self.restaurant(handle))
    }
    /// The page of an event.
    pub fn event_page(&self, id: &str) -> String {
        self.absolute(&format!("/events/{id}"))
    }
    /// A picture.
    pub fn media(&self, id: &str) -> String {
        self.absolute(&format!("/media/{id}"))
    }
    /// The page of a hashtag, which is the same for `#PlatDuJour` and `#platdujour`.
    pub fn tag(&self, tag: &str) -> String {
        use std::fmt::Write;
        let mut path = String::from("/tags/");
        for byte in tag.to_lowercase().bytes() {
            if byte.is_ascii_alphanumeric() || byte == b'_' {
                path.push(char::from(byte));
            } else {
                let _ = write!(path, "%{byte:02X}");
            }
        }
        self.absolute(&path)
    }
    /// The page of a special of an actor: `/@name/special`.
    pub fn special_page(&self, name: &str, special: &str) -> String {
        self.absolute(&format!("/@{name}/{special}"))
    }
    /// The page of an actor: `/@name`.
    pub fn page(&self, name: &str) -> String {
        self.absolute(&format!("/@{name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashtag_has_one_page_however_it_is_written() {
        let urls = Urls::new(&Url::parse("https://lyon.example/").unwrap());
        assert_eq!(urls.tag("PlatDuJour"), urls.tag("platdujour"));
        assert_eq!(
            urls.tag("Été_2026"),
            "https://lyon.example/tags/%C3%A9t%C3%A9_2026"
        );
        assert!(Url::parse(&urls.tag("été")).is_ok());
    }

    #[test]
    fn what_is_ours_is_told_by_origin_and_port() {
        let urls = Urls::new(&Url::parse("http://vaduz.localhost:7101/").unwrap());
        assert!(urls.is_ours("http://vaduz.localhost:7101/ap/desk"));
        assert!(!urls.is_ours("http://vaduz.localhost:71011/ap/desk"));
        assert!(!urls.is_ours("http://vaduz.localhost:7102/ap/desk"));
        assert_eq!(urls.authority(), "vaduz.localhost:7101");
        assert_eq!(
            urls.restaurant_handle("http://vaduz.localhost:7101/ap/r/mimi"),
            Some("mimi")
        );
        assert_eq!(
            urls.restaurant_handle("http://vaduz.localhost:7101/ap/r/mimi/menu"),
            None
        );
        assert_eq!(
            urls.note_id("http://vaduz.localhost:7101/ap/n/0193"),
            Some("0193")
        );
        for other in ["/ap/n/", "/ap/n/0193/likes", "/ap/r/0193", "/ap/n/0193#x"] {
            assert_eq!(urls.note_id(&urls.absolute(other)), None, "{other}");
        }
    }
}
