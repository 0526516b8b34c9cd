//! Somebody elsewhere wants to take part in an event of ours. Our events take nobody by message (`joinMode` is `none`, FEP-8a8e): the answer says so, once a
//! day to each, and nobody is written down.

use chrono::TimeDelta;
use musette_domain::TextValue;
use musette_domain::id::EventId;
use musette_federation::{Reference, SocialActivity, SocialKind};

use super::{Done, Effect, Scene};
use crate::peer::document::address;
use crate::peer::enqueue::{self, Sending};
use crate::peer::fetch::{Actor, Errand};
use crate::peer::problem::Problem;
use crate::peer::tell::write::activity;
use crate::store::hint::{self, Hint};
use crate::store::{self, Conn, event, restaurant};

/// How long nobody gets a second answer.
const EACH: TimeDelta = TimeDelta::hours(24);

pub(super) async fn plan(scene: &Scene, errand: &Errand) -> Result<Effect, Problem> {
    let object = scene.object();
    let id = object
        .as_deref()
        .and_then(|url| scene.peer.urls.event_id(url));
    let Some(id) = id.and_then(|id| EventId::parse(id).ok()) else {
        return Ok(super::nothing());
    };
    let from = super::sender(scene, errand).await?;
    let scene = scene.clone();
    Ok(Box::new(move |c| {
        answer(c, &scene, &id, &from)?;
        Ok(Done::default())
    }))
}

fn answer(c: &mut Conn, scene: &Scene, id: &EventId, from: &Actor) -> store::Result<()> {
    let Some(row) = event::find_optional(c, id)? else {
        return Ok(());
    };
    let (peer, now) = (&scene.peer, scene.peer.clock.wire());
    let by = match &row.restaurant_id {
        Some(id) => peer.urls.restaurant(&restaurant::find(c, id)?.handle),
        None => peer.urls.coop(),
    };
    // Apart from the hints of the programs, which have the bare address.
    let asked = Hint {
        author_id: format!("{} joins", from.row.id),
        sent_at: now,
    };
    if !hint::claim(c, &asked, now.minus(EACH))? {
        return Ok(());
    }
    let activity_id = address(&peer.urls.activity(&peer.ids.uuid()))?;
    let kind = SocialKind::Other("Ignore".to_owned());
    let join = Reference::Id(scene.activity.id.clone());
    let mut ignore = SocialActivity::new(activity_id, kind, address(&by)?, join);
    ignore.to = vec![from.row.id.clone()];
    let inbox = [(from.row.inbox.clone(), from.row.host.clone())];
    let written = activity(&ignore, None, false);
    enqueue::social(c, peer.ids.as_ref(), &written, &inbox, Sending::answer(now))
}
