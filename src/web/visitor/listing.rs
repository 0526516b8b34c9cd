//! A restaurant as customers see it, whether it is ours or another co-op's: one shape for lists, its page, the cart and the checkout.

use chrono::TimeDelta;
use chrono_tz::Tz;
use musette_domain::id::RestaurantId;
use musette_domain::opening::OpenState;
use musette_domain::preparation::{KitchenLoad, preparation_time};
use musette_domain::{Currency, Instant, Money, Position, TextValue};

use super::hours::{self, Kitchen, Outlook};
use super::place::Place;
use crate::i18n::Words;
use crate::store::coop::Coop;
use crate::store::partner::{self, Partner, PartnerState};
use crate::store::remote_coop::{self, RemoteCoop};
use crate::store::remote_restaurant::{self, RemoteRestaurant};
use crate::store::restaurant::{self, Restaurant, RestaurantState};
use crate::store::{Conn, Result, policies};
use crate::url::Urls;
use crate::web::format::Format;
use crate::web::parts::{Badge, Cloth, Emblem, Hue, Opening, Origin, Relation, Weave};

/// How we stand with the co-op of a restaurant elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trade {
    /// We trade, and it answers.
    Open,
    /// We trade, but it has not answered since then.
    Silent(Instant),
    /// No agreement: to be read and followed, not ordered.
    NoAgreement,
}

/// Whose restaurant it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home {
    /// Ours.
    Ours(RestaurantId),
    /// Another co-op's.
    Elsewhere {
        /// The co-op's name and town.
        coop: String,
        /// The hue of its bag.
        hue: Hue,
        /// How we stand with it.
        trade: Trade,
        /// Its host.
        host: String,
    },
}

/// A restaurant as customers see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// The actor's id.
    pub actor: String,
    /// The page, such as `/@mimi` or `/@mimi@schaan.example`.
    pub path: String,
    /// The address in the Fediverse.
    pub handle: String,
    /// The name.
    pub name: String,
    /// A text about it.
    pub description: String,
    /// What it cooks, in words.
    pub cuisine: String,
    /// Street and town in a line.
    pub address: String,
    /// Where it is.
    pub position: Option<Position>,
    /// The cloth.
    pub cloth: Cloth,
    /// Its telephone, where it is ours.
    pub phone: Option<String>,
    /// Its website, where it is ours.
    pub website: Option<String>,
    /// Opening hours in OSM syntax.
    pub opening_hours: String,
    /// The time zone they apply in.
    pub time_zone: Tz,
    /// Closed out of turn until then.
    pub closed_until: Option<Instant>,
    /// Why.
    pub closed_reason: Option<String>,
    /// The least a delivery must cost.
    pub minimum: Option<Money>,
    /// The currency of its menu.
    pub currency: Currency,
    /// Whether it delivers.
    pub delivers: bool,
    /// Whether customers may collect.
    pub collects: bool,
    /// Until when the kitchen is in a rush.
    pub busy_until: Option<Instant>,
    /// How long before the kitchen begins an order must have come in.
    pub ordering_delay: TimeDelta,
    /// The earliest a courier can be at the counter, from now.
    pub pickup_delay: TimeDelta,
    /// The cells of its delivery zone.
    pub zone: Vec<String>,
    /// Whose it is.
    pub home: Home,
}

impl Listing {
    /// A restaurant of ours.
    pub fn ours(row: Restaurant, coop: &Coop, urls: &Urls) -> Self {
        let street = format!("{} {}", row.street, row.housenumber);
        let town = format!("{} {}", row.postcode, row.city);
        Self {
            actor: urls.restaurant(&row.handle),
            path: format!("/@{}", row.handle),
            handle: format!("@{}@{}", row.handle, urls.authority()),
            address: in_a_line(&street, &town),
            position: Position::new(row.latitude, row.longitude).ok(),
            cloth: cloth(&row.hue, &row.weave, &row.emblem, &row.handle),
            time_zone: coop.timezone.parse().unwrap_or(Tz::UTC),
            minimum: (row.minimum > 0).then(|| Money::new(row.minimum, row.currency)),
            name: row.name,
            description: row.description,
            cuisine: row.cuisine,
            phone: row.phone,
            website: row.website,
            opening_hours: row.opening_hours,
            closed_until: row.closed_until,
            closed_reason: row.closed_reason,
            currency: row.currency,
            delivers: row.delivers,
            collects: row.collects,
            busy_until: row.busy_until,
            ordering_delay: TimeDelta::minutes(row.ordering_delay.into()),
            pickup_delay: TimeDelta::minutes(coop.pickup_delay.into()),
            zone: row.zone,
            home: Home::Ours(row.id),
        }
    }

