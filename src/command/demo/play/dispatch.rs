//! The dispatchers: give a delivery to an own courier, offer it to the neighbour, take the neighbour's.

use super::html::{Element, FilledForm};
use super::plan::Plan;
use super::town::{Rider, Town};
use super::wait::until;

/// Waits until the delivery with this number is to be given to somebody; its id.
pub async fn find(town: &Town, number: &str) -> anyhow::Result<String> {
    until(&format!("{number} is on the dispatcher's page"), || async {
        let page = town.dispatcher().await?.open("/dispatch").await?;
        let cards = page.look().having("data-delivery", None);
        let card = cards.iter().find(|card| {
            let text = card.text();
            let mut words = text.split_whitespace();
            words.any(|word| word == number)
        });
        Ok(card
            .and_then(|card| card.attribute("data-delivery"))
            .map(str::to_owned))
    })
    .await
}

/// Gives the delivery to this courier.
pub async fn assign(town: &Town, delivery: &str, rider: &Rider) -> anyhow::Result<()> {
    let action = format!("/dispatch/deliveries/{delivery}/assign");
    until(
        &format!("{} can be given the delivery", rider.name),
        || async {
            let mut dispatcher = town.dispatcher().await?;
            let page = dispatcher.open("/dispatch").await?;
            let look = page.look();
            let card = look.having("data-delivery", Some(delivery));
            let Some(form) = with_rider(&card, rider, |path| path == action) else {
                return Ok(None);
            };
            dispatcher.send(&page, &form).await?;
            Ok(Some(()))
        },
    )
    .await
}

/// Offers the delivery to all neighbours.
pub async fn offer(town: &Town, delivery: &str) -> anyhow::Result<()> {
    let action = format!("/dispatch/deliveries/{delivery}/offer");
    until("the delivery can be offered to neighbours", || async {
        let mut dispatcher = town.dispatcher().await?;
        let page = dispatcher.open("/dispatch").await?;
        let Some(form) = page.form(|path| path == action) else {
            return Ok(None);
        };
        dispatcher.send(&page, &form).await?;
        Ok(Some(()))
    })
    .await
}

/// Waits for the neighbour's offer of this kitchen's bag and takes it with this courier.
pub async fn bid(town: &Town, plan: &Plan, rider: &Rider) -> anyhow::Result<()> {
    let kitchen = plan.restaurant()?.name;
    until(&format!("the offer of {kitchen} has arrived"), || async {
        let mut dispatcher = town.dispatcher().await?;
        let page = dispatcher.open("/dispatch").await?;
        let look = page.look();
        let offers = look.having("data-proposal", None);
        let open: Vec<Element<'_>> = offers
            .into_iter()
            .filter(|offer| {
                offer.attribute("data-state") == Some("offered") && offer.text().contains(kitchen)
            })
            .collect();
        let Some(form) = with_rider(&open, rider, |path| path == "/dispatch/offers/bid") else {
            return Ok(None);
        };
        dispatcher.send(&page, &form).await?;
        Ok(Some(()))
    })
    .await
}

/// How far the offer of a delivery is, as its owner's page shows it; none when no neighbour is asked.
pub async fn standing(town: &Town, delivery: &str) -> anyhow::Result<Option<String>> {
    let page = town.dispatcher().await?.open("/dispatch").await?;
    let shown = page.look().having("data-delivery", Some(delivery));
    let offers = shown.iter().find_map(|one| one.attribute("data-offer"));
    Ok(offers.map(str::to_owned))
}

/// The form in the first of these elements, with this courier chosen.
fn with_rider(
    elements: &[Element<'_>],
    rider: &Rider,
    wanted: impl Fn(&str) -> bool,
) -> Option<FilledForm> {
    let element = elements.first()?;
    let form = element
        .forms()
        .into_iter()
        .find(|form| wanted(&form.action))?;
    let options = element.named("option");
    let option = options
        .iter()
        .find(|option| option.text().contains(rider.name))?;
    let courier = option.attribute("value")?;
    Some(form.having("courier", courier))
}
