//! What neighbours offer us: the fixed fee, what our rider gets of it, an area instead of an address, and two equal answers.

use musette_domain::{Instant, Money, Position};

use super::load::Day;
use super::tours::{Tours, Wanted, middle};
use crate::app::App;
use crate::flow::order::quote::between;
use crate::store::delivery_offer_received::{DeliveryOfferReceived, ReceivedOfferState as State};
use crate::web::page::Frame;
use crate::web::parts::{Act, Hue, OfferCard, Offered, Ring, Select, Task};

/// A neighbour's delivery on the page.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The proposal.
    pub proposal: String,
    /// How far it is with us.
    pub state: &'static str,
    /// The card.
    pub card: OfferCard,
}

/// What all cards of a page have in common.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The instance.
    pub app: &'a App,
    /// The frame.
    pub frame: &'a Frame,
    /// The day.
    pub day: &'a Day,
    /// The tours.
    pub tours: &'a Tours<'a>,
    /// What of a fee our rider gets, in thousandths.
    pub courier_share: i64,
    /// Trade time.
    pub now: Instant,
}

/// The offers to answer first, then what is under way.
pub fn cards(desk: Desk<'_>) -> Vec<Incoming> {
    let rows = desk.day.received.iter().enumerate();
    let mut cards: Vec<_> = rows
        .map(|(place, row)| {
            let incoming = Incoming {
                proposal: row.proposal_id.clone(),
                state: row.state.text(),
                card: card(desk, row, place),
            };
            (row.state != State::Offered, row.valid_through, incoming)
        })
        .collect();
    cards.sort_by_key(|(answered, until, _)| (*answered, *until));
    cards.into_iter().map(|(_, _, incoming)| incoming).collect()
}

fn card(desk: Desk<'_>, row: &DeliveryOfferReceived, place: usize) -> OfferCard {
    let (w, format) = (desk.frame.w, desk.frame.format);
    let partner = desk.day.partners.get(&row.partner_id);
    let name = partner.map_or(row.partner_id.as_str(), |partner| partner.name.as_str());
    let fee = Money::new(row.fee, row.currency);
    let rider = fee.permille(desk.courier_share).unwrap_or(fee);
    let open = row.state == State::Offered;
    OfferCard {
        hue: Hue::chosen(partner.map(|partner| partner.hue.as_str()), name),
        title: title(desk, row, name),
        price: format.money(fee),
        price_note: w.with("dispatch-rider-gets", &[("amount", format.money(rider))]),
        ring: open.then(|| ring(desk, row)),
        tasks: tasks(desk, row),
        with: open.then(|| riders(desk, row, place)),
        take: open.then(|| {
            Act::new("/dispatch/offers/bid", w.say("dispatch-bid-go"))
                .field("proposal", &row.proposal_id)
                .spoken(name)
                .small()
        }),
        pass: pass(desk, row, name),
        answers: Vec::new(),
    }
}

fn title(desk: Desk<'_>, row: &DeliveryOfferReceived, coop: &str) -> String {
    let w = desk.frame.w;
    let coop = [("coop", coop)];
    match row.state {
        State::Offered => w.with("dispatch-they-offer", &coop),
        State::Bid => w.with("dispatch-we-bid", &coop),
        State::Awarded => w.with("dispatch-we-won", &coop),
        _ => w.with("dispatch-we-carry", &coop),
    }
}

/// Passing an offer, or giving back what is ours but not yet on a bicycle.
fn pass(desk: Desk<'_>, row: &DeliveryOfferReceived, name: &str) -> Option<Act> {
    let w = desk.frame.w;
    let act = match row.state {
        State::Offered => Act::new("/dispatch/offers/pass", w.say("dispatch-pass")),
        State::Awarded | State::Committed => {
            Act::new("/dispatch/offers/release", w.say("dispatch-release"))
        }
        _ => return None,
    };
    Some(act.field("proposal", &row.proposal_id).spoken(name).small())
}

fn ring(desk: Desk<'_>, row: &DeliveryOfferReceived) -> Ring {
    let seconds = |span: chrono::TimeDelta| u32::try_from(span.num_seconds().max(0)).unwrap_or(0);
    let left = seconds(row.valid_through.since(desk.now));
    let of = seconds(row.valid_through.since(row.received_at)).max(left);
    let until = desk.frame.format.time(row.valid_through);
    Ring::new(desk.frame.w, left, of, &until)
}

fn counter(row: &DeliveryOfferReceived) -> Option<Position> {
    Position::new(row.pickup_latitude, row.pickup_longitude).ok()
}

fn tasks(desk: Desk<'_>, row: &DeliveryOfferReceived) -> Vec<Task> {
    let (w, format) = (desk.frame.w, desk.frame.format);
    let way = counter(row).zip(middle(&row.zone));
    let metres = way.map(|(from, to)| between(desk.app, from, to).0);
    let metres = metres.and_then(|metres| u32::try_from(metres).ok());
    let area = match metres {
        Some(metres) => w.with("dispatch-to-area", &[("distance", format.distance(metres))]),
        None => w.say("dispatch-area").into_owned(),
    };
    let by = w.with("dispatch-by", &[("time", format.time(row.arrive_by))]);
    vec![
        Task::pickup(format.time(row.pickup_at), &row.pickup_name).note(&row.pickup_address),
        Task::dropoff(by, area),
    ]
}

/// With whom: each courier with the time at the counter; or whoever is free when it is ours.
fn riders(desk: Desk<'_>, row: &DeliveryOfferReceived, place: usize) -> Select {
    let (w, format) = (desk.frame.w, desk.frame.format);
    let wanted = counter(row).map(|from| Wanted {
        from,
        to: middle(&row.zone).unwrap_or(from),
        ready: row.pickup_at,
        by: row.arrive_by,
    });
    let found = wanted
        .map(|wanted| desk.tours.insertions(wanted))
        .unwrap_or_default();
    let mut offered: Vec<_> = found
        .iter()
        .filter_map(|place| {
            let mut riders = desk.day.riders.iter();
            let rider = riders.find(|rider| rider.id == place.courier)?;
            let time = format.time(place.pickup_at);
            let args = [("name", rider.name.clone()), ("time", time)];
            Some(Offered::new(
                rider.id.to_string(),
                w.with("dispatch-with", &args),
            ))
        })
        .collect();
    offered.push(Offered::new("", w.say("dispatch-with-somebody")));
    Select::new("courier", w.say("dispatch-with-whom"), offered)
        .id(format!("bid-{place}"))
        .quiet()
}
