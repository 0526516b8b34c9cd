//! One owner, two carriers, a network that loses, repeats and reorders: every order of events up to a bound.
//!
//! A sent message stays in the network and may be delivered at any time, any number of times, or never.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use musette_domain::handoff::{
    Bid, Carrier, CarrierEffect, CarrierEvent, CarrierState, CounterAnswer, Desk, Epoch, Fresh,
    OfferTerms, Owner, OwnerEffect, OwnerEvent, OwnerState, PeerAnswer, Progress, ReceiptRefusal,
    Report, RevokeReason,
};
use musette_domain::{Currency, Instant, Money};
use stateright::{Checker, HasDiscoveries, Model, Property};

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

fn fee() -> Money {
    Money::new(720, Currency::EUR)
}
fn desk(n: usize) -> Desk {
    Desk::new(&format!("https://c{n}.example/desk")).unwrap()
}
fn number(desk: &Desk) -> usize {
    usize::from(*desk == self::desk(1))
}
fn agreement(epoch: Epoch) -> String {
    format!("g{epoch}")
}
fn code(epoch: Epoch) -> String {
    format!("K{epoch}-PLUM")
}
fn bid_id(n: usize, epoch: Epoch) -> String {
    format!("b{n}-{epoch}")
}
fn start() -> Instant {
    Instant::from_millis(0)
}

impl Town {
    fn owner_does(&mut self, event: OwnerEvent) {
        let (owner, effects) = self.owner.clone().on(event, self.now);
        self.owner = owner;
        self.owner_effects(effects);
    }

    fn owner_effects(&mut self, effects: Vec<OwnerEffect>) {
        for effect in effects {
            match effect {
                OwnerEffect::SendProposal { epoch, window_ends } => {
                    self.network.insert(Message::Proposal {
                        epoch,
                        valid_through: window_ends,
                    });
                }
                OwnerEffect::SendAward {
                    desk,
                    epoch,
                    ack_by,
                    ..
                } => {
                    self.network.insert(Message::Award {
                        to: number(&desk),
                        epoch,
                        ack_by,
                    });
                }
                OwnerEffect::RejectBid { desk, bid, .. } => {
                    self.network.insert(Message::RejectBid {
                        to: number(&desk),
                        bid,
                    });
                }
                OwnerEffect::Revoke { desk, epoch, .. } => {
                    self.network.insert(Message::Revoke {
                        to: number(&desk),
                        epoch,
                    });
                }
                OwnerEffect::AcceptReceipt { desk, epoch, .. } => {
                    self.claims.insert((number(&desk), epoch));
                    self.network.insert(Message::Accept {
                        to: number(&desk),
                        epoch,
                    });
                }
                OwnerEffect::RejectReceipt {
                    desk,
                    agreement,
                    reason,
                    ..
                } => {
                    let epoch = agreement.trim_start_matches('g').parse().unwrap();
                    self.network.insert(Message::Reject {
                        to: number(&desk),
                        epoch,
                        reason,
                    });
                }
                OwnerEffect::CompensateWastedTrip { desk, epoch, .. } => {
                    *self
                        .compensations
                        .entry((number(&desk), epoch))
                        .or_default() += 1;
                }
                _ => {}
            }
        }
    }

    fn carrier_does(&mut self, n: usize, event: CarrierEvent) {
        let Some(carrier) = self.carriers[n].take() else {
            return;
        };
        let (carrier, effects) = carrier.on(event, self.now);
        self.carriers[n] = Some(carrier);
        self.carrier_effects(n, effects);
    }

    fn carrier_effects(&mut self, n: usize, effects: Vec<CarrierEffect>) {
        for effect in effects {
            match effect {
                CarrierEffect::SendBid {
                    epoch, valid_until, ..
                } => {
                    self.network.insert(Message::Bid {
                        from: n,
                        epoch,
                        valid_until,
                    });
                }
                CarrierEffect::SendReport {
                    epoch,
                    revision,
                    progress,
                    ..
                } => {
                    self.network.insert(Message::Report {
                        from: n,
                        epoch,
                        revision,
                        progress,
                        created: self.now,
                    });
                }
                CarrierEffect::SendReceipt { epoch, .. } => {
                    self.network.insert(Message::Receipt { from: n, epoch });
                }
                _ => {}
            }
        }
    }

