//! Specials that are planned, sell out and carry a photo; closures that followers hear of; pictures of the profile.

use chrono::{TimeDelta, Weekday};
use musette_domain::id::{MediaId, RestaurantId, SpecialId};
use musette_domain::recurrence::Recurrence;
use musette_domain::{Instant, TextValue};
use rstest::rstest;

use super::support::{Coop, clock, coop, item};
use crate::app::testing::Network;
use crate::flow::media::{add, remove};
use crate::flow::menu::set_sold_out;
use crate::flow::restaurant::{close, reopen};
use crate::flow::special::{Photo, Wording, edit, forget_plan, plan, publish, sold_out, take_back};
use crate::flow::{Changed, purge};
use crate::services::picture::Picture;
use crate::store::media::{self, Purpose};
use crate::store::special::{self, Special, SpecialKind};
use crate::store::testing::Kind;
use crate::store::{menu_item, special_plan};

fn here() -> RestaurantId {
    RestaurantId::parse("restaurant-1").unwrap()
}

fn wording(title: &str, ends_at: Instant) -> Wording {
    Wording {
        menu_item: None,
        title: title.into(),
        description: "- soup\n- bread".into(),
        price: None,
        allergens: Vec::new(),
        hashtags: vec!["PlatDuJour".into()],
        photo: None,
        ends_at,
    }
}

fn picture() -> Picture {
    Picture {
        bytes: vec![0xff, 0xd8, 0xff],
        width: 40,
        height: 30,
    }
}

async fn running(coop: &Coop) -> Vec<Special> {
    let now = coop.clock.now();
    coop.read(move |c| special::list_current_of(c, &here(), now))
        .await
}

fn told(coop: &Coop) -> Vec<&'static str> {
    coop.t.tell.take().into_iter().map(|one| one.what).collect()
}

async fn photo(coop: &Coop) -> MediaId {
    let added = coop.write(|c, app| {
        let (id, _) = add::run(c, app, &here(), Purpose::Special, &picture(), "")?;
        Ok::<_, add::AddPictureRefusal>(id)
    });
    added.await.unwrap()
}

async fn published(coop: &Coop, wording: Wording) -> SpecialId {
    let done = coop.write(move |c, app| {
        let (id, _) = publish::run(c, app, &here(), &wording)?;
        Ok::<_, crate::flow::special::SpecialRefusal>(id)
    });
    done.await.unwrap()
}

#[rstest]
#[tokio::test]
async fn a_weekly_special_publishes_itself_and_comes_again(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let clock = clock();
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock.clone()).await else {
        return;
    };
    // It is Friday evening: Saturdays and Sundays at ten until two.
    let when = Recurrence {
        first: "2026-11-27".parse().unwrap(),
        weekdays: vec![Weekday::Sat, Weekday::Sun],
        begins: 600,
        ends: 840,
    };
    let soup = wording("Soup", vaduz.clock.now());
    let planned = || {
        let (soup, when) = (soup.clone(), when.clone());
        vaduz.write(move |c, app| plan::run(c, app, &here(), &soup, &when))
    };
    let (id, _) = planned().await.unwrap();
    let (again, changed) = planned().await.unwrap();
    assert_eq!((again, changed), (id.clone(), Changed::nothing()));
    vaduz.due().await;
    assert_eq!(running(&vaduz).await, []);

    // Saturday, 10:05.
    clock.pass(TimeDelta::minutes(16 * 60 + 5));
    vaduz.due().await;
    vaduz.due().await;
    let found = running(&vaduz).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].ends_at.to_rfc3339(), "2026-11-28T13:00:00Z");
    assert_eq!(found[0].hashtags, ["PlatDuJour"]);
    assert_eq!(told(&vaduz), ["special_published"]);
    let row = vaduz.read({
        let id = id.clone();
        move |c| special_plan::find_optional(c, &id)
    });
    let next = row.await.unwrap().next_at.unwrap();
    assert_eq!(next.to_rfc3339(), "2026-11-29T09:00:00Z");

    // The server slept through Sunday's: it is left out, next Saturday's comes.
    clock.pass(TimeDelta::days(2));
    vaduz.due().await;
    assert_eq!(running(&vaduz).await, []);
    clock.pass(TimeDelta::days(5));
    vaduz.due().await;
    assert_eq!(running(&vaduz).await.len(), 1);
    assert_eq!(told(&vaduz), ["special_published"]);

    // Forgotten, it comes no more.
    for _ in 0..2 {
        let id = id.clone();
        let forgotten = vaduz.write(move |c, _| forget_plan::run(c, &here(), &id));
        let _ = forgotten.await.unwrap();
    }
    clock.pass(TimeDelta::days(1));
    vaduz.due().await;
    assert_eq!(running(&vaduz).await, []);
    assert_eq!(told(&vaduz), Vec::<&str>::new());
}

