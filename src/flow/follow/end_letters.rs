//! A reader ends the letters about new specials by the link in one of them, without signing in.

use crate::store::news_reader::{self, NewsReader};
use crate::store::{Conn, Result, restaurant_follow};

/// Whose letters a code ends; none if it is nobody's.
pub fn of_code(c: &mut Conn, code: &str) -> Result<Option<NewsReader>> {
    news_reader::of_code(c, code)
}

/// Ends all letters of whom the code belongs to; says whether it is anybody's. Ending them twice is ending them once.
pub fn run(c: &mut Conn, code: &str) -> Result<bool> {
    let Some(reader) = of_code(c, code)? else {
        return Ok(false);
    };
    restaurant_follow::end_letters(c, &reader.user_id)?;
    Ok(true)
}
