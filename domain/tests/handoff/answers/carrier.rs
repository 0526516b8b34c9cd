//! What the carrier says and does.

use super::*;

#[test]
fn the_acknowledgement_comes_only_after_the_address_is_read() {
    let (chosen, effects) = carrier([bid_made(), award(70)]);
    assert_eq!(chosen.state_name(), "awarded");
    assert!(
        !effects
            .iter()
            .any(|e| matches!(e, CarrierEffect::SendReport { .. }))
    );
    let (carrying, effects) = carrier([bid_made(), award(70), read(75)]);
    assert_eq!(carrying.state_name(), "carrying");
    assert!(effects.contains(&sent(1, Progress::Committed)));
    assert_eq!(carrying.report_of("g1").unwrap().revision, 1);
}

#[test]
fn nobody_sets_out_on_what_has_lapsed() {
    assert_eq!(carrier([(60, bid_made().1)]).0.state_name(), "lapsed");
    let (late, effects) = carrier([
        bid_made(),
        (181, CarrierEvent::DeadlinePassed { epoch: 1 }),
        award(182),
    ]);
    assert_eq!(
        (late.state_name(), effects),
        ("released", vec![sent(1, Progress::Released)])
    );
    let (late, _) = carrier([bid_made(), award(180)]);
    assert_eq!(late.state_name(), "released");
    let (late, effects) = carrier([bid_made(), award(70), read(180)]);
    assert_eq!(late.state_name(), "released");
    assert!(effects.contains(&CarrierEffect::ForgetAddress));
    let (late, _) = carrier([
        bid_made(),
        award(70),
        (180, CarrierEvent::DeadlinePassed { epoch: 1 }),
    ]);
    assert_eq!(late.state_name(), "released");
    let (over, _) = Carrier::offered(desk("o"), fee(), 1, at(60), at(61));
    assert_eq!(over.state_name(), "lapsed");
}

#[test]
fn an_address_that_is_not_open_yet_is_asked_for_again_until_the_deadline() {
    let early = (71, CarrierEvent::HandoffNotYetOpen { epoch: 1 });
    assert!(matches!(
        carrier([bid_made(), award(70), early]).1[..],
        [CarrierEffect::SetTimer { .. }]
    ));
    let last = (178, CarrierEvent::HandoffNotYetOpen { epoch: 1 });
    assert_eq!(
        carrier([bid_made(), award(70), last]).0.state_name(),
        "released"
    );
    let refused = (71, CarrierEvent::HandoffRefused { epoch: 1 });
    assert_eq!(
        carrier([bid_made(), award(70), refused]).0.state_name(),
        "released"
    );
}

#[test]
fn a_revocation_that_overtakes_its_award_is_remembered() {
    let (carrier, effects) = carrier([bid_made(), revoked(65, 1), award(70)]);
    assert_eq!((carrier.state_name(), effects.len()), ("revoked", 0));
}

#[test]
fn a_repeated_award_gets_the_same_answer() {
    let (_, effects) = carrier([bid_made(), award(70), read(75), award(80)]);
    assert_eq!(effects, [sent(1, Progress::Committed)]);
    let (_, effects) = carrier([bid_made(), award(70), award(71)]);
    assert_eq!(effects, []);
    let (_, effects) = carrier([
        bid_made(),
        award(70),
        (72, CarrierEvent::Release),
        award(80),
    ]);
    assert_eq!(effects, [sent(1, Progress::Released)]);
}

#[test]
fn a_new_epoch_tells_that_the_old_one_is_over_unless_we_hold_the_bag() {
    let again = |second| {
        (
            second,
            CarrierEvent::Proposed {
                epoch: 2,
                fee: fee(),
                answer_by: at(second + 60),
            },
        )
    };
    let (offered, effects) = carrier([bid_made(), award(70), read(75), again(300)]);
    assert_eq!((offered.epoch(), offered.state_name()), (2, "offered"));
    assert!(
        effects.contains(&CarrierEffect::FreeCourier)
            && effects.contains(&CarrierEffect::ForgetAddress)
    );
    let (stale, effects) = offered.on(award(310).1, at(310));
    assert_eq!((stale.state_name(), effects.len()), ("offered", 0));
    let (riding, effects) = carrier([
        bid_made(),
        award(70),
        read(75),
        progressed(290, Progress::PickedUp),
        again(300),
    ]);
    assert_eq!((riding.epoch(), effects.len()), (1, 0));
}

