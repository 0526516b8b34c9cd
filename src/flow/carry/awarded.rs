//! The neighbour accepts our bid. Nobody sets out before the customer's address has been read.

use musette_domain::Instant;
use musette_domain::handoff::{CarrierEvent, CarrierState};

use super::machine::{self, CarryRefusal};
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, delivery_offer_received};

/// The award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedAward {
    /// The neighbour's desk.
    pub desk: String,
    /// Our bid's activity id.
    pub bid: String,
    /// The `Accept` activity's id, which a revocation names.
    pub award_id: String,
    /// The agreement's id.
    pub agreement: String,
    /// The trade agreement that it is made under.
    pub under: String,
    /// Its epoch.
    pub epoch: u32,
    /// What our courier says at the counter.
    pub pickup_code: String,
    /// Until when to acknowledge, judged with `domain::handoff::deadline`.
    pub ack_by: Instant,
    /// Where the door is read.
    pub handoff_url: String,
}

/// Takes the award. The same award again gets the same answer; one that was taken back before it came starts nothing.
pub fn run(c: &mut Conn, app: &App, input: &ReceivedAward) -> Result<Changed, CarryRefusal> {
    let mut row = delivery_offer_received::lock_of_bid(c, &input.bid)?
        .filter(|row| row.partner_id == input.desk)
        .ok_or(CarryRefusal::Unknown)?;
    let new = row.agreement_id.as_deref() != Some(input.agreement.as_str());
    let waiting = matches!(
        machine::read(&row)?.state(),
        CarrierState::Bid { .. } | CarrierState::Lapsed | CarrierState::NotSelected
    );
    if new && waiting && i64::from(input.epoch) == row.epoch {
        row.award_id = Some(input.award_id.clone());
        row.under = Some(input.under.clone());
        row.agreement_id = Some(input.agreement.clone());
        row.pickup_code = Some(input.pickup_code.clone());
        row.handoff_url = Some(input.handoff_url.clone());
        row.ack_by = Some(input.ack_by);
        row.delivery_url = Some(app.urls.delivery(&app.ids.uuid()));
    }
    let event = CarrierEvent::AwardReceived {
        bid: input.bid.clone(),
        agreement: input.agreement.clone(),
        epoch: input.epoch,
        pickup_code: input.pickup_code.clone(),
        ack_by: input.ack_by,
    };
    Ok(machine::step(c, app, &mut row, event)?)
}
