//! The last day is over: agreements end, and everybody hears that the co-op and its restaurants are gone.

use chrono::TimeDelta;
use musette_domain::Instant;

use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::flow::agreement::{self, AgreementRefusal};
use crate::flow::restaurant::remove::OPEN;
use crate::store::restaurant::{self, RestaurantState};
use crate::store::trade_agreement::{self, AgreementState};
use crate::store::{Conn, Error, Result, coop, orders, partner};

/// How long open orders put the end off.
const PATIENCE: TimeDelta = TimeDelta::days(2);
/// How often it is looked whether they have ended.
const AGAIN: TimeDelta = TimeDelta::hours(1);

/// Closes, if the day has come and nothing is open any more; says when to look again. Closed before, or not to be closed, nothing happens.
pub fn run(c: &mut Conn, app: &App) -> Result<(Changed, Option<Instant>)> {
    let mut row = coop::own(c)?;
    let now = app.clock.now();
    let Some(at) = row.closes_at.filter(|_| row.closed_at.is_none()) else {
        return Ok((Changed::nothing(), None));
    };
    if now < at {
        return Ok((Changed::nothing(), Some(at)));
    }
    if orders::count_in(c, &OPEN)? > 0 && now.since(at) < PATIENCE {
        return Ok((Changed::nothing(), Some(now.plus(AGAIN))));
    }
    end_agreements(c, app)?;
    for mut of in restaurant::run_here(c)? {
        of.state = RestaurantState::Left;
        of.updated_at = now;
        restaurant::save(c, &of)?;
    }
    app.tell.coop_closed(c)?;
    row.closed_at = Some(now);
    row.updated_at = now;
    coop::save(c, &row)?;
    Ok((Changed::topics([Topic::Coop]), None))
}

fn end_agreements(c: &mut Conn, app: &App) -> Result<()> {
    for partner in partner::all(c)? {
        for row in trade_agreement::of_partner(c, &partner.desk_id)? {
            if row.state != AgreementState::Active {
                continue;
            }
            match agreement::end::run(c, app, &row.id) {
                Ok(_) | Err(AgreementRefusal::Unknown | AgreementRefusal::NotOpen) => {}
                Err(AgreementRefusal::Store(error)) => return Err(error),
                Err(other) => return Err(Error::Database(other.to_string())),
            }
        }
    }
    Ok(())
}
