//! `Update(Proposal)` of purpose `offer`: how many couriers we could lend. Never fewer than two: one would be a person.

use musette_federation::TradeMessage;
use musette_federation::capacity::Capacity;

use crate::peer::trade::desk::{Desk, address};
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::peer::trade::terms::{cell, count};
use crate::store::partner::PartnerState;
use crate::store::published_capacity::PublishedCapacity;
use crate::store::{Conn, Result, partner, published_capacity};

/// Tells every active partner, or one of them, each window that is not over.
pub fn tell(c: &mut Conn, desk: &Desk, to: Option<&str>) -> Result<()> {
    let windows = published_capacity::from(c, desk.now())?;
    let active = partner::in_state(c, PartnerState::Active)?;
    let told = active
        .into_iter()
        .filter(|partner| to.is_none_or(|desk| desk == partner.desk_id));
    for partner in told {
        for window in &windows {
            let Some(capacity) = document(desk, window, &partner.desk_id)? else {
                continue;
            };
            let context = window_url(desk, window);
            outgoing::write(
                c,
                desk,
                Outgoing {
                    to: &partner.desk_id,
                    id: None,
                    context: &context,
                    valid_through: window.ends_at,
                    message: TradeMessage::CapacityPublished(capacity),
                },
            )?;
        }
    }
    Ok(())
}

/// A window as `to` may see it; none if it would show a person. Nobody at all takes back what was told.
pub fn document(desk: &Desk, window: &PublishedCapacity, to: &str) -> Result<Option<Capacity>> {
    let couriers = u32::try_from(window.available).unwrap_or(0);
    if couriers == 1 {
        return Ok(None);
    }
    Ok(Some(Capacity {
        id: address(&window_url(desk, window))?,
        attributed_to: desk.url()?,
        to: address(to)?,
        revision: count(window.revision)?,
        start_time: window.starts_at.to_utc(),
        end_time: window.ends_at.to_utc(),
        zone: window
            .zone
            .iter()
            .filter_map(|text| cell(text, musette_domain::zone::CellSize::Quarter))
            .collect(),
        couriers,
    }))
}

/// The address of a window: the row's id is one.
fn window_url(desk: &Desk, window: &PublishedCapacity) -> String {
    if desk.urls.is_ours(&window.id) {
        window.id.clone()
    } else {
        desk.urls.capacity(&window.id)
    }
}
