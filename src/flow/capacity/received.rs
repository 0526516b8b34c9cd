//! A partner tells its capacity.

use musette_domain::Instant;
use musette_domain::capacity::LEAST;
use musette_domain::zone::{Cell, CellSize};

use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::store::Conn;
use crate::store::partner::{self, PartnerState};
use crate::store::partner_capacity::{self, PartnerCapacity};

/// What the partner tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedCapacity {
    /// Its desk.
    pub desk: String,
    /// The id of this window's capacity.
    pub id: String,
    /// From.
    pub start: Instant,
    /// Until.
    pub end: Instant,
    /// Cells of resolution 7.
    pub zone: Vec<String>,
    /// How many couriers; 0 when it is withdrawn.
    pub available: i32,
    /// Higher for each change.
    pub revision: i64,
}

refusals! {
    /// Why a capacity is not kept.
    pub enum CapacityRefusal {
        /// No agreement.
        #[error("there is no active trade agreement with this desk")]
        NotAPartner = "capacity-not-a-partner",
        /// Another partner's id.
        #[error("this capacity belongs to another desk")]
        NotYours = "capacity-not-yours",
        /// Says too much, or nonsense.
        #[error("a capacity is for two hours or more, for cells of resolution 7, and for two couriers or more")]
        Malformed = "capacity-malformed",
    }
}

/// Keeps it, unless a later revision is known.
pub fn run(c: &mut Conn, app: &App, input: &ReceivedCapacity) -> Result<Changed, CapacityRefusal> {
    let trades = partner::find_optional(c, &input.desk)?
        .is_some_and(|partner| partner.state == PartnerState::Active);
    if !trades {
        return Err(CapacityRefusal::NotAPartner);
    }
    if !is_sound(input) {
        return Err(CapacityRefusal::Malformed);
    }
    let row = PartnerCapacity {
        id: input.id.clone(),
        partner_id: input.desk.clone(),
        starts_at: input.start,
        ends_at: input.end,
        zone: input.zone.clone(),
        available: input.available,
        revision: input.revision,
        received_at: app.clock.now(),
    };
    match partner_capacity::find_optional(c, &input.id)? {
        Some(known) if known.partner_id != input.desk => return Err(CapacityRefusal::NotYours),
        Some(known) if known.revision >= input.revision => return Ok(Changed::nothing()),
        Some(_) => partner_capacity::save(c, &row)?,
        None => partner_capacity::insert(c, &row)?,
    }
    Ok(Changed::topics([Topic::Dispatch]))
}

/// Whether it says no more than partners may tell each other (protocol.md 7.5 e).
fn is_sound(input: &ReceivedCapacity) -> bool {
    let least = i32::try_from(LEAST).unwrap_or(i32::MAX);
    let enough = input.available == 0 || (least..=10_000).contains(&input.available);
    let window = input.end.since(input.start) >= chrono::TimeDelta::hours(2);
    let coarse = input.zone.len() <= 1_000
        && input.zone.iter().all(|cell| {
            cell.parse::<Cell>()
                .is_ok_and(|cell| cell.is(CellSize::Quarter))
        });
    enough && window && coarse
}
