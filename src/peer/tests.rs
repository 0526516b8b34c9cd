//! Two instances and strangers on loopback ports, speaking over real sockets.

mod archive;
mod blocked;
mod conformance;
mod conversation;
mod conversation_answers;
mod crash;
mod discovery;
mod documents;
mod events;
mod follow;
mod instance;
mod keys;
mod leaving;
mod menu;
mod neighbours;
mod perimeter;
mod queue;
mod refused;
mod seed;
mod special;
mod stranger;
mod trade_lane;
mod troubled_hosts;
mod wait;
