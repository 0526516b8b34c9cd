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

/// The most specials of a restaurant that are shown at once.
const SPECIALS: usize = 5;

/// A special, ours or another's.
#[derive(Debug, Clone, PartialEq)]
pub enum Today {
    /// A special of ours.
    Ours(Box<OwnSpecial>),
    /// A note of another co-op's restaurant.
    Elsewhere(Box<RemoteSpecial>),
}

/// A special of ours with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnSpecial {
    /// The special.
    pub special: Special,
    /// Its photo.
    pub photo: Option<Media>,
    /// How many replies to it everybody may read.
    pub replies: usize,
}

impl OwnSpecial {
    fn read(c: &mut Conn, urls: &Urls, special: Special) -> Result<Self> {
        let note = urls.special(special.id.as_str());
        Ok(Self {
            photo: match &special.photo_id {
                Some(photo) => media::find_optional(c, photo)?,
                None => None,
            },
            replies: shown::of_special(c, &note, &special.id)?.len(),
            special,
        })
    }
}

/// The pictures on a restaurant's page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pictures {
    /// The small one beside its name.
    pub sign: Option<Media>,
    /// The wide one above its page.
    pub header: Option<Media>,
}

impl Pictures {
    fn read(c: &mut Conn, id: &RestaurantId) -> Result<Self> {
        Ok(Self {
            sign: media::of_restaurant(c, id, Purpose::Icon)?,
            header: media::of_restaurant(c, id, Purpose::Header)?,
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
    /// Its specials, the newest first.
    pub specials: Vec<Today>,
    /// Its pictures, where it is ours.
    pub pictures: Pictures,
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
    let (mut menu_read_at, mut agreement_until) = (None, None);
    let mut pictures = Pictures::default();
    let specials = match &listing.home {
        Home::Ours(id) => {
            pictures = Pictures::read(c, id)?;
            special::list_current_of(c, id, now)?
                .into_iter()
                .take(SPECIALS)
                .map(|special| OwnSpecial::read(c, urls, special))
                .map(|special| special.map(|special| Today::Ours(Box::new(special))))
                .collect::<Result<Vec<_>>>()?
        }
        Home::Elsewhere { .. } => {
            let row = remote_restaurant::find(c, &listing.actor)?;
            menu_read_at = row.menu_fetched_at;
            if let Some(coop) = &row.coop_id {
                agreement_until = agreement(c, coop)?;
            }
            let actors = [listing.actor.clone()];
            remote_special::current_of(c, &actors, now, i64::try_from(SPECIALS).unwrap_or(1))?
                .into_iter()
                .enumerate()
                // A note without an end is old news as soon as another follows.
                .filter(|(place, special)| *place == 0 || special.ends_at.is_some())
                .map(|(_, special)| Today::Elsewhere(Box::new(special)))
                .collect()
        }
    };
    Ok(Some(Known {
        listing,
        menu,
        specials,
        pictures,
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
