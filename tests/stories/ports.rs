//! Ports for instances that stop and come back: no connection may get them by chance meanwhile.

use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};

/// The first port; Linux gives clients those from 32,768 on.
const FIRST: u16 = 20_000;
/// How many ports there are to choose from.
const COUNT: u16 = 12_000;

/// A free port below those that Linux gives to clients, tried from another place in every process.
pub fn quiet() -> u16 {
    static TRIED: AtomicU16 = AtomicU16::new(0);
    let place = u16::try_from(std::process::id() * 37 % u32::from(COUNT)).unwrap();
    loop {
        let tried = TRIED.fetch_add(1, Ordering::Relaxed);
        assert!(tried < COUNT, "no port is free");
        let port = FIRST + (place + tried) % COUNT;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
