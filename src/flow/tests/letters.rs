//! Letters: in the language of the account, else of the co-op, and without the program's own words.

use musette_domain::order::RefusalReason;
use rstest::rstest;

use super::support::{clock, coop, user};
use crate::app::mail::Letter;
use crate::app::testing::Network;
use crate::flow::order::refuse;
use crate::store::testing::Kind;
use crate::store::{self, user_account};

/// The letters of an order that was refused, of an account and a co-op with these locales.
async fn letters(account: Option<&'static str>, own: &'static str) -> Vec<Letter> {
    let vaduz = coop(Kind::Sqlite, "vaduz", 1, &Network::default(), clock()).await;
    let vaduz = vaduz.unwrap();
    vaduz
        .edit(move |c| {
            let mut row = user_account::find(c, &user("customer"))?;
            row.locale = account.map(ToOwned::to_owned);
            user_account::save(c, &row)?;
            let mut row = store::coop::own(c)?;
            row.locale = own.to_owned();
            store::coop::save(c, &row)
        })
        .await;
    let id = vaduz.placed("form-1").await;
    let _ = vaduz
        .write(move |c, app| refuse::run(c, app, &id, RefusalReason::TooBusy))
        .await
        .unwrap();
    vaduz.due().await;
    vaduz.t.mail.letters()
}

#[rstest]
#[case::of_the_account(
    Some("en"),
    "fr",
    "has been sent to",
    "could not take",
    "Too many orders"
)]
#[case::of_the_account_too(
    Some("fr-CH"),
    "en",
    "est partie chez",
    "pas pu prendre",
    "Trop de commandes"
)]
#[case::of_the_coop(None, "fr", "est partie chez", "pas pu prendre", "Trop de commandes")]
#[case::of_neither(
    Some("rm"),
    "de-LI",
    "has been sent to",
    "could not take",
    "Too many orders"
)]
#[tokio::test]
async fn letters_are_in_their_reader_s_language(
    #[case] account: Option<&'static str>,
    #[case] own: &'static str,
    #[case] placed: &str,
    #[case] refused: &str,
    #[case] why: &str,
) {
    let letters = letters(account, own).await;
    let [first, second] = letters.as_slice() else {
        panic!("{letters:?}");
    };
    assert!(first.text.contains(placed), "{first:?}");
    assert!(second.subject.contains(refused), "{second:?}");
    assert!(second.text.contains(why), "{second:?}");
    for letter in [first, second] {
        let all = format!("{} {}", letter.subject, letter.text);
        assert!(!all.contains("mail-") && !all.contains("rejected"), "{all}");
        assert!(letter.text.contains("/orders/"), "{letter:?}");
    }
}
