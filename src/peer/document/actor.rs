//! Our actors: instance, co-op, desk, restaurants.

use chrono_tz::Tz;
use musette_domain::opening_week::on_the_wall;
use musette_domain::zone::Cell as Reached;
use musette_domain::{Instant, Position};
use musette_federation::actor::{
    ActorKind as WireKind, CoopCollections, DeskAddresses, RestaurantDetails,
};
use musette_federation::{Address, Cell, LocalActor as Document, Place, PropertyValue};
use serde_json::Value;

use super::html::{self, escape, paragraphs};
use super::{address, extras, hours, picture, words};
use crate::peer::keys::ED25519_KEY;
use crate::store::coop::Coop;
use crate::store::local_actor::{ActorKind, LocalActor};
use crate::store::media::Purpose;
use crate::store::restaurant::Restaurant;
use crate::store::{self, Conn, coop, restaurant};
use crate::url::Urls;

/// The document of one of our actors as it is at `now`.
pub fn document(
    c: &mut Conn,
    urls: &Urls,
    actor: &LocalActor,
    now: Instant,
) -> store::Result<Value> {
    let ours = coop::ours(c)?;
    match (actor.kind, &actor.restaurant_id) {
        (ActorKind::Instance, _) => instance(urls, actor, ours.as_ref()),
        (ActorKind::Coop, _) => of_coop(urls, actor, ours.as_ref()),
        (ActorKind::Desk, _) => desk(urls, actor, ours.as_ref()),
        (ActorKind::Restaurant, Some(id)) => {
            let row = restaurant::find(c, id)?;
            of_restaurant(c, urls, (actor, &row), ours.as_ref(), now)
        }
        (ActorKind::Restaurant, None) => Err(store::Error::NotFound),
    }
}

/// What all our actors have.
fn common(urls: &Urls, actor: &LocalActor, kind: WireKind, name: &str) -> store::Result<Document> {
    let part = |name: &str| address(&urls.part(&actor.id, name));
    let mut document = Document::new(
        address(&actor.id)?,
        kind,
        &actor.name,
        name,
        part("inbox")?,
        part("outbox")?,
        actor.rsa_public.clone(),
    );
    document.multikeys = vec![(ED25519_KEY.to_owned(), actor.ed25519_public.clone())];
    document.followers = Some(part("followers")?);
    document.following = Some(part("following")?);
    document.generator = Some(address(&urls.instance())?);
    document.published = Some(actor.created_at.to_utc());
    document.moved_to = actor.moved_to.as_deref().map(address).transpose()?;
    document.also_known_as = actor
        .also_known_as
        .iter()
        .map(|alias| address(alias))
        .collect::<store::Result<_>>()?;
    Ok(document)
}

/// What an instance is called before its co-op is set up.
fn name_of(urls: &Urls, coop: Option<&Coop>) -> String {
    coop.map_or_else(|| urls.authority().to_owned(), |coop| coop.name.clone())
}

/// When the co-op closes for good, if it does.
fn closes_at(coop: Option<&Coop>) -> Option<chrono::DateTime<chrono::Utc>> {
    Some(coop?.closes_at?.to_utc())
}

fn instance(urls: &Urls, actor: &LocalActor, coop: Option<&Coop>) -> store::Result<Value> {
    let mut document = common(urls, actor, WireKind::Application, &name_of(urls, coop))?;
    document.shared_inbox = Some(address(&urls.shared_inbox())?);
    document.url = Some(address(&urls.absolute("/"))?);
    document.parent_organization = Some(address(&urls.coop())?);
    document.desk = Some(address(&urls.desk())?);
    document.manually_approves_followers = true;
    document.discoverable = false;
    document.indexable = false;
    document.closes_at = closes_at(coop);
    Ok(document.to_json())
}

fn of_coop(urls: &Urls, actor: &LocalActor, coop: Option<&Coop>) -> store::Result<Value> {
    let mut document = common(urls, actor, WireKind::Organization, &name_of(urls, coop))?;
    let part = |name: &str| address(&urls.part(&actor.id, name)).map(Some);
    document.shared_inbox = Some(address(&urls.shared_inbox())?);
    document.url = Some(address(&urls.absolute("/"))?);
    document.featured = part("featured")?;
    document.desk = Some(address(&urls.desk())?);
    document.upcoming_events = part("events")?;
    document.featured_collections = part("collections")?;
    document.coop = Some(CoopCollections {
        restaurants: part("restaurants")?,
        specials: part("specials")?,
        neighbours: part("neighbours")?,
        attestations: None,
    });
    let Some(coop) = coop else {
        return Ok(document.to_json());
    };
    let words = words::of(&coop.locale);
    document.closes_at = closes_at(Some(coop));
    document.summary = (!coop.about.is_empty()).then(|| paragraphs(&coop.about));
    document.attachment = vec![link(words.order, &urls.absolute("/"), urls.authority())];
    let mut value = document.to_json();
    extras::add(&mut value, extras::of_coop(coop));
    Ok(value)
}

fn desk(urls: &Urls, actor: &LocalActor, coop: Option<&Coop>) -> store::Result<Value> {
    let mut document = common(urls, actor, WireKind::Service, &name_of(urls, coop))?;
    let part = |name: &str| address(&urls.part(&actor.id, name));
    document.desk_addresses = Some(DeskAddresses {
        quote: part("quote")?,
        exchange_log: part("log")?,
        capacity: part("capacity")?,
    });
    document.parent_organization = Some(address(&urls.coop())?);
    document.manually_approves_followers = true;
    document.discoverable = false;
    document.indexable = false;
    let mut value = document.to_json();
    if let Some(coop) = coop {
        extras::add(&mut value, extras::of_coop(coop));
    }
    Ok(value)
}

