//! The letters that an order causes. They are rows of `job`; the text is made where it is sent.

use musette_domain::TextValue;

use crate::app::App;
use crate::app::mail::Letter;
use crate::flow::refusal::broken;
use crate::flow::timer::{self, JobKind};
use crate::store::job::JobClock;
use crate::store::orders::Order;
use crate::store::{Conn, Result, user_account};

/// Tells the customer that the order has been sent to the restaurant.
pub(super) fn placed(c: &mut Conn, app: &App, order: &Order) -> Result<()> {
    let subject = format!("Order {} at {}", order.number, order.restaurant_name);
    let text = format!(
        "Your order {} has been sent to {}. You can follow it here:\n\n{}\n",
        order.number,
        order.restaurant_name,
        app.urls.absolute(&format!("/orders/{}", order.id))
    );
    write(c, app, order, "placed", subject, text)
}

/// Tells the customer that the order comes to nothing.
pub(super) fn ended(c: &mut Conn, app: &App, order: &Order) -> Result<()> {
    let subject = format!(
        "Order {} at {} has ended",
        order.number, order.restaurant_name
    );
    let text = format!(
        "Your order {} at {} is {}. You have not been charged. More is said here:\n\n{}\n",
        order.number,
        order.restaurant_name,
        order.state,
        app.urls.absolute(&format!("/orders/{}", order.id))
    );
    write(c, app, order, "ended", subject, text)
}

fn write(
    c: &mut Conn,
    app: &App,
    order: &Order,
    about: &str,
    subject: String,
    text: String,
) -> Result<()> {
    let Some(user) = &order.user_id else {
        return Ok(());
    };
    let Some(account) = user_account::find_optional(c, user)? else {
        return Ok(());
    };
    let letter = Letter {
        to: account.email,
        subject,
        text,
    };
    let payload = serde_json::to_string(&letter).map_err(broken)?;
    let key = format!("order/{}/{about}", order.id.as_str());
    let at = app.clock.wire();
    timer::set_with(c, app, JobKind::Mail, &key, JobClock::Wire, at, payload)
}
