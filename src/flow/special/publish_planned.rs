//! The time of a planned special has come.

use musette_domain::id::SpecialPlanId;
use musette_domain::{Instant, TextValue};

use super::plan::{recurrence, wording, zone};
use super::{SpecialRefusal, publish};
use crate::app::App;
use crate::flow::Changed;
use crate::store::special_plan::{self, SpecialPlan};
use crate::store::{Conn, Error, Result, restaurant};

/// Publishes what the plan says, if its time has come, and says when it comes next; a plan that has no next time is deleted.
///
/// A time that was missed altogether, because the server was down, is left out. So is one that cannot be published (the restaurant is hidden, five
/// specials run already): the plan goes on.
pub fn run(c: &mut Conn, app: &App, id: &SpecialPlanId) -> Result<(Changed, Option<Instant>)> {
    let Some(plan) = special_plan::find_optional(c, id)? else {
        return Ok((Changed::nothing(), None));
    };
    let now = app.clock.now();
    let Some(due) = plan.next_at else {
        return Ok((Changed::nothing(), None));
    };
    if due > now {
        return Ok((Changed::nothing(), Some(due)));
    }
    let (zone, when) = (zone(c)?, recurrence(&plan)?);
    let just_before = Instant::from_millis(due.millis().saturating_sub(1));
    let changed = match when.next_after(just_before, zone) {
        Some(found) if found.until > now => publish(c, app, &plan, found.until)?,
        _ => Changed::nothing(),
    };
    let next = when.next_after(now, zone).map(|found| found.from);
    if next.is_some() {
        special_plan::save(
            c,
            &SpecialPlan {
                next_at: next,
                ..plan
            },
        )?;
    } else {
        special_plan::delete(c, id)?;
    }
    Ok((changed, next))
}

fn publish(c: &mut Conn, app: &App, plan: &SpecialPlan, until: Instant) -> Result<Changed> {
    let of = restaurant::find(c, &plan.restaurant_id)?;
    let wording = wording(c, &of, plan, until)?;
    match publish::run(c, app, &of.id, &wording) {
        Ok((_, changed)) => Ok(changed),
        // The dish has left the menu, and with it what the special was.
        Err(SpecialRefusal::Store(Error::NotFound)) => Ok(Changed::nothing()),
        Err(SpecialRefusal::Store(error)) => Err(error),
        Err(refusal) => {
            let plan = plan.id.as_str();
            tracing::info!(special_plan = plan, %refusal, "a planned special was left out");
            Ok(Changed::nothing())
        }
    }
}
