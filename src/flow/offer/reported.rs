//! A neighbour's Delivery came in: its acknowledgement, its progress, or its giving back.

use musette_domain::handoff::{Desk, OwnerEvent, OwnerState, Progress, Report};
use musette_domain::id::DeliveryOfferId;

use super::machine::{self, OfferRefusal};
use crate::app::App;
use crate::flow::Changed;
use crate::store::delivery_award::{self, AwardState};
use crate::store::{Conn, Result, delivery, delivery_offer};

/// What the neighbour reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedReport {
    /// The neighbour's desk.
    pub desk: String,
    /// The job's URL.
    pub context: String,
    /// The Delivery's URL at the neighbour.
    pub delivery_url: String,
    /// Agreement, epoch, revision, progress, time.
    pub report: Report,
    /// The courier's cell (resolution 9), while carrying.
    pub cell: Option<String>,
}

/// Takes the report. Lower and equal revisions say nothing new; reports of a past award are answered with its revocation.
pub fn run(c: &mut Conn, app: &App, input: &ReceivedReport) -> Result<Changed, OfferRefusal> {
    let offer = machine::of_context(c, &input.context)?;
    let agreement = &input.report.agreement;
    let award = delivery_award::find_optional(c, agreement)?
        .filter(|award| award.offer_id == offer.id && award.partner_id == input.desk);
    let Some(mut award) = award else {
        return Err(OfferRefusal::NotACandidate);
    };
    award.delivery_url = Some(input.delivery_url.clone());
    delivery_award::save(c, &award)?;
    keep_cell(c, &offer, input)?;
    let id = offer.id.clone();
    let event = OwnerEvent::Reported {
        desk: Desk::new(&input.desk).map_err(|_| OfferRefusal::NotADesk)?,
        report: input.report.clone(),
    };
    let changed = machine::step(c, app, offer, event)?.changed;
    note_acknowledgement(c, app, &id)?;
    Ok(changed)
}

/// The courier's cell counts for the current award only, and only while the bag is on its way.
fn keep_cell(
    c: &mut Conn,
    offer: &delivery_offer::DeliveryOffer,
    input: &ReceivedReport,
) -> Result<()> {
    let owner = machine::read(offer)?.owner;
    let current = owner.award().is_some_and(|award| {
        award.agreement == input.report.agreement && input.report.revision > award.revision
    });
    if !current {
        return Ok(());
    }
    let mut row = delivery::lock(c, &offer.delivery_id)?;
    let carrying = matches!(
        input.report.progress,
        Progress::PickedUp | Progress::AtDropoff
    );
    row.cell = input.cell.clone().filter(|_| carrying);
    delivery::save(c, &row)
}

/// Keeps the award's columns in step after an acknowledgement.
pub(super) fn note_acknowledgement(c: &mut Conn, app: &App, id: &DeliveryOfferId) -> Result<()> {
    let offer = delivery_offer::find(c, id)?;
    let owner = machine::read(&offer)?.owner;
    let OwnerState::Committed { award, .. } = owner.state() else {
        return Ok(());
    };
    let mut row = delivery_award::find(c, &award.agreement)?;
    if row.acknowledged_at.is_none() {
        row.acknowledged_at = Some(app.clock.now());
        row.state = AwardState::Committed;
        delivery_award::save(c, &row)?;
    }
    Ok(())
}
