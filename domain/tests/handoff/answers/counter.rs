//! What the owner says at the counter, to cancellations and to receipts.

use super::*;

#[test]
fn the_counter_gives_the_bag_once_for_the_current_code() {
    let (given, effects) = owner(handed_over());
    assert_eq!(
        effects,
        [OwnerEffect::CounterSays(CounterAnswer::HandOver {
            desk: desk("a")
        })]
    );
    assert!(given.bag_is_gone());
    let twice = owner(with(handed_over(), 901, code("K1-PLUM")));
    assert_eq!(
        twice.1,
        [OwnerEffect::CounterSays(CounterAnswer::AlreadyHandedOver)]
    );
    let nobody = owner([(5, code("K1-PLUM"))]);
    assert_eq!(
        nobody.1,
        [OwnerEffect::CounterSays(CounterAnswer::NobodyExpected)]
    );
}

#[test]
fn a_former_code_opens_nothing_and_pays_the_trip() {
    let (again, effects) = owner(with(offered_again(), 900, code("K1-PLUM")));
    let taken = OwnerEffect::CounterSays(CounterAnswer::TakenBack { desk: desk("a") });
    assert_eq!(
        effects,
        [taken.clone(), compensate(1), revoke(1, RevokeReason::NoAck)]
    );
    assert_eq!(again.state_name(), "open");
    let twice = with(
        with(offered_again(), 900, code("K1-PLUM")),
        901,
        code("K1-PLUM"),
    );
    assert_eq!(owner(twice).1, [taken, revoke(1, RevokeReason::NoAck)]);
}

#[test]
fn five_wrong_codes_lock_and_only_the_counter_can_vouch() {
    let wrong =
        |times: usize| (0..times).fold(committed(), |events, _| with(events, 900, code("K9-PEAR")));
    assert_eq!(
        owner(wrong(4)).1,
        [OwnerEffect::CounterSays(CounterAnswer::Wrong { left: 1 })]
    );
    assert_eq!(
        owner(wrong(5)).1,
        [OwnerEffect::CounterSays(CounterAnswer::Locked)]
    );
    let right = with(wrong(5), 901, code("K1-PLUM"));
    assert_eq!(
        owner(right.clone()).1,
        [OwnerEffect::CounterSays(CounterAnswer::Locked)]
    );
    assert!(
        owner(with(right, 902, OwnerEvent::HandedOverByHand))
            .0
            .bag_is_gone()
    );
}

#[test]
fn once_the_bag_has_gone_nothing_is_taken_back() {
    for reason in [CloseReason::Cancelled, CloseReason::OwnCourier] {
        let (owner, effects) = owner(with(handed_over(), 950, OwnerEvent::Close { reason }));
        assert_eq!((owner.state_name(), effects.len()), ("handedOver", 0));
    }
    let stalled = owner(with(
        handed_over(),
        9_000,
        OwnerEvent::DeadlinePassed { epoch: 1 },
    ));
    assert_eq!((stalled.0.state_name(), stalled.1.len()), ("handedOver", 0));
    let close = OwnerEvent::Close {
        reason: CloseReason::Failed,
    };
    let failed = with(handed_over(), 950, close.clone());
    let (closed, effects) = owner(failed.clone());
    assert_eq!((closed.state_name(), effects.len()), ("closed", 0));
    // The carrier's word is what earns the trip, whether it comes after the dispatcher's or before.
    let said = reported("a", report(1, 7, Progress::Failed, 940));
    assert_eq!(owner(with(failed, 960, said.clone())).1, [compensate(1)]);
    let told = with(handed_over(), 940, said);
    assert!(owner(told.clone()).1.contains(&compensate(1)));
    assert_eq!(owner(with(told, 950, close)).1, []);
}

#[test]
fn a_cancelled_order_takes_back_and_pays_who_had_acknowledged() {
    let cancel = OwnerEvent::Close {
        reason: CloseReason::Cancelled,
    };
    let (closed, effects) = owner(with(committed(), 500, cancel.clone()));
    assert_eq!(closed.state_name(), "closed");
    assert_eq!(
        effects,
        [
            OwnerEffect::CloseHandoff { epoch: 1 },
            revoke(1, RevokeReason::Cancelled),
            compensate(1)
        ]
    );
    let unheard = owner(with(awarded(), 65, cancel.clone()));
    assert_eq!(
        unheard.1,
        [
            OwnerEffect::CloseHandoff { epoch: 1 },
            revoke(1, RevokeReason::Cancelled)
        ]
    );
    let open = owner([
        (10, OwnerEvent::BidReceived(bid("a", 1, 900))),
        (20, cancel),
    ]);
    assert!(matches!(
        open.1[..],
        [OwnerEffect::RejectBid {
            reason: BidRefusal::Closed,
            ..
        }]
    ));
}

#[test]
fn a_receipt_is_claimed_once() {
    let done = with(handed_over(), 1_500, receipt("a", 1, "e1", true));
    let accept = OwnerEffect::AcceptReceipt {
        desk: desk("a"),
        agreement: "g1".into(),
        epoch: 1,
        receipt: "e1".into(),
    };
    assert_eq!(owner(done.clone()).1, std::slice::from_ref(&accept));
    let again = owner(with(done.clone(), 1_600, receipt("a", 1, "e1", true)));
    assert_eq!(again, (owner(done.clone()).0, vec![accept]));
    let other = owner(with(done.clone(), 1_600, receipt("a", 1, "e2", true)));
    assert_eq!(other.1, [reject(ReceiptRefusal::AlreadyClaimed, "e2", 0)]);
    let stranger = owner(with(done, 1_600, receipt("b", 1, "e1", true)));
    assert!(matches!(
        stranger.1[..],
        [OwnerEffect::RejectReceipt {
            reason: ReceiptRefusal::NotAwarded,
            ..
        }]
    ));
}

#[test]
fn wrong_pins_are_counted_once_each_and_lock_after_five() {
    let wrong = |n: usize| {
        (1..=n).fold(handed_over(), |events, n| {
            with(events, 1_500, receipt("a", 1, &format!("e{n}"), false))
        })
    };
    assert_eq!(
        owner(wrong(1)).1,
        [reject(ReceiptRefusal::WrongPin, "e1", 4)]
    );
    let repeated = with(wrong(1), 1_501, receipt("a", 1, "e1", false));
    assert_eq!(
        owner(repeated).1,
        [reject(ReceiptRefusal::WrongPin, "e1", 4)]
    );
    let locked = wrong(5);
    assert_eq!(
        owner(locked.clone()).1,
        [
            reject(ReceiptRefusal::PinLocked, "e5", 0),
            OwnerEffect::AskHuman(Question::PinLocked)
        ]
    );
    let right = with(locked, 1_600, receipt("a", 1, "e6", true));
    assert_eq!(
        owner(right.clone()).1,
        [reject(ReceiptRefusal::PinLocked, "e6", 0)]
    );
    let by_hand = OwnerEvent::ReceiptAcceptedByHand {
        agreement: "g1".into(),
        receipt: "e6".into(),
    };
    assert_eq!(
        owner(with(right, 1_700, by_hand)).0.state_name(),
        "delivered"
    );
}

#[test]
fn a_receipt_of_a_former_carrier_is_refused_and_shown_to_a_person() {
    let (_, effects) = owner(with(offered_again(), 900, receipt("a", 1, "e1", true)));
    assert_eq!(
        effects,
        [
            reject(ReceiptRefusal::NotAwarded, "e1", 0),
            revoke(1, RevokeReason::NoAck),
            OwnerEffect::AskHuman(Question::ReceiptOfFormerCarrier)
        ]
    );
}
