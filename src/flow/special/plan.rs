//! A special is planned: for a day, or for certain weekdays.

use chrono::{NaiveDate, Weekday};
use chrono_tz::Tz;
use musette_domain::id::{RestaurantId, SpecialPlanId};
use musette_domain::recurrence::Recurrence;
use musette_domain::{Instant, Money, TextValue};

use super::publish::blank;
use super::{SpecialRefusal, Wording, specials_changed, word};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::broken;
use crate::flow::timer::{self, JobKind};
use crate::store::restaurant::Restaurant;
use crate::store::special_plan::{self, SpecialPlan};
use crate::store::{self, Conn, coop, restaurant};

/// How many plans a restaurant has at most.
pub const MOST: usize = 20;

/// Plans the special. The end in the wording does not count: each time ends as `when` says. The same plan twice is one.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    wording: &Wording,
    when: &Recurrence,
) -> Result<(SpecialPlanId, Changed), SpecialRefusal> {
    let restaurant = restaurant::find(c, of)?;
    let first = when
        .next_after(app.clock.now(), zone(c)?)
        .ok_or(SpecialRefusal::Past)?;
    // A plan says what a special says: judged as the special that it will be first.
    let wording = Wording {
        ends_at: first.until,
        ..wording.clone()
    };
    let blank = blank(app, of, first.from, first.until)?;
    let said = word(c, &restaurant, first.from, &wording, blank)?;
    let row = SpecialPlan {
        id: SpecialPlanId::parse(&app.ids.uuid()).map_err(broken)?,
        restaurant_id: of.clone(),
        menu_item_id: said.menu_item_id,
        title: said.title,
        description: said.description,
        price: said.price,
        allergens: said.allergens,
        hashtags: said.hashtags,
        photo_id: said.photo_id,
        first_day: when.first.to_string(),
        weekdays: days(&when.weekdays),
        begins: when.begins,
        ends: when.ends,
        next_at: Some(first.from),
        created_at: app.clock.now(),
    };
    let plans = special_plan::list_of(c, of)?;
    if let Some(same) = plans.iter().find(|plan| same(plan, &row)) {
        return Ok((same.id.clone(), Changed::nothing()));
    }
    if plans.len() >= MOST {
        return Err(SpecialRefusal::TooManyPlans);
    }
    special_plan::insert(c, &row)?;
    timer::at(c, app, JobKind::PublishSpecial, row.id.as_str(), first.from)?;
    Ok((row.id, specials_changed(of)))
}

fn same(a: &SpecialPlan, b: &SpecialPlan) -> bool {
    let when = |plan: &SpecialPlan| {
        (
            plan.first_day.clone(),
            plan.weekdays.clone(),
            plan.begins,
            plan.ends,
        )
    };
    a.title == b.title && when(a) == when(b)
}

fn days(weekdays: &[Weekday]) -> Vec<u8> {
    let mut days: Vec<u8> = weekdays
        .iter()
        .filter_map(|day| u8::try_from(day.num_days_from_monday()).ok())
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// When a plan happens.
pub fn recurrence(plan: &SpecialPlan) -> store::Result<Recurrence> {
    let weekdays = plan.weekdays.iter().map(|day| Weekday::try_from(*day));
    Ok(Recurrence {
        first: plan.first_day.parse::<NaiveDate>().map_err(broken)?,
        weekdays: weekdays.collect::<Result<_, _>>().map_err(broken)?,
        begins: plan.begins,
        ends: plan.ends,
    })
}

/// What a plan says, as the special that ends then.
pub(super) fn wording(
    c: &mut Conn,
    of: &Restaurant,
    plan: &SpecialPlan,
    ends_at: Instant,
) -> store::Result<Wording> {
    let allergens = plan.allergens.iter();
    let allergens = allergens.map(|code| musette_domain::allergen::Allergen::parse(code));
    let photo = match &plan.photo_id {
        Some(id) => store::media::find_optional(c, id)?,
        None => None,
    };
    Ok(Wording {
        menu_item: plan.menu_item_id.clone(),
        title: plan.title.clone(),
        description: plan.description.clone(),
        price: plan.price.map(|minor| Money::new(minor, of.currency)),
        allergens: allergens.collect::<Result<_, _>>().map_err(broken)?,
        hashtags: plan.hashtags.clone(),
        photo: photo.map(|photo| super::Photo {
            id: photo.id,
            alt: photo.alt,
        }),
        ends_at,
    })
}

/// The co-op's time zone.
pub(super) fn zone(c: &mut Conn) -> store::Result<Tz> {
    let zone = coop::ours(c)?.and_then(|coop| coop.timezone.parse().ok());
    Ok(zone.unwrap_or(Tz::UTC))
}
