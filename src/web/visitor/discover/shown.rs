//! What there is to eat: every restaurant that is shown, with its co-op, and the specials of the day, in one read.

use std::collections::HashMap;

use musette_domain::id::{RestaurantId, SpecialId};
use musette_domain::{Instant, TextValue};

use crate::flow::conversation;
use crate::store::coop::Coop;
use crate::store::partner::{self, Partner};
use crate::store::remote_coop::{self, RemoteCoop};
use crate::store::remote_menu_item::{self, RemoteMenuItem};
use crate::store::remote_special::{self, RemoteSpecial};
use crate::store::special::{self, Special};
use crate::store::{Conn, Result, remote_restaurant, restaurant};
use crate::url::Urls;
use crate::web::visitor::listing::{Home, Listing};

/// How many specials the shelf holds.
pub const SHELF: usize = 8;

/// Everything that the page is made of.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// The restaurants, ours first, by name.
    pub listings: Vec<Listing>,
    /// Our specials, newest first.
    pub specials: Vec<Special>,
    /// How many replies to each of them everybody may read.
    pub replies: HashMap<SpecialId, usize>,
    /// Specials of restaurants elsewhere, newest first, with the dish each is about.
    pub remote_specials: Vec<(RemoteSpecial, Option<RemoteMenuItem>)>,
}

impl Shown {
    /// The restaurant of ours with this id.
    pub fn ours(&self, id: &RestaurantId) -> Option<&Listing> {
        let is_it = |listing: &&Listing| matches!(&listing.home, Home::Ours(own) if own == id);
        self.listings.iter().find(is_it)
    }
    /// The restaurant with this actor.
    pub fn of_actor(&self, actor: &str) -> Option<&Listing> {
        self.listings.iter().find(|listing| listing.actor == actor)
    }
}

/// Reads it.
pub fn read(c: &mut Conn, urls: &Urls, own: &Coop, now: Instant) -> Result<Shown> {
    let mut listings: Vec<Listing> = restaurant::list_listed(c)?
        .into_iter()
        .map(|row| Listing::ours(row, own, urls))
        .collect();
    let remote = remote_restaurant::discoverable(c)?;
    let actors: Vec<String> = remote.iter().map(|row| row.actor_id.clone()).collect();
    if !remote.is_empty() {
        let coops = by_actor(remote_coop::list(c)?);
        let partners = by_coop(partner::all(c)?);
        listings.extend(remote.into_iter().map(|row| {
            let coop = row.coop_id.as_deref();
            let partner = coop.and_then(|coop| partners.get(coop));
            let coop = coop.and_then(|coop| coops.get(coop));
            Listing::elsewhere(row, coop, partner, own)
        }));
    }
    let most = i64::try_from(SHELF).unwrap_or(8);
    let specials = special::list_current_everywhere(c, now, most)?;
    let mut replies = HashMap::new();
    for special in &specials {
        let note = urls.special(special.id.as_str());
        let count = conversation::shown::of_special(c, &note, &special.id)?.len();
        replies.insert(special.id.clone(), count);
    }
    Ok(Shown {
        listings,
        replies,
        specials,
        remote_specials: remote_specials(c, &actors, now, most)?,
    })
}

fn remote_specials(
    c: &mut Conn,
    actors: &[String],
    now: Instant,
    most: i64,
) -> Result<Vec<(RemoteSpecial, Option<RemoteMenuItem>)>> {
    if actors.is_empty() {
        return Ok(Vec::new());
    }
    let specials = remote_special::current_of(c, actors, now, most)?;
    specials
        .into_iter()
        .map(|special| {
            let item = match &special.item_id {
                Some(item) => remote_menu_item::find_optional(c, item)?,
                None => None,
            };
            Ok((special, item))
        })
        .collect()
}

fn by_actor(coops: Vec<RemoteCoop>) -> HashMap<String, RemoteCoop> {
    let key = |coop: RemoteCoop| (coop.actor_id.clone(), coop);
    coops.into_iter().map(key).collect()
}

fn by_coop(partners: Vec<Partner>) -> HashMap<String, Partner> {
    let key = |partner: Partner| (partner.coop_id.clone(), partner);
    partners.into_iter().map(key).collect()
}
