//! Specials without measure: too many of one actor, without an end, for ever.

use chrono::TimeDelta;
use musette_domain::{Currency, Instant};
use rstest::rstest;
use serde_json::{Value, json};

use super::{asked_to_follow, instance, post};
use crate::peer::day_room::MOST_A_DAY;
use crate::peer::forget;
use crate::peer::tests::instance::Instance;
use crate::peer::tests::seed::seed;
use crate::peer::tests::stranger::Stranger;
use crate::store::following::FollowState;
use crate::store::order_line::{self, OrderLine};
use crate::store::remote_menu_item::{self, RemoteMenuItem};
use crate::store::remote_special::{self, RemoteSpecial};
use crate::store::testing::Kind;
use crate::store::{self, orders};
use crate::web::test_day::order_row;

/// A special of an actor.
fn special(id: String, actor: &str, published: Instant, ends: Option<Instant>) -> RemoteSpecial {
    RemoteSpecial {
        id,
        actor_id: actor.to_owned(),
        content: "<p>Soup</p>".into(),
        item_id: None,
        url: None,
        published_at: published,
        ends_at: ends,
        edited_at: None,
        removed_at: None,
        received_at: published,
    }
}

async fn row(b: &Instance, note: &Value) -> Option<RemoteSpecial> {
    let id = note["id"].as_str().unwrap().to_owned();
    let row = b.db.read(move |c| remote_special::find_optional(c, &id));
    row.await.unwrap()
}

#[rstest]
#[tokio::test]
async fn more_of_one_actor_and_day_than_any_kitchen_cooks(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let eve = anna.neighbour("eve");
    // Noon, so that the day does not end meanwhile.
    let day = TimeDelta::days(1).num_milliseconds();
    let noon = b.clock_now().millis().div_euclid(day) * day - day / 2;
    let noon = Instant::from_millis(noon);
    for who in [&anna, &eve] {
        asked_to_follow(&b, &who.actor, FollowState::Accepted).await;
    }
    let actor = anna.actor.clone();
    b.write(move |c, _| {
        for number in 1..MOST_A_DAY {
            let id = format!("{actor}/notes/before-{number}");
            remote_special::insert(c, &special(id, &actor, noon, None))?;
        }
        Ok(())
    })
    .await;
    let later = b.clock_now().plus(TimeDelta::hours(5)).to_rfc3339();
    let said = |who: &Stranger, number: u32, published: Instant| {
        let mut note = who.note(number);
        note["published"] = json!(published.to_rfc3339());
        note["endTime"] = json!(later);
        note
    };
    let before = noon.minus(TimeDelta::days(1));
    for (who, number, published, kept) in [
        (&anna, 1, noon, true),
        (&anna, 2, noon, false),
        (&anna, 3, before, true),
        (&eve, 1, noon, true),
    ] {
        let note = said(who, number, published);
        let create = who.activity(number, "Create", note.clone());
        assert_eq!(post(&b, who, &create).await, 202);
        assert_eq!(row(&b, &note).await.is_some(), kept, "{note}");
    }
    // A correction is no way round it, and one that is kept can be corrected.
    let update = anna.activity(4, "Update", said(&anna, 2, noon));
    assert_eq!(post(&b, &anna, &update).await, 202);
    assert_eq!(row(&b, &said(&anna, 2, noon)).await, None);
    let mut corrected = said(&anna, 1, noon);
    corrected["content"] = json!("<p>All gone</p>");
    let update = anna.activity(5, "Update", corrected.clone());
    assert_eq!(post(&b, &anna, &update).await, 202);
    let kept = row(&b, &corrected).await.unwrap();
    assert!(kept.content.contains("All gone"));
}

