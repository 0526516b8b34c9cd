//! What must hold in every weather: no double hand-over, no double claim, the claim is the bag holder's, no courier unpaid, all at rest in the end.

use musette_domain::handoff::{CarrierState, OwnerState, RevokeReason};
use proptest::prelude::*;

use crate::world::{Weather, World};

fn check(world: &World) -> Result<(), TestCaseError> {
    prop_assert!(world.hand_overs <= 1, "the bag was given twice");
    prop_assert!(world.claims.len() <= 1, "claims: {:?}", world.claims);
    prop_assert!(
        world.most_open_addresses <= 1,
        "two desks could read the address"
    );
    for (n, agreement, _) in &world.claims {
        prop_assert_eq!(world.bag, Some(*n), "the claim is not the bag holder's");
        prop_assert!(
            !world.compensations.contains_key(&(*n, agreement.clone())),
            "paid twice for a trip"
        );
    }
    for (trip, times) in &world.compensations {
        prop_assert_eq!(*times, 1, "compensated twice: {:?}", trip);
    }
    for (n, times) in &world.recorded {
        prop_assert_eq!(*times, 1, "carrier {} wrote the claim down twice", n);
        prop_assert!(
            world.claims.iter().any(|claim| claim.0 == *n),
            "a claim the owner does not know"
        );
    }
    if let Some(n) = world.brought {
        prop_assert!(
            matches!(world.owner.state(), OwnerState::Delivered { .. }),
            "unpaid: {:?}",
            world.owner.state()
        );
        prop_assert!(
            matches!(world.carriers[&n].state(), CarrierState::Settled { .. }),
            "unpaid: {:?}",
            world.carriers[&n]
        );
        prop_assert_eq!(world.recorded.get(&n), Some(&1));
    }
    prop_assert_eq!(
        world.bag.is_some(),
        world.brought.is_some(),
        "the bag was lost"
    );
    prop_assert!(
        world.owner_at_rest(),
        "the owner still waits: {:?}",
        world.owner
    );
    for (n, carrier) in &world.carriers {
        prop_assert!(
            !carrier.binds_courier(),
            "a courier of {} is stuck: {:?}",
            n,
            carrier
        );
    }
    // Who was sent away at the counter with a code that had been right is paid for the way.
    for past in world.owner.past() {
        let refused = world
            .refused
            .iter()
            .any(|(_, agreement)| *agreement == past.agreement);
        if refused && past.reason != RevokeReason::Released {
            prop_assert!(
                past.compensated,
                "{:?} was refused and not compensated",
                past
            );
        }
    }
    Ok(())
}

fn weather() -> impl Strategy<Value = Weather> {
    (
        0..500_u64,
        0..300_u64,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(loss, duplicates, outages, skew, whims)| Weather {
            loss,
            duplicates,
            outages,
            skew,
            whims,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn safe_in_every_weather(seed in any::<u64>(), weather in weather()) {
        check(&World::run(seed, weather))?;
    }
}

#[test]
fn in_fair_weather_nearly_everything_is_delivered() {
    let fair = Weather {
        loss: 0,
        duplicates: 0,
        outages: false,
        skew: false,
        whims: false,
    };
    let delivered = (1..=200)
        .map(|seed| World::run(seed * 7_919, fair))
        .filter(|world| matches!(world.owner.state(), OwnerState::Delivered { .. }))
        .count();
    assert!(delivered >= 190, "{delivered} of 200");
}

#[test]
fn in_foul_weather_much_is_delivered_and_all_kinds_of_trouble_happen() {
    let foul = Weather {
        loss: 300,
        duplicates: 300,
        outages: true,
        skew: true,
        whims: true,
    };
    let worlds: Vec<_> = (1..=300)
        .map(|seed| World::run(seed * 104_729, foul))
        .collect();
    let count = |what: fn(&World) -> bool| worlds.iter().filter(|world| what(world)).count();
    assert!(count(|w| matches!(w.owner.state(), OwnerState::Delivered { .. })) > 100);
    for reason in [
        RevokeReason::NoAck,
        RevokeReason::Stalled,
        RevokeReason::Released,
        RevokeReason::Cancelled,
    ] {
        let happened = worlds
            .iter()
            .any(|world| world.owner.past().iter().any(|past| past.reason == reason));
        assert!(happened, "{reason} never happened");
    }
    assert!(count(|w| w.owner.epoch() > 1) > 10);
    assert!(count(|w| !w.refused.is_empty()) > 0);
    assert!(count(|w| !w.compensations.is_empty()) > 5);
}
