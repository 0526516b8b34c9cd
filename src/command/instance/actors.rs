//! Whose database it is.

use super::{COOP, StartProblem};
use crate::store::local_actor::ActorKind;
use crate::store::{Db, coop, own_actor};
use crate::url::Urls;

/// Refuses a database whose actors others know by another address.
pub async fn check_address(db: &Db, urls: &Urls) -> Result<(), StartProblem> {
    let known = db
        .read(|c| own_actor::of_kind(c, ActorKind::Instance))
        .await?
        .map(|actor| actor.id)
        .filter(|id| !urls.is_ours(id));
    known.map_or(Ok(()), |id| {
        Err(StartProblem::OtherAddress {
            known: id.trim_end_matches("/ap/instance").to_owned(),
            now: urls.origin().to_owned(),
        })
    })
}

/// Refuses a database without a co-op.
pub async fn check_coop(db: &Db) -> Result<(), StartProblem> {
    match db.read(|c| coop::find_optional(c, COOP)).await? {
        Some(_) => Ok(()),
        None => Err(StartProblem::NoCoop(db.place().shown())),
    }
}
