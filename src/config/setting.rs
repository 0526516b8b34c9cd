//! Every setting that exists: its name, what stands for it when nobody says anything, and what it does. `docs/OPERATING.md` has the same list for people.

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// `section.key`.
    pub key: &'static str,
    /// What stands for it, as a person would write it.
    pub default: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
}

const fn setting(key: &'static str, default: &'static str, about: &'static str) -> Setting {
    Setting {
        key,
        default,
        about,
    }
}

/// Every setting, in the order of the documentation.
pub const SETTINGS: &[Setting] = &[
    setting(
        "instance.url",
        "none: must be set",
        "The public address, such as https://lyon.example. It never changes once others know it.",
    ),
    setting(
        "instance.bind",
        "127.0.0.1:8080",
        "The address and port to listen on; a reverse proxy adds TLS in front of it.",
    ),
    setting(
        "instance.data",
        "musette-data",
        "The folder for the map and for mail files.",
    ),
    setting(
        "instance.proxies",
        "[] (nobody)",
        "Addresses of reverse proxies whose X-Forwarded-For is believed.",
    ),
    setting(
        "instance.source",
        "where the package says",
        "Where the source code of the program that runs here is offered; who changes it names their own (AGPL-3.0, section 13).",
    ),
    setting(
        "database.url",
        "sqlite:musette.sqlite in the data folder",
        "sqlite:FILE, or postgres://USER:PASSWORD@HOST/NAME.",
    ),
    setting(
        "database.readers",
        "4",
        "How many connections read at once, 1 to 64.",
    ),
    setting(
        "federation.loopback_peers",
        "false",
        "Speak plain http to peers on loopback addresses. For tests and the demo only; needs instance.bind on a loopback address.",
    ),
    setting(
        "federation.extra_ca",
        "none",
        "A PEM file with certificate authorities to trust besides the system's.",
    ),
    setting(
        "federation.authorized_fetch",
        "false",
        "Show actors, posts and menus only to servers that sign their requests and are not suspended; others see keys and nothing else.",
    ),
    setting(
        "federation.allow_list",
        "false",
        "Speak only with servers that the co-op's moderators allowed, and with co-ops that it has an agreement with.",
    ),
    setting(
        "trade.offer_window",
        "60",
        "Seconds that neighbours have to answer a delivery offer, 5 to 3600.",
    ),
    setting(
        "trade.acknowledge_within",
        "120",
        "Seconds that the winner of an offer has to acknowledge, 5 to 3600.",
    ),
    setting(
        "trade.answer_within",
        "300",
        "Seconds that a restaurant has to accept an order, 30 to 7200.",
    ),
    setting(
        "trade.auto_bid",
        "false",
        "Answer neighbours' offers by the stated rule (a courier is available and free) instead of waiting for a person.",
    ),
    setting(
        "mail.folder",
        "mail in the data folder",
        "Each letter becomes a file there. Not together with mail.smtp.",
    ),
    setting(
        "mail.smtp",
        "none",
        "A mail server, such as smtps://user:password@mail.example or smtp://mail.example:587 (STARTTLS).",
    ),
    setting(
        "mail.from",
        "none",
        "The sender of letters, needed with mail.smtp.",
    ),
    setting(
        "log.level",
        "info",
        "What is logged: error, warn, info, debug or trace, or a list such as info,musette::peer=debug.",
    ),
    setting("log.format", "text", "text for people, json for machines."),
];

/// The environment variable of a setting: `trade.offer_window` is `MUSETTE_TRADE_OFFER_WINDOW`.
pub fn variable(key: &str) -> String {
    format!("MUSETTE_{}", key.replace('.', "_").to_ascii_uppercase())
}

/// Whether there is a setting of this name.
pub fn exists(key: &str) -> bool {
    SETTINGS.iter().any(|setting| setting.key == key)
}
