//! What people do in these stories, page by page, and what each act has to lead to.

use chrono::TimeDelta;
use musette::store::delivery::Delivery;
use musette::store::delivery_award::DeliveryAward;
use musette::store::delivery_offer_received::{DeliveryOfferReceived, ReceivedOfferState};
use musette::store::ledger_entry::LedgerDirection;
use musette::store::orders::{Order, OrderSide};
use musette::store::outbox_activity::Lane;
use musette::store::outbox_message::MessageState;
use musette::store::receipt::ReceiptState;
use musette::store::{
    address_copy, delivery, delivery_award, delivery_bid, delivery_offer, delivery_offer_received,
    ledger_entry, orders, outbox_message, receipt,
};
use musette_domain::delivery::{DeliveryOrigin, DeliveryState};
use musette_domain::id::{DeliveryId, OrderId};
use musette_domain::order::OrderState;
use musette_domain::{Instant, TextValue};

use crate::person::{Page, Person};
use crate::town::{HOME, Town, Towns};
use crate::wait;

/// What the customer of a story writes at the checkout. Nobody may find it where it does not belong.
pub const DOOR: [(&str, &str); 6] = [
    ("street", "Quittenhalde"),
    ("housenumber", "417x"),
    ("postcode", "9491"),
    ("city", "Nendelnfeld"),
    ("door", "bell Zwetschgenmus"),
    ("name", "Philomena Morgenroth-Quist"),
];
/// And the telephone.
pub const PHONE: &str = "+4237001923";

/// An order and where it stands on each side.
pub struct Ordered {
    /// At the customer's instance.
    pub at_home: OrderId,
    /// The restaurant's instance; the same row when the customer's is the restaurant's.
    pub at_kitchen: OrderId,
}

/// A customer with an account in this town.
pub async fn customer(town: &Town) -> Person {
    Person::signed_up(town.url(), "Philomena", "philomena@customer.example").await
}

/// A customer orders two dishes at a restaurant of this or the other town, to the door.
pub async fn order(customer: &Person, home: &Town, kitchen: &Town) -> Ordered {
    let at_home = place(customer, home, kitchen).await;
    let at_kitchen = if home.name == kitchen.name {
        at_home.clone()
    } else {
        arrived(home, kitchen, &at_home).await.id
    };
    Ordered {
        at_home,
        at_kitchen,
    }
}

/// The customer sends the order; whether it arrives is another matter.
pub async fn place(customer: &Person, home: &Town, kitchen: &Town) -> OrderId {
    let checkout = fill_cart(customer, home, kitchen).await;
    let form = customer.read(&checkout).await;
    let placed = customer.submit(&form, &checkout, &checkout_fields()).await;
    order_of(&placed)
}

/// The same, with a finger that trembles.
pub async fn order_pressing_twice(customer: &Person, home: &Town) -> OrderId {
    let checkout = fill_cart(customer, home, home).await;
    let form = customer.read(&checkout).await;
    let fields = checkout_fields();
    let press = || customer.submit(&form, &checkout, &fields);
    let (one, two) = tokio::join!(press(), press());
    assert_eq!(order_of(&one), order_of(&two));
    order_of(&one)
}

fn order_of(placed: &Page) -> OrderId {
    OrderId::parse(placed.went().rsplit('/').next().unwrap()).unwrap()
}

/// Puts two dishes into the cart; where the checkout is.
pub async fn fill_cart(customer: &Person, home: &Town, kitchen: &Town) -> String {
    let (lat, lon) = (HOME.0.to_string(), HOME.1.to_string());
    let place = [("lat", lat.as_str()), ("lon", lon.as_str())];
    customer.post("/where", &place).await.went();
    let path = kitchen.page_at(home);
    let menu = customer.read(&path).await;
    let put = customer
        .submit(&menu, "/cart/lines", &[("count", "2")])
        .await;
    put.went();
    format!("{path}/order")
}

/// What the customer writes at the checkout, beside the place that is known already.
pub fn checkout_fields() -> Vec<(&'static str, &'static str)> {
    let mut fields = vec![("how", "delivery"), ("tel", PHONE), ("pay", "cash")];
    fields.extend_from_slice(&DOOR);
    fields
}

