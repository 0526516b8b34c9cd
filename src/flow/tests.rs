//! The chain on rows: one co-op alone, and two whose messages are carried by hand.

mod accounts;
mod agreements;
mod books;
mod checkout;
mod conversation;
mod elsewhere;
mod handoff;
mod leaving;
mod letters;
mod own_courier;
mod specials;
mod support;
mod wire;
