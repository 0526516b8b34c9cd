//! Which bid wins: the published policy. Earliest arrival in whole minutes, then who has carried least, then the desk's URL.
//!
//! Whole minutes, so that nothing is won by seconds; never the price, which is fixed.

use super::owner::Bid;
use crate::Instant;

crate::text_enum! {
    /// What decided between bids.
    pub enum SelectionReason("selection reason") {
        /// There was no other.
        OnlyBid = "onlyBid",
        /// It arrives earliest.
        EarliestArrival = "earliestArrival",
        /// Among the earliest it has carried the fewest deliveries in this period.
        FewestCarried = "fewestCarried",
        /// All else equal, the order of the desks' URLs.
        DeskOrder = "deskOrder",
    }
}
crate::text_serde!(SelectionReason);

/// The winning bid among those still binding at `now`, and what decided.
pub fn select(bids: &[Bid], now: Instant) -> Option<(&Bid, SelectionReason)> {
    let mut binding: Vec<_> = bids.iter().filter(|bid| bid.valid_until > now).collect();
    let minute = |bid: &Bid| bid.eta.millis().div_euclid(60_000);
    binding.sort_by_key(|bid| (minute(bid), bid.carried, &bid.desk));
    let mut ranked = binding.into_iter();
    let winner = ranked.next()?;
    let reason = match ranked.next() {
        None => SelectionReason::OnlyBid,
        Some(second) if minute(second) != minute(winner) => SelectionReason::EarliestArrival,
        Some(second) if second.carried != winner.carried => SelectionReason::FewestCarried,
        Some(_) => SelectionReason::DeskOrder,
    };
    Some((winner, reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handoff::Desk;
    use crate::{Currency, Money};

    fn bid(desk: &str, eta: i64, carried: u32) -> Bid {
        Bid {
            desk: Desk::new(desk).unwrap(),
            id: format!("{desk}-1"),
            epoch: 1,
            fee: Money::new(720, Currency::EUR),
            eta: Instant::from_millis(eta),
            valid_until: Instant::from_millis(1_000_000),
            carried,
        }
    }

    #[test]
    fn the_policy_in_its_order() {
        let now = Instant::from_millis(0);
        let winner =
            |bids: &[Bid]| select(bids, now).map(|(b, why)| (b.desk.as_str().to_owned(), why));
        assert_eq!(winner(&[]), None);
        assert_eq!(
            winner(&[bid("b", 9, 9)]),
            Some(("b".into(), SelectionReason::OnlyBid))
        );
        assert_eq!(
            winner(&[bid("a", 70_000, 0), bid("b", 50_000, 9)]),
            Some(("b".into(), SelectionReason::EarliestArrival))
        );
        assert_eq!(
            winner(&[bid("a", 10_000, 5), bid("b", 50_000, 4)]),
            Some(("b".into(), SelectionReason::FewestCarried))
        );
        assert_eq!(
            winner(&[bid("b", 10_000, 5), bid("a", 50_000, 5)]),
            Some(("a".into(), SelectionReason::DeskOrder))
        );
    }

    #[test]
    fn a_lapsed_bid_cannot_win() {
        let late = Instant::from_millis(1_000_000);
        assert_eq!(select(&[bid("a", 1, 1)], late), None);
    }
}
