//! Letters to people: rows of `job`, written with the change that they tell of, in their reader's language.

use musette_domain::TextValue;

use super::refusal::broken;
use super::timer::{self, JobKind};
use crate::app::App;
use crate::app::mail::Letter;
use crate::i18n::{Lang, Words};
use crate::store::job::JobClock;
use crate::store::user_account::UserAccount;
use crate::store::{Conn, Result, coop};

/// Writes a letter, to be sent at once. One key is one letter, however often it is written.
pub fn write(c: &mut Conn, app: &App, key: &str, letter: &Letter) -> Result<()> {
    let payload = serde_json::to_string(letter).map_err(broken)?;
    let at = app.clock.wire();
    timer::set_with(c, app, JobKind::Mail, key, JobClock::Wire, at, payload)
}

/// The language that the account was made in; where it is none of ours, the co-op's.
pub fn words(c: &mut Conn, account: &UserAccount) -> Result<Words> {
    let of = |locale: &str| Lang::parse(locale.split(['-', '_']).next().unwrap_or_default()).ok();
    if let Some(lang) = account.locale.as_deref().and_then(of) {
        return Ok(Words::new(lang));
    }
    let coop = coop::ours(c)?;
    let lang = coop.and_then(|coop| of(&coop.locale));
    Ok(Words::new(lang.unwrap_or(Lang::En)))
}
