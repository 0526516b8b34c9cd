//! `POST /look`: the form of the frame that chooses theme and language.

use axum::extract::State;
use axum::response::Response;
use musette_domain::TextValue;

use super::form::Form;
use super::look::choose_look;
use crate::flow::account::choose_language;
use crate::http::{Account, Result, Site};
use crate::i18n::Lang;

/// Keeps the choice in a cookie and goes back. The language of somebody who is signed in is also that of their letters.
pub async fn choose(
    State(site): State<Site>,
    account: Option<Account>,
    form: Form,
) -> Result<Response> {
    if let (Some(account), Ok(lang)) = (account, Lang::parse(form.text("lang"))) {
        let user = account.id;
        let write = move |c: &mut _| choose_language::run(c, &user, lang);
        site.app.db.write(write).await?;
    }
    Ok(choose_look(&form, site.is_secure()))
}
