//! `Create(Proposal)`: a neighbour opens a delivery to us. The restaurant's name and address come from its public actor.

use chrono::TimeDelta;
use musette_domain::handoff::deadline;
use musette_domain::{Instant, Money, Position};
use musette_federation::delivery_offer::{Proposal, ProposalState};
use musette_federation::same_origin;

use super::Received;
use crate::app::{App, Topic};
use crate::flow::carry::machine::CarryRefusal;
use crate::flow::carry::offered::{self, ReceivedProposal};
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::peer::trade::terms::{currency, minor};
use crate::store::remote_restaurant::{self, RemoteRestaurant};
use crate::store::{Conn, Result as StoreResult};

/// How long after an offer was made its restaurant is asked for again.
const IN_TIME: TimeDelta = TimeDelta::seconds(10);

/// Reads the restaurant's actor beforehand, unless it is known.
pub async fn prepare(app: &App, proposal: &Proposal) {
    let id = proposal.pickup.to_string();
    if !same_origin(&proposal.pickup, &proposal.attributed_to) {
        return;
    }
    let wanted = id.clone();
    let known = app
        .db
        .read(move |c| remote_restaurant::find_optional(c, &wanted))
        .await;
    if matches!(known, Ok(Some(_))) {
        return;
    }
    if let Err(error) = app.lookup.restaurant(&id).await {
        tracing::info!(restaurant = id, %error, "the restaurant of an offer could not be read");
    }
}

/// Shows the offer to the dispatch, or lets the stated rule answer it.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    proposal: &Proposal,
) -> Result<Vec<Topic>, Failed> {
    if proposal.state != ProposalState::Open {
        return Ok(Vec::new());
    }
    let Some(restaurant) = restaurant(c, received, proposal)? else {
        return Ok(Vec::new());
    };
    let input = input(received, proposal, &restaurant)?;
    match offered::run(c, received.app, &input) {
        Ok(changed) => Ok(changed.topics),
        Err(CarryRefusal::Store(error)) => Err(error.into()),
        Err(CarryRefusal::NotAPartner) => {
            Err(Problem::NoAgreement(CarryRefusal::NotAPartner.to_string()).into())
        }
        Err(refusal) => {
            tracing::info!(partner = input.desk, %refusal, "an offer was not taken");
            Err(Problem::Unknown.into())
        }
    }
}

fn input(
    received: &Received<'_>,
    proposal: &Proposal,
    restaurant: &RemoteRestaurant,
) -> Result<ReceivedProposal, Problem> {
    let activity = received.activity;
    let currency = currency(&proposal.currency)?;
    let collect = proposal
        .collect
        .as_ref()
        .map_or(Ok(0), |amount| minor(amount, currency))?;
    let zone = proposal
        .dropoff_zone
        .first()
        .ok_or_else(|| Problem::Malformed("the proposal names no area of the door".into()))?;
    let pickup = restaurant
        .latitude
        .zip(restaurant.longitude)
        .and_then(|(lat, lon)| Position::new(lat, lon).ok())
        .ok_or_else(|| {
            Problem::Malformed("the restaurant's actor does not say where it is".into())
        })?;
    Ok(ReceivedProposal {
        desk: received.partner.desk_id.clone(),
        proposal: proposal.id.to_string(),
        epoch: u32::try_from(proposal.epoch)
            .map_err(|_| Problem::Malformed("the epoch is too large".into()))?,
        fee: Money::new(minor(&proposal.fee, currency)?, currency),
        collect,
        pickup_actor: proposal.pickup.to_string(),
        pickup_name: restaurant.name.clone(),
        pickup_address: restaurant.address.clone(),
        pickup,
        zone: zone.as_str().to_owned(),
        pickup_at: proposal.ready_at.into(),
        arrive_by: proposal.arrive_by.into(),
        answer_by: deadline(
            Instant::from(activity.published),
            Instant::from(activity.valid_through),
            received.now,
        ),
    })
}

/// The restaurant as its own server describes it, which must be the offering co-op's.
///
/// None when that server did not tell in time: then the offer is taken without effect, as if nobody here wanted it. To refuse it for longer would
/// hold up everything else that the partner has to say.
fn restaurant(
    c: &mut Conn,
    received: &Received<'_>,
    proposal: &Proposal,
) -> Result<Option<RemoteRestaurant>, Failed> {
    if !same_origin(&proposal.pickup, &proposal.attributed_to) {
        return Err(Problem::Malformed(
            "the restaurant is not one of the co-op that offers the delivery".into(),
        )
        .into());
    }
    let known: StoreResult<_> = remote_restaurant::find_optional(c, proposal.pickup.as_str());
    let known = known?;
    let waited = received
        .now
        .since(Instant::from(received.activity.published));
    if known.is_none() && waited < IN_TIME {
        // Perhaps its server is slow: the offer comes again.
        return Err(Problem::Busy("the restaurant's actor cannot be read just now".into()).into());
    }
    if known.is_none() {
        tracing::warn!(
            partner = received.partner.desk_id,
            restaurant = proposal.pickup.as_str(),
            "an offer is left alone: its restaurant cannot be read"
        );
    }
    Ok(known)
}
