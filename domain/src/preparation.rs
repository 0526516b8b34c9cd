//! How long a kitchen takes, guessed from how much is on the order.

use chrono::TimeDelta;

use crate::Money;

crate::text_enum! {
    /// How busy a kitchen is.
    pub enum KitchenLoad("kitchen load") {
        /// As usual.
        Normal = "normal",
        /// More than usual: everything takes longer until midnight.
        Rush = "rush",
    }
}
crate::text_serde!(KitchenLoad);

/// The preparation time of an order with this total of items.
///
/// Below 20 units of money 10 minutes (20 in a rush), up to 50 units 15 (30), above 30 (45).
pub fn preparation_time(items: Money, load: KitchenLoad) -> TimeDelta {
    let unit = 10_i64.pow(items.currency.digits());
    let minutes = if items.minor < unit.saturating_mul(20) {
        [10, 20]
    } else if items.minor <= unit.saturating_mul(50) {
        [15, 30]
    } else {
        [30, 45]
    };
    let [normal, rush] = minutes;
    TimeDelta::minutes(match load {
        KitchenLoad::Normal => normal,
        KitchenLoad::Rush => rush,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use rstest::rstest;

    #[rstest]
    #[case(1999, 10, 20)]
    #[case(2000, 15, 30)]
    #[case(5000, 15, 30)]
    #[case(5001, 30, 45)]
    fn table(#[case] minor: i64, #[case] normal: i64, #[case] rush: i64) {
        let items = Money::new(minor, Currency::EUR);
        assert_eq!(
            preparation_time(items, KitchenLoad::Normal).num_minutes(),
            normal
        );
        assert_eq!(
            preparation_time(items, KitchenLoad::Rush).num_minutes(),
            rush
        );
    }
}
