//! The town of the exploration: what each event does to it.

use super::*;

pub(super) fn fee() -> Money {
    Money::new(720, Currency::EUR)
}
pub(super) fn desk(n: usize) -> Desk {
    Desk::new(&format!("https://c{n}.example/desk")).unwrap()
}
pub(super) fn number(desk: &Desk) -> usize {
    usize::from(*desk == self::desk(1))
}
pub(super) fn agreement(epoch: Epoch) -> String {
    format!("g{epoch}")
}
pub(super) fn code(epoch: Epoch) -> String {
    format!("K{epoch}-PLUM")
}
pub(super) fn bid_id(n: usize, epoch: Epoch) -> String {
    format!("b{n}-{epoch}")
}
pub(super) fn start() -> Instant {
    Instant::from_millis(0)
}

impl Town {
    pub(super) fn owner_does(&mut self, event: OwnerEvent) {
        let (owner, effects) = self.owner.clone().on(event, self.now);
        self.owner = owner;
        self.owner_effects(effects);
    }

    pub(super) fn owner_effects(&mut self, effects: Vec<OwnerEffect>) {
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

    pub(super) fn carrier_does(&mut self, n: usize, event: CarrierEvent) {
        let Some(carrier) = self.carriers[n].take() else {
            return;
        };
        let (carrier, effects) = carrier.on(event, self.now);
        self.carriers[n] = Some(carrier);
        self.carrier_effects(n, effects);
    }

    pub(super) fn carrier_effects(&mut self, n: usize, effects: Vec<CarrierEffect>) {
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

    pub(super) fn deliver(&mut self, message: Message, to: usize) {
        match message {
            Message::Proposal {
                epoch,
                valid_through,
            } => self.proposed(to, epoch, valid_through),
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
                self.carrier_does(to, CarrierEvent::BidRejected { bid });
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

    pub(super) fn proposed(&mut self, to: usize, epoch: Epoch, answer_by: Instant) {
        let (carrier, effects) = match self.carriers[to].take() {
            Some(known) => known.on(
                CarrierEvent::Proposed {
                    epoch,
                    fee: fee(),
                    answer_by,
                },
                self.now,
            ),
            None => Carrier::offered(desk(9), fee(), epoch, answer_by, self.now),
        };
        self.carriers[to] = Some(carrier);
        self.carrier_effects(to, effects);
    }

    pub(super) fn owner_wakes(&mut self) {
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

    pub(super) fn owner_reads(&mut self) {
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

    pub(super) fn at_counter(&mut self, n: usize) {
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

    pub(super) fn carrying(&self, n: usize) -> Option<Progress> {
        match self.carriers[n].as_ref()?.state() {
            CarrierState::Carrying { trip } => Some(trip.progress),
            _ => None,
        }
    }
}
