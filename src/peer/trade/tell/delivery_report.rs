//! Our Delivery as its owner may see it: how far we say we are. The courier's cell is told only while the bag is with the courier.

use musette_domain::TextValue;
use musette_domain::zone::CellSize;
use musette_federation::delivery::{Delivery, DeliveryState};

use crate::flow::carry::report::CarrierReport;
use crate::peer::trade::desk::{Desk, address};
use crate::peer::trade::terms::cell;
use crate::store::{Error, Result};

/// The document of a report.
pub fn document(desk: &Desk, report: &CarrierReport) -> Result<Delivery> {
    let state = DeliveryState::parse(report.progress.as_str())
        .ok_or_else(|| Error::Database(format!("{} is no state of the wire", report.progress)))?;
    let zone = report
        .cell
        .as_deref()
        .and_then(|text| cell(text, CellSize::Block))
        .filter(|_| state.is_carrying());
    Ok(Delivery {
        id: address(&report.delivery_url)?,
        attributed_to: desk.url()?,
        agreement: address(&report.agreement)?,
        epoch: u64::from(report.epoch),
        revision: u64::from(report.revision.max(1)),
        state,
        state_time: report.since.to_utc(),
        reason: None,
        eta: report.eta.map(musette_domain::Instant::to_utc),
        zone: zone.into_iter().collect(),
        collect: None,
    })
}
