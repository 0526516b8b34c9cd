//! A town with a network that does its worst: messages are lost, repeated and overtaken, co-ops are cut off or down for days, clocks differ,
//! couriers ride on although they were called back. Every run follows from its seed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use chrono::TimeDelta;
use musette_domain::handoff::{
    Bid, Carrier, CarrierEffect, CarrierEvent, CarrierState, CarrierTimer, CloseReason,
    CounterAnswer, Desk, Epoch, Fresh, OfferTerms, Owner, OwnerEffect, OwnerEvent, OwnerState,
    OwnerTimer, PeerAnswer, Progress, Question, ReceiptRefusal, Report, RevokeReason, deadline,
};
use musette_domain::{Currency, Instant, Money};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const PIN: &str = "4821";

/// How bad a run is.
#[derive(Debug, Clone, Copy)]
pub struct Weather {
    /// In thousandths: how often a request, and how often its answer, is lost.
    pub loss: u64,
    /// In thousandths: how often a message comes twice.
    pub duplicates: u64,
    /// Whether co-ops are cut off and down.
    pub outages: bool,
    /// Whether the clocks differ by up to half a minute.
    pub skew: bool,
    /// Whether people change their minds: release, cancel, tell a wrong PIN.
    pub whims: bool,
}

#[derive(Debug, Clone)]
enum Message {
    Proposal {
        epoch: Epoch,
        published: Instant,
        valid_through: Instant,
    },
    Bid(Bid),
    Award {
        bid: String,
        agreement: String,
        epoch: Epoch,
        code: String,
        published: Instant,
        ack_by: Instant,
    },
    RejectBid {
        bid: String,
    },
    Report(Report),
    Revoke {
        epoch: Epoch,
        reason: RevokeReason,
    },
    Receipt {
        agreement: String,
        epoch: Epoch,
        receipt: String,
        pin: String,
    },
    Accept {
        receipt: String,
    },
    Reject {
        receipt: String,
        reason: ReceiptRefusal,
        tries_left: u32,
    },
}

#[derive(Debug, Clone)]
enum Happening {
    Send {
        from: usize,
        to: usize,
        message: Box<Message>,
        until: i64,
        tries: u32,
    },
    Arrive {
        from: usize,
        to: usize,
        message: Box<Message>,
    },
    OwnerTimer {
        timer: OwnerTimer,
        epoch: Epoch,
    },
    CarrierTimer {
        n: usize,
        timer: CarrierTimer,
        epoch: Epoch,
    },
    Read {
        desk: usize,
        agreement: String,
        epoch: Epoch,
    },
    MakeBid {
        n: usize,
        epoch: Epoch,
    },
    ReadAddress {
        n: usize,
        epoch: Epoch,
    },
    Whim {
        n: usize,
        epoch: Epoch,
    },
    AtCounter {
        n: usize,
        agreement: String,
        code: String,
    },
    TellPickedUp {
        n: usize,
        agreement: String,
    },
    AtDoor {
        n: usize,
        agreement: String,
    },
    Decide(Question),
    Cancel,
}

#[derive(Debug)]
struct Scheduled(Reverse<(i64, u64)>, Happening);

