//! One delivery whose winner does not acknowledge: its background work stands still, so that it never reads the door. The owner takes the award back
//! and offers the delivery again.

use std::sync::Arc;

use anyhow::{Context, bail};

use super::plan::Plan;
use super::town::Town;
use super::wait::{LOOK_AGAIN, until};
use super::way::{End, Way};
use super::{courier, customer, dispatch, kitchen};
use crate::command::demo::Pair;

/// Plays it; the winner works again as soon as the award was taken back.
pub async fn play(towns: &[Arc<Town>; 2], pair: &mut Pair, plan: &Plan) -> anyhow::Result<Way> {
    let (home, cooks) = plan.towns(towns)?;
    let which = 1 - plan.cooks();
    let other = towns.get(which).context("there are two towns")?;
    let (order, mut way) = customer::order(home, cooks, plan).await?;
    let ticket = kitchen::arrived(cooks, plan, &order).await?;
    kitchen::accept(cooks, plan, &ticket).await?;
    way.step("accepted");
    let delivery = dispatch::find(cooks, &ticket.number).await?;
    dispatch::offer(cooks, &delivery).await?;
    let mut road = other.free_courier().await;
    let rider = &mut *road.rider;
    let winner = pair.get_mut(which).context("there are two instances")?;
    winner.pause_jobs().await;
    let taken_back = async {
        dispatch::bid(other, plan, rider).await?;
        way.step(&format!("offered, taken by {}", other.cast.name));
        not_acknowledged(cooks, &delivery).await
    }
    .await;
    winner.resume_jobs();
    let again = taken_back?;
    way.step("not acknowledged, taken back");
    if again == Again::ByAPerson {
        dispatch::offer(cooks, &delivery).await?;
    }
    dispatch::bid(other, plan, rider).await?;
    way.step(&format!("offered again, taken by {}", other.cast.name));
    courier::ride(
        rider,
        None,
        (home, &order),
        (cooks, plan, &ticket),
        &mut way,
    )
    .await?;
    customer::sees(home, plan, &order, "delivered").await?;
    way.end = End::DeliveredByNeighbour;
    way.offered_again = true;
    Ok(way.told())
}

/// Who offers the delivery again.
#[derive(PartialEq, Eq)]
enum Again {
    /// The owner's instance by itself: there is time enough.
    ByItself,
    /// The dispatcher: the pickup is too near.
    ByAPerson,
}

/// Waits for the award, and then until it is taken back.
async fn not_acknowledged(owner: &Town, delivery: &str) -> anyhow::Result<Again> {
    let mut awarded = false;
    loop {
        let state = until("the offer gets on", || async {
            let state = dispatch::standing(owner, delivery).await?;
            Ok((awarded || state.as_deref() == Some("awarded")).then_some(state))
        })
        .await?;
        match state.as_deref() {
            Some("awarded") => awarded = true,
            Some("open") => return Ok(Again::ByItself),
            None => return Ok(Again::ByAPerson),
            Some(other) => bail!("the winner cannot acknowledge, but the offer is {other}"),
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}
