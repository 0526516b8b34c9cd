//! A co-op that we know is read again: what it is, which restaurants it has by now, and what these serve.
//!
//! Updates tell most of it; this finds restaurants that are new, and makes good what was missed while one side was down. A few restaurants at a time,
//! one after the other, so that neither server notices.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use musette_federation::same_origin;
use url::Url;

use super::coop::Listed;
use super::{because, coop, neighbours, restaurant};
use crate::app::lookup::LookupError;
use crate::peer::Peer;
use crate::peer::fetch::FetchProblem;
use crate::store::remote_coop::{self, RemoteCoop};
use crate::store::{self, remote_restaurant};

/// How many restaurants are read in one call.
const AT_A_TIME: usize = 10;
/// After how long a call ends although fewer were read.
const LONG_ENOUGH: TimeDelta = TimeDelta::seconds(8);

/// Reads restaurants whose address comes after `after`; the co-op itself first when there is none.
pub(super) async fn read(
    peer: &Peer,
    coop: &str,
    after: Option<&str>,
) -> Result<Option<String>, LookupError> {
    match go_on(peer, coop, after).await {
        Ok(next) => Ok(next),
        Err(problem) => {
            if matches!(
                problem,
                FetchProblem::NotUnderstood { .. }
                    | FetchProblem::NotAPeer(_)
                    | FetchProblem::Gone(_)
            ) {
                forget_name(peer, coop).await?;
            }
            Err(because(problem, "a co-op"))
        }
    }
}

/// A co-op of which we had only a name, and which turns out to be none, is forgotten.
async fn forget_name(peer: &Peer, coop: &str) -> Result<(), LookupError> {
    let id = coop.to_owned();
    let written = peer.db.write(move |c| -> store::Result<()> {
        let only_named = remote_coop::find_optional(c, &id)?
            .is_some_and(|row| row.depth > 0 && row.walked_at.is_none());
        if only_named {
            remote_coop::delete(c, &id)?;
        }
        Ok(())
    });
    Ok(written.await?)
}

async fn go_on(
    peer: &Peer,
    coop: &str,
    after: Option<&str>,
) -> Result<Option<String>, FetchProblem> {
    let began = peer.clock.wire();
    let row = if after.is_none() {
        begin(peer, coop).await?
    } else {
        let id = coop.to_owned();
        peer.db.read(move |c| remote_coop::find(c, &id)).await?
    };
    let mut left = restaurants(peer, &row)
        .await?
        .into_iter()
        .filter(|id| after.is_none_or(|after| id.as_str() > after))
        .peekable();
    let mut count = 0;
    while let Some(id) = left.next() {
        one(peer, &id).await?;
        count += 1;
        let enough = count == AT_A_TIME || peer.clock.wire().since(began) > LONG_ENOUGH;
        if enough && left.peek().is_some() {
            return Ok(Some(id.to_string()));
        }
    }
    if let Err(problem) = neighbours::read(peer, &row).await {
        tracing::info!(peer.host = row.host, %problem, "a co-op's neighbours could not be read");
    }
    let (id, now) = (row.actor_id.clone(), peer.clock.wire());
    peer.db
        .write(move |c| remote_coop::mark_walked(c, &id, now))
        .await?;
    tracing::debug!(peer.host = row.host, "a co-op was read again");
    Ok(None)
}

/// Reads the co-op and its desk, and follows it if we keep up with it but do not follow it yet.
async fn begin(peer: &Peer, coop: &str) -> Result<RemoteCoop, FetchProblem> {
    let url = peer.rules.parse(coop)?;
    let row = coop::read_coop_actor(peer, &url, &peer.fetch.crawl()).await?;
    let id = row.actor_id.clone();
    let row = peer.db.read(move |c| remote_coop::find(c, &id)).await?;
    // One that was only named by a neighbour can be read here; following it is for people to decide.
    if row.depth == 0 {
        coop::keep_up(peer, &row.actor_id).await?;
    }
    Ok(row)
}

/// The restaurants that the co-op lists. Those that we have of it and that are not listed any more are gone if the list was read whole; else they are
/// read like the others.
async fn restaurants(peer: &Peer, coop: &RemoteCoop) -> Result<Vec<Url>, FetchProblem> {
    let listed = match coop.restaurants_url.as_deref() {
        Some(list) => {
            let list = peer.rules.parse(list)?;
            coop::members(peer, list, &peer.fetch.crawl()).await?
        }
        None => Listed {
            ids: Vec::new(),
            whole: false,
        },
    };
    if listed.whole {
        let (id, now, keep) = (coop.actor_id.clone(), peer.clock.now(), listed.ids.clone());
        let gone = peer.db.write(move |c| {
            let keep: BTreeSet<&str> = keep.iter().map(Url::as_str).collect();
            remote_restaurant::gone_unless(c, &id, &keep, now)
        });
        let gone = gone.await?;
        if gone > 0 {
            tracing::info!(
                peer.host = coop.host,
                gone,
                "restaurants are not listed any more"
            );
        }
        return Ok(listed.ids);
    }
    let mut all = listed.ids;
    let id = coop.actor_id.clone();
    let known = peer
        .db
        .read(move |c| remote_restaurant::list_of_coop(c, &id))
        .await?;
    let home = peer.rules.parse(&coop.actor_id)?;
    all.extend(
        known
            .iter()
            .filter_map(|row| peer.rules.parse(&row.actor_id).ok())
            .filter(|id| same_origin(id, &home)),
    );
    all.sort();
    all.dedup();
    Ok(all)
}

/// Reads one restaurant. That it is gone is noted; other troubles are its own and do not keep the rest back, unless its server wants no more requests.
async fn one(peer: &Peer, id: &Url) -> Result<(), FetchProblem> {
    match restaurant::read_with_menu(peer, id).await {
        Ok(()) => Ok(()),
        Err(FetchProblem::Gone(_) | FetchProblem::NotFound(_)) => {
            let (gone, now) = (id.to_string(), peer.clock.now());
            peer.db
                .write(move |c| remote_restaurant::mark_gone(c, &gone, now))
                .await?;
            Ok(())
        }
        Err(problem) if problem.ends_the_crawl() => Err(problem),
        Err(problem) => {
            tracing::info!(actor.id = id.as_str(), %problem, "a restaurant could not be read");
            Ok(())
        }
    }
}
