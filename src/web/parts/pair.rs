//! A delivery to assign: pick-up and drop-off together, a select with the cost in minutes, one button.

use askama::Template;

use super::{Act, Select, Task, Tone};

/// A delivery that nobody has yet.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/pair.html")]
pub struct Pair {
    /// Red when it is late.
    pub tone: Tone,
    /// The pick-up.
    pub pickup: Task,
    /// The drop-off.
    pub dropoff: Task,
    /// Number, bags, distance.
    pub facts: String,
    /// To whom.
    pub to: Option<Select>,
    /// Giving it; its form holds the select.
    pub give: Option<Act>,
    /// Other acts, such as offering it to neighbours.
    pub acts: Vec<Act>,
}

impl Pair {
    /// For tests and previews.
    pub fn sample() -> Self {
        let riders = [super::Offered::new("n", "Nour +4 min")];
        Self {
            tone: Tone::Stop,
            pickup: Task::pickup("12:31", "Le Poireau Masqué"),
            dropoff: Task::dropoff("12:45–12:55", "3, imp. du Frein-Moteur"),
            facts: "44 · 3 · 2,6 km".into(),
            to: Some(
                Select::new("courier", "Courier", riders)
                    .id("give-44")
                    .quiet(),
            ),
            give: Some(
                Act::new("/dispatch/deliveries/44/assign", "OK")
                    .go()
                    .small(),
            ),
            acts: vec![Act::new("/dispatch/deliveries/44/offer", "…").small()],
        }
    }
}

super::html!(Pair);
