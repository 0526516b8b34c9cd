//! A plan is given up: what it has published stays.

use musette_domain::TextValue;
use musette_domain::id::{RestaurantId, SpecialPlanId};

use super::specials_changed;
use crate::flow::Changed;
use crate::flow::timer::{self, JobKind};
use crate::store::{Conn, Error, Result, special_plan};

/// Forgets the plan; forgotten before, nothing happens.
pub fn run(c: &mut Conn, of: &RestaurantId, id: &SpecialPlanId) -> Result<Changed> {
    let Some(plan) = special_plan::find_optional(c, id)? else {
        return Ok(Changed::nothing());
    };
    if plan.restaurant_id != *of {
        return Err(Error::NotFound);
    }
    special_plan::delete(c, id)?;
    timer::clear(c, JobKind::PublishSpecial, id.as_str())?;
    Ok(specials_changed(of))
}
