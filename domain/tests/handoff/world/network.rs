//! The network between the co-ops, and the outboxes that try again.

use super::*;

impl World {
    /// One try of the sender's outbox; without an answer it tries again until the message is void.
    pub(super) fn send(
        &mut self,
        from: usize,
        to: usize,
        message: Box<Message>,
        until: i64,
        tries: u32,
    ) {
        if self.now > until {
            return;
        }
        let delay = i64::try_from(self.roll(3_000) + 20).unwrap();
        // What comes to a server that has gone down on the way is not answered: a message counts as taken once it is stored.
        let lost =
            self.up_again(to, self.now + delay).is_some() || self.roll(1000) < self.weather.loss;
        if !lost {
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
                ((3 * SECOND) << tries.min(7)).min(if tries > 12 { 6 * HOUR } else { 5 * MINUTE });
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

    pub(super) fn post(&mut self, from: usize, to: usize, message: Message, until: i64) {
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

    pub(super) fn arrive(&mut self, from: usize, to: usize, message: Message) {
        let received = self.clock(to);
        match message {
            Message::Proposal {
                epoch,
                published,
                valid_through,
            } => {
                let answer_by = deadline(published, valid_through, received);
                self.proposed(to, epoch, answer_by, received);
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
                self.carrier_does(to, CarrierEvent::Revoked { epoch, reason });
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
                self.carrier_does(to, CarrierEvent::ReceiptAccepted { receipt });
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

    pub(super) fn proposed(
        &mut self,
        to: usize,
        epoch: Epoch,
        answer_by: Instant,
        received: Instant,
    ) {
        let (carrier, effects) = match self.carriers.remove(&to) {
            Some(known) => known.on(
                CarrierEvent::Proposed {
                    epoch,
                    fee: fee(),
                    answer_by,
                },
                received,
            ),
            None => Carrier::offered(desk(9), fee(), epoch, answer_by, received),
        };
        self.carriers.insert(to, carrier);
        self.carrier_effects(to, effects);
    }
}
