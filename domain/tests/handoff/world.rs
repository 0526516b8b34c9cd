//! A town with a network that does its worst: messages are lost, repeated and overtaken, co-ops are cut off or down for days, clocks differ,
//! couriers ride on although they were called back. Every run follows from its seed.

mod carriers;
mod network;
mod owner;

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
    /// When co-op `n`, which is down at `at`, is up again; `None` if it is up.
    fn up_again(&self, n: usize, at: i64) -> Option<i64> {
        self.down
            .iter()
            .filter(|(who, from, until)| *who == n && (*from..*until).contains(&at))
            .map(|(_, _, until)| *until)
            .max()
    }
    /// Puts off what a co-op that is down cannot do now.
    fn wait_until_up(&mut self, n: usize, happening: &Happening) -> bool {
        let Some(until) = self.up_again(n, self.now) else {
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
                if self.up_again(to, self.now).is_none() {
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

    /// Whether the owner waits for nothing any more.
    pub fn owner_at_rest(&self) -> bool {
        matches!(
            self.owner.state(),
            OwnerState::Delivered { .. } | OwnerState::Closed { .. }
        )
    }
}
