//! The co-op's prices change: what a delivery costs and who gets what of it. Orders that are placed keep theirs.

use musette_domain::pricing::{Tariff, TariffProblem};

use super::Changed;
use super::refusal::refusals;
use crate::app::{App, Topic};
use crate::store::{Conn, Error, coop};

refusals! {
    /// Why a tariff is not taken.
    pub enum TariffRefusal {
        /// It is none.
        #[error("{0}")]
        Problem(TariffProblem) = "tariff-problem",
        /// Another currency than the co-op's.
        #[error("the prices must be in the co-op's currency")]
        Currency = "tariff-currency",
    }
}

/// Saves the tariff, for orders from now on. The same tariff again changes nothing.
pub fn run(c: &mut Conn, app: &App, tariff: Tariff) -> Result<Changed, TariffRefusal> {
    let tariff = tariff.checked().map_err(TariffRefusal::Problem)?;
    let mut row = coop::ours(c)?.ok_or(Error::NotFound)?;
    if tariff.base.currency != row.currency {
        return Err(TariffRefusal::Currency);
    }
    let before = row.clone();
    row.tariff_base = tariff.base.minor;
    row.tariff_per_km = tariff.per_km.minor;
    row.courier_share = i64::from(tariff.courier_share_permille);
    row.commission = i64::from(tariff.commission_permille);
    if row == before {
        return Ok(Changed::nothing());
    }
    row.updated_at = app.clock.now();
    coop::save(c, &row)?;
    app.tell.coop_changed(c)?;
    Ok(Changed::topics([Topic::Coop]))
}