#[test]
fn the_ride_is_told_step_by_step_and_never_backwards() {
    let ride = [
        bid_made(),
        award(70),
        read(75),
        progressed(100, Progress::Assigned),
        progressed(800, Progress::AtPickup),
    ];
    assert_eq!(carrier(ride.clone()).1, [sent(3, Progress::AtPickup)]);
    let back = carrier(
        ride.clone()
            .into_iter()
            .chain([progressed(801, Progress::Assigned)]),
    );
    assert_eq!(back.1, []);
    let early = carrier(ride.clone().into_iter().chain([brought(801, "e1")]));
    assert_eq!((early.0.state_name(), early.1.len()), ("carrying", 0));
    let done = carrier(
        ride.into_iter()
            .chain([progressed(900, Progress::PickedUp), brought(1_500, "e1")]),
    );
    assert_eq!(done.0.state_name(), "delivered");
    assert_eq!(done.1[0], sent(5, Progress::Delivered));
}

#[test]
fn what_the_counter_gave_cannot_be_taken_back_or_given_back() {
    let (kept, effects) = carrier(with_bag().into_iter().chain([revoked(910, 1)]));
    assert_eq!(
        (kept.state_name(), effects),
        (
            "carrying",
            vec![CarrierEffect::AskHuman(Question::RevokedWithBag)]
        )
    );
    assert_eq!(
        carrier(
            with_bag()
                .into_iter()
                .chain([revoked(910, 1), revoked(920, 1)])
        )
        .1,
        []
    );
    assert_eq!(
        carrier(with_bag().into_iter().chain([(910, CarrierEvent::Release)]))
            .0
            .state_name(),
        "carrying"
    );
}

#[test]
fn who_holds_the_bag_carries_even_if_the_dispatch_gave_it_back_meanwhile() {
    let events = [
        bid_made(),
        award(70),
        read(75),
        (880, CarrierEvent::Release),
        progressed(900, Progress::PickedUp),
    ];
    let (carrying, effects) = carrier(events);
    assert_eq!(carrying.state_name(), "carrying");
    assert!(
        effects.contains(&sent(3, Progress::PickedUp))
            && effects.contains(&CarrierEffect::ReadHandoff { epoch: 1 })
    );
}

#[test]
fn a_wrong_pin_is_asked_for_again_and_the_claim_is_written_once() {
    let wrong = (
        1_510,
        CarrierEvent::ReceiptRejected {
            receipt: "e1".into(),
            reason: ReceiptRefusal::WrongPin,
            tries_left: 4,
        },
    );
    let events: Vec<_> = with_bag()
        .into_iter()
        .chain([brought(1_500, "e1"), wrong.clone()])
        .collect();
    let (again, effects) = carrier(events.clone());
    assert_eq!(
        effects,
        [
            sent(4, Progress::AtDropoff),
            CarrierEffect::AskPinAgain { left: 4 }
        ]
    );
    assert_eq!(again.state_name(), "carrying");
    // The refusal once more, after the second try is out: it is of another receipt.
    let second: Vec<_> = events
        .into_iter()
        .chain([brought(1_520, "e2"), wrong])
        .collect();
    assert_eq!(carrier(second.clone()).0.state_name(), "delivered");
    let accepted = (
        1_530,
        CarrierEvent::ReceiptAccepted {
            receipt: "e2".into(),
        },
    );
    let settled: Vec<_> = second.into_iter().chain([accepted.clone()]).collect();
    assert!(matches!(
        carrier(settled.clone()).1[..],
        [CarrierEffect::RecordClaim { .. }]
    ));
    assert_eq!(carrier(settled.into_iter().chain([accepted])).1, []);
    let locked = (
        1_510,
        CarrierEvent::ReceiptRejected {
            receipt: "e1".into(),
            reason: ReceiptRefusal::PinLocked,
            tries_left: 0,
        },
    );
    let (disputed, effects) = carrier(with_bag().into_iter().chain([brought(1_500, "e1"), locked]));
    assert_eq!(
        (disputed.state_name(), effects),
        (
            "disputed",
            vec![CarrierEffect::AskHuman(Question::ReceiptRefused)]
        )
    );
}

#[test]
fn nobody_at_the_door() {
    let failed = [
        progressed(1_500, Progress::Failed),
        progressed(1_501, Progress::Returning),
        progressed(2_000, Progress::Returned),
    ];
    let (back, effects) = carrier(with_bag().into_iter().chain(failed));
    assert_eq!(
        (back.state_name(), effects),
        ("failed", vec![sent(5, Progress::Returned)])
    );
}

#[test]
fn refused_at_the_counter_the_courier_is_free_and_the_owner_told() {
    let (refused, effects) = carrier([
        bid_made(),
        award(70),
        read(75),
        (900, CarrierEvent::RefusedAtCounter),
    ]);
    assert_eq!(refused.state_name(), "released");
    assert!(
        effects.contains(&CarrierEffect::FreeCourier)
            && effects.contains(&sent(2, Progress::Released))
    );
}
