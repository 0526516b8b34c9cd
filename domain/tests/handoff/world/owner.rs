//! What the owner's server, counter and people do.

use super::*;

impl World {
    pub(super) fn owner_timer(&mut self, timer: OwnerTimer, epoch: Epoch) {
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

    pub(super) fn read(&mut self, n: usize, agreement: &str, epoch: Epoch) {
        let answer =
            if self.up_again(n, self.now).is_some() || self.roll(1000) < self.weather.loss * 2 {
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

    pub(super) fn decide(&mut self, question: Question) {
        self.asked += 1;
        match question {
            Question::NobodyOffered if self.asked < 3 => self.owner_does(OwnerEvent::OfferAgain),
            Question::NobodyOffered => self.owner_does(OwnerEvent::Close {
                reason: CloseReason::OwnCourier,
            }),
            _ => {}
        }
    }

    pub(super) fn owner_does(&mut self, event: OwnerEvent) {
        let (owner, effects) = self.owner.clone().on(event, self.clock(0));
        self.owner = owner;
        self.owner_effects(effects);
    }

    pub(super) fn owner_effects(&mut self, effects: Vec<OwnerEffect>) {
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
}
