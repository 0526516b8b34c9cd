//! The way of an order, told in a line.

use std::sync::Arc;

use chrono_tz::Tz;

use crate::app::Clock;

/// How an order ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The customer has it from an own courier of the restaurant's co-op.
    Delivered,
    /// The customer has it from a courier of the neighbour.
    DeliveredByNeighbour,
    /// The customer has fetched it.
    Collected,
    /// The restaurant said no.
    Refused,
}

/// What happened to an order, with the evening's times.
pub struct Way {
    clock: Arc<dyn Clock>,
    head: String,
    steps: Vec<String>,
    /// How it ended.
    pub end: End,
    /// Whether it went to a restaurant of the other town.
    pub across: bool,
    /// Whether it had to be offered to the neighbour again.
    pub offered_again: bool,
}

const ZONE: Tz = chrono_tz::Europe::Vaduz;

impl Way {
    /// The way of an order that `customer` has placed at `kitchen`.
    pub fn begin(clock: &Arc<dyn Clock>, number: &str, customer: &str, kitchen: &str) -> Self {
        let mut way = Self {
            clock: Arc::clone(clock),
            head: format!("{number:>6}  {customer} at {kitchen}"),
            steps: Vec::new(),
            end: End::Delivered,
            across: false,
            offered_again: false,
        };
        way.step("ordered");
        way
    }

    /// Something happened just now.
    pub fn step(&mut self, what: &str) {
        let local = self.clock.now().to_utc().with_timezone(&ZONE);
        self.steps.push(format!("{} {what}", local.format("%H:%M")));
    }

    /// The whole line.
    pub fn line(&self) -> String {
        format!("{}: {}", self.head, self.steps.join(", "))
    }

    /// Prints the line.
    #[must_use]
    pub fn told(self) -> Self {
        println!("{}", self.line());
        self
    }
}
