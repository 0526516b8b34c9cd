//! How far it is by bicycle, and which way.
//!
//! A co-op that has imported a map has the [`bicycle::BicycleRouter`]; one that has none, and a pair of places that no street connects, has the
//! [`straight_line::StraightLine`].

pub mod bicycle;
pub mod straight_line;

use super::map::position::Position;

/// The speed that times are computed with, in kilometres an hour: a loaded cargo bicycle in a town, waiting at lights included.
pub const RIDING_SPEED: u32 = 15;

/// How long a way is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Trip {
    /// Length in metres.
    pub metres: u32,
    /// Riding time in seconds at [`RIDING_SPEED`], without the time at the doors.
    pub seconds: u32,
}

impl Trip {
    /// The trip of this length at [`RIDING_SPEED`].
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a length on the Earth; the cast saturates"
    )]
    pub fn of_metres(metres: f64) -> Self {
        let seconds = metres * 3.6 / f64::from(RIDING_SPEED);
        Self {
            metres: metres.round() as u32,
            seconds: seconds.round() as u32,
        }
    }
}

/// Finds ways between places.
///
/// `None` means that this router knows no way: a place is too far from any street, or nothing connects the two. The caller then asks
/// [`straight_line::StraightLine`], which always answers, and says that the distance is estimated.
pub trait Router: Send + Sync {
    /// The length of the way from one place to another.
    fn distance(&self, from: Position, to: Position) -> Option<Trip>;

    /// The lengths of the ways from one place to many, in the order of `to`.
    fn distances(&self, from: Position, to: &[Position]) -> Vec<Option<Trip>> {
        to.iter().map(|place| self.distance(from, *place)).collect()
    }

    /// The way itself: its length and its points, the first `from` and the last `to`.
    fn path(&self, from: Position, to: Position) -> Option<(Trip, Vec<Position>)>;
}