fn of_restaurant(
    c: &mut Conn,
    urls: &Urls,
    (actor, row): (&LocalActor, &Restaurant),
    coop: Option<&Coop>,
    now: Instant,
) -> store::Result<Value> {
    let mut document = common(urls, actor, WireKind::Organization, &row.name)?;
    let part = |name: &str| address(&urls.part(&actor.id, name)).map(Some);
    let words = words::of(coop.map_or("en", |coop| &coop.locale));
    let page = urls.page(&row.handle);
    let place = place(row);
    document.shared_inbox = Some(address(&urls.shared_inbox())?);
    document.url = Some(address(&page)?);
    document.featured = part("featured")?;
    document.parent_organization = Some(address(&urls.coop())?);
    document.desk = Some(address(&urls.desk())?);
    document.upcoming_events = part("events")?;
    document.summary = (!row.description.is_empty()).then(|| paragraphs(&row.description));
    document.icon = picture::of_restaurant(c, urls, &row.id, Purpose::Icon)?;
    document.image = picture::of_restaurant(c, urls, &row.id, Purpose::Header)?;
    document.can_feature = true;
    let zone = coop.and_then(|coop| coop.timezone.parse().ok());
    document.attachment = fields(
        row,
        (&words, zone.unwrap_or(Tz::UTC)),
        &place.address.on_one_line(),
        (&page, urls),
        now,
    );
    document.restaurant = Some(RestaurantDetails {
        menu: part("menu")?,
        specials: part("specials")?,
        // The standing proposal is read from partners' desks only; a name here must be answered to everybody.
        orders: None,
        serves_cuisine: (!row.cuisine.is_empty()).then(|| row.cuisine.clone()),
        opening_hours: (!row.opening_hours.is_empty()).then(|| row.opening_hours.clone()),
        timezone: coop.map(|coop| coop.timezone.clone()),
        zone: row
            .zone
            .iter()
            .filter_map(|cell| Cell::parse(cell))
            .collect(),
        location: Some(place),
        closed_until: row
            .closed_until
            .filter(|until| *until > now)
            .map(Instant::to_utc),
    });
    let mut value = document.to_json();
    extras::add(&mut value, extras::of_restaurant(row));
    Ok(value)
}

/// Where a restaurant is.
pub(super) fn place(row: &Restaurant) -> Place {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Place {
        name: Some(row.name.clone()),
        latitude: Some(row.latitude),
        longitude: Some(row.longitude),
        address: Address {
            street: some(format!("{} {}", row.street, row.housenumber).trim()),
            postal_code: some(&row.postcode),
            locality: some(&row.city),
            country: some(&row.country),
        },
    }
}

/// The most profile fields; some servers show no more (GoToSocial reads six).
const MOST_FIELDS: usize = 6;

/// The profile fields that every server of the Fediverse shows, the most useful first.
fn fields(
    row: &Restaurant,
    (words, zone): (&words::Words, Tz),
    line: &str,
    (page, urls): (&str, &Urls),
    now: Instant,
) -> Vec<PropertyValue> {
    let field = |name: &str, value: &str| PropertyValue {
        name: name.to_owned(),
        value: escape(value),
    };
    let mut fields = Vec::new();
    if let Some(until) = row.closed_until.filter(|until| *until > now) {
        let until = words.moment(on_the_wall(until, zone));
        fields.push(field(words.closed_until, &until));
    }
    fields.push(link(words.order, page, urls.authority()));
    if !line.is_empty() {
        fields.push(field(words.address, line));
    }
    if !row.opening_hours.is_empty() {
        let said = hours::in_words(&row.opening_hours, zone, words);
        fields.push(field(words.hours, &said));
    }
    if let Some(km) = reach(row) {
        fields.push(field(words.delivers, &words.reach(km, &row.city)));
    }
    fields.truncate(MOST_FIELDS);
    fields
}

/// How far the delivery zone reaches by air, in whole kilometres; none if the restaurant does not deliver.
fn reach(row: &Restaurant) -> Option<u32> {
    if !row.delivers || row.city.is_empty() {
        return None;
    }
    let door = Position::new(row.latitude, row.longitude).ok()?;
    let far = row
        .zone
        .iter()
        .filter_map(|cell| cell.parse::<Reached>().ok()?.centre())
        .map(|centre| door.metres_to(centre))
        .fold(0.0, f64::max);
    // A cell is almost a kilometre wide: the middle of the outermost one is what is reached for sure. Nobody rides a hundred kilometres.
    let km = |km: &u32| f64::from(*km) * 1_000.0;
    (1..=100)
        .rev()
        .find(|n| km(n) <= far + 500.0)
        .filter(|n| *n < 100)
}

fn link(name: &str, to: &str, shown: &str) -> PropertyValue {
    PropertyValue {
        name: name.to_owned(),
        value: html::link(to, shown),
    }
}

/// Whether an actor of ours accepts followers of the open tier.
pub const fn takes_followers(kind: ActorKind) -> bool {
    matches!(kind, ActorKind::Coop | ActorKind::Restaurant)
}
