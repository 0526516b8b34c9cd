//! Who sent a trade activity: a partner whose key we pinned, or a desk that offers us a first agreement.

use musette_federation::signature::Unverified;
use musette_federation::{TradeActivity, TradeMessage, same_origin, web_address};

use crate::app::App;
use crate::app::lookup::LookupError;
use crate::peer::address::authority;
use crate::peer::trade::answer::Problem;
use crate::peer::trade::partner::pinned_key;
use crate::store::partner::{self, Partner};

/// The partner that `activity` says it is from.
///
/// A desk that we do not know is looked up only when it offers an agreement, and only at the origin of its key: nobody makes us fetch from
/// somebody else.
pub async fn find(app: &App, activity: &TradeActivity, key_id: &str) -> Result<Partner, Problem> {
    let desk = activity.actor.to_string();
    if let Some(partner) = read(app, &desk).await? {
        return Ok(partner);
    }
    let offers = matches!(activity.message, TradeMessage::TradeAgreementOffered(_));
    let own_key = web_address(key_id).is_some_and(|key| same_origin(&key, &activity.actor));
    if !offers || !own_key {
        return Err(stranger(&desk));
    }
    app.lookup
        .coop(&authority(&activity.actor))
        .await
        .map_err(|e| match e {
            LookupError::Unreachable { .. } | LookupError::Store(_) => Problem::Busy(e.to_string()),
            _ => Problem::NoAgreement(e.to_string()),
        })?;
    read(app, &desk).await?.ok_or_else(|| stranger(&desk))
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
