//! The configuration file that `init` writes.

use std::fs::OpenOptions;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;

use anyhow::Context;
use toml_edit::{Array, DocumentMut, value};
use url::Url;

use crate::config::instance::BIND;

/// The text with comments; the answers are put in afterwards, so that nothing that was typed can become another line.
const TEMPLATE: &str = r#"# The settings of this musette. Each can also come from the environment (MUSETTE_SECTION_KEY) or from --set section.key=value.
# docs/OPERATING.md explains all of them; `musette doctor` shows what each is and where it came from.

[instance]
# The public address. It never changes once others know it.
url = ""
# Where to listen. Put a reverse proxy with TLS in front of it.
bind = ""
# The folder for the map and for mail files; relative to this file.
data = "musette-data"
# Addresses of reverse proxies whose X-Forwarded-For is believed; without them limits count everybody behind a proxy as one.
proxies = []

[database]
# sqlite:FILE, or postgres://USER:PASSWORD@HOST/NAME
url = ""

[trade]
# Seconds that neighbours have to answer a delivery offer.
# offer_window = 60
# Answer neighbours' offers by the stated rule (a courier is available and free) instead of waiting for a person.
# auto_bid = false

[mail]
# Without a server, letters become files in the data folder.
# smtp = "smtps://USER:PASSWORD@mail.example"
# from = "Our co-op <mail@our.example>"

[log]
# error, warn, info, debug or trace
level = "info"
"#;

/// The text of the file.
pub fn write(url: &Url, database: &str) -> String {
    let Ok(mut document) = TEMPLATE.parse::<DocumentMut>() else {
        return String::new();
    };
    let public = url.as_str().trim_end_matches('/').to_owned();
    for (section, key, text) in [
        ("instance", "url", public),
        ("instance", "bind", bind(url).to_string()),
        ("database", "url", database.to_owned()),
    ] {
        if let Some(item) = document
            .get_mut(section)
            .and_then(|table| table.get_mut(key))
        {
            *item = value(text);
        }
    }
    if let Some(proxies) = document
        .get_mut("instance")
        .and_then(|table| table.get_mut("proxies"))
    {
        *proxies = value(proxies_of(url));
    }
    document.to_string()
}

/// Who is believed: the proxy on this machine that an address with https needs, because we listen on this machine only.
fn proxies_of(url: &Url) -> Array {
    let proxied = url.scheme() == "https";
    proxied.then(|| BIND.ip().to_string()).into_iter().collect()
}

/// Where to listen: a name of this machine is reached directly, anything else through a proxy.
fn bind(url: &Url) -> SocketAddr {
    let mut bind = BIND;
    if url.scheme() == "http" {
        bind.set_port(url.port_or_known_default().unwrap_or(80));
    }
    bind
}

/// Writes the file for its owner only, because it may hold passwords.
pub fn save(path: &Path, content: &str) -> anyhow::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options
        .open(path)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    file.write_all(content.as_bytes())
        .and_then(|()| file.sync_all())
        .with_context(|| format!("{} cannot be written", path.display()))
}
