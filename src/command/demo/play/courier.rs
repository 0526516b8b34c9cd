//! The courier: one button at the thumb after the other, the code at the counter, the PIN at the door.

use anyhow::{Context, bail};

use super::browser::Page;
use super::customer::{self, Order};
use super::html::FilledForm;
use super::kitchen::{self, Ticket};
use super::plan::{Plan, RIDING};
use super::town::{Rider, Town};
use super::wait::until;
use super::way::Way;

/// Rides one delivery from the list to the door. `delivery` is its id where it is known; a neighbour's has an id of its own at the carrier.
pub async fn ride(
    rider: &mut Rider,
    delivery: Option<&str>,
    (home, order): (&Town, &Order),
    (cooks, plan, ticket): (&Town, &Plan, &Ticket),
    way: &mut Way,
) -> anyhow::Result<()> {
    let delivery = match delivery {
        Some(known) => known.to_owned(),
        None => on_the_list(rider).await?,
    };
    press(rider, &delivery, "accept", &[]).await?;
    cooks.minutes(RIDING).await;
    press(rider, &delivery, "at-pickup", &[]).await?;
    let code = code(rider, &delivery).await?;
    kitchen::give_to_courier(cooks, plan, ticket, &code).await?;
    // Our own counter has noted it already; a neighbour's courier says it.
    if !is_on_the_way(rider, &delivery).await? {
        press(rider, &delivery, "picked-up", &[]).await?;
    }
    way.step(&format!("picked up by {}", rider.name));
    cooks.minutes(RIDING).await;
    press(rider, &delivery, "at-dropoff", &[]).await?;
    let pin = customer::pin(home, plan, order).await?;
    press(rider, &delivery, "delivered", &[("pin", &pin)]).await?;
    way.step("delivered");
    Ok(())
}

/// Waits until something is on the courier's list; its id.
async fn on_the_list(rider: &mut Rider) -> anyhow::Result<String> {
    let what = format!("{} has something to carry", rider.name);
    let rider = tokio::sync::Mutex::new(rider);
    until(&what, || async {
        let page = rider.lock().await.browser.open("/courier").await?;
        let shown = page.look().having("data-delivery", None);
        let shown = shown.first().and_then(|one| one.attribute("data-delivery"));
        Ok(shown.map(str::to_owned))
    })
    .await
}

/// The code that the courier's page shows at the counter.
async fn code(rider: &mut Rider, delivery: &str) -> anyhow::Result<String> {
    let what = format!("{} sees the code for {delivery}", rider.name);
    let rider = tokio::sync::Mutex::new(rider);
    until(&what, || async {
        let page = rider.lock().await.browser.open("/courier").await?;
        let shown = page.look().having("data-pickup-code", None);
        let code = shown
            .first()
            .and_then(|one| one.attribute("data-pickup-code"));
        Ok(code.map(str::to_owned))
    })
    .await
}

/// Waits until the bag can be confirmed, or is known to be on the way.
async fn is_on_the_way(rider: &mut Rider, delivery: &str) -> anyhow::Result<bool> {
    let what = format!("{} has the bag", rider.name);
    let rider = tokio::sync::Mutex::new(rider);
    until(&what, || async {
        let page = rider.lock().await.browser.open("/courier").await?;
        let has = |step| button(&page, delivery, step).is_some();
        Ok(match (has("at-dropoff"), has("picked-up")) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        })
    })
    .await
}

/// Waits until the page has this button, and presses it.
async fn press(
    rider: &mut Rider,
    delivery: &str,
    step: &str,
    fields: &[(&str, &str)],
) -> anyhow::Result<()> {
    let what = format!("{} can press \"{step}\"", rider.name);
    let rider = tokio::sync::Mutex::new(rider);
    until(&what, || async {
        let mut rider = rider.lock().await;
        let page = rider.browser.open("/courier").await?;
        let Some(mut form) = button(&page, delivery, step) else {
            return Ok(None);
        };
        for (name, value) in fields {
            form = form.having(name, *value);
        }
        let answer = rider.browser.try_send(&page, &form).await?;
        if answer.status >= 400 {
            bail!("{}: \"{step}\" was refused: {}", rider.name, answer.says());
        }
        Ok(Some(()))
    })
    .await
    .with_context(|| format!("delivery {delivery}"))
}

fn button(page: &Page, delivery: &str, step: &str) -> Option<FilledForm> {
    let action = format!("/courier/deliveries/{delivery}/{step}");
    page.form(|path| path == action)
}