#[rstest]
#[tokio::test]
async fn what_is_planned_once_is_published_once(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let clock = clock();
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock.clone()).await else {
        return;
    };
    let on = |day: &str| Recurrence {
        first: day.parse().unwrap(),
        weekdays: Vec::new(),
        begins: 600,
        ends: 840,
    };
    let plan = |when: Recurrence| {
        let soup = wording("Soup", vaduz.clock.now());
        vaduz.write(move |c, app| plan::run(c, app, &here(), &soup, &when))
    };
    let past = plan(on("2026-11-27")).await.unwrap_err();
    assert_eq!(past.key(), "special-past");
    let (id, _) = plan(on("2026-11-28")).await.unwrap();
    clock.pass(TimeDelta::hours(17));
    vaduz.due().await;
    assert_eq!(running(&vaduz).await.len(), 1);
    let gone = vaduz.read(move |c| special_plan::find_optional(c, &id));
    assert_eq!(gone.await, None);
}

#[rstest]
#[tokio::test]
async fn a_special_and_its_dish_sell_out_together(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let ends = vaduz.clock.now().plus(TimeDelta::hours(4));
    let dish = Wording {
        menu_item: Some(item(1)),
        ..wording("Soup", ends)
    };
    let id = published(&vaduz, dish).await;
    told(&vaduz);
    let switch = |gone: bool| {
        let id = id.clone();
        vaduz.write(move |c, app| sold_out::run(c, app, &here(), &id, gone))
    };
    let _ = switch(true).await.unwrap();
    assert_eq!(switch(true).await.unwrap(), Changed::nothing());
    assert_eq!(told(&vaduz), ["special_edited", "menu_item_changed"]);
    let now = running(&vaduz).await.remove(0);
    assert!(now.sold_out && now.updated_at().is_some() && now.edited_at.is_none());
    assert!(vaduz.read(|c| menu_item::find(c, &item(1))).await.sold_out);

    // The switch of the dish turns the special too.
    let back = vaduz.write(|c, app| set_sold_out::run(c, app, &here(), &item(1), false));
    let _ = back.await.unwrap();
    assert_eq!(told(&vaduz), ["menu_item_changed", "special_edited"]);
    assert!(!running(&vaduz).await.remove(0).sold_out);

    let id = id.clone();
    let over = vaduz.write(move |c, app| {
        let _ = take_back::run(c, app, &here(), &id)?;
        sold_out::run(c, app, &here(), &id, true)
    });
    assert_eq!(over.await.unwrap_err().key(), "special-over");
}

