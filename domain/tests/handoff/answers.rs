//! One answer at a time: what each machine says to the message that is repeated, late, stale or wrong.

mod carrier;
mod counter;
mod owner;

use chrono::TimeDelta;
use musette_domain::handoff::{
    Bid, BidRefusal, Carrier, CarrierEffect, CarrierEvent, CarrierState, CloseReason,
    CounterAnswer, Desk, Epoch, Fresh, OfferTerms, Owner, OwnerEffect, OwnerEvent, OwnerState,
    PeerAnswer, Progress, Question, ReceiptRefusal, Report, RevokeReason,
};
use musette_domain::{Currency, Instant, Money};
use rstest::rstest;

fn at(second: i64) -> Instant {
    Instant::from_millis(0).plus(TimeDelta::seconds(second))
}
fn desk(name: &str) -> Desk {
    Desk::new(&format!("https://{name}.example/ap/desk")).unwrap()
}
fn fee() -> Money {
    Money::new(720, Currency::CHF)
}
fn bid(name: &str, epoch: Epoch, eta: i64) -> Bid {
    Bid {
        desk: desk(name),
        id: format!("{name}-{epoch}"),
        epoch,
        fee: fee(),
        eta: at(eta),
        valid_until: at(180 + i64::from(epoch) * 1_000),
        carried: 0,
    }
}
fn fresh(epoch: Epoch) -> Fresh {
    Fresh {
        agreement: format!("g{epoch}"),
        pickup_code: format!("K{epoch}-PLUM"),
    }
}
fn report(epoch: Epoch, revision: u32, progress: Progress, created: i64) -> Report {
    Report {
        agreement: format!("g{epoch}"),
        epoch,
        revision,
        progress,
        eta: None,
        created: at(created),
    }
}
fn reported(name: &str, report: Report) -> OwnerEvent {
    OwnerEvent::Reported {
        desk: desk(name),
        report,
    }
}
fn receipt(name: &str, epoch: Epoch, receipt: &str, pin_right: bool) -> OwnerEvent {
    OwnerEvent::ReceiptReceived {
        desk: desk(name),
        agreement: format!("g{epoch}"),
        epoch,
        receipt: receipt.into(),
        pin_right,
    }
}
fn code(code: &str) -> OwnerEvent {
    OwnerEvent::PickupCodeEntered { code: code.into() }
}

/// An owner after these events, and the effects of the last.
fn owner(events: impl IntoIterator<Item = (i64, OwnerEvent)>) -> (Owner, Vec<OwnerEffect>) {
    let terms = OfferTerms {
        fee: fee(),
        window_seconds: 60,
        ack_seconds: 120,
        stall_seconds: 1_500,
        pickup_until: at(1_200),
        reoffer_until: at(7_200),
    };
    events
        .into_iter()
        .fold(Owner::open(terms, at(0)), |(owner, _), (second, event)| {
            owner.on(event, at(second))
        })
}
fn awarded() -> Vec<(i64, OwnerEvent)> {
    vec![
        (10, OwnerEvent::BidReceived(bid("a", 1, 900))),
        (20, OwnerEvent::BidReceived(bid("b", 1, 1_500))),
        (
            60,
            OwnerEvent::WindowEnded {
                epoch: 1,
                fresh: fresh(1),
            },
        ),
    ]
}
fn committed() -> Vec<(i64, OwnerEvent)> {
    with(
        awarded(),
        70,
        reported("a", report(1, 1, Progress::Committed, 69)),
    )
}
fn handed_over() -> Vec<(i64, OwnerEvent)> {
    with(committed(), 900, code("k1 plum"))
}
/// Epoch 1 was taken from `a` because it did not acknowledge; epoch 2 is offered.
fn offered_again() -> Vec<(i64, OwnerEvent)> {
    let asked = with(awarded(), 180, OwnerEvent::DeadlinePassed { epoch: 1 });
    with(
        asked,
        185,
        OwnerEvent::PeerSays {
            epoch: 1,
            answer: PeerAnswer::Nothing,
        },
    )
}
fn with(
    mut events: Vec<(i64, OwnerEvent)>,
    second: i64,
    event: OwnerEvent,
) -> Vec<(i64, OwnerEvent)> {
    events.push((second, event));
    events
}
fn revoke(epoch: Epoch, reason: RevokeReason) -> OwnerEffect {
    OwnerEffect::Revoke {
        desk: desk("a"),
        agreement: format!("g{epoch}"),
        epoch,
        reason,
    }
}
fn compensate(epoch: Epoch) -> OwnerEffect {
    OwnerEffect::CompensateWastedTrip {
        desk: desk("a"),
        agreement: format!("g{epoch}"),
        epoch,
    }
}
fn reject(reason: ReceiptRefusal, receipt: &str, tries_left: u32) -> OwnerEffect {
    OwnerEffect::RejectReceipt {
        desk: desk("a"),
        agreement: "g1".into(),
        receipt: receipt.into(),
        reason,
        tries_left,
    }
}

