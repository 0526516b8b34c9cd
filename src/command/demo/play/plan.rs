//! Who orders what where, and who brings it.

use std::sync::Arc;

use anyhow::Context;

use super::town::Town;
use super::way::{End, Way};
use super::{courier, customer, dispatch, kitchen};
use crate::command::demo::cast::{CAST, RestaurantCast};

/// What an order is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Cooked and brought at home.
    AtHome,
    /// Cooked and brought by the other town's co-op.
    Across,
    /// Cooked at home, brought by the other town's courier.
    ByNeighbour,
    /// Fetched by the customer.
    Collected,
    /// The kitchen says no.
    Refused,
}

/// An order of the evening.
#[derive(Debug)]
pub struct Plan {
    /// The customer's town: 0 or 1.
    pub home: usize,
    /// The customer's login.
    pub customer: &'static str,
    /// The restaurant's handle.
    pub kitchen: &'static str,
    /// What it is to show.
    pub part: Part,
}

const fn plan(home: usize, customer: &'static str, kitchen: &'static str, part: Part) -> Plan {
    Plan {
        home,
        customer,
        kitchen,
        part,
    }
}

/// Orders of which several are under way at once at one kitchen are all of the home town's own customers; the other kitchens have one at a time, by
/// which it is known there.
pub const EVENING: &[Plan] = &[
    plan(0, "anna", "trepedali", Part::ByNeighbour),
    plan(1, "emil", "rueckenwind", Part::ByNeighbour),
    plan(0, "beat", "laterne", Part::Across),
    plan(1, "fiona", "leiterwagen", Part::Across),
    plan(0, "carla", "windschatten", Part::AtHome),
    plan(1, "gian", "dreimonat", Part::AtHome),
    plan(0, "anna", "kardamom", Part::ByNeighbour),
    plan(1, "emil", "bernsteinli", Part::ByNeighbour),
    plan(0, "beat", "speichenrad", Part::Across),
    plan(1, "fiona", "rabensuppe", Part::Across),
    plan(0, "carla", "windschatten", Part::Refused),
    plan(1, "gian", "dreimonat", Part::AtHome),
    plan(0, "anna", "kettenblatt", Part::Across),
    plan(0, "beat", "windschatten", Part::AtHome),
    plan(1, "emil", "dreimonat", Part::AtHome),
    plan(0, "carla", "windschatten", Part::Collected),
    plan(1, "fiona", "dreimonat", Part::AtHome),
    plan(0, "anna", "windschatten", Part::AtHome),
    plan(1, "gian", "dreimonat", Part::Collected),
    plan(0, "beat", "windschatten", Part::AtHome),
    plan(1, "emil", "dreimonat", Part::AtHome),
];

/// How long a meal is on the stove, in minutes.
pub const COOKING: i64 = 7;
/// How long a courier rides, in minutes.
pub const RIDING: i64 = 3;

/// The last order: the neighbour wins it and does not acknowledge.
pub const LAST: Plan = plan(0, "carla", "nachtkorn", Part::ByNeighbour);

impl Plan {
    /// The town that cooks.
    pub fn cooks(&self) -> usize {
        match self.part {
            Part::Across => 1 - self.home,
            _ => self.home,
        }
    }

    /// The restaurant.
    pub fn restaurant(&self) -> anyhow::Result<&'static RestaurantCast> {
        CAST.get(self.cooks())
            .and_then(|coop| {
                coop.restaurants
                    .iter()
                    .find(|one| one.handle == self.kitchen)
            })
            .with_context(|| format!("nobody invented {}", self.kitchen))
    }

    /// From the hunger to the end.
    pub async fn play(&self, towns: &[Arc<Town>; 2]) -> anyhow::Result<Way> {
        let (home, cooks) = self.towns(towns)?;
        let (order, mut way) = customer::order(home, cooks, self).await?;
        let at_kitchen = kitchen::arrived(cooks, self, &order).await?;
        match self.part {
            Part::Refused => {
                kitchen::refuse(cooks, self, &at_kitchen).await?;
                customer::sees(home, self, &order, "rejected").await?;
                way.step("refused by the kitchen");
                way.end = End::Refused;
                return Ok(way.told());
            }
            Part::Collected => {
                kitchen::accept(cooks, self, &at_kitchen).await?;
                way.step("accepted");
                cooks.minutes(COOKING).await;
                kitchen::ready(cooks, self, &at_kitchen).await?;
                kitchen::give_to_customer(cooks, self, &at_kitchen).await?;
                way.step("fetched");
                way.end = End::Collected;
                return Ok(way.told());
            }
            Part::AtHome | Part::Across | Part::ByNeighbour => {}
        }
        kitchen::accept(cooks, self, &at_kitchen).await?;
        way.step("accepted");
        let delivery = dispatch::find(cooks, &at_kitchen.number).await?;
        if self.part == Part::ByNeighbour {
            let other = towns.get(1 - self.cooks()).context("there are two towns")?;
            dispatch::offer(cooks, &delivery).await?;
            let mut road = other.free_courier().await;
            let rider = &mut *road.rider;
            dispatch::bid(other, self, rider).await?;
            way.step(&format!("offered, taken by {}", other.cast.name));
            courier::ride(
                rider,
                None,
                (home, &order),
                (cooks, self, &at_kitchen),
                &mut way,
            )
            .await?;
            way.end = End::DeliveredByNeighbour;
        } else {
            let mut road = cooks.free_courier().await;
            let rider = &mut *road.rider;
            dispatch::assign(cooks, &delivery, rider).await?;
            way.step(&format!("given to {}", rider.name));
            let id = Some(delivery.as_str());
            courier::ride(
                rider,
                id,
                (home, &order),
                (cooks, self, &at_kitchen),
                &mut way,
            )
            .await?;
            way.across = self.part == Part::Across;
        }
        customer::sees(home, self, &order, "delivered").await?;
        Ok(way.told())
    }

    /// The customer's town and the one that cooks.
    pub fn towns<'a>(&self, towns: &'a [Arc<Town>; 2]) -> anyhow::Result<(&'a Town, &'a Town)> {
        let of = |which: usize| {
            towns
                .get(which)
                .map(Arc::as_ref)
                .context("there are two towns")
        };
        Ok((of(self.home)?, of(self.cooks())?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_shows_what_was_promised() {
        let count = |part: Part| EVENING.iter().filter(|plan| plan.part == part).count();
        assert!(EVENING.len() + 1 >= 20);
        assert_eq!(count(Part::Across), 5);
        assert_eq!(count(Part::ByNeighbour) + 1, 5);
        assert_eq!(count(Part::Refused), 1);
    }

    #[test]
    fn everybody_and_everything_in_the_plan_exists() {
        let mut alone = std::collections::HashSet::new();
        for plan in EVENING.iter().chain([&LAST]) {
            plan.restaurant().unwrap();
            assert!(
                CAST[plan.home]
                    .people
                    .iter()
                    .any(|p| p.login == plan.customer)
            );
            if matches!(plan.part, Part::Across | Part::ByNeighbour) {
                assert!(
                    alone.insert(plan.kitchen),
                    "{} is known by being alone",
                    plan.kitchen
                );
            }
        }
    }
}
