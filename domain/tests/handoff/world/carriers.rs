//! What the carriers' servers, people and couriers do.

use super::*;

impl World {
    pub(super) fn at_counter(&mut self, n: usize, agreement: String, code: String) {
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

    pub(super) fn at_door(&mut self, n: usize, agreement: &str) {
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

    pub(super) fn carrier_does(&mut self, n: usize, event: CarrierEvent) {
        let Some(carrier) = self.carriers.remove(&n) else {
            return;
        };
        let (carrier, effects) = carrier.on(event, self.clock(n));
        self.carriers.insert(n, carrier);
        self.carrier_effects(n, effects);
    }

    pub(super) fn carrier_effects(&mut self, n: usize, effects: Vec<CarrierEffect>) {
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
}