impl PartialEq for Scheduled {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl Eq for Scheduled {}
impl PartialOrd for Scheduled {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Scheduled {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

/// One run. Number 0 is the owner, 1 to 3 are the carriers.
pub struct World {
    weather: Weather,
    dice: u64,
    now: i64,
    turn: u64,
    queue: BinaryHeap<Scheduled>,
    skew: [i64; 4],
    down: Vec<(usize, i64, i64)>,
    pub owner: Owner,
    pub carriers: BTreeMap<usize, Carrier>,
    /// Who has, or brought, the bag.
    pub bag: Option<usize>,
    pub hand_overs: u32,
    pub brought: Option<usize>,
    pub claims: BTreeSet<(usize, String, String)>,
    pub recorded: BTreeMap<usize, u32>,
    pub compensations: BTreeMap<(usize, String), u32>,
    pub open_addresses: BTreeMap<Epoch, usize>,
    pub most_open_addresses: usize,
    pub refused: BTreeSet<(usize, String)>,
    receipts: u32,
    asked: u32,
    wrong_pins: u32,
}

fn desk(n: usize) -> Desk {
    Desk::new(&format!("https://c{n}.example/ap/desk")).unwrap()
}
fn number(desk: &Desk) -> usize {
    (1..=3).find(|n| *desk == self::desk(*n)).unwrap()
}
fn fee() -> Money {
    Money::new(720, Currency::EUR)
}

impl World {
    pub fn run(seed: u64, weather: Weather) -> Self {
        let start = Instant::from_millis(0);
        let terms = OfferTerms {
            fee: fee(),
            window_seconds: 60,
            ack_seconds: 120,
            stall_seconds: 25 * 60,
            pickup_until: start.plus(TimeDelta::minutes(20)),
            reoffer_until: start.plus(TimeDelta::hours(2)),
        };
        let (owner, effects) = Owner::open(terms, start);
        let mut world = Self {
            weather,
            dice: seed | 1,
            now: 0,
            turn: 0,
            queue: BinaryHeap::new(),
            skew: [0; 4],
            down: Vec::new(),
            owner,
            carriers: BTreeMap::new(),
            bag: None,
            hand_overs: 0,
            brought: None,
            claims: BTreeSet::new(),
            recorded: BTreeMap::new(),
            compensations: BTreeMap::new(),
            open_addresses: BTreeMap::new(),
            most_open_addresses: 0,
            refused: BTreeSet::new(),
            receipts: 0,
            asked: 0,
            wrong_pins: 0,
        };
        for _ in 0..8 {
            world.roll(2);
        }
        world.set_up();
        world.owner_effects(effects);
        while let Some(Scheduled(Reverse((at, _)), happening)) = world.queue.pop() {
            if at > 60 * DAY {
                break;
            }
            world.now = at;
            world.happens(happening);
            world.most_open_addresses = world.most_open_addresses.max(world.open_addresses.len());
        }
        world
    }

    fn set_up(&mut self) {
        if self.weather.skew {
            for n in 1..4 {
                self.skew[n] = i64::try_from(self.roll(60_000)).unwrap() - 30_000;
            }
        }
        if self.weather.outages {
            for _ in 0..self.roll(4) {
                let n = usize::try_from(self.roll(4)).unwrap();
                let from = i64::try_from(self.roll(80)).unwrap() * MINUTE;
                let length = match self.roll(3) {
                    0 => 20 * SECOND,
                    1 => 15 * MINUTE,
                    _ => 3 * DAY,
                };
                self.down.push((n, from, from + length));
            }
        }
        if self.weather.whims && self.roll(6) == 0 {
            let at = i64::try_from(self.roll(60)).unwrap() * MINUTE;
            self.later(at, Happening::Cancel);
        }
    }

    /// A number below `below`, from a xorshift generator.
    fn roll(&mut self, below: u64) -> u64 {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        (self.dice >> 11) % below
    }
    fn later(&mut self, delay: i64, happening: Happening) {
        self.turn += 1;
        self.queue.push(Scheduled(
            Reverse((self.now + delay.max(0), self.turn)),
            happening,
        ));
    }
    fn clock(&self, n: usize) -> Instant {
        Instant::from_millis(self.now + self.skew[n])
    }
    fn up_again(&self, n: usize) -> Option<i64> {
        self.down
            .iter()
            .filter(|(who, from, until)| *who == n && (*from..*until).contains(&self.now))
            .map(|(_, _, until)| *until)
            .max()
    }
    /// Puts off what a co-op that is down cannot do now.
    fn wait_until_up(&mut self, n: usize, happening: &Happening) -> bool {
        let Some(until) = self.up_again(n) else {
            return false;
        };
        let delay = until - self.now;
        self.later(delay, happening.clone());
        true
    }

