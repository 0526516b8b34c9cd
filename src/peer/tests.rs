//! Two instances and strangers on loopback ports, speaking over real sockets.

mod approvals;
mod blocked;
mod conformance;
mod conversation;
mod conversation_answers;
mod crash;
mod crawl;
mod discovery;
mod documents;
mod events;
mod feature;
mod follow;
mod instance;
mod keys;
mod menu;
mod moderation;
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
