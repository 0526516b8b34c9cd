//! Carries what co-ops tell each other from one to the other, as the trade tier would: reads the sender's rows, calls the receiver's flows.

use musette_domain::handoff::Report;
use musette_domain::id::{DeliveryId, MenuItemId, OrderId};
use musette_domain::order::OrderState;
use musette_domain::timing::Window;
use musette_domain::{Instant, Money, Position, TextValue};

use super::support::Coop;
use crate::app::testing::{Network, Told};
use crate::flow::carry::awarded::ReceivedAward;
use crate::flow::carry::offered::ReceivedProposal;
use crate::flow::carry::receipt_answered::ReceiptAnswer;
use crate::flow::offer::bid_received::ReceivedBid;
use crate::flow::offer::receipt_received::ReceivedReceipt;
use crate::flow::offer::refused_receipt;
use crate::flow::offer::reported::ReceivedReport;
use crate::flow::order::answered_elsewhere::Answer;
use crate::flow::order::changed_elsewhere::OrderReport;
use crate::flow::order::receive_offer::{Received, ReceivedLine, ReceivedOrder};
use crate::flow::{carry, offer, order, pin_check};
use crate::store::receipt::ReceiptState;
use crate::store::{
    delivery, delivery_award, delivery_offer, delivery_offer_received, order_line, orders, receipt,
};

/// Carries everything that `from` told to `to`, until there is nothing more on either side.
pub async fn exchange(a: &Coop, b: &Coop) {
    loop {
        let (first, second) = (a.t.tell.take(), b.t.tell.take());
        if first.is_empty() && second.is_empty() {
            return;
        }
        for told in first {
            carry_one(a, b, &told).await;
        }
        for told in second {
            carry_one(b, a, &told).await;
        }
    }
}

/// Carries one message. What the receiver refuses is like an answer 4xx: the test goes on.
pub async fn carry_one(from: &Coop, to: &Coop, told: &Told) {
    match told.what {
        "order_offered" => order_offered(from, to, &told.id).await,
        "order_withdrawn" => {
            let (row, desk) = (order_row(from, &told.id).await, from.urls.desk());
            let _ = to
                .write(move |c, app| {
                    let offer = row.offer_id.clone().unwrap();
                    order::withdrawn_elsewhere::run(c, app, &desk, &offer)
                })
                .await;
        }
        "order_answered" => order_answered(from, to, &told.id).await,
        "order_changed" => order_changed(from, to, &told.id).await,
        "delivery_offered" => {
            if told.more.contains(&to.urls.desk()) {
                delivery_offered(from, to, &told.id).await;
            }
        }
        "bid_made" => bid_made(from, to, told).await,
        "bid_rejected" => {
            let (desk, bid) = (from.urls.desk(), told.id.clone());
            if told.more[0] == to.urls.desk() {
                let _ = to
                    .write(move |c, app| carry::rejected::run(c, app, &desk, &bid))
                    .await
                    .unwrap();
            }
        }
        "delivery_awarded" => delivery_awarded(from, to, &told.id).await,
        "award_revoked" => award_revoked(from, to, &told.id, &told.more[0]).await,
        "delivery_reported" => delivery_reported(from, to, &told.id).await,
        "receipt_issued" => receipt_issued(from, to, &told.id, &told.more[0]).await,
        "receipt_answered" => receipt_answered(from, to, &told.id).await,
        other => panic!("nobody carries {other}"),
    }
}

async fn order_row(coop: &Coop, id: &str) -> orders::Order {
    coop.order(&OrderId::parse(id).unwrap()).await
}

