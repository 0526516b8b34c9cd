//! A customer follows a restaurant. Who follows whom stays here: of a restaurant elsewhere only our instance is a follower, once for all.

pub mod bring;
pub mod end_letters;
pub mod news_letter;
pub mod notify;
pub mod repeat;
pub mod start;
pub mod stop;
pub mod visit;

use musette_domain::id::UserId;

use crate::app::App;
use crate::store::news_reader::{self, NewsReader};
use crate::store::{Conn, Error, Result};

/// What a customer has heard of the restaurants that they follow; a new row if there is none.
fn reader(c: &mut Conn, app: &App, user: &UserId) -> Result<NewsReader> {
    let new = NewsReader {
        user_id: user.clone(),
        code: app.ids.secret(),
        letter_at: None,
        seen_at: None,
        seen_before: None,
    };
    if news_reader::insert_if_absent(c, &new)? {
        return Ok(new);
    }
    news_reader::find_optional(c, user)?.ok_or(Error::NotFound)
}
