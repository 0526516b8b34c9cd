//! Who reads: a partner, by a signed GET or a signed question. Counts once, like every signature of the trade tier.

use musette_federation::signature::Unverified;

use super::answer::Problem;
use super::arrival::{Arrival, owner_of};
use super::failed::Failed;
use super::inbox::sender::verify;
use super::nonce;
use crate::app::App;
use crate::peer::Peer;
use crate::store::partner::{self, Partner};
use crate::store::{Result as Stored, policies};

/// The partner that signed the request, however we stand with it. One that asks too much is told when to go on.
pub async fn partner(app: &App, peer: &Peer, arrival: &Arrival) -> Result<Partner, Problem> {
    let now = app.clock.wire();
    let signature = arrival.signature(&app.urls, now)?;
    let desk = owner_of(&signature.key_id).to_owned();
    let partner = app
        .db
        .read(move |c| -> Stored<_> {
            let Some(row) = partner::find_optional(c, &desk)? else {
                return Ok(None);
            };
            let policies = policies::load(c)?;
            Ok((!policies.suspends(&row.host, Some(&row.desk_id))).then_some(row))
        })
        .await?
        .ok_or_else(|| {
            Problem::NoAgreement("only partners of this co-op may read or ask here".into())
        })?;
    verify(&partner, &signature)?;
    peer.trade_allowance.take(&partner.host)?;
    count(app, signature).await?;
    Ok(partner)
}

/// Notes the nonce of a signature that was found right.
pub async fn count(app: &App, signature: Unverified) -> Result<(), Problem> {
    let now = app.clock.wire();
    app.db
        .write(move |c| nonce::once(c, &signature, now))
        .await
        .map_err(|failed: Failed| failed.into())
}
