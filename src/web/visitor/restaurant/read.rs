//! Everything that a restaurant's page shows, in one read.

use musette_domain::id::{RestaurantId, UserId};
use musette_domain::{Instant, TextValue};

use super::menu::{self, Section};
use crate::flow::conversation::shown;
use crate::store::coop::Coop;
use crate::store::media::{self, Media, Purpose};
use crate::store::remote_special::{self, RemoteSpecial};
use crate::store::special::{self, Special};
use crate::store::{Conn, Result, partner, remote_restaurant, restaurant_follow, trade_agreement};
use crate::url::Urls;
use crate::web::visitor::listing::{self, Home, Listing};

/// The special of the day, ours or another's.
#[derive(Debug, Clone, PartialEq)]
pub enum Today {
    /// A special of ours.
    Ours(Box<Special>),
    /// A note of another co-op's restaurant.
    Elsewhere(Box<RemoteSpecial>),
}

/// The pictures on a restaurant's page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pictures {
    /// The small one beside its name.
    pub sign: Option<Media>,
    /// The wide one above its page.
    pub header: Option<Media>,
    /// The photo of its special.
    pub special: Option<Media>,
}

impl Pictures {
    fn read(c: &mut Conn, id: &RestaurantId, special: Option<&Special>) -> Result<Self> {
        let photo = special.and_then(|special| special.photo_id.as_ref());
        Ok(Self {
            sign: media::of_restaurant(c, id, Purpose::Icon)?,
            header: media::of_restaurant(c, id, Purpose::Header)?,
            special: match photo {
                Some(photo) => media::find_optional(c, photo)?,
                None => None,
            },
        })
    }
}

/// What is known of a restaurant.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The restaurant.
    pub listing: Listing,
    /// Its menu.
    pub menu: Vec<Section>,
    /// Its special.
    pub special: Option<Today>,
    /// Its pictures, where it is ours.
    pub pictures: Pictures,
    /// How many replies to it everybody may read, if it is ours.
    pub replies: usize,
    /// Whether the reader follows it.
    pub followed: bool,
    /// When our copy of its menu was read.
    pub menu_read_at: Option<Instant>,
    /// Until when our agreement with its co-op holds.
    pub agreement_until: Option<Instant>,
}

/// Reads the restaurant of this name, here or at `host`.
pub fn read(
    c: &mut Conn,
    urls: &Urls,
    own: &Coop,
    (name, host): (&str, Option<&str>),
    reader: Option<&UserId>,
    now: Instant,
) -> Result<Option<Known>> {
    let Some(listing) = listing::of_name(c, urls, own, name, host)? else {
        return Ok(None);
    };
    let followed = match reader {
        Some(user) => restaurant_follow::find_optional(c, user, &listing.actor)?.is_some(),
        None => false,
    };
    let menu = menu::read(c, &listing)?;
    let (mut menu_read_at, mut agreement_until, mut replies) = (None, None, 0);
    let mut pictures = Pictures::default();
    let special = match &listing.home {
        Home::Ours(id) => {
            let first = special::list_current_of(c, id, now)?.into_iter().next();
            pictures = Pictures::read(c, id, first.as_ref())?;
            if let Some(special) = &first {
                let note = urls.special(special.id.as_str());
                replies = shown::of_special(c, &note, &special.id)?.len();
            }
            first.map(|special| Today::Ours(Box::new(special)))
        }
        Home::Elsewhere { .. } => {
            let row = remote_restaurant::find(c, &listing.actor)?;
            menu_read_at = row.menu_fetched_at;
            if let Some(coop) = &row.coop_id {
                agreement_until = agreement(c, coop)?;
            }
            let actors = [listing.actor.clone()];
            let first = remote_special::current_of(c, &actors, now, 1)?
                .into_iter()
                .next();
            first.map(|special| Today::Elsewhere(Box::new(special)))
        }
    };
    Ok(Some(Known {
        listing,
        menu,
        special,
        pictures,
        replies,
        followed,
        menu_read_at,
        agreement_until,
    }))
}

fn agreement(c: &mut Conn, coop: &str) -> Result<Option<Instant>> {
    let Some(id) = partner::of_coop(c, coop)?.and_then(|partner| partner.agreement_id) else {
        return Ok(None);
    };
    let agreement = trade_agreement::find_optional(c, &id)?;
    Ok(agreement.map(|agreement| agreement.valid_through))
}
