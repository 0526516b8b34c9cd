//! Two instances and strangers on loopback ports, speaking over real sockets.

mod blocked;
mod crash;
mod discovery;
mod documents;
mod follow;
mod instance;
mod keys;
mod menu;
mod perimeter;
mod refused;
mod seed;
mod special;
mod stranger;
mod trade_lane;
mod troubled_hosts;
mod wait;