    fn deliver(&mut self, message: Message, to: usize) {
        match message {
            Message::Proposal {
                epoch,
                valid_through,
            } => match self.carriers[to] {
                Some(_) => self.carrier_does(
                    to,
                    CarrierEvent::Proposed {
                        epoch,
                        fee: fee(),
                        answer_by: valid_through,
                    },
                ),
                None => {
                    let (carrier, effects) =
                        Carrier::offered(desk(9), fee(), epoch, valid_through, self.now);
                    self.carriers[to] = Some(carrier);
                    self.carrier_effects(to, effects);
                }
            },
            Message::Bid {
                from,
                epoch,
                valid_until,
            } => {
                let bid = Bid {
                    desk: desk(from),
                    id: bid_id(from, epoch),
                    epoch,
                    fee: fee(),
                    eta: start(),
                    valid_until,
                    carried: 0,
                };
                self.owner_does(OwnerEvent::BidReceived(bid));
            }
            Message::Award { to, epoch, ack_by } => self.carrier_does(
                to,
                CarrierEvent::AwardReceived {
                    bid: bid_id(to, epoch),
                    agreement: agreement(epoch),
                    epoch,
                    pickup_code: code(epoch),
                    ack_by,
                },
            ),
            Message::RejectBid { to, bid } => {
                self.carrier_does(to, CarrierEvent::BidRejected { bid })
            }
            Message::Report {
                from,
                epoch,
                revision,
                progress,
                created,
            } => {
                let report = Report {
                    agreement: agreement(epoch),
                    epoch,
                    revision,
                    progress,
                    eta: None,
                    created,
                };
                self.owner_does(OwnerEvent::Reported {
                    desk: desk(from),
                    report,
                });
            }
            Message::Revoke { to, epoch } => self.carrier_does(
                to,
                CarrierEvent::Revoked {
                    epoch,
                    reason: RevokeReason::NoAck,
                },
            ),
            Message::Receipt { from, epoch } => self.owner_does(OwnerEvent::ReceiptReceived {
                desk: desk(from),
                agreement: agreement(epoch),
                epoch,
                receipt: format!("r{from}-{epoch}"),
                pin_right: self.brought.contains(&from),
            }),
            Message::Accept { to, epoch } => self.carrier_does(
                to,
                CarrierEvent::ReceiptAccepted {
                    receipt: format!("r{to}-{epoch}"),
                },
            ),
            Message::Reject { to, epoch, reason } => {
                self.carrier_does(
                    to,
                    CarrierEvent::ReceiptRejected {
                        receipt: format!("r{to}-{epoch}"),
                        reason,
                        tries_left: 0,
                    },
                );
            }
        }
    }

    fn owner_wakes(&mut self) {
        let epoch = self.owner.epoch();
        let event = match self.owner.state() {
            OwnerState::Open { .. } => OwnerEvent::WindowEnded {
                epoch,
                fresh: Fresh {
                    agreement: agreement(epoch),
                    pickup_code: code(epoch),
                },
            },
            OwnerState::Awarded {
                asked_until: Some(_),
                ..
            }
            | OwnerState::Committed {
                asked_until: Some(_),
                ..
            } => OwnerEvent::AskedInVain { epoch },
            _ => OwnerEvent::DeadlinePassed { epoch },
        };
        self.owner_does(event);
    }

    fn owner_reads(&mut self) {
        let Some(award) = self.owner.award() else {
            return;
        };
        let answer = self.carriers[number(&award.desk)]
            .as_ref()
            .and_then(|carrier| carrier.report_of(&award.agreement))
            .map_or(PeerAnswer::Nothing, |trip| {
                PeerAnswer::Says(Report {
                    agreement: trip.agreement.clone(),
                    epoch: trip.epoch,
                    revision: trip.revision,
                    progress: trip.progress,
                    eta: None,
                    created: trip.since,
                })
            });
        self.owner_does(OwnerEvent::PeerSays {
            epoch: self.owner.epoch(),
            answer,
        });
    }

    fn at_counter(&mut self, n: usize) {
        let Some(code) = self.carriers[n]
            .as_ref()
            .and_then(Carrier::trip)
            .map(|trip| trip.pickup_code.clone())
        else {
            return;
        };
        let (owner, effects) = self
            .owner
            .clone()
            .on(OwnerEvent::PickupCodeEntered { code }, self.now);
        self.owner = owner;
        let given = effects
            .iter()
            .any(|e| matches!(e, OwnerEffect::CounterSays(CounterAnswer::HandOver { .. })));
        self.owner_effects(effects);
        if given {
            self.bag = Some(n);
            self.hand_overs += 1;
            self.carrier_does(
                n,
                CarrierEvent::Progressed {
                    progress: Progress::PickedUp,
                    eta: None,
                },
            );
        } else {
            self.carrier_does(n, CarrierEvent::RefusedAtCounter);
        }
    }

    fn carrying(&self, n: usize) -> Option<Progress> {
        match self.carriers[n].as_ref()?.state() {
            CarrierState::Carrying { trip } => Some(trip.progress),
            _ => None,
        }
    }
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
                    steps.push(Step::AtCounter(n))
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
