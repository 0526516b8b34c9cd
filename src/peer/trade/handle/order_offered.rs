//! `Offer(Agreement)`: a partner's customer orders at one of our restaurants.

use chrono::TimeDelta;
use musette_domain::handoff::deadline;
use musette_domain::order::{Fulfilment, Payment, RefusalReason};
use musette_domain::timing::Window;
use musette_domain::{Instant, Money, TextValue};
use musette_federation::TradeMessage;
use musette_federation::activity::Refused;
use musette_federation::order::{OrderOffer, Payment as WirePayment};

use super::Received;
use crate::app::Topic;
use crate::flow::order::receive_offer::{self, ReceivedLine, ReceivedOrder};
use crate::peer::trade::failed::Failed;
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::peer::trade::quote::server::{cell_of, handle_of, item_of};
use crate::peer::trade::terms::{currency, minor, number, reason};
use crate::store::{Conn, Error};

/// How long a refusal is tried to be delivered; the customer's co-op gives up by itself.
const TRIED: TimeDelta = TimeDelta::minutes(30);

/// Shows the order to the restaurant, or refuses it at once.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    offer: &OrderOffer,
) -> Result<Vec<Topic>, Failed> {
    let order = match order(received, offer) {
        Ok(order) => order,
        Err(Unfit::Refuse(reason)) => {
            refuse(c, received, reason)?;
            return Ok(Vec::new());
        }
        Err(Unfit::Failed(failed)) => return Err(failed),
    };
    match receive_offer::run(c, received.app, &order) {
        Ok(receive_offer::Received::Taken(changed)) => Ok(changed.topics),
        Ok(receive_offer::Received::Refused(reason)) => {
            refuse(c, received, reason)?;
            Ok(Vec::new())
        }
        Err(receive_offer::ReceiveRefusal::Store(error)) => Err(error.into()),
        Err(refusal) => {
            tracing::info!(partner = received.partner.desk_id, %refusal, "an order was not taken");
            refuse(c, received, RefusalReason::Other)?;
            Ok(Vec::new())
        }
    }
}

/// Answers with `Reject`.
pub fn refuse(c: &mut Conn, received: &Received<'_>, why: RefusalReason) -> Result<(), Error> {
    outgoing::write(
        c,
        &received.desk,
        Outgoing {
            to: &received.partner.desk_id,
            id: None,
            context: received.activity.context.as_str(),
            valid_through: received.now.plus(TRIED),
            message: TradeMessage::OrderRejected(Refused {
                object: received.activity.id.clone(),
                reason: reason(Some(why.as_str()))?,
            }),
        },
    )?;
    Ok(())
}

/// Why an offer is not even looked at by the flow.
enum Unfit {
    /// The sender gets an answer.
    Refuse(RefusalReason),
    /// It is no message of the protocol.
    Failed(Failed),
}

impl<E: Into<Failed>> From<E> for Unfit {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

fn order(received: &Received<'_>, offer: &OrderOffer) -> Result<ReceivedOrder, Unfit> {
    let activity = received.activity;
    let urls = &received.app.urls;
    let restaurant = handle_of(urls, &offer.orders).ok_or(Unfit::Refuse(RefusalReason::Unknown))?;
    let lines = offer
        .lines
        .iter()
        .map(|line| {
            Ok(ReceivedLine {
                item: item_of(urls, &line.item).ok_or(Unfit::Refuse(RefusalReason::Unknown))?,
                revision: number(line.item_revision)?,
                count: i32::try_from(line.count)
                    .map_err(|_| Unfit::Refuse(RefusalReason::Other))?,
            })
        })
        .collect::<Result<_, Unfit>>()?;
    let currency = currency(&offer.currency)?;
    let (Some(start), Some(end)) = (offer.ready_at, offer.arrive_by) else {
        return Err(Unfit::Refuse(RefusalReason::TimeNotPossible));
    };
    let cell = cell_of(&offer.dropoff)?;
    Ok(ReceivedOrder {
        desk: received.partner.desk_id.clone(),
        offer_id: activity.id.to_string(),
        context: activity.context.to_string(),
        restaurant: restaurant.to_owned(),
        lines,
        total: Money::new(minor(&offer.total, currency)?, currency),
        fulfilment: if cell.is_some() {
            Fulfilment::Delivery
        } else {
            Fulfilment::Collection
        },
        cell,
        handoff_url: offer.handoff.as_ref().map(ToString::to_string),
        pin_check: offer
            .pin_check
            .as_ref()
            .map(|check| check.as_str().to_owned()),
        window: Window {
            start: start.into(),
            end: end.into(),
        },
        payment: match offer.payment {
            WirePayment::Cash => Payment::Cash,
            WirePayment::Online => Payment::Online,
        },
        valid_through: deadline(
            Instant::from(activity.published),
            Instant::from(activity.valid_through),
            received.now,
        ),
    })
}
