//! What two co-ops owe each other for deliveries.
//!
//! A line belongs to one delivery job. The carrier is owed its fees and wasted trips, and owes back what its couriers took at the door;
//! tips go through beside, never inside the net amount.

use std::collections::BTreeMap;

use crate::money::{Currency, Money, MoneyError};

crate::text_enum! {
    /// What a line of the ledger is about.
    pub enum EntryKind("ledger entry kind") {
        /// The fixed fee of a delivery done.
        Fee = "fee",
        /// A trip for a job that was taken back.
        WastedTrip = "wastedTrip",
        /// Cash taken at the door for the owner.
        Collected = "collected",
        /// A tip for the courier.
        Tip = "tip",
    }
}

crate::text_enum! {
    /// Which part we had in a delivery.
    pub enum Side("ledger side") {
        /// The delivery was ours, the partner carried it.
        Owner = "owner",
        /// The delivery was the partner's, we carried it.
        Carrier = "carrier",
    }
}
crate::text_serde!(EntryKind, Side);

/// A line of the ledger between two co-ops.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LedgerLine {
    /// The event it rests on: the carrier's receipt, or the revoked agreement. With `kind` the line's name; both co-ops know it.
    pub event: String,
    /// What it is about.
    pub kind: EntryKind,
    /// Our part.
    pub side: Side,
    /// The amount, never negative.
    pub amount: Money,
}

/// What a list of lines comes to, seen from the carrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Fees.
    pub fees: Money,
    /// Wasted trips.
    pub wasted_trips: Money,
    /// Cash taken at the door, which the carrier owes.
    pub collected: Money,
    /// Fees and wasted trips less what was collected: what the owner owes the carrier; negative if it is the other way round.
    pub net: Money,
    /// Tips the owner passes on, beside the net amount.
    pub tips: Money,
}

/// The totals of the lines in which we had the part `side`; each line once, however often it is listed.
pub fn totals(lines: &[LedgerLine], side: Side, currency: Currency) -> Result<Totals, MoneyError> {
    let zero = Money::zero(currency);
    let mut sums = Totals {
        fees: zero,
        wasted_trips: zero,
        collected: zero,
        net: zero,
        tips: zero,
    };
    for line in by_name(lines).values().filter(|line| line.side == side) {
        let sum = match line.kind {
            EntryKind::Fee => &mut sums.fees,
            EntryKind::WastedTrip => &mut sums.wasted_trips,
            EntryKind::Collected => &mut sums.collected,
            EntryKind::Tip => &mut sums.tips,
        };
        *sum = sum.plus(line.amount)?;
    }
    sums.net = sums.fees.plus(sums.wasted_trips)?.minus(sums.collected)?;
    Ok(sums)
}

/// What the partner owes us all in all, tips included: negative if we owe it.
pub fn balance(lines: &[LedgerLine], currency: Currency) -> Result<Money, MoneyError> {
    let carried = totals(lines, Side::Carrier, currency)?;
    let given = totals(lines, Side::Owner, currency)?;
    carried
        .net
        .plus(carried.tips)?
        .minus(given.net)?
        .minus(given.tips)
}

/// A line on which two ledgers do not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The event.
    pub event: String,
    /// What the line is about.
    pub kind: EntryKind,
    /// What we have, if anything.
    pub ours: Option<Money>,
    /// What they have, if anything.
    pub theirs: Option<Money>,
}

/// The lines on which our ledger and the partner's do not agree; empty when both are equal. `theirs` is told from their side.
pub fn differences(ours: &[LedgerLine], theirs: &[LedgerLine]) -> Vec<Difference> {
    let (ours, theirs) = (by_name(ours), by_name(theirs));
    let names: std::collections::BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| {
            let (mine, yours) = (ours.get(name), theirs.get(name));
            let same = matches!((mine, yours), (Some(a), Some(b)) if a.amount == b.amount && a.side != b.side);
            (!same).then(|| Difference {
                event: name.0.to_owned(),
                kind: name.1,
                ours: mine.map(|line| line.amount),
                theirs: yours.map(|line| line.amount),
            })
        })
        .collect()
}

fn by_name(lines: &[LedgerLine]) -> BTreeMap<(&str, EntryKind), &LedgerLine> {
    let mut named = BTreeMap::new();
    for line in lines {
        // The first counts: a second with the same name is a repetition.
        named
            .entry((line.event.as_str(), line.kind))
            .or_insert(line);
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntryKind::{Collected, Fee, Tip, WastedTrip};

    fn chf(minor: i64) -> Money {
        Money::new(minor, Currency::CHF)
    }
    fn line(event: &str, kind: EntryKind, side: Side, minor: i64) -> LedgerLine {
        LedgerLine {
            event: event.into(),
            kind,
            side,
            amount: chf(minor),
        }
    }
    fn ours() -> Vec<LedgerLine> {
        vec![
            line("e1", Fee, Side::Carrier, 720),
            line("e1", Tip, Side::Carrier, 200),
            line("e1", Collected, Side::Carrier, 3150),
            line("e2", WastedTrip, Side::Carrier, 400),
            line("e3", Fee, Side::Owner, 800),
        ]
    }
    fn theirs() -> Vec<LedgerLine> {
        let turned = |side| {
            if side == Side::Owner {
                Side::Carrier
            } else {
                Side::Owner
            }
        };
        ours()
            .into_iter()
            .map(|l| LedgerLine {
                side: turned(l.side),
                ..l
            })
            .collect()
    }

    #[test]
    fn net_is_fees_and_wasted_trips_less_what_was_collected() {
        let totals = totals(&ours(), Side::Carrier, Currency::CHF).unwrap();
        assert_eq!(totals.net, chf(720 + 400 - 3150));
        assert_eq!(totals.tips, chf(200));
    }

    #[test]
    fn both_views_are_equal() {
        let (a, b) = (
            balance(&ours(), Currency::CHF).unwrap(),
            balance(&theirs(), Currency::CHF).unwrap(),
        );
        assert_eq!(a.minor, -b.minor);
        assert_eq!(a, chf(720 + 400 - 3150 + 200 - 800));
        assert_eq!(differences(&ours(), &theirs()), []);
    }

    #[test]
    fn a_repeated_line_counts_once() {
        let mut twice = ours();
        twice.extend(ours());
        assert_eq!(
            balance(&twice, Currency::CHF),
            balance(&ours(), Currency::CHF)
        );
    }

    #[test]
    fn differences_are_named() {
        let mut other = theirs();
        other[0].amount = chf(700);
        other.pop();
        let found = differences(&ours(), &other);
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[0],
            Difference {
                event: "e1".into(),
                kind: Fee,
                ours: Some(chf(720)),
                theirs: Some(chf(700))
            }
        );
        assert_eq!(found[1].theirs, None);
    }

    #[test]
    fn two_currencies_are_an_error() {
        let lines = [LedgerLine {
            amount: Money::new(1, Currency::EUR),
            ..line("e", Fee, Side::Owner, 0)
        }];
        assert!(totals(&lines, Side::Owner, Currency::CHF).is_err());
    }
}
