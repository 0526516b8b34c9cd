//! Capacity told to partners, and read by them.

use chrono::TimeDelta;
use musette_domain::Position;
use musette_domain::zone::{Cell, CellSize};

use super::seed::{PLACE, agree, coop};
use crate::flow::Changed;
use crate::store::published_capacity::PublishedCapacity;
use crate::store::testing::Kind;
use crate::store::{Error, partner_capacity, published_capacity};

#[tokio::test]
async fn told_changed_and_taken_back() {
    let (vaduz, _) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    agree(&schaan, &vaduz).await;
    let now = vaduz.app.clock.now();
    let place = Position::new(PLACE.0, PLACE.1).unwrap();
    let row = PublishedCapacity {
        id: vaduz.app.urls.capacity("1"),
        starts_at: now,
        ends_at: now.plus(TimeDelta::hours(4)),
        zone: vec![Cell::of(place, CellSize::Quarter).to_string()],
        available: 3,
        revision: 1,
        updated_at: now,
    };
    for (revision, available, shown) in [(1, 3, 3), (2, 1, 3), (3, 2, 2), (4, 0, 0)] {
        let row = PublishedCapacity {
            available,
            revision,
            ..row.clone()
        };
        vaduz
            .act(move |c, app| {
                if revision == 1 {
                    published_capacity::insert(c, &row)?;
                } else {
                    published_capacity::save(c, &row)?;
                }
                app.tell.capacity_published(c, None)?;
                Ok::<_, Error>(Changed::nothing())
            })
            .await;
        let desk = vaduz.desk();
        schaan
            .until_true("the capacity", move |c| {
                let kept = partner_capacity::of_partner(c, &desk, now)?;
                // One courier alone is never told.
                Ok(kept.first().is_some_and(|row| row.available == shown))
            })
            .await;
    }
}

#[tokio::test]
async fn a_new_partner_hears_what_was_declared_before() {
    let (vaduz, _) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    let now = vaduz.app.clock.now();
    let place = Position::new(PLACE.0, PLACE.1).unwrap();
    for one in [&vaduz, &schaan] {
        let row = PublishedCapacity {
            id: one.app.urls.capacity("1"),
            starts_at: now,
            ends_at: now.plus(TimeDelta::hours(4)),
            zone: vec![Cell::of(place, CellSize::Quarter).to_string()],
            available: 3,
            revision: 1,
            updated_at: now,
        };
        one.write(move |c| published_capacity::insert(c, &row))
            .await;
    }
    agree(&schaan, &vaduz).await;
    for (here, there) in [(&vaduz, &schaan), (&schaan, &vaduz)] {
        let desk = there.desk();
        here.until_true("the capacity", move |c| {
            let kept = partner_capacity::of_partner(c, &desk, now)?;
            Ok(kept.first().is_some_and(|row| row.available == 3))
        })
        .await;
    }
}