#[rstest]
#[tokio::test]
async fn a_photo_needs_words_and_goes_with_its_special(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let clock = clock();
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock.clone()).await else {
        return;
    };
    let (kept, loose) = (photo(&vaduz).await, photo(&vaduz).await);
    let ends = vaduz.clock.now().plus(TimeDelta::hours(4));
    let with = |alt: &str| Wording {
        photo: Some(Photo {
            id: kept.clone(),
            alt: alt.into(),
        }),
        ..wording("Soup", ends)
    };
    let silent = with(" ");
    let refused = vaduz.write(move |c, app| publish::run(c, app, &here(), &silent));
    assert_eq!(refused.await.unwrap_err().key(), "special-photo-no-alt");
    let id = published(&vaduz, with("A bowl of soup")).await;
    assert_eq!(running(&vaduz).await[0].photo_id, Some(kept.clone()));

    // Other words are a correction, and the only one.
    told(&vaduz);
    for (alt, key) in [
        ("A bowl", None),
        ("A bowl", None),
        ("A cup", Some("special-edited-already")),
    ] {
        let (id, wording) = (id.clone(), with(alt));
        let edited = vaduz.write(move |c, app| edit::run(c, app, &here(), &id, &wording));
        assert_eq!(edited.await.err().map(|refusal| refusal.key()), key);
    }
    assert_eq!(told(&vaduz), ["special_edited"]);
    let alt = |id: MediaId| vaduz.read(move |c| media::find_optional(c, &id));
    assert_eq!(alt(kept.clone()).await.unwrap().alt, "A bowl");

    // A photo that came into a form and no further is forgotten after a day, that of a special long after its end.
    let purge = || async {
        let purged = vaduz.write(purge::run);
        let _ = purged.await.unwrap();
    };
    clock.pass(TimeDelta::hours(25));
    purge().await;
    assert_eq!(alt(loose).await, None);
    assert!(alt(kept.clone()).await.is_some());
    clock.pass(TimeDelta::days(91));
    purge().await;
    assert_eq!(alt(kept).await, None);
}

#[rstest]
#[tokio::test]
async fn a_profile_has_one_picture_for_each_purpose(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let add = |alt: &'static str| {
        vaduz.write(move |c, app| add::run(c, app, &here(), Purpose::Icon, &picture(), alt))
    };
    assert_eq!(add("").await.unwrap_err().key(), "picture-no-alt");
    let (first, _) = add("A leek").await.unwrap();
    let (second, _) = add("Two leeks").await.unwrap();
    assert_eq!(told(&vaduz), ["restaurant_changed", "restaurant_changed"]);
    let now = vaduz
        .read(|c| media::of_restaurant(c, &here(), Purpose::Icon))
        .await
        .unwrap();
    assert_eq!((&now.id, now.alt.as_str()), (&second, "Two leeks"));
    assert_eq!(vaduz.read(move |c| media::bytes_of(c, &first)).await, None);
    let (kind, bytes) = vaduz
        .read(move |c| media::bytes_of(c, &second))
        .await
        .unwrap();
    assert_eq!((kind.as_str(), bytes), ("image/jpeg", picture().bytes));
    for _ in 0..2 {
        let gone = vaduz.write(|c, app| remove::run(c, app, &here(), Purpose::Icon));
        let _ = gone.await.unwrap();
    }
    assert_eq!(told(&vaduz), ["restaurant_changed"]);
}

#[rstest]
#[tokio::test]
async fn a_closure_is_told_once_and_taken_back_when_it_ends_early(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let now = vaduz.clock.now();
    let close = |hours: i64| {
        let until = now.plus(TimeDelta::hours(hours));
        vaduz.write(move |c, app| close::run(c, app, &here(), until, "Holidays"))
    };
    let _ = close(1).await.unwrap();
    assert_eq!(told(&vaduz), ["restaurant_changed"], "a pause is no news");
    let _ = close(48).await.unwrap();
    let _ = close(48).await.unwrap();
    assert_eq!(told(&vaduz), ["restaurant_changed", "special_published"]);
    let notice = vaduz
        .read(move |c| special::closure_of(c, &here(), now))
        .await
        .unwrap();
    assert_eq!(notice.kind, SpecialKind::Closure);
    assert_eq!(notice.description, "Holidays");
    assert_eq!(running(&vaduz).await, [], "it is nothing to eat");
    let _ = close(72).await.unwrap();
    assert_eq!(told(&vaduz), ["restaurant_changed", "special_edited"]);
    for _ in 0..2 {
        let open = vaduz.write(|c, app| reopen::run(c, app, &here()));
        let _ = open.await.unwrap();
    }
    assert_eq!(told(&vaduz), ["restaurant_changed", "special_removed"]);
}
