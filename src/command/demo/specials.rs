//! The specials of the day: published anew whenever none runs, also when the demo is started again another day.

use chrono::TimeDelta;
use musette_domain::allergen::Allergen;
use musette_domain::{Currency, Money};

use super::cast::{CAST, RestaurantCast};
use crate::app::App;
use crate::flow::special::{SpecialRefusal, Wording, publish};
use crate::store::{Error, restaurant, running_specials};

/// How long a special of the demo runs.
const RUNS: TimeDelta = TimeDelta::hours(20);

/// Publishes the special of each restaurant of this instance that has none just now.
pub async fn of_today(app: &App) -> anyhow::Result<()> {
    for cast in CAST.iter().flat_map(|coop| coop.restaurants) {
        let writer = app.clone();
        let changed = app
            .db
            .write(move |c| {
                let now = writer.clock.now();
                let Some(row) = restaurant::of_handle(c, cast.handle)? else {
                    return Ok(None);
                };
                if running_specials::any(c, &row.id, now)? {
                    return Ok(None);
                }
                let wording = wording(cast, &writer)?;
                match publish::run(c, &writer, &row.id, &wording) {
                    Ok((_, changed)) => Ok(Some(changed)),
                    // Somebody has hidden the restaurant; then it has no special.
                    Err(SpecialRefusal::NotListed) => Ok(None),
                    Err(refusal) => Err(refusal),
                }
            })
            .await?;
        app.committed(changed.into_iter().flatten());
    }
    Ok(())
}

fn wording(cast: &RestaurantCast, app: &App) -> Result<Wording, SpecialRefusal> {
    let (title, description, price, allergens) = cast.special;
    let allergens = Allergen::parse_list(allergens).map_err(|e| Error::Database(e.to_string()))?;
    Ok(Wording {
        menu_item: None,
        title: title.into(),
        description: description.into(),
        price: Some(Money::new(price, Currency::CHF)),
        allergens,
        hashtags: vec!["TodaysSpecial".into()],
        photo: None,
        ends_at: app.clock.now().plus(RUNS),
    })
}
