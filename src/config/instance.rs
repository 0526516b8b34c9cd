//! `[instance]`: who and where this instance is.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use figment::value::Value;
use url::{Host, Url};

use super::reader::{Reader, text, texts};

/// The section `[instance]`.
#[derive(Debug, Clone)]
pub struct Instance {
    /// `url`: the public address, such as `https://lyon.example`. Never changes once others know it.
    pub url: Url,
    /// `bind`: the address and port to listen on.
    pub bind: SocketAddr,
    /// `data`: the folder for the map, media and mail files.
    pub data: PathBuf,
    /// `proxies`: reverse proxies whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpAddr>,
    /// `source`: where the source code of the program that runs here is offered (AGPL-3.0, section 13); none: where the package says.
    pub source: Option<Url>,
}

/// Where the package says that its source code is.
pub const SOURCE: &str = if env!("CARGO_PKG_REPOSITORY").is_empty() {
    env!("CARGO_PKG_HOMEPAGE")
} else {
    env!("CARGO_PKG_REPOSITORY")
};

/// The address to listen on unless somebody says otherwise: only this machine, where a reverse proxy finds it.
pub const BIND: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

impl Instance {
    /// The instance at `url`, listening on `bind`, with its files in `data`.
    pub fn at(url: Url, bind: SocketAddr, data: PathBuf) -> Self {
        Self {
            url,
            bind,
            data,
            proxies: Vec::new(),
            source: None,
        }
    }
}

/// What of the section needs no URL.
pub(super) struct Listening {
    pub(super) bind: SocketAddr,
    pub(super) data: PathBuf,
    pub(super) proxies: Vec<IpAddr>,
    pub(super) source: Option<Url>,
}

impl Listening {
    pub(super) fn read(reader: &mut Reader) -> Self {
        let folder = reader.folder().to_owned();
        Self {
            bind: reader.take("instance.bind", BIND, read_bind),
            data: reader.take_shown(
                "instance.data",
                folder.join("musette-data"),
                |value| Ok(folder.join(text(value)?)),
                |path| path.display().to_string(),
            ),
            proxies: reader.take_shown("instance.proxies", Vec::new(), read_proxies, |list| {
                let shown: Vec<String> = list.iter().map(ToString::to_string).collect();
                shown.join(", ")
            }),
            source: reader.take_maybe("instance.source", read_source, ToString::to_string),
        }
    }
}

/// Reads the URL; `None` if there is no usable one, which is reported.
pub(super) fn read_public_url(reader: &mut Reader, bind: SocketAddr) -> Option<Url> {
    let url = reader.take_maybe("instance.url", read_url, ToString::to_string);
    let Some(url) = url else {
        if !reader.has("instance.url") {
            reader.missing(
                "instance.url",
                "is missing; write url = \"https://lyon.example\" below [instance], the address that people will type",
            );
        }
        return None;
    };
    if url.scheme() == "http" && !bind.ip().is_loopback() {
        reader.wrong(
            "instance.url",
            format!(
                "instance.url: {url} must begin with https://, because instance.bind is {bind}, where others can reach it"
            ),
        );
    }
    Some(url)
}

fn read_source(value: &Value) -> Result<Url, String> {
    let typed = text(value)?;
    Url::parse(&typed)
        .ok()
        .filter(|url| matches!(url.scheme(), "https" | "http") && url.has_host())
        .ok_or_else(|| {
            format!("{typed:?} is no web address; write https://code.example/our-musette")
        })
}

/// Reads a public address: https, or http on this machine only; a name, no path.
///
/// A bare name such as `vaduz` is one of this machine too: `/etc/hosts` leads it to a loopback address, where other software finds it on the usual port.
pub fn parse_url(typed: &str) -> Result<Url, String> {
    let refused = |why: &str| Err(format!("{typed:?} {why}; write https://lyon.example"));
    let Ok(url) = Url::parse(typed.trim()) else {
        return refused("is no web address");
    };
    let Some(Host::Domain(host)) = url.host() else {
        return refused("names no host (a bare address of numbers cannot federate)");
    };
    let local = host == "localhost" || host.ends_with(".localhost") || !host.contains('.');
    match url.scheme() {
        "https" => {}
        "http" if local => {}
        "http" => {
            return refused(
                "must begin with https:// (http is for *.localhost and bare names of this machine only)",
            );
        }
        _ => return refused("must begin with https://"),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("a public address has no user and no password".into());
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return refused("has a path; a musette has a host of its own");
    }
    Ok(url)
}

fn read_url(value: &Value) -> Result<Url, String> {
    parse_url(&text(value)?)
}

fn read_bind(value: &Value) -> Result<SocketAddr, String> {
    let typed = text(value)?;
    typed.parse().map_err(|_| {
        format!("{typed:?} is no address with a port; write 127.0.0.1:8080, or 0.0.0.0:8080 to listen everywhere")
    })
}

fn read_proxies(value: &Value) -> Result<Vec<IpAddr>, String> {
    texts(value)?
        .iter()
        .map(|typed| {
            typed
                .parse()
                .map_err(|_| format!("{typed:?} is no IP address; write [\"10.0.0.2\"]"))
        })
        .collect()
}
