//! How often keys of one host are asked for: whoever names keys that are not there, or forges signatures of those that are, makes us ask no more than this.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use moka::sync::Cache;
use url::Url;

use crate::peer::address::{authority, is_localhost};
use crate::peer::fetch::FetchProblem;

/// How many hosts are counted at once.
const MOST: u64 = 50_000;
/// How often one host is asked for keys in a minute.
pub const PER_MINUTE: u32 = 300;
/// The same for all hosts below one name: whoever owns a name can make hosts below it without end.
const PER_MINUTE_BELOW: u32 = 3_000;

/// A count for each host and for each name with hosts below it.
pub struct Rate(Cache<String, Arc<AtomicU32>>);

impl Default for Rate {
    fn default() -> Self {
        let minute = Duration::from_mins(1);
        Self(
            Cache::builder()
                .max_capacity(MOST)
                .time_to_live(minute)
                .build(),
        )
    }
}

impl Rate {
    /// Counts a request for a key at a host; refuses when there are too many.
    pub fn take(&self, url: &Url) -> Result<(), FetchProblem> {
        let host = authority(url);
        if self.more_than(PER_MINUTE, &host) {
            return Err(FetchProblem::TooMany(host));
        }
        match name_above(url.host_str().unwrap_or_default()) {
            Some(above) if self.more_than(PER_MINUTE_BELOW, &format!("*.{above}")) => {
                Err(FetchProblem::TooMany(above.to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// Counts in the bucket of `name`; says whether it has had its share of the minute.
    fn more_than(&self, most: u32, name: &str) -> bool {
        let count = self
            .0
            .get_with(name.to_owned(), || Arc::new(AtomicU32::new(0)));
        count.fetch_add(1, Ordering::Relaxed) >= most
    }
}

/// The last two labels of a name with more than two, which is as near to its owner as a name shows. None for names of this machine.
fn name_above(host: &str) -> Option<&str> {
    if is_localhost(host) {
        return None;
    }
    let (before_last, _) = host.rmatch_indices('.').nth(1)?;
    host.get(before_last + 1..)
}

#[cfg(test)]
mod tests {
    use super::name_above;

    #[test]
    fn names_below_one_name_are_counted_together() {
        for (host, above) in [
            ("a.evil.example", Some("evil.example")),
            ("a.b.c.evil.example", Some("evil.example")),
            ("evil.example", None),
            ("example", None),
            ("anna.localhost", None),
            ("x.anna.localhost", None),
        ] {
            assert_eq!(name_above(host), above, "{host}");
        }
    }
}
