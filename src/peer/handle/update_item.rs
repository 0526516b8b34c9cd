//! A dish changed (price, allergens, sold out), or a menu did: the former brings the dish, the latter only says that there is something new to read.

use musette_domain::text::{shown_name, without_tricks};
use musette_domain::{Currency, Money, TextValue};
use musette_federation::menu::MenuItem;
use serde_json::Value;

use super::{After, Done, Effect, Scene};
use crate::app::Topic;
use crate::store::remote_menu_item::RemoteMenuItem;
use crate::store::{self, Conn, remote_menu_item, remote_restaurant};

/// A changed dish, of a restaurant whose menu we have.
pub(super) fn item(scene: &Scene) -> Effect {
    let dish = scene
        .activity
        .object()
        .and_then(|object| object.value())
        .and_then(|value| MenuItem::from_json(value).ok())
        .filter(|dish| dish.attributed_to == scene.activity.actor);
    let Some(dish) = dish else {
        return super::nothing();
    };
    Box::new(move |c| change(c, &dish))
}

fn change(c: &mut Conn, dish: &MenuItem) -> store::Result<Done> {
    let Some(mut row) = remote_menu_item::find_optional(c, dish.id.as_str())? else {
        return Ok(Done::default());
    };
    let revision = i64::try_from(dish.revision).unwrap_or(i64::MAX);
    // A late message never wins: only a higher revision counts.
    if row.restaurant_id != dish.attributed_to.as_str() || revision <= row.revision {
        return Ok(Done::default());
    }
    let Some((price, currency)) = price(dish) else {
        return Ok(Done::default());
    };
    row.price = price;
    row.currency = currency;
    fill(&mut row, dish);
    row.revision = revision;
    remote_menu_item::save(c, &row)?;
    Ok(Done {
        topics: vec![Topic::Specials],
        after: None,
    })
}

/// The price of a dish in minor units, if we know its currency.
pub fn price(dish: &MenuItem) -> Option<(i64, Currency)> {
    let currency = Currency::parse(dish.currency.as_str()).ok()?;
    let money = Money::parse_decimal(dish.price.as_str(), currency).ok()?;
    Some((money.minor, currency))
}

/// Writes what a dish says into its row.
pub fn fill(row: &mut RemoteMenuItem, dish: &MenuItem) {
    row.name = shown_name(&dish.name);
    row.description = without_tricks(dish.description.as_deref().unwrap_or_default()).into_owned();
    row.allergens = dish
        .allergens
        .iter()
        .map(|slug| slug.as_str().to_owned())
        .collect();
    row.sold_out = dish.sold_out;
}

/// A changed menu: a pointer with the new revision.
pub(super) fn menu(scene: &Scene) -> Effect {
    let revision = scene
        .activity
        .object()
        .and_then(|object| object.value())
        .and_then(|value| value.get("revision"))
        .and_then(Value::as_i64);
    let (Some(menu), Some(revision)) = (scene.object(), revision) else {
        return super::nothing();
    };
    let actor = scene.actor();
    Box::new(move |c| note_revision(c, &actor, &menu, revision))
}

/// Marks the menu as old, in the same transaction: should the reading after the answer not come about, it is read later.
fn note_revision(c: &mut Conn, actor: &str, menu: &str, revision: i64) -> store::Result<Done> {
    let Some(mut row) = remote_restaurant::find_optional(c, actor)? else {
        return Ok(Done::default());
    };
    if row.menu_url.as_deref() != Some(menu) || revision <= row.menu_revision {
        return Ok(Done::default());
    }
    row.menu_fetched_at = None;
    remote_restaurant::save(c, &row)?;
    Ok(Done {
        topics: Vec::new(),
        after: Some(After::ReadMenu(actor.to_owned())),
    })
}
