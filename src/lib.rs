//! musette: the software of a bike-courier co-operative. Each co-op runs its own instance; instances federate over ActivityPub.

// What a handler may use: store, clocks, ids, URLs, events, and services and peers behind traits.
pub mod app;
// What people type: `init serve migrate import admin doctor conformance demo`. Wires everything together.
pub mod command;
// The settings, one file a section.
pub mod config;
// What happens when something happens: one file an act, used by pages, API, jobs and peers.
pub mod flow;
// The HTTP layer: router, middleware, sessions, errors, assets, live events.
pub mod http;
// The words of the pages, in the reader's language.
pub mod i18n;
// Background work: the runner, then a file a job.
pub mod job;
// Federation I/O: inbox, outbox, fetching, keys, documents; `trade` is the desk-to-desk tier.
pub mod peer;
// Things outside the database: the map and its router, mail, passwords.
pub mod services;
// The database: read and write, then a file a table.
pub mod store;
// Every URL that we make.
pub mod url;
// Pages, a folder an audience; a file an operation.
pub mod web;