/// The other town has the order.
pub async fn arrived(home: &Town, kitchen: &Town, id: &OrderId) -> Order {
    let sent = order_row(home, id).await;
    let offer = sent
        .offer_id
        .expect("an order elsewhere is offered by a message");
    wait::row(kitchen.app(), "the order has arrived", move |c| {
        orders::of_offer(c, &offer)
    })
    .await
}

/// The row of an order.
pub async fn order_row(town: &Town, id: &OrderId) -> Order {
    let id = id.clone();
    town.app()
        .db
        .read(move |c| orders::find(c, &id))
        .await
        .unwrap()
}

/// Waits until an order stands there.
pub async fn order_is(town: &Town, id: &OrderId, state: OrderState) -> Order {
    let (id, what) = (
        id.clone(),
        format!("{}: the order is {}", town.name, state.text()),
    );
    wait::row(town.app(), &what, move |c| {
        Ok(orders::find_optional(c, &id)?.filter(|row| row.state == state))
    })
    .await
}

/// Waits until the kitchen's yes is known.
pub async fn order_accepted(town: &Town, id: &OrderId) {
    let (id, what) = (id.clone(), format!("{}: the order is accepted", town.name));
    wait::row(town.app(), &what, move |c| {
        let yes = [OrderState::Agreed, OrderState::Preparing];
        Ok(orders::find_optional(c, &id)?.filter(|row| yes.contains(&row.state)))
    })
    .await;
}

/// The kitchen accepts; there is a delivery now.
pub async fn accept(kitchen: &Town, order: &OrderId) -> DeliveryId {
    let cook = kitchen.staff("kitchen").await;
    let board = format!("/restaurant/{}", kitchen.handle());
    let page = cook.read(&board).await;
    let card = page.where_is("data-order", order.as_str());
    assert!(card.is_some(), "the board shows the order: {}", page.said());
    let act = format!("{board}/orders/{order}/accept");
    cook.submit(&page, &act, &[]).await.went();
    let id = order.clone();
    wait::row(kitchen.app(), "there is a delivery", move |c| {
        delivery::of_order(c, &id)
    })
    .await
    .id
}

/// The dispatcher offers the delivery; the neighbour has the offer.
pub async fn offer(owner: &Town, neighbour: &Town, id: &DeliveryId) -> DeliveryOfferReceived {
    send_offer(owner, neighbour, id).await;
    received(neighbour, &[ReceivedOfferState::Offered], 1).await
}

/// The dispatcher offers the delivery.
pub async fn send_offer(owner: &Town, neighbour: &Town, id: &DeliveryId) {
    let dispatcher = owner.staff("dispatch").await;
    let page = dispatcher.read("/dispatch").await;
    let act = format!("/dispatch/deliveries/{id}/offer");
    let desk = neighbour.desk();
    dispatcher
        .submit(&page, &act, &[("desk", &desk)])
        .await
        .went();
}

/// Waits for an offer in one of these states, of at least this epoch.
pub async fn received(
    neighbour: &Town,
    states: &[ReceivedOfferState],
    epoch: i64,
) -> DeliveryOfferReceived {
    let states = states.to_vec();
    let names: Vec<&str> = states.iter().map(|state| state.text()).collect();
    let what = format!(
        "{}: an offer is {} in epoch {epoch}",
        neighbour.name,
        names.join(" or ")
    );
    wait::row(neighbour.app(), &what, move |c| {
        let rows = delivery_offer_received::in_states(c, &states, 100)?;
        Ok(rows.into_iter().find(|row| row.epoch >= epoch))
    })
    .await
}

/// The neighbour's dispatcher takes the offer with the courier.
pub async fn bid(neighbour: &Town, offer: &DeliveryOfferReceived) {
    let dispatcher = neighbour.staff("dispatch").await;
    let page = dispatcher.read("/dispatch").await;
    let shown = page.where_is("data-proposal", &offer.proposal_id);
    assert!(shown.is_some(), "dispatch shows the offer: {}", page.said());
    let form = page.form("/dispatch/offers/bid");
    let mut fields = vec![("proposal", offer.proposal_id.as_str())];
    let courier = courier_id(neighbour).await;
    if !form
        .fields
        .iter()
        .any(|(name, value)| name == "courier" && !value.is_empty())
    {
        fields.push(("courier", &courier));
    }
    dispatcher
        .submit(&page, "/dispatch/offers/bid", &fields)
        .await
        .went();
}

