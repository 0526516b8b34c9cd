//! The letters that an order causes, in their reader's language. They are rows of `job`, written with the change that they tell of.

use musette_domain::TextValue;
use musette_domain::order::OrderState;

use super::reason;
use crate::app::App;
use crate::app::mail::Letter;
use crate::flow::letter;
use crate::i18n::Words;
use crate::store::orders::Order;
use crate::store::{Conn, Result, user_account};

/// What a letter says, in the words of its reader.
type Said = fn(Words, &Order) -> (String, String);

/// Tells the customer that the order has been sent to the restaurant.
pub(super) fn placed(c: &mut Conn, app: &App, order: &Order) -> Result<()> {
    write(c, app, order, "placed", |w, order| {
        let about = about(order);
        let subject = w.with("mail-placed-subject", &about);
        (subject, w.with("mail-placed-text", &about))
    })
}

/// Tells the customer that the order comes to nothing, and why.
pub(super) fn ended(c: &mut Conn, app: &App, order: &Order) -> Result<()> {
    write(c, app, order, "ended", |w, order| {
        let about = about(order);
        let subject = match order.state {
            OrderState::Rejected => w.with("mail-ended-refused", &about),
            OrderState::Expired => w.with("mail-ended-unanswered", &about),
            _ => w.with("mail-ended-cancelled", &about),
        };
        let mut text = w.with("mail-ended-text", &about);
        if let Some(why) = reason::words(w, order.reason.as_deref()) {
            text = format!("{}\n\n{text}", w.with("mail-ended-why", &[("why", why)]));
        }
        (subject, text)
    })
}

fn about(order: &Order) -> [(&'static str, &str); 2] {
    [
        ("number", order.number.as_str()),
        ("restaurant", order.restaurant_name.as_str()),
    ]
}

fn write(c: &mut Conn, app: &App, order: &Order, about: &str, says: Said) -> Result<()> {
    let Some(user) = &order.user_id else {
        return Ok(());
    };
    let Some(account) = user_account::find_optional(c, user)? else {
        return Ok(());
    };
    let (subject, text) = says(letter::words(c, &account)?, order);
    let page = app.urls.absolute(&format!("/orders/{}", order.id));
    let said = Letter {
        to: account.email,
        subject,
        text: format!("{text}\n\n{page}\n"),
        unsubscribe: None,
    };
    let key = format!("order/{}/{about}", order.id.as_str());
    letter::write(c, app, &key, &said)
}