#[rstest]
#[tokio::test]
async fn one_without_an_end(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    asked_to_follow(&b, &anna.actor, FollowState::Accepted).await;
    let mut note = anna.note(1);
    note["endTime"] = json!("2999-01-01T00:00:00Z");
    for (number, verb) in [(1, "Create"), (2, "Update")] {
        let activity = anna.activity(number, verb, note.clone());
        assert_eq!(post(&b, &anna, &activity).await, 202);
        let kept = row(&b, &note).await.unwrap();
        let runs = kept.ends_at.unwrap().since(kept.published_at);
        assert_eq!(runs, TimeDelta::days(14), "{verb}");
    }
    // One that is over before it comes is shown to nobody.
    let mut old = anna.note(2);
    old["published"] = json!(b.clock_now().minus(TimeDelta::days(2)).to_rfc3339());
    let create = anna.activity(3, "Create", old.clone());
    assert_eq!(post(&b, &anna, &create).await, 202);
    assert_eq!(row(&b, &old).await, None);
}

#[rstest]
#[tokio::test]
async fn what_was_eaten_is_forgotten(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let now = b.clock_now();
    let ago = move |days| now.minus(TimeDelta::days(days));
    let actor = "https://far.example/ap/r/mimi";
    let id = |name: &str| format!("https://far.example/ap/n/{name}");
    b.write(move |c, _| {
        // More than one slice.
        for number in 0..1_100 {
            let old = special(id(&number.to_string()), actor, ago(32), Some(ago(31)));
            remote_special::insert(c, &old)?;
        }
        remote_special::insert(c, &special(id("endless"), actor, ago(31), None))?;
        let mut removed = special(id("removed"), actor, ago(32), Some(ago(20)));
        removed.removed_at = Some(ago(31));
        remote_special::insert(c, &removed)?;
        let mut lately = special(id("lately"), actor, ago(29), Some(ago(28)));
        lately.removed_at = Some(ago(28));
        remote_special::insert(c, &lately)?;
        remote_special::insert(c, &special(id("running"), actor, ago(40), Some(now)))
    })
    .await;
    forget::forget(&b.peer).await.unwrap();
    let left =
        b.db.read(move |c| remote_special::over_before(c, now.plus(TimeDelta::days(1)), 10));
    let mut left = left.await.unwrap();
    left.sort();
    assert_eq!(left, [id("lately"), id("running")]);
}

#[rstest]
#[tokio::test]
async fn dishes_that_are_off_the_menu_are_forgotten_unless_somebody_ordered_them(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let there = seed(&b, "chezmireille").await;
    let now = b.clock_now();
    let dish = move |name: &str, removed: Option<i64>| RemoteMenuItem {
        id: format!("https://far.example/ap/i/{name}"),
        restaurant_id: "https://far.example/ap/r/mimi".into(),
        section: "Plats".into(),
        section_position: 0,
        position: 0,
        name: name.into(),
        description: String::new(),
        price: 900,
        currency: Currency::EUR,
        allergens: Vec::new(),
        sold_out: false,
        revision: 1,
        removed_at: removed.map(|days| now.minus(TimeDelta::days(days))),
    };
    let dishes = [
        dish("there", None),
        dish("lately", Some(29)),
        dish("long-ago", Some(31)),
        dish("ordered", Some(31)),
    ];
    let (rows, of) = (dishes.clone(), there.restaurant);
    b.write(move |c, _| {
        for row in &rows {
            remote_menu_item::insert(c, row)?;
        }
        let order = order_row("0123456789abcdef0123456789abcdef", &of, now);
        orders::insert(c, &order)?;
        order_line::insert(
            c,
            &OrderLine {
                order_id: order.id,
                position: 1,
                item: rows[3].id.clone(),
                item_revision: 1,
                name: "ordered".into(),
                allergens: Vec::new(),
                count: 1,
                price: 900,
            },
        )
    })
    .await;
    forget::forget(&b.peer).await.unwrap();
    let left = b.db.read(move |c| -> store::Result<Vec<bool>> {
        let mut left = Vec::new();
        for row in &dishes {
            left.push(remote_menu_item::find_optional(c, &row.id)?.is_some());
        }
        Ok(left)
    });
    assert_eq!(left.await.unwrap(), [true, true, false, true]);
}
