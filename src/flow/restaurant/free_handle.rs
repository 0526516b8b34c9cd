//! A handle for a restaurant of which only the name is known.

use musette_domain::handle;

use crate::store::{Conn, Error, Result, eatery};

/// A handle made of the name that nobody has; `number` stands for a name without letters.
pub fn run(c: &mut Conn, name: &str, number: i64) -> Result<String> {
    let stem = handle::suggest(name).unwrap_or_else(|| format!("r{number}"));
    if !eatery::handle_taken(c, &stem)? {
        return Ok(stem);
    }
    for n in 2..10_000 {
        let short: String = stem.chars().take(25).collect();
        let next = format!("{short}{n}");
        if !eatery::handle_taken(c, &next)? {
            return Ok(next);
        }
    }
    Err(Error::Conflict(format!(
        "every handle like {stem} is taken"
    )))
}