    fn happens(&mut self, happening: Happening) {
        match happening.clone() {
            Happening::Send {
                from,
                to,
                message,
                until,
                tries,
            } => {
                if !self.wait_until_up(from, &happening) {
                    self.send(from, to, message, until, tries);
                }
            }
            Happening::Arrive { from, to, message } => {
                if self.up_again(to).is_none() {
                    self.arrive(from, to, *message);
                }
            }
            Happening::OwnerTimer { timer, epoch } => {
                if !self.wait_until_up(0, &happening) {
                    self.owner_timer(timer, epoch);
                }
            }
            Happening::CarrierTimer { n, timer, epoch } => {
                if self.wait_until_up(n, &happening) {
                } else if timer == CarrierTimer::Handoff {
                    self.later(0, Happening::ReadAddress { n, epoch });
                } else {
                    self.carrier_does(n, CarrierEvent::DeadlinePassed { epoch });
                }
            }
            Happening::Read {
                desk,
                agreement,
                epoch,
            } => {
                if !self.wait_until_up(0, &happening) {
                    self.read(desk, &agreement, epoch);
                }
            }
            Happening::MakeBid { n, epoch } => {
                if self.carriers[&n].epoch() == epoch && !self.wait_until_up(n, &happening) {
                    let eta = self
                        .clock(n)
                        .plus(TimeDelta::minutes(i64::try_from(self.roll(20)).unwrap()));
                    self.carrier_does(
                        n,
                        CarrierEvent::BidMade {
                            bid: format!("b{n}-{epoch}"),
                            eta,
                        },
                    );
                }
            }
            Happening::ReadAddress { n, epoch } => {
                if !self.wait_until_up(n, &happening) {
                    let event = match self.roll(10) {
                        0..=2 => CarrierEvent::HandoffNotYetOpen { epoch },
                        3 if self.weather.whims => CarrierEvent::HandoffRefused { epoch },
                        _ => CarrierEvent::HandoffRead { epoch },
                    };
                    self.carrier_does(n, event);
                }
            }
            Happening::Whim { n, epoch } => {
                if self.carriers[&n].epoch() == epoch && !self.wait_until_up(n, &happening) {
                    self.carrier_does(n, CarrierEvent::Release);
                }
            }
            Happening::AtCounter { n, agreement, code } => {
                if !self.wait_until_up(0, &happening) {
                    self.at_counter(n, agreement, code);
                }
            }
            Happening::TellPickedUp { n, agreement } => {
                if !self.wait_until_up(n, &happening) {
                    self.carrier_does(
                        n,
                        CarrierEvent::Progressed {
                            progress: Progress::PickedUp,
                            eta: None,
                        },
                    );
                    let delay = i64::try_from(self.roll(25) + 1).unwrap() * MINUTE;
                    self.later(delay, Happening::AtDoor { n, agreement });
                }
            }
            Happening::AtDoor { n, agreement } => {
                if !self.wait_until_up(n, &happening) {
                    self.at_door(n, &agreement);
                }
            }
            Happening::Decide(question) => {
                if !self.wait_until_up(0, &happening) {
                    self.decide(question);
                }
            }
            Happening::Cancel => {
                if !self.wait_until_up(0, &happening) {
                    self.owner_does(OwnerEvent::Close {
                        reason: CloseReason::Cancelled,
                    });
                }
            }
        }
    }

    /// One try of the sender's outbox; without an answer it tries again until the message is void.
    fn send(&mut self, from: usize, to: usize, message: Box<Message>, until: i64, tries: u32) {
        if self.now > until {
            return;
        }
        let lost = self.up_again(to).is_some() || self.roll(1000) < self.weather.loss;
        if !lost {
            let delay = i64::try_from(self.roll(3_000) + 20).unwrap();
            self.later(
                delay,
                Happening::Arrive {
                    from,
                    to,
                    message: message.clone(),
                },
            );
            if self.roll(1000) < self.weather.duplicates {
                let delay = i64::try_from(self.roll(400)).unwrap() * SECOND;
                self.later(
                    delay,
                    Happening::Arrive {
                        from,
                        to,
                        message: message.clone(),
                    },
                );
            }
        }
        if lost || self.roll(1000) < self.weather.loss {
            let wait =
                (3 * SECOND << tries.min(7)).min(if tries > 12 { 6 * HOUR } else { 5 * MINUTE });
            self.later(
                wait,
                Happening::Send {
                    from,
                    to,
                    message,
                    until,
                    tries: tries + 1,
                },
            );
        }
    }

    fn post(&mut self, from: usize, to: usize, message: Message, until: i64) {
        self.later(
            0,
            Happening::Send {
                from,
                to,
                message: Box::new(message),
                until,
                tries: 0,
            },
        );
    }

