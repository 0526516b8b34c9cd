//! The two co-ops find each other through WebFinger, follow each other's restaurants and conclude an agreement, all by signed HTTP.
//!
//! Each step is asked for by one side and waited for in the rows of the other; what was done before is left as it is.

use std::time::Duration;

use anyhow::{Context, bail};
use chrono::TimeDelta;
use musette_domain::Currency;
use musette_domain::role::Role;

use super::Pair;
use super::cast::CAST;
use crate::app::App;
use crate::command::instance::RunningInstance;
use crate::flow::agreement::offer::Terms;
use crate::flow::agreement::{AgreementRefusal, accept, offer};
use crate::flow::availability::declare;
use crate::store::following::FollowState;
use crate::store::trade_agreement::AgreementState;
use crate::store::{
    Conn, Error, Result, availability, following, partner, people, remote_restaurant,
    trade_agreement,
};

/// How long the other side may take for one step.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often is looked whether a row is there.
const LOOK_AGAIN: Duration = Duration::from_millis(40);
/// How long couriers are around, from the start on.
const AROUND: TimeDelta = TimeDelta::hours(14);

/// Makes the two know each other, unless they do.
pub async fn each_other(pair: &Pair) -> anyhow::Result<()> {
    let [vaduz, schaan] = pair;
    let (of_schaan, of_vaduz) = tokio::try_join!(find(vaduz, schaan), find(schaan, vaduz))?;
    agree(vaduz, schaan, &of_schaan.desk, &of_vaduz.desk).await?;
    for (running, cast) in pair.iter().zip(CAST) {
        couriers_are_around(&running.app, cast.key).await?;
    }
    Ok(())
}

/// What one side has found of the other.
struct Found {
    desk: String,
}

/// Finds the other co-op by its host alone, and follows its restaurants.
async fn find(us: &RunningInstance, them: &RunningInstance) -> anyhow::Result<Found> {
    let app = &us.app;
    let coop = app.lookup.coop(them.app.urls.authority()).await?;
    let (restaurants, desk) = {
        let coop = coop.clone();
        app.db
            .read(move |c| {
                let restaurants = remote_restaurant::list_of_coop(c, &coop)?;
                let partner = partner::of_coop(c, &coop)?;
                Ok::<_, Error>((restaurants, partner.map(|partner| partner.desk_id)))
            })
            .await?
    };
    let desk = desk.with_context(|| format!("{coop} names no desk to trade with"))?;
    let targets: Vec<String> = restaurants
        .into_iter()
        .map(|row| row.actor_id)
        .chain([coop])
        .collect();
    follow(app, &targets).await?;
    Ok(Found { desk })
}

/// Follows these actors and waits until each has accepted.
async fn follow(app: &App, targets: &[String]) -> anyhow::Result<()> {
    let (tell, wanted) = (std::sync::Arc::clone(&app.tell), targets.to_vec());
    app.db
        .write(move |c| {
            for target in &wanted {
                tell.follow(c, target)?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    app.committed([]);
    let wanted = targets.to_vec();
    until(
        app,
        "the other co-op's restaurants have accepted our follow",
        move |c| {
            for target in &wanted {
                let row = following::find_optional(c, target)?;
                if row.is_none_or(|row| row.state != FollowState::Accepted) {
                    return Ok(None);
                }
            }
            Ok(Some(()))
        },
    )
    .await
}

/// One offers, the other accepts, unless they have agreed before: an agreement that somebody ended stays ended.
async fn agree(
    offers: &RunningInstance,
    accepts: &RunningInstance,
    to: &str,
    from: &str,
) -> anyhow::Result<()> {
    let now = offers.app.clock.now();
    let desk = to.to_owned();
    if offers.app.db.read(move |c| agreed_before(c, &desk)).await? {
        return Ok(());
    }
    let terms = Terms {
        currency: Currency::CHF,
        credit_limit: 200_000,
        wasted_trip_fee: 500,
        settlement_period: "P7D".into(),
        valid_from: now,
        valid_through: now.plus(TimeDelta::days(360)),
    };
    let (writer, desk) = (offers.app.clone(), to.to_owned());
    let changed = offers
        .app
        .db
        .write(move |c| offer::run(c, &writer, &desk, &terms))
        .await?;
    offers.app.committed(changed);
    let desk = from.to_owned();
    let offered = until(
        &accepts.app,
        "the offered agreement has arrived",
        move |c| {
            let known = trade_agreement::of_partner(c, &desk)?;
            let open = known
                .into_iter()
                .find(|row| row.state == AgreementState::Offered && !row.offered_by_us);
            Ok(open.map(|row| row.id))
        },
    )
    .await?;
    let writer = accepts.app.clone();
    let changed = accepts
        .app
        .db
        .write(move |c| accept::run(c, &writer, &offered))
        .await;
    match changed {
        Ok(changed) => accepts.app.committed(changed),
        Err(AgreementRefusal::NotOpen) => {}
        Err(refusal) => return Err(refusal.into()),
    }
    let desk = to.to_owned();
    until(&offers.app, "the agreement has been accepted", move |c| {
        Ok(active(c, &desk)?.then_some(()))
    })
    .await
}

fn active(c: &mut Conn, desk: &str) -> Result<bool> {
    let known = trade_agreement::of_partner(c, desk)?;
    Ok(known.iter().any(|row| row.state == AgreementState::Active))
}

fn agreed_before(c: &mut Conn, desk: &str) -> Result<bool> {
    let known = trade_agreement::of_partner(c, desk)?;
    Ok(known.iter().any(|row| row.state != AgreementState::Offered))
}

/// Declares that the couriers have time from now on, also for the neighbours, unless they have said so themselves.
async fn couriers_are_around(app: &App, key: &str) -> anyhow::Result<()> {
    let writer = app.clone();
    let host = format!("@{key}.localhost");
    let changed = app
        .db
        .write(move |c| {
            let now = writer.clock.now();
            let mut changed = crate::flow::Changed::nothing();
            for (user, roles) in people::all_with_roles(c)? {
                let rides = roles.contains(&Role::Courier) && user.email.ends_with(&host);
                if rides && availability::of_courier(c, &user.id, now)?.is_empty() {
                    let until = now.plus(AROUND);
                    changed.join(declare::run(c, &writer, &user.id, now, until, true)?);
                }
            }
            Ok::<_, crate::flow::availability::AvailabilityRefusal>(changed)
        })
        .await?;
    app.committed(changed);
    Ok(())
}

/// Waits until `look` finds something in the rows.
async fn until<T, F>(app: &App, what: &str, look: F) -> anyhow::Result<T>
where
    T: Send + 'static,
    F: Fn(&mut Conn) -> Result<Option<T>> + Clone + Send + 'static,
{
    let waiting = async {
        let mut ticks = tokio::time::interval(LOOK_AGAIN);
        loop {
            ticks.tick().await;
            if let Some(found) = app.db.read(look.clone()).await? {
                return Ok::<_, Error>(found);
            }
        }
    };
    match tokio::time::timeout(PATIENCE, waiting).await {
        Ok(found) => Ok(found?),
        Err(_) => bail!(
            "{}: after {} s it is still not so that {what}; `--log info` shows more",
            app.urls.authority(),
            PATIENCE.as_secs()
        ),
    }
}
