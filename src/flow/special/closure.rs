//! A restaurant that closes for longer tells its followers, once a closure.

use chrono::TimeDelta;
use musette_domain::id::RestaurantId;

use super::publish::blank;
use super::specials_changed;
use crate::app::App;
use crate::flow::Changed;
use crate::store::restaurant::{Restaurant, RestaurantState};
use crate::store::special::{self, Special, SpecialKind};
use crate::store::{Conn, Result};

/// The shortest closure that followers hear of; the profile alone tells of a shorter one, such as a pause of the kitchen.
pub const SHORTEST: TimeDelta = TimeDelta::hours(2);

/// Tells of the closure of this restaurant, or corrects what was told of it.
pub(in crate::flow) fn tell(c: &mut Conn, app: &App, of: &Restaurant) -> Result<Changed> {
    let now = app.clock.now();
    let Some(until) = of.closed_until.filter(|until| *until > now) else {
        return Ok(Changed::nothing());
    };
    let reason = of.closed_reason.clone().unwrap_or_default();
    if let Some(told) = special::closure_of(c, &of.id, now)? {
        if told.ends_at == until && told.description == reason {
            return Ok(Changed::nothing());
        }
        let row = Special {
            description: reason,
            ends_at: until,
            edited_at: Some(now),
            ..told
        };
        special::save(c, &row)?;
        app.tell.special_edited(c, &row.id)?;
        return Ok(specials_changed(&of.id));
    }
    if of.state != RestaurantState::Listed || until.since(now) < SHORTEST {
        return Ok(Changed::nothing());
    }
    let row = Special {
        title: of.name.clone(),
        description: reason,
        kind: SpecialKind::Closure,
        ..blank(app, &of.id, now, until)?
    };
    special::insert(c, &row)?;
    app.tell.special_published(c, &row.id)?;
    Ok(specials_changed(&of.id))
}

/// Takes back what was told of a closure, because it ends before its time.
pub(in crate::flow) fn withdraw(c: &mut Conn, app: &App, of: &RestaurantId) -> Result<Changed> {
    let now = app.clock.now();
    let Some(mut row) = special::closure_of(c, of, now)? else {
        return Ok(Changed::nothing());
    };
    row.removed_at = Some(now);
    special::save(c, &row)?;
    app.tell.special_removed(c, &row.id)?;
    Ok(specials_changed(of))
}
