//! Two and three real instances in one process, each with its own database, keys, server on a loopback port, outbox and jobs.

mod agreement;
mod capacity;
mod delivery;
mod exchange;
mod first_offer;
mod forget;
mod handoff;
mod instance;
mod order;
mod perimeter;
mod proposal;
mod quote;
mod seed;
mod silence;
mod wire;