/// A carrier after these events, and the effects of the last.
fn carrier(events: impl IntoIterator<Item = (i64, CarrierEvent)>) -> (Carrier, Vec<CarrierEffect>) {
    let offered = Carrier::offered(desk("o"), fee(), 1, at(60), at(0));
    events
        .into_iter()
        .fold(offered, |(carrier, _), (second, event)| {
            carrier.on(event, at(second))
        })
}
fn bid_made() -> (i64, CarrierEvent) {
    (
        10,
        CarrierEvent::BidMade {
            bid: "b1".into(),
            eta: at(900),
        },
    )
}
fn award(second: i64) -> (i64, CarrierEvent) {
    let event = CarrierEvent::AwardReceived {
        bid: "b1".into(),
        agreement: "g1".into(),
        epoch: 1,
        pickup_code: "K1-PLUM".into(),
        ack_by: at(180),
    };
    (second, event)
}
fn read(second: i64) -> (i64, CarrierEvent) {
    (second, CarrierEvent::HandoffRead { epoch: 1 })
}
fn progressed(second: i64, progress: Progress) -> (i64, CarrierEvent) {
    (
        second,
        CarrierEvent::Progressed {
            progress,
            eta: None,
        },
    )
}
fn revoked(second: i64, epoch: Epoch) -> (i64, CarrierEvent) {
    (
        second,
        CarrierEvent::Revoked {
            epoch,
            reason: RevokeReason::NoAck,
        },
    )
}
fn brought(second: i64, receipt: &str) -> (i64, CarrierEvent) {
    (
        second,
        CarrierEvent::Brought {
            receipt: receipt.into(),
            pin: "4821".into(),
        },
    )
}
fn sent(revision: u32, progress: Progress) -> CarrierEffect {
    CarrierEffect::SendReport {
        agreement: "g1".into(),
        epoch: 1,
        revision,
        progress,
        eta: None,
    }
}

fn with_bag() -> Vec<(i64, CarrierEvent)> {
    vec![
        bid_made(),
        award(70),
        read(75),
        progressed(900, Progress::PickedUp),
    ]
}

#[test]
fn both_machines_survive_being_written_down() {
    for events in [
        vec![],
        awarded(),
        committed(),
        handed_over(),
        offered_again(),
        with(handed_over(), 1_500, receipt("a", 1, "e1", true)),
    ] {
        let (owner, _) = owner(events);
        let text = serde_json::to_string(&owner).unwrap();
        assert!(
            text.contains(&format!("\"state\":\"{}\"", owner.state_name())),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<Owner>(&text).unwrap(), owner);
    }
    for events in [
        vec![],
        vec![bid_made()],
        with_bag(),
        vec![bid_made(), revoked(65, 1)],
    ] {
        let (carrier, _) = carrier(events);
        let text = serde_json::to_string(&carrier).unwrap();
        assert!(
            text.contains(&format!("\"state\":\"{}\"", carrier.state_name())),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<Carrier>(&text).unwrap(), carrier);
    }
}

#[test]
fn states_can_be_looked_into() {
    assert!(matches!(
        owner(handed_over()).0.state(),
        OwnerState::HandedOver { .. }
    ));
    assert!(matches!(
        carrier([bid_made()]).0.state(),
        CarrierState::Bid { .. }
    ));
    assert!(carrier([bid_made()]).0.binds_courier());
}
