//! What the owner says to bids, acknowledgements, progress and deadlines.

use super::*;

#[test]
fn the_window_ends_with_one_award_and_the_address_is_opened_before_it_is_told() {
    let (owner, effects) = owner(awarded());
    assert!(matches!(effects[0], OwnerEffect::OpenHandoff { .. }));
    assert!(
        matches!(&effects[1], OwnerEffect::SendAward { desk: d, pickup_code, .. } if *d == desk("a") && pickup_code == "K1-PLUM")
    );
    assert!(
        matches!(&effects[2], OwnerEffect::RejectBid { desk: d, reason: BidRefusal::NotSelected, .. } if *d == desk("b"))
    );
    assert_eq!(owner.wakes_at(), Some(at(180)));
}

#[test]
fn a_timer_that_rings_early_is_set_again_and_one_of_another_epoch_is_ignored() {
    let early = owner([(
        59,
        OwnerEvent::WindowEnded {
            epoch: 1,
            fresh: fresh(1),
        },
    )]);
    assert!(matches!(early.1[..], [OwnerEffect::SetTimer { .. }]));
    assert_eq!(early.0.state_name(), "open");
    let stale = owner(with(
        offered_again(),
        190,
        OwnerEvent::WindowEnded {
            epoch: 1,
            fresh: fresh(9),
        },
    ));
    assert_eq!((stale.0.state_name(), stale.1.len()), ("open", 0));
    let stale = owner(with(
        offered_again(),
        999,
        OwnerEvent::DeadlinePassed { epoch: 1 },
    ));
    assert_eq!((stale.0.state_name(), stale.1.len()), ("open", 0));
}

#[rstest]
#[case(bid("c", 2, 1), 30, BidRefusal::StaleEpoch)]
#[case(bid("c", 0, 1), 30, BidRefusal::StaleEpoch)]
#[case(Bid { fee: Money::new(1, Currency::CHF), ..bid("c", 1, 1) }, 30, BidRefusal::FeeChanged)]
#[case(Bid { fee: Money::new(720, Currency::EUR), ..bid("c", 1, 1) }, 30, BidRefusal::FeeChanged)]
#[case(bid("c", 1, 1), 61, BidRefusal::TooLate)]
#[case(Bid { valid_until: at(30), ..bid("c", 1, 1) }, 30, BidRefusal::TooLate)]
#[case(Bid { id: "another".into(), ..bid("a", 1, 1) }, 30, BidRefusal::AlreadyOffered)]
fn bids_that_are_not_taken(#[case] bid: Bid, #[case] second: i64, #[case] why: BidRefusal) {
    let before = [(10, OwnerEvent::BidReceived(self::bid("a", 1, 900)))];
    let (owner, effects) = owner(
        before
            .into_iter()
            .chain([(second, OwnerEvent::BidReceived(bid))]),
    );
    assert!(
        matches!(effects[..], [OwnerEffect::RejectBid { reason, .. }] if reason == why),
        "{effects:?}"
    );
    assert_eq!(owner.bids().len(), 1);
}

#[test]
fn a_repeated_bid_changes_nothing_and_the_winner_hears_its_award_again() {
    let twice = owner([
        (10, OwnerEvent::BidReceived(bid("a", 1, 900))),
        (11, OwnerEvent::BidReceived(bid("a", 1, 900))),
    ]);
    assert_eq!((twice.0.bids().len(), twice.1.len()), (1, 0));
    let winner = owner(with(
        awarded(),
        65,
        OwnerEvent::BidReceived(bid("a", 1, 900)),
    ));
    assert!(matches!(winner.1[..], [OwnerEffect::SendAward { .. }]));
    assert_eq!(winner.0, owner(awarded()).0);
    let loser = owner(with(awarded(), 65, OwnerEvent::BidReceived(bid("b", 1, 1))));
    assert!(matches!(
        loser.1[..],
        [OwnerEffect::RejectBid {
            reason: BidRefusal::NotSelected,
            ..
        }]
    ));
}