    fn arrive(&mut self, from: usize, to: usize, message: Message) {
        let received = self.clock(to);
        match message {
            Message::Proposal {
                epoch,
                published,
                valid_through,
            } => {
                let answer_by = deadline(published, valid_through, received);
                if self.carriers.contains_key(&to) {
                    self.carrier_does(
                        to,
                        CarrierEvent::Proposed {
                            epoch,
                            fee: fee(),
                            answer_by,
                        },
                    );
                } else {
                    let (carrier, effects) =
                        Carrier::offered(desk(9), fee(), epoch, answer_by, received);
                    self.carriers.insert(to, carrier);
                    self.carrier_effects(to, effects);
                }
            }
            Message::Bid(bid) => self.owner_does(OwnerEvent::BidReceived(bid)),
            Message::Award {
                bid,
                agreement,
                epoch,
                code,
                published,
                ack_by,
            } => {
                let ack_by = deadline(published, ack_by, received);
                self.carrier_does(
                    to,
                    CarrierEvent::AwardReceived {
                        bid,
                        agreement,
                        epoch,
                        pickup_code: code,
                        ack_by,
                    },
                );
            }
            Message::RejectBid { bid } => self.carrier_does(to, CarrierEvent::BidRejected { bid }),
            Message::Report(report) => self.owner_does(OwnerEvent::Reported {
                desk: desk(from),
                report,
            }),
            Message::Revoke { epoch, reason } => {
                self.carrier_does(to, CarrierEvent::Revoked { epoch, reason })
            }
            Message::Receipt {
                agreement,
                epoch,
                receipt,
                pin,
            } => self.owner_does(OwnerEvent::ReceiptReceived {
                desk: desk(from),
                agreement,
                epoch,
                receipt,
                pin_right: pin == PIN,
            }),
            Message::Accept { receipt } => {
                self.carrier_does(to, CarrierEvent::ReceiptAccepted { receipt })
            }
            Message::Reject {
                receipt,
                reason,
                tries_left,
            } => {
                self.carrier_does(
                    to,
                    CarrierEvent::ReceiptRejected {
                        receipt,
                        reason,
                        tries_left,
                    },
                );
            }
        }
    }

    fn owner_timer(&mut self, timer: OwnerTimer, epoch: Epoch) {
        let event = match timer {
            OwnerTimer::Window => OwnerEvent::WindowEnded {
                epoch,
                fresh: Fresh {
                    agreement: format!("g{epoch}"),
                    pickup_code: format!("K{epoch}-PLUM"),
                },
            },
            OwnerTimer::Deadline => OwnerEvent::DeadlinePassed { epoch },
            OwnerTimer::Asked => OwnerEvent::AskedInVain { epoch },
        };
        self.owner_does(event);
    }

    fn read(&mut self, n: usize, agreement: &str, epoch: Epoch) {
        let answer = if self.up_again(n).is_some() || self.roll(1000) < self.weather.loss * 2 {
            PeerAnswer::Unreachable
        } else {
            self.carriers[&n]
                .report_of(agreement)
                .map_or(PeerAnswer::Nothing, |trip| {
                    PeerAnswer::Says(Report {
                        agreement: agreement.to_owned(),
                        epoch: trip.epoch,
                        revision: trip.revision,
                        progress: trip.progress,
                        eta: None,
                        created: trip.since,
                    })
                })
        };
        self.owner_does(OwnerEvent::PeerSays { epoch, answer });
    }

    fn at_counter(&mut self, n: usize, agreement: String, code: String) {
        // Some couriers hear that they were called back and turn round; some ride on.
        let still_wanted = self.carriers[&n]
            .trip()
            .is_some_and(|trip| trip.agreement == agreement && trip.progress != Progress::Released);
        if !still_wanted && self.roll(2) == 0 {
            return;
        }
        let (owner, effects) = self
            .owner
            .clone()
            .on(OwnerEvent::PickupCodeEntered { code }, self.clock(0));
        self.owner = owner;
        let given = effects
            .iter()
            .any(|e| matches!(e, OwnerEffect::CounterSays(CounterAnswer::HandOver { .. })));
        self.owner_effects(effects);
        if given {
            self.bag = Some(n);
            self.hand_overs += 1;
            self.later(0, Happening::TellPickedUp { n, agreement });
        } else {
            self.refused.insert((n, agreement));
            self.carrier_does(n, CarrierEvent::RefusedAtCounter);
        }
    }

