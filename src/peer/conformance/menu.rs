//! What a server says beyond ActivityPub when it claims to speak musette's protocol: menus, specials, restaurants, neighbours.

use musette_federation::collection::RemoteCollection;
use musette_federation::menu::Menu;
use musette_federation::remote_note::RemoteNote;
use musette_federation::{RemoteActor, same_origin};
use url::Url;

use super::probe::Probe;
use super::report::{Report, holds};

/// How many Notes are read.
const NOTES: usize = 3;

/// Looks at what the actor names of these.
pub(super) async fn examine(probe: &Probe, actor: &RemoteActor, report: &mut Report) {
    if !actor.is_musette() {
        report.left_out(
            "menus and specials are as in docs/PROTOCOL.md",
            "the actor does not name https://w3id.org/musette/1 in `implements`",
        );
        return;
    }
    if let Some(url) = &actor.menu {
        let found = menu(probe, actor, url).await;
        report.must("its menu can be read, every dish of it", found);
    }
    if let Some(url) = &actor.specials {
        let found = specials(probe, actor, url).await;
        report.must("its specials are Notes of the same server", found);
    }
    if let Some(url) = &actor.restaurants {
        let found = listed(probe, actor, url, true).await;
        report.must("its restaurants are addresses on its own server", found);
    }
    if let Some(url) = &actor.neighbours {
        let found = listed(probe, actor, url, false).await;
        report.must("its neighbours are addresses", found);
    }
}

async fn menu(probe: &Probe, actor: &RemoteActor, url: &Url) -> Result<(), String> {
    let value = probe.document(url).await?;
    let menu = Menu::from_json(&value).map_err(|why| why.to_string())?;
    holds(menu.attributed_to == actor.id, || {
        format!("it is the menu of {}", menu.attributed_to)
    })?;
    let written: usize = value
        .get("orderedItems")
        .and_then(serde_json::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|section| section.get("hasMenuItem")?.as_array())
        .map(Vec::len)
        .sum();
    let read: usize = menu
        .sections
        .iter()
        .map(|section| section.items.len())
        .sum();
    holds(written == read, || {
        format!("{} of {written} dishes cannot be read", written - read)
    })
}

async fn collection(probe: &Probe, url: &Url) -> Result<Vec<Url>, String> {
    let value = probe.document(url).await?;
    let list = RemoteCollection::from_json(&value).map_err(|why| why.to_string())?;
    let found: Vec<Url> = list.item_ids().collect();
    holds(found.len() == list.items.len(), || {
        "it holds something that is no address".to_owned()
    })?;
    Ok(found)
}

async fn specials(probe: &Probe, actor: &RemoteActor, url: &Url) -> Result<(), String> {
    for id in collection(probe, url).await?.iter().take(NOTES) {
        let value = probe.document(id).await?;
        let note = RemoteNote::from_json(&value).map_err(|why| format!("{id}: {why}"))?;
        holds(same_origin(&note.attributed_to, &actor.id), || {
            format!("{id} is by {}", note.attributed_to)
        })?;
        holds(note.is_public(), || format!("{id} is not for everybody"))?;
    }
    Ok(())
}

async fn listed(probe: &Probe, actor: &RemoteActor, url: &Url, own: bool) -> Result<(), String> {
    let found = collection(probe, url).await?;
    let strange = found.iter().find(|id| own && !same_origin(id, &actor.id));
    holds(strange.is_none(), || format!("{strange:?} is elsewhere"))
}
