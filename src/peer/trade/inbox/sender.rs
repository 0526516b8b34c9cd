//! Who sent a trade activity: a partner whose key we pinned, or a desk that offers us a first agreement.

use musette_federation::signature::Unverified;
use musette_federation::{TradeActivity, TradeMessage};

use crate::app::App;
use crate::peer::Peer;
use crate::peer::address::authority;
use crate::peer::fetch::FetchProblem;
use crate::peer::lookup::coop::read_of_desk;
use crate::peer::trade::answer::Problem;
use crate::peer::trade::partner::pinned_key;
use crate::store::partner::{self, Partner};

/// The partner that `activity` says it is from, with its signature proved.
///
/// A desk that we do not know is looked up only when it offers an agreement. Its key comes first, from its own server and as seldom as keys are asked
/// for; only when that key has signed are the desk and its co-op read, and nothing else of them: nobody makes us fetch from somebody else.
pub async fn prove(
    app: &App,
    peer: &Peer,
    activity: &TradeActivity,
    signature: &Unverified,
) -> Result<Partner, Problem> {
    let desk = activity.actor.to_string();
    let host = authority(&activity.actor);
    if peer.hosts.policy.suspends(&host, Some(&desk)).await? {
        return Err(Problem::NotForYou(
            "this co-op's server does not federate with yours".into(),
        ));
    }
    if let Some(partner) = read(app, &desk).await? {
        verify(&partner, signature)?;
        return Ok(partner);
    }
    if !matches!(activity.message, TradeMessage::TradeAgreementOffered(_)) {
        return Err(stranger(&desk));
    }
    let errand = peer.fetch.errand();
    peer.verify
        .prove(signature, &activity.actor, &errand)
        .await?;
    read_of_desk(peer, &activity.actor, &errand)
        .await
        .map_err(unreadable)?;
    let partner = read(app, &desk).await?.ok_or_else(|| stranger(&desk))?;
    verify(&partner, signature)?;
    Ok(partner)
}

fn unreadable(problem: FetchProblem) -> Problem {
    if problem.is_transient() {
        Problem::Busy(problem.to_string())
    } else {
        Problem::NoAgreement(problem.to_string())
    }
}

fn stranger(desk: &str) -> Problem {
    Problem::NoAgreement(format!(
        "{desk} has no trade agreement with this co-op; offer one first"
    ))
}

async fn read(app: &App, desk: &str) -> Result<Option<Partner>, Problem> {
    let desk = desk.to_owned();
    Ok(app
        .db
        .read(move |c| partner::find_optional(c, &desk))
        .await?)
}

/// Checks the signature with the pinned key. Another key of the same desk is as good as none until it is confirmed.
pub fn verify(partner: &Partner, signature: &Unverified) -> Result<(), Problem> {
    if signature.key_id != partner.key_id {
        return Err(Problem::Signature(format!(
            "{} is not the key that this co-op knows of {}; announce a new key with the old one's proof, or call us",
            signature.key_id, partner.desk_id
        )));
    }
    signature.verify(&pinned_key(partner)?)?;
    Ok(())
}
