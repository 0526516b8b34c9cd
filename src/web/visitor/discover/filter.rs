//! What of the list is shown: all, what is open, what can be collected, what has a word in it.

use musette_domain::address::fold;
use url::form_urlencoded;

use crate::web::visitor::listing::Listing;

musette_domain::text_enum! {
    /// Which restaurants are shown.
    pub enum Which("choice of restaurants") {
        /// All.
        All = "all",
        /// Those that are open now.
        Open = "open",
        /// Those where one may collect.
        Collect = "collect",
    }
}

/// The most characters of a search that are looked at.
const LONGEST: usize = 60;

/// What the reader wants to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Which.
    pub which: Which,
    /// The words, as typed.
    pub words: String,
    /// Which page of the list, counted from 1.
    pub page: usize,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            which: Which::All,
            words: String::new(),
            page: 1,
        }
    }
}

impl Filter {
    /// Reads the query. What is no choice of ours shows all.
    pub fn new(which: &str, words: &str, page: &str) -> Self {
        use musette_domain::TextValue;
        Self {
            which: Which::parse(which).unwrap_or(Which::All),
            words: words.trim().chars().take(LONGEST).collect(),
            page: page.parse().unwrap_or(1),
        }
    }
    /// The address of a page of the list with the same filter.
    pub fn href(&self, page: usize) -> String {
        let mut query = form_urlencoded::Serializer::for_suffix("/?".to_owned(), 2);
        if self.which != Which::All {
            query.append_pair("show", self.which.text());
        }
        if !self.words.is_empty() {
            query.append_pair("q", &self.words);
        }
        query.append_pair("page", &page.to_string());
        query.finish()
    }
    /// Whether anything is left out.
    pub fn narrows(&self) -> bool {
        self.which != Which::All || !self.words.is_empty()
    }
    /// Whether a restaurant is shown.
    pub fn keeps(&self, listing: &Listing, open: bool) -> bool {
        let kind = match self.which {
            Which::All => true,
            Which::Open => open && listing.orderable(),
            Which::Collect => listing.collects,
        };
        kind && self.has_words(listing)
    }

    fn has_words(&self, listing: &Listing) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let text = format!(
            "{} {} {}",
            listing.name, listing.cuisine, listing.description
        );
        let text = fold(&text);
        fold(&self.words)
            .split_whitespace()
            .all(|word| text.contains(word))
    }
}
