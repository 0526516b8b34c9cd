//! Somebody wants to show a restaurant of ours in their collection of accounts (FEP-7aa9). Our restaurants say beforehand that everybody may, so the answer is
//! yes with a stamp, unless its people took this very one back, or it asks for more than anybody needs.

use musette_federation::{Reference, SocialActivity, SocialKind, same_origin};
use url::Url;

use super::{Done, Effect, Scene};
use crate::peer::document::address;
use crate::peer::enqueue::{self, Sending};
use crate::peer::fetch::{Actor, Errand};
use crate::peer::problem::Problem;
use crate::peer::tell::write::activity;
use crate::store::feature_stamp::{self, FeatureStamp};
use crate::store::restaurant::{Restaurant, RestaurantState};
use crate::store::{self, Conn, restaurant};

/// How many stamps one restaurant gives.
const MOST: i64 = 500;
/// How many of them to one host.
const MOST_OF_HOST: i64 = 50;

pub(super) async fn plan(scene: &Scene, errand: &Errand) -> Result<Effect, Problem> {
    let (urls, sent) = (&scene.peer.urls, &scene.activity);
    let target = scene.object();
    let handle = target.as_deref().and_then(|id| urls.restaurant_handle(id));
    // Nobody asks for a collection of somebody else's.
    let collection = sent.instrument.clone();
    let collection = collection.filter(|of| same_origin(of, &sent.actor));
    let (Some(handle), Some(collection)) = (handle.map(str::to_owned), collection) else {
        return Ok(super::nothing());
    };
    let from = super::sender(scene, errand).await?;
    let scene = scene.clone();
    Ok(Box::new(move |c| {
        let row = restaurant::of_handle(c, &handle)?;
        if let Some(row) = row.filter(|row| row.state == RestaurantState::Listed) {
            apply(c, &scene, &row, &collection, &from)?;
        }
        Ok(Done::default())
    }))
}

fn apply(
    c: &mut Conn,
    scene: &Scene,
    of: &Restaurant,
    collection: &Url,
    from: &Actor,
) -> store::Result<()> {
    let (peer, now) = (&scene.peer, scene.peer.clock.wire());
    let stamp = stamp(c, scene, of, collection, from)?;
    let kind = match stamp {
        Some(_) => SocialKind::Accept,
        None => SocialKind::Reject,
    };
    let id = address(&peer.urls.activity(&peer.ids.uuid()))?;
    let actor = address(&peer.urls.restaurant(&of.handle))?;
    // The request is named, not repeated: its type is of no use to who does not know it.
    let asked = Reference::Id(scene.activity.id.clone());
    let mut answer = SocialActivity::new(id, kind, actor, asked);
    answer.to = vec![from.row.id.clone()];
    answer.result = stamp
        .map(|id| address(&peer.urls.stamp(&of.handle, &id)))
        .transpose()?;
    let inbox = [(from.row.inbox.clone(), from.row.host.clone())];
    let written = activity(&answer, None, false);
    enqueue::social(c, peer.ids.as_ref(), &written, &inbox, Sending::answer(now))
}

/// The id of the stamp for a collection, a new one if there is room; none if it was taken back.
fn stamp(
    c: &mut Conn,
    scene: &Scene,
    of: &Restaurant,
    collection: &Url,
    from: &Actor,
) -> store::Result<Option<String>> {
    if let Some(old) = feature_stamp::of_collection(c, &of.id, collection.as_str())? {
        let holds = old.revoked_at.is_none() && old.requester == from.row.id;
        return Ok(holds.then_some(old.id));
    }
    let (all, of_host) = feature_stamp::count_of(c, &of.id, &from.row.host)?;
    if all >= MOST || of_host >= MOST_OF_HOST {
        return Ok(None);
    }
    let row = FeatureStamp {
        id: scene.peer.ids.uuid(),
        restaurant_id: of.id.clone(),
        collection: collection.to_string(),
        requester: from.row.id.clone(),
        requester_handle: from.handle(),
        inbox: from.row.inbox.clone(),
        host: from.row.host.clone(),
        stamped_at: scene.peer.clock.now(),
        revoked_at: None,
    };
    let new = feature_stamp::insert_if_absent(c, &row)?;
    Ok(new.then_some(row.id))
}
