//! An account is deleted, with everything that says who the person is.

use musette_domain::id::UserId;

use super::{is_last_administrator, refusals};
use crate::app::{App, Topic};
use crate::flow::order::ask_elsewhere;
use crate::flow::timer::{self, JobKind};
use crate::flow::{Changed, follow};
use crate::store::{Conn, orders, restaurant_follow, task, user_account};

/// More orders than anybody has open.
const ENOUGH: i64 = 100;

refusals! {
    /// Why an account cannot be deleted just now.
    pub enum DeleteAccountRefusal {
        /// Somebody cooks or rides for the person.
        #[error("an order of this account is under way; wait until it has ended, or cancel it")]
        OrderOpen = "account-delete-order-open",
        /// The person has bags to carry.
        #[error("this courier still has deliveries; give them to somebody else first")]
        RideOpen = "account-delete-ride-open",
        /// Nobody could keep the co-op.
        #[error("this is the last administrator; make another one first")]
        LastAdministrator = "account-last-administrator",
    }
}

/// Deletes the account with its roles, sessions, cart, follows and declared times. Its orders and rides stay in the books, without a name.
pub fn run(c: &mut Conn, app: &App, user: &UserId) -> Result<Changed, DeleteAccountRefusal> {
    user_account::find(c, user)?;
    let now = app.clock.now();
    let mut recent = orders::of_user(c, user, ENOUGH)?.into_iter();
    if recent.any(|order| !order.state.is_final() && !ask_elsewhere::is_given_up(&order, now)) {
        return Err(DeleteAccountRefusal::OrderOpen);
    }
    if !task::open_of_courier(c, user)?.is_empty() {
        return Err(DeleteAccountRefusal::RideOpen);
    }
    if is_last_administrator(c, user)? {
        return Err(DeleteAccountRefusal::LastAdministrator);
    }
    let mut changed = Changed::topics([Topic::Dispatch]);
    // One by one, because the instance stops following with its last customer.
    for row in restaurant_follow::of_user(c, user)? {
        changed.join(follow::stop::run(c, app, user, &row.target_id)?);
    }
    user_account::delete(c, user)?;
    // A courier's times went with the account.
    timer::now(c, app, JobKind::PublishCapacity, "coop")?;
    Ok(changed)
}
