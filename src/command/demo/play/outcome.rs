//! The closing table, and whether everything ended as it should.

use super::ledger::Ledgers;
use super::plan::{EVENING, Part};
use super::way::{End, Way};
use crate::command::table::columns;
use crate::row;

/// What became of the evening.
#[derive(Default)]
pub struct Outcome {
    orders: usize,
    delivered: usize,
    by_neighbour: usize,
    collected: usize,
    refused: usize,
    across: usize,
    offered_again: usize,
    /// What both co-ops say they owe one another.
    pub ledgers: Ledgers,
}

impl Outcome {
    /// Counts an order that has come to its end.
    pub fn add(&mut self, way: Way) {
        self.orders += 1;
        self.across += usize::from(way.across);
        self.offered_again += usize::from(way.offered_again);
        match way.end {
            End::Delivered => self.delivered += 1,
            End::DeliveredByNeighbour => {
                self.delivered += 1;
                self.by_neighbour += 1;
            }
            End::Collected => self.collected += 1,
            End::Refused => self.refused += 1,
        }
    }

    /// The closing table.
    pub fn table(&self) -> String {
        let sums = columns(
            2,
            &[
                row!["orders", self.orders],
                row!["delivered", self.delivered],
                row!["fetched by the customer", self.collected],
                row!["refused by the restaurant", self.refused],
                row!["placed at the other town's restaurants", self.across],
                row!["handed to the neighbour", self.by_neighbour],
                row![
                    "offered again, because the winner was silent",
                    self.offered_again
                ],
            ],
        );
        format!("\n{sums}{}", self.ledgers.table())
    }

    /// Whether every order of the plan ended as planned, and both ledgers say the same.
    pub fn is_as_it_should_be(&self) -> bool {
        let planned = |part: Part| EVENING.iter().filter(|plan| plan.part == part).count();
        let refused = planned(Part::Refused);
        let collected = planned(Part::Collected);
        // The last order is carried by the neighbour too, after it was offered again.
        let by_neighbour = planned(Part::ByNeighbour) + 1;
        self.orders == EVENING.len() + 1
            && self.refused == refused
            && self.collected == collected
            && self.delivered == self.orders - refused - collected
            && self.by_neighbour == by_neighbour
            && self.across == planned(Part::Across)
            && self.offered_again == 1
            && self.ledgers.are_equal(by_neighbour)
    }
}