    /// A restaurant of another co-op, from our copy.
    pub fn elsewhere(
        row: RemoteRestaurant,
        coop: Option<&RemoteCoop>,
        partner: Option<&Partner>,
        own: &Coop,
    ) -> Self {
        let zone = row.timezone.as_deref();
        let zone = zone.or_else(|| coop.and_then(|coop| coop.timezone.as_deref()));
        let currency = row.currency.unwrap_or(own.currency);
        let position = row.latitude.zip(row.longitude);
        Self {
            path: format!("/@{}@{}", row.handle, row.host),
            handle: format!("@{}@{}", row.handle, row.host),
            position: position.and_then(|(lat, lon)| Position::new(lat, lon).ok()),
            cloth: cloth(&row.hue, &row.weave, &row.emblem, &row.actor_id),
            time_zone: zone.and_then(|zone| zone.parse().ok()).unwrap_or(Tz::UTC),
            minimum: row
                .minimum
                .filter(|minor| *minor > 0)
                .map(|minor| Money::new(minor, currency)),
            home: elsewhere(&row.host, coop, partner),
            actor: row.actor_id,
            name: row.name,
            description: row.description,
            cuisine: row.cuisine,
            address: row.address,
            phone: None,
            website: None,
            opening_hours: row.opening_hours,
            closed_until: row.closed_until,
            closed_reason: None,
            currency,
            delivers: row.delivers,
            collects: row.collects,
            busy_until: None,
            ordering_delay: TimeDelta::zero(),
            pickup_delay: TimeDelta::zero(),
            zone: row.zone,
        }
    }

    /// Whether it is ours.
    pub const fn is_ours(&self) -> bool {
        matches!(self.home, Home::Ours(_))
    }
    /// Whether orders can be sent to it, as far as its co-op goes.
    pub const fn orderable(&self) -> bool {
        match &self.home {
            Home::Ours(_) => true,
            Home::Elsewhere { trade, .. } => matches!(trade, Trade::Open),
        }
    }
    /// Whether it delivers to the place; none without a place.
    pub fn reaches(&self, place: Option<&Place>) -> Option<bool> {
        let place = place?;
        let cell = place.zone_cell();
        Some(self.delivers && self.zone.contains(&cell))
    }
    /// The co-op's bag and name, if it is not ours.
    pub fn origin(&self, w: Words, relation: Relation) -> Option<Origin> {
        match &self.home {
            Home::Ours(_) => None,
            Home::Elsewhere { coop, hue, .. } => Some(Origin::new(w, *hue, relation, coop)),
        }
    }

    /// Whether it is open and when an order of now would arrive. `ride` is the way to the customer, none when they collect.
    pub fn outlook(&self, now: Instant, ride: Option<TimeDelta>) -> Option<Outlook> {
        let load = if self.busy_until.is_some_and(|until| now < until) {
            KitchenLoad::Rush
        } else {
            KitchenLoad::Normal
        };
        let usual = Money::new(20 * 10_i64.pow(self.currency.digits()), self.currency);
        let preparation = preparation_time(usual, load);
        let from = self.closed_until.map_or(now, |until| until.max(now));
        let kitchen = Kitchen {
            preparation,
            ordering_delay: self.ordering_delay,
            pickup_delay: self.pickup_delay,
        };
        hours::outlook(&self.opening_hours, self.time_zone, from, kitchen, ride)
    }

