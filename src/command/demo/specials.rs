//! The specials of the day: published anew whenever none runs, also when the demo is started again another day. The first restaurant of each co-op shows
//! a photo and has one more special planned.

use chrono::{Days, NaiveDate, TimeDelta, Weekday};
use musette_domain::allergen::Allergen;
use musette_domain::id::RestaurantId;
use musette_domain::recurrence::Recurrence;
use musette_domain::{Currency, Money};

use super::cast::{CAST, RestaurantCast};
use super::drawing;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::media::add;
use crate::flow::special::{Photo, SpecialRefusal, Wording, plan, publish};
use crate::services::picture::Picture;
use crate::store::media::Purpose;
use crate::store::{Conn, Error, restaurant, running_specials, special_plan};

/// How long a special of the demo runs.
const RUNS: TimeDelta = TimeDelta::hours(20);

/// Publishes the special of each restaurant of this instance that has none just now.
pub async fn of_today(app: &App) -> anyhow::Result<()> {
    let photo = drawing::pumpkin().await?;
    let casts = CAST
        .iter()
        .flat_map(|coop| coop.restaurants.iter().enumerate());
    for (number, cast) in casts {
        let (writer, photo) = (app.clone(), (number == 0).then(|| photo.clone()));
        let changed = app.db.write(move |c| {
            let Some(row) = restaurant::of_handle(c, cast.handle)? else {
                return Ok(Vec::new());
            };
            let mut changed = Vec::new();
            match publish_one(c, &writer, &row.id, cast, photo.as_ref()) {
                Ok(published) => changed.extend(published),
                // Somebody has hidden the restaurant; then it has no special.
                Err(SpecialRefusal::NotListed) => return Ok(Vec::new()),
                Err(refusal) => return Err(refusal),
            }
            if photo.is_some() {
                changed.extend(plan_one(c, &writer, &row.id)?);
            }
            Ok(changed)
        });
        app.committed(changed.await?.into_iter().flatten());
    }
    Ok(())
}

fn publish_one(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    cast: &RestaurantCast,
    photo: Option<&Picture>,
) -> Result<Option<Changed>, SpecialRefusal> {
    if running_specials::any(c, of, app.clock.now())? {
        return Ok(None);
    }
    let mut wording = wording(cast, app)?;
    if let Some(picture) = photo {
        let kept = add::run(c, app, of, Purpose::Special, picture, "");
        let (id, _) = kept.map_err(|e| Error::Database(e.to_string()))?;
        wording.photo = Some(Photo {
            id,
            alt: drawing::ALT.to_owned(),
        });
    }
    let (_, changed) = publish::run(c, app, of, &wording)?;
    Ok(Some(changed))
}

/// Every Friday at noon, unless something is planned already.
fn plan_one(c: &mut Conn, app: &App, of: &RestaurantId) -> Result<Option<Changed>, SpecialRefusal> {
    if !special_plan::list_of(c, of)?.is_empty() {
        return Ok(None);
    }
    let now = app.clock.now();
    let tomorrow = now.to_utc().date_naive().checked_add_days(Days::new(1));
    let fridays = Recurrence {
        first: tomorrow.unwrap_or(NaiveDate::MAX),
        weekdays: vec![Weekday::Fri],
        begins: 11 * 60 + 30,
        ends: 14 * 60,
    };
    let wording = Wording {
        menu_item: None,
        title: "Friday gratin".into(),
        description: "Potatoes, leek and mountain cheese, from the oven at noon.".into(),
        price: Some(Money::new(1690, Currency::CHF)),
        allergens: vec![Allergen::Milk],
        hashtags: Vec::new(),
        photo: None,
        ends_at: now.plus(RUNS),
    };
    let (_, changed) = plan::run(c, app, of, &wording, &fridays)?;
    Ok(Some(changed))
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