    fn at_door(&mut self, n: usize, agreement: &str) {
        let CarrierState::Carrying { trip } = self.carriers[&n].state() else {
            return;
        };
        if trip.agreement != agreement {
            return;
        }
        self.brought = Some(n);
        self.receipts += 1;
        let wrong = self.weather.whims && self.wrong_pins < 3 && self.roll(5) == 0;
        self.wrong_pins += u32::from(wrong);
        let pin = if wrong { "0000" } else { PIN }.to_owned();
        let receipt = format!("e{n}-{}", self.receipts);
        self.carrier_does(n, CarrierEvent::Brought { receipt, pin });
    }

    fn decide(&mut self, question: Question) {
        self.asked += 1;
        match question {
            Question::NobodyOffered if self.asked < 3 => self.owner_does(OwnerEvent::OfferAgain),
            Question::NobodyOffered => self.owner_does(OwnerEvent::Close {
                reason: CloseReason::OwnCourier,
            }),
            _ => {}
        }
    }

    fn owner_does(&mut self, event: OwnerEvent) {
        let (owner, effects) = self.owner.clone().on(event, self.clock(0));
        self.owner = owner;
        self.owner_effects(effects);
    }

    fn owner_effects(&mut self, effects: Vec<OwnerEffect>) {
        let published = self.clock(0);
        for effect in effects {
            match effect {
                OwnerEffect::SendProposal { epoch, window_ends } => {
                    for n in 1..=3 {
                        let message = Message::Proposal {
                            epoch,
                            published,
                            valid_through: window_ends,
                        };
                        self.post(0, n, message, window_ends.millis());
                    }
                }
                OwnerEffect::OpenHandoff { desk, epoch, .. } => {
                    self.open_addresses.insert(epoch, number(&desk));
                }
                OwnerEffect::CloseHandoff { epoch } => {
                    self.open_addresses.remove(&epoch);
                }
                OwnerEffect::SendAward {
                    desk,
                    bid,
                    agreement,
                    epoch,
                    pickup_code,
                    ack_by,
                    ..
                } => {
                    let message = Message::Award {
                        bid,
                        agreement,
                        epoch,
                        code: pickup_code,
                        published,
                        ack_by,
                    };
                    self.post(0, number(&desk), message, ack_by.millis());
                }
                OwnerEffect::RejectBid { desk, bid, .. } => {
                    let until = self.now + 2 * MINUTE;
                    self.post(0, number(&desk), Message::RejectBid { bid }, until);
                }
                OwnerEffect::Revoke {
                    desk,
                    epoch,
                    reason,
                    ..
                } => {
                    let until = self.now + 7 * DAY;
                    self.post(0, number(&desk), Message::Revoke { epoch, reason }, until);
                }
                OwnerEffect::ReadDelivery {
                    desk,
                    agreement,
                    epoch,
                } => {
                    let delay = i64::try_from(self.roll(10_000)).unwrap();
                    self.later(
                        delay,
                        Happening::Read {
                            desk: number(&desk),
                            agreement,
                            epoch,
                        },
                    );
                }
                OwnerEffect::SetTimer { timer, epoch, at } => {
                    let delay = at.millis() - self.now;
                    self.later(delay, Happening::OwnerTimer { timer, epoch });
                }
                OwnerEffect::AcceptReceipt {
                    desk,
                    agreement,
                    receipt,
                    ..
                } => {
                    self.claims
                        .insert((number(&desk), agreement, receipt.clone()));
                    let until = self.now + 30 * DAY;
                    self.post(0, number(&desk), Message::Accept { receipt }, until);
                }
                OwnerEffect::RejectReceipt {
                    desk,
                    receipt,
                    reason,
                    tries_left,
                    ..
                } => {
                    let until = self.now + 30 * DAY;
                    self.post(
                        0,
                        number(&desk),
                        Message::Reject {
                            receipt,
                            reason,
                            tries_left,
                        },
                        until,
                    );
                }
                OwnerEffect::CompensateWastedTrip {
                    desk, agreement, ..
                } => {
                    *self
                        .compensations
                        .entry((number(&desk), agreement))
                        .or_default() += 1;
                }
                OwnerEffect::AskHuman(question) => {
                    let delay = i64::try_from(self.roll(10)).unwrap() * MINUTE;
                    self.later(delay, Happening::Decide(question));
                }
                OwnerEffect::CounterSays(_) | OwnerEffect::RelayState { .. } => {}
            }
        }
    }

