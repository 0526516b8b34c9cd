//! The kitchen: takes the order from the board or says no, cooks, gives the bag for the code.

use anyhow::{Context, bail};

use super::browser::{Browser, Page};
use super::customer::Order;
use super::html::Element;
use super::plan::{COOKING, Part, Plan, RIDING};
use super::town::Town;
use super::wait::until;

/// An order as the kitchen knows it.
pub struct Ticket {
    /// Its id at the restaurant's co-op.
    pub id: String,
    /// The number on the ticket.
    pub number: String,
}

fn board(plan: &Plan) -> String {
    format!("/restaurant/{}", plan.kitchen)
}

/// Waits until the order hangs on the board. An order of the other town has another id here; it is known by being the only one.
pub async fn arrived(cooks: &Town, plan: &Plan, order: &Order) -> anyhow::Result<Ticket> {
    let what = format!("{} has the order on its board", plan.kitchen);
    until(&what, || async {
        let mut cook = cooks.person(plan.kitchen).await?;
        let page = cook.open(&board(plan)).await?;
        let wanted = (plan.part != Part::Across).then_some(order.id.as_str());
        let tickets = page.look().having("data-order", wanted);
        Ok(tickets.first().and_then(|ticket| {
            let id = ticket.attribute("data-order")?.to_owned();
            let number = ticket
                .having("class", Some("no"))
                .first()
                .map(Element::text)?;
            Some(Ticket { id, number })
        }))
    })
    .await
}

/// Accepts the order.
pub async fn accept(cooks: &Town, plan: &Plan, ticket: &Ticket) -> anyhow::Result<()> {
    act(cooks, plan, ticket, "accept", &[]).await
}

/// Says no, with the first reason of the list.
pub async fn refuse(cooks: &Town, plan: &Plan, ticket: &Ticket) -> anyhow::Result<()> {
    act(cooks, plan, ticket, "refuse", &[]).await
}

/// The food is ready.
pub async fn ready(cooks: &Town, plan: &Plan, ticket: &Ticket) -> anyhow::Result<()> {
    act(cooks, plan, ticket, "ready", &[]).await
}

/// Gives the bag to the customer.
pub async fn give_to_customer(cooks: &Town, plan: &Plan, ticket: &Ticket) -> anyhow::Result<()> {
    act(cooks, plan, ticket, "collected", &[]).await
}

/// Gives the bag to the courier who says this code; a wrong one gets nothing.
pub async fn give_to_courier(
    cooks: &Town,
    plan: &Plan,
    ticket: &Ticket,
    code: &str,
) -> anyhow::Result<()> {
    cooks.minutes(COOKING - RIDING).await;
    let mut cook = cooks.person(plan.kitchen).await?;
    let page = cook.open(&board(plan)).await?;
    if form_of(&page, ticket, "ready").is_some() {
        send(&mut cook, &page, ticket, "ready", &[]).await?;
    }
    drop(cook);
    act(cooks, plan, ticket, "hand-over", &[("code", code)]).await
}

/// Waits until the ticket has this form, and sends it.
async fn act(
    cooks: &Town,
    plan: &Plan,
    ticket: &Ticket,
    name: &str,
    fields: &[(&str, &str)],
) -> anyhow::Result<()> {
    let what = format!("{} can do \"{name}\"", plan.kitchen);
    until(&what, || async {
        let mut cook = cooks.person(plan.kitchen).await?;
        let page = cook.open(&board(plan)).await?;
        if form_of(&page, ticket, name).is_none() {
            return Ok(None);
        }
        send(&mut cook, &page, ticket, name, fields).await.map(Some)
    })
    .await
}

fn form_of(page: &Page, ticket: &Ticket, name: &str) -> Option<super::html::FilledForm> {
    let end = format!("/orders/{}/{name}", ticket.id);
    page.form(|action| action.ends_with(&end))
}

async fn send(
    cook: &mut Browser,
    page: &Page,
    ticket: &Ticket,
    name: &str,
    fields: &[(&str, &str)],
) -> anyhow::Result<()> {
    let mut form = form_of(page, ticket, name).context("the form is there")?;
    for (field, value) in fields {
        form = form.having(field, *value);
    }
    let answer = cook.try_send(page, &form).await?;
    if answer.status >= 400 {
        bail!("{}: \"{name}\" was refused: {}", cook.who, answer.says());
    }
    Ok(())
}
