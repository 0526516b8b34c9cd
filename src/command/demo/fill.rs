//! Fills a co-op of the demo, once, in one transaction: all of it is there, or none.

use musette_domain::allergen::Allergen;
use musette_domain::id::{RestaurantId, UserId};
use musette_domain::opening::OpeningHours;
use musette_domain::role::Role;
use musette_domain::{Currency, Money, Position};

use super::cast::{CoopCast, PASSWORD, RestaurantCast, SectionCast};
use crate::app::App;
use crate::command::coop::{self, NewCoop, first_tariff};
use crate::command::instance::COOP;
use crate::flow::account::create::{self as account, NewAccount};
use crate::flow::menu::{Item, add_item, add_section};
use crate::flow::restaurant::{claim, create, edit_profile, list};
use crate::services::password;
use crate::store::{self, Conn, Error, Failure, menu_section};

/// How far every restaurant of the demo delivers, in metres: both towns.
const REACH: f64 = 6_000.0;
const FRANCS: Currency = Currency::CHF;
const ZONE: chrono_tz::Tz = chrono_tz::Europe::Vaduz;

/// Something invented was refused; the sentence says what.
#[derive(Debug, thiserror::Error)]
pub enum NotFilled {
    /// A rule.
    #[error("the demo's {what} was refused: {why}")]
    Refused {
        /// What.
        what: String,
        /// The rule's sentence.
        why: String,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
}

impl Failure for NotFilled {
    fn store_error(&self) -> Option<&Error> {
        match self {
            Self::Store(error) => Some(error),
            Self::Refused { .. } => None,
        }
    }
}

/// Says what was refused; a database that is busy stays one, so that the transaction is repeated.
fn refused<E: std::fmt::Display>(what: &str) -> impl FnOnce(E) -> NotFilled + '_ {
    move |why| NotFilled::Refused {
        what: what.to_owned(),
        why: why.to_string(),
    }
}

/// Fills the co-op unless it is there.
pub async fn once(app: &App, cast: &'static CoopCast) -> anyhow::Result<()> {
    let there = app
        .db
        .read(|c| store::coop::find_optional(c, COOP))
        .await?
        .is_some();
    if there {
        return Ok(());
    }
    println!("{}: inviting people, writing menus", cast.name);
    let salt = app.ids.random();
    let hash = tokio::task::spawn_blocking(move || password::hash(PASSWORD, salt)).await??;
    let writer = app.clone();
    app.db
        .write(move |c| whole(c, &writer, cast, &hash))
        .await?;
    app.committed([]);
    Ok(())
}

fn whole(c: &mut Conn, app: &App, cast: &CoopCast, hash: &str) -> Result<(), NotFilled> {
    let new = NewCoop {
        name: cast.name.into(),
        place: cast.place.into(),
        about: cast.about.into(),
        hue: cast.hue.into(),
        position: position(cast.at)?,
        currency: FRANCS,
        time_zone: ZONE,
        locale: "en".into(),
        phone: Some("+4232000000".into()),
        mail: Some(cast.email("office")),
        tariff: first_tariff(FRANCS),
    };
    coop::insert(c, &new, app.clock.now())?;
    for person in cast.people {
        invite(c, app, cast, person.login, person.name, person.role, hash)?;
    }
    for restaurant in cast.restaurants {
        open(c, app, cast, restaurant, hash)?;
    }
    Ok(())
}

fn position((latitude, longitude): (f64, f64)) -> Result<Position, NotFilled> {
    Position::new(latitude, longitude).map_err(refused("position"))
}

fn invite(
    c: &mut Conn,
    app: &App,
    cast: &CoopCast,
    login: &str,
    name: &str,
    role: Role,
    hash: &str,
) -> Result<UserId, NotFilled> {
    let new = NewAccount {
        email: cast.email(login),
        name: name.into(),
        phone: Some("+4232000001".into()),
        password_hash: hash.into(),
        locale: None,
        roles: vec![role],
    };
    account::run(c, app, &new).map_err(refused(name))
}

fn open(
    c: &mut Conn,
    app: &App,
    cast: &CoopCast,
    new: &RestaurantCast,
    hash: &str,
) -> Result<(), NotFilled> {
    let begin = create::NewRestaurant {
        handle: new.handle.into(),
        name: new.name.into(),
        position: position(new.at)?,
    };
    // Nobody looks at live pages yet, so what changed need not be told.
    let (id, _) = create::run(c, app, &begin).map_err(refused(new.name))?;
    let user = invite(c, app, cast, new.handle, new.person, Role::Restaurant, hash)?;
    let _ = claim::run(c, app, &id, &user)?;
    let profile = profile(cast, new)?;
    let _ = edit_profile::run(c, app, &id, &profile).map_err(refused(new.name))?;
    for section in new.menu {
        add(c, app, &id, section)?;
    }
    let _ = list::run(c, app, &id).map_err(refused(new.name))?;
    Ok(())
}

fn profile(cast: &CoopCast, new: &RestaurantCast) -> Result<edit_profile::Profile, NotFilled> {
    let (street, housenumber) = new.street;
    let [hue, weave, emblem] = new.cloth;
    Ok(edit_profile::Profile {
        name: new.name.into(),
        description: new.description.into(),
        cuisine: new.cuisine.into(),
        street: street.into(),
        housenumber: housenumber.into(),
        postcode: if cast.key == "vaduz" { "9490" } else { "9494" }.into(),
        city: cast.place.into(),
        country: "LI".into(),
        position: position(new.at)?,
        reach: Some(REACH),
        phone: None,
        website: None,
        opening_hours: OpeningHours::parse(new.hours, ZONE).map_err(refused(new.name))?,
        cloth: [hue.into(), weave.into(), emblem.into()],
        ordering_delay: 0,
        minimum: Money::new(new.minimum, FRANCS),
        delivers: true,
        collects: true,
    })
}

fn add(
    c: &mut Conn,
    app: &App,
    id: &RestaurantId,
    (name, items): &SectionCast,
) -> Result<(), NotFilled> {
    let _ = add_section::run(c, app, id, name).map_err(refused(name))?;
    let sections = menu_section::list_of(c, id)?;
    let section = sections.last().ok_or(Error::NotFound)?.id.clone();
    for (name, description, price, allergens) in *items {
        let item = Item {
            section: section.clone(),
            name: (*name).into(),
            description: (*description).into(),
            price: Money::new(*price, FRANCS),
            allergens: Allergen::parse_list(allergens).map_err(refused(name))?,
        };
        let _ = add_item::run(c, app, id, &item).map_err(refused(name))?;
    }
    Ok(())
}