#[test]
fn nobody_offered_is_for_a_person_to_decide() {
    let ended = vec![(
        60,
        OwnerEvent::WindowEnded {
            epoch: 1,
            fresh: fresh(1),
        },
    )];
    let (asked, effects) = owner(ended.clone());
    assert_eq!(effects, [OwnerEffect::AskHuman(Question::NobodyOffered)]);
    assert_eq!(asked.state_name(), "nobodyOffered");
    assert_eq!(
        owner(with(ended.clone(), 70, OwnerEvent::OfferAgain))
            .0
            .epoch(),
        2
    );
    let own = owner(with(
        ended,
        70,
        OwnerEvent::Close {
            reason: CloseReason::OwnCourier,
        },
    ));
    assert_eq!(own.0.state_name(), "closed");
}

#[test]
fn without_a_binding_bid_a_person_cannot_decide_early() {
    assert_eq!(
        owner([(5, OwnerEvent::DecideNow { fresh: fresh(1) })])
            .0
            .state_name(),
        "open"
    );
    let decided = owner([
        (5, OwnerEvent::BidReceived(bid("a", 1, 9))),
        (6, OwnerEvent::DecideNow { fresh: fresh(1) }),
    ]);
    assert_eq!(decided.0.state_name(), "awarded");
}

#[test]
fn a_winner_that_does_not_acknowledge_is_asked_before_anything_is_taken_back() {
    let asked = with(awarded(), 180, OwnerEvent::DeadlinePassed { epoch: 1 });
    assert!(matches!(
        owner(asked.clone()).1[..],
        [
            OwnerEffect::ReadDelivery { .. },
            OwnerEffect::SetTimer { .. }
        ]
    ));
    let yes = PeerAnswer::Says(report(1, 1, Progress::Committed, 100));
    let (kept, _) = owner(with(
        asked.clone(),
        185,
        OwnerEvent::PeerSays {
            epoch: 1,
            answer: yes,
        },
    ));
    assert_eq!(kept.state_name(), "committed");
    for answer in [PeerAnswer::Nothing, PeerAnswer::Unreachable] {
        let (lost, effects) = owner(with(
            asked.clone(),
            185,
            OwnerEvent::PeerSays { epoch: 1, answer },
        ));
        assert_eq!((lost.epoch(), lost.state_name()), (2, "open"));
        assert_eq!(
            effects[..2],
            [
                OwnerEffect::CloseHandoff { epoch: 1 },
                revoke(1, RevokeReason::NoAck)
            ]
        );
    }
    let (silent, _) = owner(with(
        asked.clone(),
        210,
        OwnerEvent::AskedInVain { epoch: 1 },
    ));
    assert_eq!(silent.epoch(), 2);
    let (early, effects) = owner(with(asked, 200, OwnerEvent::AskedInVain { epoch: 1 }));
    assert_eq!((early.epoch(), effects.len()), (1, 1));
}

#[test]
fn a_stale_acknowledgement_is_corrected_and_earns_the_trip_only_if_it_was_in_time() {
    let ack = |created| reported("a", report(1, 1, Progress::Committed, created));
    let in_time = with(offered_again(), 300, ack(100));
    assert_eq!(
        owner(in_time.clone()).1,
        [revoke(1, RevokeReason::NoAck), compensate(1)]
    );
    assert_eq!(
        owner(with(in_time, 310, ack(100))).1,
        [revoke(1, RevokeReason::NoAck)]
    );
    let late = owner(with(offered_again(), 300, ack(181)));
    assert_eq!(late.1, [revoke(1, RevokeReason::NoAck)]);
    assert_eq!((late.0.epoch(), late.0.state_name()), (2, "open"));
}