/// The id of a town's courier.
pub async fn courier_id(town: &Town) -> String {
    let email = format!("courier@{}.example", town.name);
    let found = town
        .app()
        .db
        .read(move |c| musette::store::user_account::by_email(c, &email))
        .await
        .unwrap();
    found.unwrap().id.as_str().to_owned()
}

/// The bid is there, the window ends, the award goes out and is acknowledged: the neighbour has a delivery of its own.
pub async fn awarded(
    towns: &Towns,
    owner: &Town,
    delivery: &DeliveryId,
    neighbour: &Town,
) -> DeliveryOfferReceived {
    bid_arrived(owner, delivery).await;
    towns.later(TimeDelta::seconds(61));
    let taken = [ReceivedOfferState::Committed, ReceivedOfferState::Carrying];
    received(neighbour, &taken, 1).await
}

/// The courier rides: reads the door, shows the code at the counter, gives the meal for the PIN.
pub async fn ride(carrier: &Town, kitchen: &Town, order: &OrderId, id: &DeliveryId, pin: &str) {
    pick_up(carrier, kitchen, order, id).await;
    let courier = carrier.staff("courier").await;
    let act = format!("/courier/deliveries/{id}/at-dropoff");
    courier.post(&act, &[]).await.went();
    let act = format!("/courier/deliveries/{id}/delivered");
    let wrong = if pin == "0000" { "0001" } else { "0000" };
    let refused = courier.post(&act, &[("pin", wrong)]).await;
    if refused.status == 303 {
        // The other co-op checks the PIN: its answer brings the delivery back to the courier.
        let key = id.clone();
        wait::row(carrier.app(), "the wrong PIN was refused", move |c| {
            let receipts = receipt::of_delivery(c, &key)?;
            let refused = |row: &receipt::Receipt| row.state == ReceiptState::Disputed;
            Ok(receipts.into_iter().find(refused))
        })
        .await;
        delivery_is(carrier, id, DeliveryState::AtDropoff).await;
    } else {
        assert_eq!(refused.status, 422, "{}", refused.said());
    }
    courier.post(&act, &[("pin", pin)]).await.went();
    delivery_is(carrier, id, DeliveryState::Delivered).await;
}

/// Waits until the courier may read the door.
pub async fn door_is_read(carrier: &Town, id: &DeliveryId) {
    let key = id.clone();
    wait::row(carrier.app(), "the courier may read the door", move |c| {
        // The door of an own customer is at hand; a neighbour's has to be fetched.
        let own = delivery::find(c, &key)?.side == DeliveryOrigin::OwnOrder;
        let fetched = address_copy::find_optional(c, &key)?.is_some();
        Ok((own || fetched).then_some(()))
    })
    .await;
}

/// The courier fetches the meal against the code.
pub async fn pick_up(carrier: &Town, kitchen: &Town, order: &OrderId, id: &DeliveryId) {
    let courier = carrier.staff("courier").await;
    door_is_read(carrier, id).await;
    for step in ["accept", "at-pickup"] {
        let act = format!("/courier/deliveries/{id}/{step}");
        courier.post(&act, &[]).await.went();
    }
    let page = courier.read("/courier").await;
    let code = page.value("data-pickup-code");
    let cook = kitchen.staff("kitchen").await;
    let board = format!("/restaurant/{}/orders/{order}", kitchen.handle());
    cook.post(&format!("{board}/ready"), &[]).await.went();
    let wrong = if code == "0000" { "0001" } else { "0000" };
    let refused = cook
        .post(&format!("{board}/hand-over"), &[("code", wrong)])
        .await;
    assert_ne!(refused.status, 303, "a wrong code hands nothing over");
    cook.post(&format!("{board}/hand-over"), &[("code", &code)])
        .await
        .went();
    let act = format!("/courier/deliveries/{id}/picked-up");
    courier.post(&act, &[]).await.went();
    delivery_is(carrier, id, DeliveryState::PickedUp).await;
}

/// Waits until a delivery stands there.
pub async fn delivery_is(town: &Town, id: &DeliveryId, state: DeliveryState) -> Delivery {
    let (id, what) = (
        id.clone(),
        format!("{}: the delivery is {}", town.name, state.text()),
    );
    wait::row(town.app(), &what, move |c| {
        Ok(delivery::find_optional(c, &id)?.filter(|row| row.state == state))
    })
    .await
}