async fn order_offered(from: &Coop, to: &Coop, id: &str) {
    let row = order_row(from, id).await;
    let find = row.id.clone();
    let lines = from.read(move |c| order_line::of_order(c, &find)).await;
    let desk = from.urls.desk();
    let input = ReceivedOrder {
        desk: desk.clone(),
        offer_id: row.offer_id.clone().unwrap(),
        context: row.context.clone().unwrap(),
        restaurant: to
            .urls
            .restaurant_handle(&row.restaurant)
            .unwrap()
            .to_owned(),
        lines: lines
            .iter()
            .map(|line| ReceivedLine {
                item: MenuItemId::parse(to.urls.menu_item_id(&line.item).unwrap()).unwrap(),
                revision: line.item_revision,
                count: line.count,
            })
            .collect(),
        total: Money::new(row.total, row.currency),
        fulfilment: row.fulfilment,
        cell: row.zone.as_deref().map(|cell| cell.parse().unwrap()),
        handoff_url: row.handoff_url.clone(),
        pin_check: row.pin_check.clone(),
        window: Window {
            start: row.window_from,
            end: row.window_to,
        },
        payment: row.payment,
        valid_through: row.answer_by,
    };
    let received = to
        .write(move |c, app| order::receive_offer::run(c, app, &input))
        .await
        .unwrap();
    if let Received::Refused(reason) = received {
        let (own, offer) = (to.urls.desk(), row.offer_id.unwrap());
        let _ = from
            .write(move |c, app| {
                let answer = Answer::Rejected {
                    reason: reason.text().to_owned(),
                };
                order::answered_elsewhere::run(c, app, &own, &offer, &answer)
            })
            .await
            .unwrap();
    }
}

async fn order_answered(from: &Coop, to: &Coop, id: &str) {
    let (row, desk) = (order_row(from, id).await, from.urls.desk());
    let answer = match row.state {
        OrderState::Rejected | OrderState::Expired | OrderState::Cancelled => Answer::Rejected {
            reason: row.reason.clone().unwrap_or_default(),
        },
        state => Answer::Accepted {
            agreement_id: row.agreement_id.clone().unwrap(),
            revision: row.revision,
            state,
            total: Money::new(row.total, row.currency),
        },
    };
    let _ = to
        .write(move |c, app| {
            let offer = row.offer_id.clone().unwrap();
            order::answered_elsewhere::run(c, app, &desk, &offer, &answer)
        })
        .await
        .unwrap();
}

async fn order_changed(from: &Coop, to: &Coop, id: &str) {
    let (row, desk) = (order_row(from, id).await, from.urls.desk());
    let (find, app) = (row.clone(), from.t.app.clone());
    let mut carrier = from.read(move |c| order::carrier::of(c, &app, &find)).await;
    if let Some(reader) = &mut carrier
        && reader.key.is_none()
    {
        reader.key = Some(pin_check::fingerprint(&Network::key(&desk)));
    }
    let report = OrderReport {
        desk,
        agreement_id: row.agreement_id.clone().unwrap(),
        revision: row.revision,
        state: row.state,
        reason: row.reason.clone(),
        carrier,
        eta: row.eta,
        cell: row.cell.clone(),
    };
    let _ = to
        .write(move |c, app| order::changed_elsewhere::run(c, app, &report))
        .await
        .unwrap();
}

async fn delivery_offered(from: &Coop, to: &Coop, id: &str) {
    let id = DeliveryId::parse(id).unwrap();
    let (row, open) = from
        .read(move |c| {
            Ok((
                delivery::find(c, &id)?,
                delivery_offer::of_delivery(c, &id)?.unwrap(),
            ))
        })
        .await;
    let input = ReceivedProposal {
        desk: from.urls.desk(),
        proposal: open.context,
        epoch: u32::try_from(open.epoch).unwrap(),
        fee: Money::new(row.fee, row.currency),
        collect: row.collect,
        pickup_actor: from.urls.restaurant("mireille"),
        pickup_name: row.pickup_name,
        pickup_address: row.pickup_address,
        pickup: Position::new(row.pickup_latitude, row.pickup_longitude).unwrap(),
        zone: row.zone,
        pickup_at: row.pickup_at,
        arrive_by: row.window_to,
        answer_by: open.window_ends_at,
    };
    let _ = to
        .write(move |c, app| carry::offered::run(c, app, &input))
        .await
        .unwrap();
}

async fn bid_made(from: &Coop, to: &Coop, told: &Told) {
    let proposal = told.id.clone();
    let row = from
        .read(move |c| delivery_offer_received::find(c, &proposal))
        .await;
    let at = |n: usize| Instant::from_millis(told.more[n].parse().unwrap());
    let input = ReceivedBid {
        desk: from.urls.desk(),
        context: row.context,
        activity_id: row.bid_id.unwrap(),
        epoch: u32::try_from(row.epoch).unwrap(),
        fee: Money::new(row.fee, row.currency),
        eta: at(0),
        valid_through: at(1),
    };
    let _ = to
        .write(move |c, app| offer::bid_received::run(c, app, &input))
        .await
        .unwrap();
}