    fn carrier_does(&mut self, n: usize, event: CarrierEvent) {
        let Some(carrier) = self.carriers.remove(&n) else {
            return;
        };
        let (carrier, effects) = carrier.on(event, self.clock(n));
        self.carriers.insert(n, carrier);
        self.carrier_effects(n, effects);
    }

    fn carrier_effects(&mut self, n: usize, effects: Vec<CarrierEffect>) {
        for effect in effects {
            match effect {
                CarrierEffect::ShowOffer { epoch, .. } => {
                    if self.roll(5) > 0 {
                        let delay = i64::try_from(self.roll(50)).unwrap() * SECOND;
                        self.later(delay, Happening::MakeBid { n, epoch });
                    }
                }
                CarrierEffect::SendBid {
                    epoch,
                    bid,
                    fee,
                    eta,
                    valid_until,
                } => {
                    let bid = Bid {
                        desk: desk(n),
                        id: bid,
                        epoch,
                        fee,
                        eta,
                        valid_until,
                        carried: 0,
                    };
                    self.post(n, 0, Message::Bid(bid), valid_until.millis() - self.skew[n]);
                }
                CarrierEffect::ReadHandoff { epoch } => {
                    let delay = i64::try_from(self.roll(2_000)).unwrap();
                    self.later(delay, Happening::ReadAddress { n, epoch });
                }
                CarrierEffect::SendReport {
                    agreement,
                    epoch,
                    revision,
                    progress,
                    eta,
                } => {
                    let created = self.clock(n);
                    let report = Report {
                        agreement,
                        epoch,
                        revision,
                        progress,
                        eta,
                        created,
                    };
                    let until = self.now + 2 * HOUR;
                    self.post(n, 0, Message::Report(report), until);
                }
                CarrierEffect::StartDelivery {
                    agreement,
                    pickup_code,
                } if self.bag.is_none() => {
                    let delay = i64::try_from(self.roll(45) + 1).unwrap() * MINUTE;
                    self.later(
                        delay,
                        Happening::AtCounter {
                            n,
                            agreement,
                            code: pickup_code,
                        },
                    );
                    if self.weather.whims && self.roll(8) == 0 {
                        let epoch = self.carriers.get(&n).map_or(0, Carrier::epoch);
                        let delay = i64::try_from(self.roll(30)).unwrap() * MINUTE;
                        self.later(delay, Happening::Whim { n, epoch });
                    }
                }
                CarrierEffect::SendReceipt {
                    agreement,
                    epoch,
                    receipt,
                    pin,
                } => {
                    let until = self.now + 30 * DAY;
                    self.post(
                        n,
                        0,
                        Message::Receipt {
                            agreement,
                            epoch,
                            receipt,
                            pin,
                        },
                        until,
                    );
                }
                CarrierEffect::RecordClaim { .. } => *self.recorded.entry(n).or_default() += 1,
                CarrierEffect::AskPinAgain { .. } => {
                    let agreement = self
                        .carriers
                        .get(&n)
                        .and_then(Carrier::trip)
                        .map(|trip| trip.agreement.clone());
                    if let Some(agreement) = agreement {
                        self.later(MINUTE, Happening::AtDoor { n, agreement });
                    }
                }
                CarrierEffect::SetTimer { timer, epoch, at } => {
                    let delay = at.millis() - self.clock(n).millis();
                    self.later(delay, Happening::CarrierTimer { n, timer, epoch });
                }
                CarrierEffect::StartDelivery { .. }
                | CarrierEffect::ReserveCourier { .. }
                | CarrierEffect::FreeCourier
                | CarrierEffect::ForgetAddress
                | CarrierEffect::StopDelivery { .. }
                | CarrierEffect::AskHuman(_) => {}
            }
        }
    }

    /// Whether the owner waits for nothing any more.
    pub fn owner_at_rest(&self) -> bool {
        matches!(
            self.owner.state(),
            OwnerState::Delivered { .. } | OwnerState::Closed { .. }
        )
    }
}
