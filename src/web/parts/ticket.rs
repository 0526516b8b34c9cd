//! The restaurant's ticket: number, allergy first, lines, when it must be ready, time left to answer.

use askama::Template;

use super::{Act, CodeForm, Look, Origin, Ring, Tone};
use crate::i18n::Words;

/// One line of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketLine {
    /// How many.
    pub count: u32,
    /// Of what.
    pub name: String,
    /// Options and wishes.
    pub note: Option<String>,
}

/// An order on the restaurant's board.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/ticket.html")]
pub struct Ticket {
    /// The words.
    pub w: Words,
    /// The number of the day.
    pub number: String,
    /// A new order: yellow edge.
    pub new: bool,
    /// Red when late.
    pub tone: Tone,
    /// The time left to answer.
    pub ring: Option<Ring>,
    /// What the time is: "ready at", "4 min late", "Nour at the counter".
    pub due: String,
    /// Whether `due` is late.
    pub late: bool,
    /// The time.
    pub at: String,
    /// An allergy the customer told.
    pub allergy: Option<String>,
    /// The lines.
    pub lines: Vec<TicketLine>,
    /// "The customer fetches it", "4 items, 2 bags".
    pub note: Option<String>,
    /// Whose customer, or who delivers, if not ours.
    pub origin: Option<Origin>,
    /// Buttons, the main one first.
    pub acts: Vec<Act>,
    /// The reasons for refusing, each a button; a second step shows them.
    pub refuse: Vec<Act>,
    /// Handing over against a code.
    pub code: Option<CodeForm>,
}

impl Ticket {
    /// For tests and previews.
    pub fn sample(w: Words) -> Self {
        let line = |count, name: &str, note: Option<&str>| TicketLine {
            count,
            name: name.into(),
            note: note.map(str::to_owned),
        };
        Self {
            w,
            number: "54".into(),
            new: true,
            tone: Tone::Plain,
            ring: Some(Ring::sample(w)),
            due: w.say("ticket-ready-at").into_owned(),
            late: false,
            at: "12:58".into(),
            allergy: Some("<fruits à coque>".into()),
            lines: vec![
                line(2, "Parmentier de poireaux fumés", Some("1 avec œuf")),
                line(1, "Velouté du détective", None),
            ],
            note: None,
            origin: None,
            acts: vec![
                Act::new("/restaurant/orders/54/accept", "OK").go().full(),
                Act::new("/restaurant/orders/54/delay", "+10 min"),
            ],
            refuse: vec![Act::new("/restaurant/orders/54/refuse", "–").look(Look::Plain)],
            code: Some(CodeForm::sample()),
        }
    }
}

super::html!(Ticket);