async fn delivery_awarded(from: &Coop, to: &Coop, agreement: &str) {
    let agreement = agreement.to_owned();
    let (award, order) = from
        .read(move |c| {
            let award = delivery_award::find(c, &agreement)?;
            let open = delivery_offer::find(c, &award.offer_id)?;
            let row = delivery::find(c, &open.delivery_id)?;
            Ok((award, orders::find(c, &row.order_id.unwrap())?))
        })
        .await;
    if award.partner_id != to.urls.desk() {
        return;
    }
    let input = ReceivedAward {
        desk: from.urls.desk(),
        bid: award.bid_id,
        award_id: award.award_id,
        agreement: award.agreement_id,
        under: award.under.unwrap(),
        epoch: u32::try_from(award.epoch).unwrap(),
        pickup_code: award.pickup_code,
        ack_by: award.ack_by,
        handoff_url: order.handoff_url.unwrap(),
    };
    let _ = to
        .write(move |c, app| carry::awarded::run(c, app, &input))
        .await
        .unwrap();
}

async fn award_revoked(from: &Coop, to: &Coop, agreement: &str, reason: &str) {
    let agreement = agreement.to_owned();
    let (award, open) = from
        .read(move |c| {
            let award = delivery_award::find(c, &agreement)?;
            let open = delivery_offer::find(c, &award.offer_id)?;
            Ok((award, open))
        })
        .await;
    let (desk, reason) = (from.urls.desk(), TextValue::parse(reason).unwrap());
    let _ = to
        .write(move |c, app| {
            let epoch = u32::try_from(award.epoch).unwrap();
            carry::revoked::run(c, app, &desk, &open.context, epoch, reason)
        })
        .await
        .unwrap();
}

async fn delivery_reported(from: &Coop, to: &Coop, proposal: &str) {
    let proposal = proposal.to_owned();
    let said = from
        .read(move |c| carry::report::of_proposal(c, &proposal))
        .await
        .unwrap();
    let input = ReceivedReport {
        desk: from.urls.desk(),
        context: said.context,
        delivery_url: said.delivery_url,
        report: Report {
            agreement: said.agreement,
            epoch: said.epoch,
            revision: said.revision,
            progress: said.progress,
            eta: said.eta,
            created: said.since,
        },
        cell: said.cell,
    };
    let _ = to
        .write(move |c, app| offer::reported::run(c, app, &input))
        .await
        .unwrap();
}

async fn receipt_issued(from: &Coop, to: &Coop, proposal: &str, pin: &str) {
    let proposal = proposal.to_owned();
    let (row, issued) = from
        .read(move |c| {
            let row = delivery_offer_received::find(c, &proposal)?;
            let id = row.delivery_id.clone().unwrap();
            let issued = receipt::of_delivery(c, &id)?.remove(0);
            Ok((row, issued))
        })
        .await;
    let input = ReceivedReceipt {
        desk: from.urls.desk(),
        context: row.context,
        receipt_id: issued.id,
        activity_id: issued.activity_id,
        agreement: row.agreement_id.unwrap(),
        epoch: u32::try_from(issued.epoch).unwrap(),
        pin: Some(pin.to_owned()).filter(|pin| !pin.is_empty()),
        collected: issued.collected,
        body: "{}".into(),
    };
    let _ = to
        .write(move |c, app| offer::receipt_received::run(c, app, &input))
        .await
        .unwrap();
}

async fn receipt_answered(from: &Coop, to: &Coop, id: &str) {
    let find = id.to_owned();
    let (row, why) = from
        .read(move |c| {
            let row = receipt::find(c, &find)?;
            let why = refused_receipt::why(c, &row)?;
            Ok((row, why))
        })
        .await;
    let answer = match (row.state, why) {
        (ReceiptState::Accepted, _) => ReceiptAnswer::Accepted,
        (_, Some((reason, tries_left))) => ReceiptAnswer::Rejected { reason, tries_left },
        other => panic!("{other:?}"),
    };
    let desk = from.urls.desk();
    let _ = to
        .write(move |c, app| carry::receipt_answered::run(c, app, &desk, &row.id, answer))
        .await
        .unwrap();
}
