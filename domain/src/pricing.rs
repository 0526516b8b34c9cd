//! What a delivery costs and who gets what of it.

use crate::money::{Money, MoneyError};

/// The highest price anything may have, in whole units of money.
pub const HIGHEST_UNITS: i64 = 100_000;

/// A co-op's tariff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tariff {
    /// What every delivery costs.
    pub base: Money,
    /// What every started kilometre costs beside.
    pub per_km: Money,
    /// The courier's part of the delivery fee, in thousandths.
    pub courier_share_permille: u16,
    /// The co-op's part of the items' total, in thousandths.
    pub commission_permille: u16,
}

/// Why a tariff is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TariffProblem {
    /// An amount is negative or absurd.
    #[error("a fee must be between 0 and {HIGHEST_UNITS}")]
    Fee,
    /// A share is more than everything.
    #[error("a share must be between 0 and 100 percent")]
    Share,
    /// Two currencies.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Who gets what of an order; the parts add up to the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shares {
    /// The restaurant's part.
    pub restaurant: Money,
    /// The courier's part.
    pub courier: Money,
    /// What remains with the co-op.
    pub coop: Money,
}

impl Tariff {
    /// This tariff, if it is one.
    pub fn checked(self) -> Result<Self, TariffProblem> {
        self.base.plus(self.per_km)?;
        let highest = HIGHEST_UNITS * 10_i64.pow(self.base.currency.digits());
        if ![self.base, self.per_km]
            .iter()
            .all(|fee| (0..=highest).contains(&fee.minor))
        {
            return Err(TariffProblem::Fee);
        }
        if self.courier_share_permille > 1000 || self.commission_permille > 1000 {
            return Err(TariffProblem::Share);
        }
        Ok(self)
    }

    /// The delivery fee for a way of `metres`: the base and every started kilometre.
    pub fn fee(self, metres: f64) -> Result<Money, MoneyError> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "clamped to the earth's circumference before"
        )]
        let kilometres = (metres / 1000.0).ceil().clamp(0.0, 50_000.0) as i64;
        self.base.plus(self.per_km.times(kilometres)?)
    }

    /// Splits an order's items and its delivery fee. What rounding leaves over is the co-op's.
    pub fn shares(self, items: Money, fee: Money) -> Result<Shares, MoneyError> {
        let commission = items.permille(i64::from(self.commission_permille))?;
        let courier = fee.permille(i64::from(self.courier_share_permille))?;
        Ok(Shares {
            restaurant: items.minus(commission)?,
            courier,
            coop: commission.plus(fee.minus(courier)?)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use proptest::prelude::*;
    use rstest::rstest;

    fn chf(minor: i64) -> Money {
        Money::new(minor, Currency::CHF)
    }
    fn tariff() -> Tariff {
        Tariff {
            base: chf(350),
            per_km: chf(90),
            courier_share_permille: 800,
            commission_permille: 150,
        }
    }

    #[rstest]
    #[case(0.0, 350)]
    #[case(1.0, 440)]
    #[case(1000.0, 440)]
    #[case(1000.1, 530)]
    #[case(f64::NAN, 350)]
    fn fees(#[case] metres: f64, #[case] minor: i64) {
        assert_eq!(tariff().fee(metres), Ok(chf(minor)));
    }

    #[test]
    fn refuses_absurd_tariffs() {
        assert_eq!(
            Tariff {
                base: chf(-1),
                ..tariff()
            }
            .checked(),
            Err(TariffProblem::Fee)
        );
        assert_eq!(
            Tariff {
                per_km: chf(i64::MAX),
                ..tariff()
            }
            .checked(),
            Err(TariffProblem::Money(MoneyError::TooLarge))
        );
        assert_eq!(
            Tariff {
                per_km: chf(1_000_000_000_000),
                ..tariff()
            }
            .checked(),
            Err(TariffProblem::Fee)
        );
        assert_eq!(
            Tariff {
                commission_permille: 1001,
                ..tariff()
            }
            .checked(),
            Err(TariffProblem::Share)
        );
        assert_eq!(
            Tariff {
                base: Money::new(1, Currency::EUR),
                ..tariff()
            }
            .checked(),
            Err(TariffProblem::Money(MoneyError::Currencies(
                Currency::EUR,
                Currency::CHF
            )))
        );
    }

    proptest! {
        #[test]
        fn shares_add_up(items in 0..10_000_000_i64, fee in 0..100_000_i64, courier in 0..=1000_u16, commission in 0..=1000_u16) {
            let tariff = Tariff { courier_share_permille: courier, commission_permille: commission, ..tariff() };
            let shares = tariff.shares(chf(items), chf(fee)).unwrap();
            prop_assert_eq!(shares.restaurant.minor + shares.courier.minor + shares.coop.minor, items + fee);
            prop_assert!(shares.restaurant.minor >= 0 && shares.courier.minor >= 0 && shares.coop.minor >= 0);
        }
    }
}
