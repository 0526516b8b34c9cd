//! The hand-off as a whole: its answers one by one, a network that does its worst, and every order of events that is small enough to try.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod explored;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod world;
