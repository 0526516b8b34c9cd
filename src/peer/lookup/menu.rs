//! Reading a restaurant's menu.

use musette_federation::menu::Menu;
use serde_json::Value;
use url::Url;

use super::because;
use crate::app::lookup::LookupError;
use crate::peer::fetch::{Errand, FetchProblem, Fetched};
use crate::peer::{Peer, read};
use crate::store::fetch_state::FetchState;
use crate::store::remote_restaurant::RemoteRestaurant;
use crate::store::{self, fetch_state, remote_menu_item, remote_restaurant};

pub(super) async fn refresh(peer: &Peer, restaurant: &str) -> Result<(), LookupError> {
    let id = restaurant.to_owned();
    let row = peer
        .db
        .read(move |c| remote_restaurant::find_optional(c, &id))
        .await?
        .ok_or_else(|| LookupError::NotAnAddress(restaurant.to_owned()))?;
    read_menu(peer, &row, &peer.fetch.errand())
        .await
        .map_err(|problem| because(problem, "a menu"))
}

/// Reads the menu and stores its dishes; those that are not on it any more are marked as removed.
pub(super) async fn read_menu(
    peer: &Peer,
    row: &RemoteRestaurant,
    errand: &Errand,
) -> Result<(), FetchProblem> {
    let Some(url) = row.menu_url.as_deref() else {
        return Ok(());
    };
    let url = peer.rules.parse(url)?;
    let Some((value, state)) = changed(peer, row, &url, errand).await? else {
        return Ok(());
    };
    let menu = Menu::from_json(&value).map_err(|e| FetchProblem::not_understood(&url, e))?;
    if menu.attributed_to.as_str() != row.actor_id {
        return Err(FetchProblem::not_understood(
            &url,
            "the menu is another restaurant's",
        ));
    }
    let (id, now) = (row.actor_id.clone(), peer.clock.now());
    peer.db
        .write(move |c| -> store::Result<()> {
            let dishes = read::dishes(&menu);
            for dish in &dishes {
                let known = remote_menu_item::find_optional(c, &dish.id)?;
                // A dish belongs to the restaurant that had it first, and a late answer does not undo a newer change.
                let ours = known.as_ref().is_none_or(|old| {
                    old.restaurant_id == dish.restaurant_id
                        && (old.revision <= dish.revision || old.removed_at.is_some())
                });
                if ours {
                    remote_menu_item::put(c, dish)?;
                }
            }
            let keep: Vec<String> = dishes.into_iter().map(|dish| dish.id).collect();
            remote_menu_item::remove_others(c, &id, &keep, now)?;
            let Some(mut of) = remote_restaurant::find_optional(c, &id)? else {
                return Ok(());
            };
            of.menu_revision = i64::try_from(menu.revision).unwrap_or(of.menu_revision);
            of.menu_fetched_at = Some(now);
            remote_restaurant::save(c, &of)?;
            state
                .as_ref()
                .map_or(Ok(()), |state| fetch_state::put(c, state))
        })
        .await?;
    Ok(())
}

/// The menu as it is now, and what its server says of its age; none if a crawl finds it as it was, which makes what we have fresh.
async fn changed(
    peer: &Peer,
    row: &RemoteRestaurant,
    url: &Url,
    errand: &Errand,
) -> Result<Option<(Value, Option<FetchState>)>, FetchProblem> {
    if !errand.crawls() {
        return Ok(Some((peer.fetch.object(url, errand).await?, None)));
    }
    let known = match row.menu_fetched_at {
        Some(_) => {
            let text = url.to_string();
            let known = peer.db.read(move |c| fetch_state::find_optional(c, &text));
            known.await?
        }
        // It was marked as old since then.
        None => None,
    };
    match peer
        .fetch
        .object_unless(url, known.as_ref(), errand)
        .await?
    {
        Fetched::New(value, state) => Ok(Some((value, Some(state)))),
        Fetched::Same => {
            let (id, now) = (row.actor_id.clone(), peer.clock.now());
            peer.db
                .write(move |c| remote_restaurant::mark_menu_read(c, &id, now))
                .await?;
            Ok(None)
        }
    }
}