/// The PIN on the customer's page.
pub async fn pin(customer: &Person, order: &OrderId) -> String {
    let page = customer.read(&format!("/orders/{order}")).await;
    page.value("data-pin")
}

/// What the rows of both ledgers say, as the first town sees it: event, kind, amount, positive when the other owes.
pub async fn ledger(town: &Town, other: &Town) -> Vec<(String, String, i64)> {
    let desk = other.desk();
    let rows = town
        .app()
        .db
        .read(move |c| ledger_entry::of_partner(c, &desk))
        .await
        .unwrap();
    let mut lines: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let sign = match row.direction {
                LedgerDirection::TheyOwe => 1,
                LedgerDirection::WeOwe => -1,
            };
            (row.event_id, row.kind.text().to_owned(), sign * row.amount)
        })
        .collect();
    lines.sort();
    lines
}

/// Waits until both ledgers have this many lines, and checks that they say the same of the same events.
pub async fn ledgers_agree(one: &Town, other: &Town, lines: usize) {
    for (town, with) in [(one, other), (other, one)] {
        let desk = with.desk();
        wait::row(
            town.app(),
            &format!("{}: {lines} lines in the ledger", town.name),
            move |c| {
                let rows = ledger_entry::of_partner(c, &desk)?;
                Ok((rows.len() >= lines).then_some(()))
            },
        )
        .await;
    }
    let ours = ledger(one, other).await;
    let theirs: Vec<_> = ledger(other, one)
        .await
        .into_iter()
        .map(|(event, kind, amount)| (event, kind, -amount))
        .collect();
    assert_eq!(ours, theirs, "both ledgers say the same");
    assert_eq!(ours.len(), lines, "{ours:?}");
}

/// Every order of a town, newest first.
pub async fn all_orders(town: &Town) -> Vec<Order> {
    let sides = [OrderSide::Local, OrderSide::Incoming, OrderSide::Outgoing];
    town.app()
        .db
        .read(move |c| orders::since(c, &sides, Instant::from_millis(0), 1000))
        .await
        .unwrap()
}

/// The delivery of an order.
pub async fn delivery_of(town: &Town, order: &OrderId) -> DeliveryId {
    let id = order.clone();
    wait::row(town.app(), "there is a delivery", move |c| {
        delivery::of_order(c, &id)
    })
    .await
    .id
}

/// Waits until the owner has a bid for the delivery.
pub async fn bid_arrived(owner: &Town, delivery: &DeliveryId) {
    let id = delivery.clone();
    wait::row(owner.app(), "the bid has arrived", move |c| {
        let Some(offer) = delivery_offer::of_delivery(c, &id)? else {
            return Ok(None);
        };
        Ok(delivery_bid::of_offer(c, &offer.id, offer.epoch)?
            .into_iter()
            .next())
    })
    .await;
}

/// Waits for the award of an epoch.
pub async fn award_of(owner: &Town, delivery: &DeliveryId, epoch: i64) -> DeliveryAward {
    let id = delivery.clone();
    wait::row(owner.app(), "it is awarded", move |c| {
        let Some(offer) = delivery_offer::of_delivery(c, &id)? else {
            return Ok(None);
        };
        let awards = delivery_award::of_offer(c, &offer.id)?;
        Ok(awards.into_iter().find(|award| award.epoch == epoch))
    })
    .await
}

/// The dispatcher gives the delivery to an own courier.
pub async fn assign_own(town: &Town, delivery: &DeliveryId) {
    let dispatcher = town.staff("dispatch").await;
    let courier = courier_id(town).await;
    let act = format!("/dispatch/deliveries/{delivery}/assign");
    dispatcher.post(&act, &[("courier", &courier)]).await.went();
    delivery_is(town, delivery, DeliveryState::Assigned).await;
}

/// Waits until no message of the trade is on its way.
pub async fn nothing_to_send(town: &Town) {
    wait::row(
        town.app(),
        &format!("{}: everything is sent", town.name),
        |c| {
            let rows = outbox_message::list(c, 1000)?;
            let open = rows
                .iter()
                .any(|row| row.lane == Lane::Trade && row.state == MessageState::Waiting);
            Ok((!open).then_some(()))
        },
    )
    .await;
}
