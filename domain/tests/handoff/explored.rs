//! One owner, two carriers, a network that loses, repeats and reorders: every order of events up to a bound.
//!
//! A sent message stays in the network and may be delivered at any time, any number of times, or never.

mod town;

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use musette_domain::handoff::{
    Bid, Carrier, CarrierEffect, CarrierEvent, CarrierState, CounterAnswer, Desk, Epoch, Fresh,
    OfferTerms, Owner, OwnerEffect, OwnerEvent, OwnerState, PeerAnswer, Progress, ReceiptRefusal,
    Report, RevokeReason,
};
use musette_domain::{Currency, Instant, Money};
use stateright::{Checker, HasDiscoveries, Model, Property};

use town::{bid_id, fee, start};

/// A step of the clock.
const TICK: TimeDelta = TimeDelta::seconds(60);

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Message {
    Proposal {
        epoch: Epoch,
        valid_through: Instant,
    },
    Bid {
        from: usize,
        epoch: Epoch,
        valid_until: Instant,
    },
    Award {
        to: usize,
        epoch: Epoch,
        ack_by: Instant,
    },
    RejectBid {
        to: usize,
        bid: String,
    },
    Report {
        from: usize,
        epoch: Epoch,
        revision: u32,
        progress: Progress,
        created: Instant,
    },
    Revoke {
        to: usize,
        epoch: Epoch,
    },
    Receipt {
        from: usize,
        epoch: Epoch,
    },
    Accept {
        to: usize,
        epoch: Epoch,
    },
    Reject {
        to: usize,
        epoch: Epoch,
        reason: ReceiptRefusal,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Town {
    now: Instant,
    owner: Owner,
    carriers: Vec<Option<Carrier>>,
    network: BTreeSet<Message>,
    bag: Option<usize>,
    hand_overs: u8,
    claims: BTreeSet<(usize, Epoch)>,
    compensations: BTreeMap<(usize, Epoch), u8>,
    brought: BTreeSet<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Step {
    Tick,
    Deliver(Message, usize),
    OwnerWakes,
    OwnerReads,
    CarrierWakes(usize),
    MakesBid(usize),
    ReadsAddress(usize),
    AtCounter(usize),
    AtDoor(usize),
    Cancel,
}

struct Exploration {
    ticks: i64,
    epochs: Epoch,
    cancels: bool,
}

impl Model for Exploration {
    type State = Town;
    type Action = Step;

    fn init_states(&self) -> Vec<Town> {
        let terms = OfferTerms {
            fee: fee(),
            window_seconds: 60,
            ack_seconds: 60,
            stall_seconds: 60,
            pickup_until: start(),
            reoffer_until: start().plus(TICK * 100),
        };
        let (owner, effects) = Owner::open(terms, start());
        let mut town = Town {
            now: start(),
            owner,
            carriers: vec![None, None],
            network: BTreeSet::new(),
            bag: None,
            hand_overs: 0,
            claims: BTreeSet::new(),
            compensations: BTreeMap::new(),
            brought: BTreeSet::new(),
        };
        town.owner_effects(effects);
        vec![town]
    }

    fn actions(&self, town: &Town, steps: &mut Vec<Step>) {
        if town.now < start().plus(TICK * i32::try_from(self.ticks).unwrap()) {
            steps.push(Step::Tick);
        }
        for message in &town.network {
            let to: &[usize] = match message {
                Message::Proposal { .. } => &[0, 1],
                _ => &[0],
            };
            steps.extend(to.iter().map(|to| Step::Deliver(message.clone(), *to)));
        }
        if town.owner.wakes_at().is_some_and(|at| at <= town.now) {
            steps.push(Step::OwnerWakes);
        }
        if matches!(
            town.owner.state(),
            OwnerState::Awarded {
                asked_until: Some(_),
                ..
            } | OwnerState::Committed {
                asked_until: Some(_),
                ..
            }
        ) {
            steps.push(Step::OwnerReads);
        }
        if self.cancels && !town.owner.bag_is_gone() {
            steps.push(Step::Cancel);
        }
        for (n, carrier) in town.carriers.iter().enumerate() {
            let Some(carrier) = carrier else { continue };
            if carrier.wakes_at().is_some_and(|at| at <= town.now) {
                steps.push(Step::CarrierWakes(n));
            }
            match carrier.state() {
                CarrierState::Offered { .. } => steps.push(Step::MakesBid(n)),
                CarrierState::Awarded { .. } => steps.push(Step::ReadsAddress(n)),
                CarrierState::Carrying { trip } if !trip.progress.has_had_bag() => {
                    steps.push(Step::AtCounter(n));
                }
                CarrierState::Carrying { .. } => steps.push(Step::AtDoor(n)),
                _ => {}
            }
        }
    }

    fn next_state(&self, last: &Town, step: Step) -> Option<Town> {
        let mut town = last.clone();
        match step {
            Step::Tick => town.now = town.now.plus(TICK),
            Step::Deliver(message, to) => town.deliver(message, to),
            Step::OwnerWakes => town.owner_wakes(),
            Step::OwnerReads => town.owner_reads(),
            Step::CarrierWakes(n) => {
                let epoch = town.carriers[n].as_ref()?.epoch();
                town.carrier_does(n, CarrierEvent::DeadlinePassed { epoch });
            }
            Step::MakesBid(n) => {
                let epoch = town.carriers[n].as_ref()?.epoch();
                town.carrier_does(
                    n,
                    CarrierEvent::BidMade {
                        bid: bid_id(n, epoch),
                        eta: start(),
                    },
                );
            }
            Step::ReadsAddress(n) => {
                let epoch = town.carriers[n].as_ref()?.epoch();
                town.carrier_does(n, CarrierEvent::HandoffRead { epoch });
            }
            Step::AtCounter(n) => town.at_counter(n),
            Step::AtDoor(n) => {
                let epoch = town.carriers[n].as_ref()?.epoch();
                town.brought.insert(n);
                town.carrier_does(
                    n,
                    CarrierEvent::Brought {
                        receipt: format!("r{n}-{epoch}"),
                        pin: "4821".into(),
                    },
                );
            }
            Step::Cancel => town.owner_does(OwnerEvent::Close {
                reason: musette_domain::handoff::CloseReason::Cancelled,
            }),
        }
        (town != *last).then_some(town)
    }

    fn within_boundary(&self, town: &Town) -> bool {
        town.owner.epoch() <= self.epochs
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("the bag is given once", |_, town: &Town| {
                town.hand_overs <= 1
            }),
            Property::always("one claim at most", |_, town: &Town| town.claims.len() <= 1),
            Property::always("the claim is the bag holder's", |_, town: &Town| {
                town.claims.iter().all(|(n, _)| town.bag == Some(*n))
            }),
            Property::always("only the bag holder carries", |_, town: &Town| {
                (0..2).all(|n| {
                    town.carrying(n).is_none_or(|p| !p.has_had_bag()) || town.bag == Some(n)
                })
            }),
            Property::always(
                "a trip is compensated once and not paid as well",
                |_, town: &Town| {
                    town.compensations
                        .iter()
                        .all(|(trip, times)| *times == 1 && !town.claims.contains(trip))
                },
            ),
            Property::always(
                "who brought the bag is never turned away",
                |_, town: &Town| {
                    town.carriers.iter().enumerate().all(|(n, carrier)| {
                        !town.brought.contains(&n)
                            || !matches!(
                                carrier.as_ref().map(Carrier::state),
                                Some(CarrierState::Disputed { .. })
                            )
                    })
                },
            ),
            Property::sometimes("delivered and settled", |_, town: &Town| {
                town.carriers
                    .iter()
                    .flatten()
                    .any(|c| matches!(c.state(), CarrierState::Settled { .. }))
            }),
            Property::sometimes("delivered after a second offer", |_, town: &Town| {
                town.owner.epoch() == 2
                    && matches!(town.owner.state(), OwnerState::Delivered { .. })
            }),
            Property::sometimes(
                "a former carrier is refused and compensated",
                |_, town: &Town| !town.compensations.is_empty() && town.hand_overs == 1,
            ),
        ]
    }
}

/// Tries every order; fails on a violation, and if something that should be possible never happens.
fn explore(exploration: Exploration, possible: &[&'static str]) {
    let checker = exploration
        .checker()
        .threads(2)
        .finish_when(HasDiscoveries::AnyFailures)
        .spawn_bfs()
        .join();
    println!(
        "{} states, {} unique, depth {}",
        checker.state_count(),
        checker.unique_state_count(),
        checker.max_depth()
    );
    let discoveries = checker.discoveries();
    for property in checker.model().properties() {
        let found = discoveries.get(property.name);
        if matches!(property.expectation, stateright::Expectation::Always) {
            assert!(found.is_none(), "{}: {:?}", property.name, found);
        } else if possible.contains(&property.name) {
            assert!(found.is_some(), "{} never happened", property.name);
        }
    }
}

#[test]
fn every_order_of_events_with_a_second_offer_is_safe() {
    explore(
        Exploration {
            ticks: 3,
            epochs: 2,
            cancels: false,
        },
        &[
            "delivered and settled",
            "delivered after a second offer",
            "a former carrier is refused and compensated",
        ],
    );
}

#[test]
fn every_order_of_events_with_a_cancellation_is_safe() {
    explore(
        Exploration {
            ticks: 2,
            epochs: 1,
            cancels: true,
        },
        &["delivered and settled"],
    );
}
