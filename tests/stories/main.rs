//! Stories of two whole instances: real servers on loopback ports, each with a database of its own, that know each other only by signed HTTP.
//!
//! People act through the pages, as browsers without scripts do; what became of it is read in the rows. Between the two stands a [`gate`] on either side that can
//! refuse, delay, lose or repeat what one sends to the other. Nothing sleeps: a story waits for a row, with a deadline.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a story that goes wrong should stop where it does"
)]

mod acquaint;
mod acts;
mod clock;
mod evidence;
mod gate;
mod html;
mod person;
mod ports;
mod town;
mod wait;

mod chain;
mod crash;
mod killed;
mod late;
mod privacy;
mod repeated;
mod unreachable;
