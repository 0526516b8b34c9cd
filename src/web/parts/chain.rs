//! Two co-ops joined by a strap: what each does and learns.

use askama::Template;

use super::Hue;

/// One end of the strap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainLink {
    /// The hue of the co-op's bag.
    pub hue: Hue,
    /// The co-op.
    pub name: String,
    /// What it does and learns.
    pub does: String,
}

/// Two co-ops that serve one order.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/chain.html")]
pub struct Chain {
    /// Both ends, ours first.
    pub links: [ChainLink; 2],
}

super::html!(Chain);
