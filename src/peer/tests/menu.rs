//! Menus travel: read once, then kept by updates.

use musette_domain::TextValue as _;
use musette_domain::id::MenuItemId;

use super::instance::Instance;
use super::seed::{id, seed};
use super::wait::until_true;
use crate::store::menu_item::MenuItem;
use crate::store::{follower, menu_item, remote_menu_item, remote_restaurant, restaurant};

#[tokio::test]
async fn a_dish_that_changes_here_changes_there() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    let there = seed(&b, "chezmireille").await;
    a.app.lookup.coop(b.urls.authority()).await.unwrap();
    until_true(&b.db, "the co-op is followed", |c| {
        Ok(follower::count_of(c, "coop")? == 1)
    })
    .await;
    let dish = b.urls.menu_item(there.item.as_str());
    let wanted = dish.clone();
    let row =
        a.db.read(move |c| remote_menu_item::find(c, &wanted))
            .await
            .unwrap();
    assert_eq!(
        (row.price, row.section.as_str(), row.sold_out),
        (1350, "Plats", false)
    );
    assert_eq!(row.allergens, ["fish", "milk"]);

    // Sold out: the dish travels whole.
    let item = there.item.clone();
    b.write(move |c, app| {
        let mut row = menu_item::find(c, &item)?;
        row.sold_out = true;
        row.revision += 1;
        menu_item::save(c, &row)?;
        app.tell.menu_item_changed(c, &item)
    })
    .await;
    let wanted = dish.clone();
    until_true(&a.db, "the dish is sold out there", move |c| {
        Ok(remote_menu_item::find(c, &wanted)?.sold_out)
    })
    .await;

    // A new dish: a pointer, and the menu is read anew.
    let (of, new) = (there.restaurant.clone(), id::<MenuItemId>(&b));
    let item = there.item.clone();
    let added = b.urls.menu_item(musette_domain::TextValue::as_str(&new));
    b.write(move |c, app| {
        let like = menu_item::find(c, &item)?;
        menu_item::insert(
            c,
            &MenuItem {
                id: new.clone(),
                name: "Tarte aux pralines".into(),
                position: 1,
                ..like
            },
        )?;
        let mut row = restaurant::find(c, &of)?;
        row.menu_revision += 1;
        restaurant::save(c, &row)?;
        app.tell.menu_changed(c, &of)
    })
    .await;
    let wanted = added.clone();
    until_true(&a.db, "the new dish arrives", move |c| {
        Ok(remote_menu_item::find_optional(c, &wanted)?.is_some())
    })
    .await;

    // A dish that is taken off.
    let item = there.item.clone();
    b.write(move |c, app| {
        let mut row = menu_item::find(c, &item)?;
        row.removed_at = Some(app.clock.now());
        menu_item::save(c, &row)?;
        app.tell.menu_item_removed(c, &item)
    })
    .await;
    until_true(&a.db, "the dish is gone there", move |c| {
        Ok(remote_menu_item::find(c, &dish)?.removed_at.is_some())
    })
    .await;
}

#[tokio::test]
async fn a_closed_restaurant_is_closed_there() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    let there = seed(&b, "chezmireille").await;
    a.app.lookup.coop(b.urls.authority()).await.unwrap();
    until_true(&b.db, "the co-op is followed", |c| {
        Ok(follower::count_of(c, "coop")? == 1)
    })
    .await;
    let of = there.restaurant.clone();
    b.write(move |c, app| {
        let mut row = restaurant::find(c, &of)?;
        row.closed_until = Some(app.clock.now().plus(chrono::TimeDelta::days(1)));
        restaurant::save(c, &row)?;
        app.tell.restaurant_changed(c, &of)
    })
    .await;
    let actor = there.actor.clone();
    until_true(&a.db, "it is closed there", move |c| {
        Ok(remote_restaurant::find(c, &actor)?.closed_until.is_some())
    })
    .await;
    let row =
        a.db.read(move |c| remote_restaurant::find(c, &there.actor))
            .await
            .unwrap();
    assert!(
        row.menu_fetched_at.is_some(),
        "what else we know of it stays"
    );
    assert_eq!(row.coop_id, Some(b.urls.coop()));
}