#[test]
fn a_stale_report_never_acknowledges_the_next_award() {
    let second = with(
        offered_again(),
        200,
        OwnerEvent::BidReceived(bid("b", 2, 900)),
    );
    let second = with(
        second,
        250,
        OwnerEvent::WindowEnded {
            epoch: 2,
            fresh: fresh(2),
        },
    );
    let stale = with(
        second,
        260,
        reported("a", report(1, 1, Progress::Committed, 100)),
    );
    assert_eq!(owner(stale.clone()).0.state_name(), "awarded");
    // Not even if the former carrier names the new epoch, or the new agreement.
    let forged = with(
        stale.clone(),
        261,
        reported("a", report(2, 1, Progress::Committed, 100)),
    );
    assert_eq!(
        (owner(forged.clone()).0.state_name(), owner(forged).1.len()),
        ("awarded", 0)
    );
    let done = owner(with(stale, 262, receipt("a", 2, "e1", true)));
    assert_eq!(done.0.state_name(), "awarded");
    assert!(matches!(
        done.1[..],
        [OwnerEffect::RejectReceipt {
            reason: ReceiptRefusal::NotAwarded,
            ..
        }]
    ));
}

#[test]
fn reports_are_relayed_once_and_lower_revisions_say_nothing() {
    let riding = with(
        committed(),
        800,
        reported("a", report(1, 3, Progress::AtPickup, 799)),
    );
    assert!(matches!(
        owner(riding.clone()).1[..],
        [OwnerEffect::RelayState {
            progress: Progress::AtPickup,
            ..
        }]
    ));
    for revision in [1, 2, 3] {
        let (owner, effects) = owner(with(
            riding.clone(),
            801,
            reported("a", report(1, revision, Progress::Assigned, 700)),
        ));
        assert_eq!(
            (owner.award().unwrap().progress, effects.len()),
            (Some(Progress::AtPickup), 0)
        );
    }
}

#[test]
fn a_carrier_may_give_back_before_the_bag_and_is_owed_nothing() {
    let (again, effects) = owner(with(
        committed(),
        100,
        reported("a", report(1, 2, Progress::Released, 99)),
    ));
    assert_eq!(
        (
            again.epoch(),
            again.past()[0].reason,
            again.past()[0].compensated
        ),
        (2, RevokeReason::Released, false)
    );
    assert!(!effects.iter().any(|e| matches!(
        e,
        OwnerEffect::Revoke { .. } | OwnerEffect::CompensateWastedTrip { .. }
    )));
    let (kept, effects) = owner(with(
        handed_over(),
        950,
        reported("a", report(1, 2, Progress::Released, 99)),
    ));
    assert_eq!(
        (kept.state_name(), &effects[..]),
        (
            "handedOver",
            &[OwnerEffect::AskHuman(Question::ReleasedWithBag)][..]
        )
    );
}

#[test]
fn after_the_time_for_offering_again_a_person_is_asked() {
    let (late, effects) = owner(with(
        committed(),
        7_300,
        reported("a", report(1, 2, Progress::Released, 7_299)),
    ));
    assert_eq!((late.state_name(), late.epoch()), ("nobodyOffered", 1));
    assert!(effects.contains(&OwnerEffect::AskHuman(Question::NobodyOffered)));
}

#[test]
fn nobody_came_for_the_bag() {
    let stalled = with(committed(), 2_700, OwnerEvent::DeadlinePassed { epoch: 1 });
    let still = PeerAnswer::Says(report(1, 2, Progress::Assigned, 2_000));
    let (owner_again, effects) = owner(with(
        stalled.clone(),
        2_701,
        OwnerEvent::PeerSays {
            epoch: 1,
            answer: still,
        },
    ));
    assert_eq!(owner_again.epoch(), 2);
    assert!(
        effects.contains(&revoke(1, RevokeReason::Stalled)) && effects.contains(&compensate(1))
    );
    let has_it = PeerAnswer::Says(report(1, 2, Progress::PickedUp, 2_000));
    let (kept, effects) = owner(with(
        stalled,
        2_701,
        OwnerEvent::PeerSays {
            epoch: 1,
            answer: has_it,
        },
    ));
    assert_eq!(kept.state_name(), "committed");
    assert!(effects.contains(&OwnerEffect::AskHuman(Question::CounterDisagrees)));
}
