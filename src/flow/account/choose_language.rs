//! Letters come in the language that their reader chose for the pages.

use musette_domain::id::UserId;

use crate::i18n::Lang;
use crate::store::user_account::{self, UserAccount};
use crate::store::{self, Conn};

/// Keeps the language with the account.
pub fn run(c: &mut Conn, user: &UserId, lang: Lang) -> store::Result<()> {
    let row = user_account::find(c, user)?;
    let locale = Some(lang.to_string());
    user_account::save(c, &UserAccount { locale, ..row })
}