    /// The badge: open, opens later, closed, unreachable.
    pub fn badge(
        &self,
        (w, format): (Words, Format),
        now: Instant,
        outlook: Option<Outlook>,
    ) -> Badge {
        let at = |key, at| w.with(key, &[("time", format.moment(at, now))]);
        if let Home::Elsewhere {
            trade: Trade::Silent(since),
            ..
        } = &self.home
        {
            return Badge::new(Opening::Unreachable, at("visit-silent-since", *since));
        }
        if let Some(until) = self.closed_until.filter(|until| *until > now) {
            let text = at("visit-closed-until", until);
            let text = match &self.closed_reason {
                Some(reason) if !reason.is_empty() => format!("{text} ({reason})"),
                _ => text,
            };
            return Badge::new(Opening::Closed, text);
        }
        match outlook.map(|outlook| outlook.open) {
            Some(OpenState::Open { until: Some(until) }) => {
                Badge::new(Opening::Open, at("open-until", until))
            }
            Some(OpenState::Open { until: None }) => {
                Badge::new(Opening::Open, w.say("visit-always-open"))
            }
            Some(OpenState::Closed {
                opens_at: Some(opens),
            }) => {
                let soon = opens.since(now) < TimeDelta::hours(20);
                let state = if soon { Opening::Soon } else { Opening::Closed };
                Badge::new(state, at("visit-opens-at", opens))
            }
            _ => Badge::new(Opening::Closed, w.say("visit-closed")),
        }
    }

    /// Whether it is open at this moment.
    pub fn is_open(&self, now: Instant, outlook: Option<Outlook>) -> bool {
        self.closed_until.is_none_or(|until| until <= now)
            && outlook.is_some_and(|outlook| outlook.open.is_open())
    }
}

/// The restaurant with this actor's id: ours if it is shown, another co-op's if it is known, not gone and not suspended.
pub fn of_actor(c: &mut Conn, urls: &Urls, own: &Coop, actor: &str) -> Result<Option<Listing>> {
    if let Some(handle) = urls.restaurant_handle(actor) {
        return of_name(c, urls, own, handle, None);
    }
    match remote_restaurant::find_optional(c, actor)? {
        Some(row) => from_elsewhere(c, own, row),
        None => Ok(None),
    }
}

/// The restaurant with this name here, or at another host.
pub fn of_name(
    c: &mut Conn,
    urls: &Urls,
    own: &Coop,
    name: &str,
    host: Option<&str>,
) -> Result<Option<Listing>> {
    match host.filter(|host| *host != urls.authority()) {
        None => {
            let row = restaurant::of_handle(c, name)?;
            let row = row.filter(|row| row.state == RestaurantState::Listed);
            Ok(row.map(|row| Listing::ours(row, own, urls)))
        }
        Some(host) => match remote_restaurant::find_by_handle(c, host, name)? {
            Some(row) => from_elsewhere(c, own, row),
            None => Ok(None),
        },
    }
}

fn from_elsewhere(c: &mut Conn, own: &Coop, row: RemoteRestaurant) -> Result<Option<Listing>> {
    if row.gone_at.is_some() || policies::load(c)?.suspends(&row.host, Some(&row.actor_id)) {
        return Ok(None);
    }
    let (coop, partner) = match row.coop_id.as_deref() {
        Some(id) => (remote_coop::find_optional(c, id)?, partner::of_coop(c, id)?),
        None => (None, None),
    };
    let listing = Listing::elsewhere(row, coop.as_ref(), partner.as_ref(), own);
    Ok(Some(listing))
}

fn in_a_line(street: &str, town: &str) -> String {
    let parts = [street.trim(), town.trim()];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// The chosen cloth; what was not chosen, or is no choice of ours, follows the name.
fn cloth(hue: &str, weave: &str, emblem: &str, name: &str) -> Cloth {
    let own = Cloth::of(name);
    Cloth {
        hue: Hue::parse(hue).unwrap_or(own.hue),
        weave: Weave::parse(weave).unwrap_or(own.weave),
        emblem: Emblem::parse(emblem).unwrap_or(own.emblem),
        tall: false,
    }
}

fn elsewhere(host: &str, coop: Option<&RemoteCoop>, partner: Option<&Partner>) -> Home {
    let trade = match partner.filter(|partner| partner.state == PartnerState::Active) {
        None => Trade::NoAgreement,
        Some(partner) => partner.silent_since.map_or(Trade::Open, Trade::Silent),
    };
    Home::Elsewhere {
        coop: coop.map_or_else(
            || host.to_owned(),
            |coop| match coop.place.as_str() {
                "" => coop.name.clone(),
                place => format!("{}, {place}", coop.name),
            },
        ),
        hue: coop.map_or_else(
            || Hue::of(host),
            |coop| Hue::chosen(Some(&coop.hue), &coop.name),
        ),
        trade,
        host: host.to_owned(),
    }
}
