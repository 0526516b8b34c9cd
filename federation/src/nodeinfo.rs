//! NodeInfo 2.0 and 2.1: what software runs here. Statistics are left out unless the co-op wants to tell them.

use serde_json::{Value, json};
use url::Url;

use crate::fields::{Fields, present, web_address};
use crate::{Malformed, limits};

const SCHEMA_20: &str = "http://nodeinfo.diaspora.software/ns/schema/2.0";
const SCHEMA_21: &str = "http://nodeinfo.diaspora.software/ns/schema/2.1";
/// The relation of the instance actor in the well-known document (FEP-2677).
const APPLICATION: &str = "https://www.w3.org/ns/activitystreams#Application";

/// What we tell of ourselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeInfo {
    /// The version of this software.
    pub version: String,
    /// What the co-op is called.
    pub node_name: String,
    /// What it says of itself.
    pub node_description: Option<String>,
    /// Whether people can make accounts by themselves.
    pub open_registrations: bool,
    /// How many actors there are, if the co-op tells.
    pub users_total: Option<u64>,
    /// How many Notes there are, if the co-op tells.
    pub local_posts: Option<u64>,
}

impl NodeInfo {
    /// Writes version 2.0.
    pub fn to_json_20(&self) -> Value {
        self.document("2.0", None)
    }

    /// Writes version 2.1, which also names the source code.
    pub fn to_json_21(&self, repository: &Url) -> Value {
        self.document("2.1", Some(repository))
    }

    fn document(&self, version: &str, repository: Option<&Url>) -> Value {
        present(json!({
            "version": version,
            "software": {"name": "musette", "version": self.version, "repository": repository},
            "protocols": ["activitypub"],
            "services": {"inbound": [], "outbound": []},
            "openRegistrations": self.open_registrations,
            "usage": {"users": {"total": self.users_total}, "localPosts": self.local_posts},
            "metadata": {"nodeName": self.node_name, "nodeDescription": self.node_description},
        }))
    }
}

/// Writes the well-known document that leads to both versions and to the instance actor.
pub fn well_known(version_20: &Url, version_21: &Url, instance_actor: &Url) -> Value {
    json!({"links": [
        {"rel": SCHEMA_20, "href": version_20},
        {"rel": SCHEMA_21, "href": version_21},
        {"rel": APPLICATION, "href": instance_actor},
    ]})
}

/// The best NodeInfo address in the well-known document of another server.
pub fn newest_link(well_known: &Value) -> Option<Url> {
    let link = |schema: &str| {
        crate::one_or_many::items(well_known.get("links"))
            .take(20)
            .find(|link| link.get("rel").and_then(Value::as_str) == Some(schema))
            .and_then(|link| web_address(link.get("href")?.as_str()?))
    };
    link(SCHEMA_21).or_else(|| link(SCHEMA_20))
}

/// What another server tells of itself. Never used to guess what it can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteNodeInfo {
    /// The name of its software, in lower case.
    pub software: String,
    /// The version of its software.
    pub version: Option<String>,
    /// What it is called.
    pub node_name: Option<String>,
}

impl RemoteNodeInfo {
    /// Reads either version.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::of("NodeInfo", value)?;
        let software = fields.object("software")?;
        Ok(Self {
            software: software.text("name", limits::NAME)?.to_lowercase(),
            version: software.lenient_text("version", limits::NAME),
            node_name: fields
                .get("metadata")
                .and_then(|metadata| Fields::of("metadata", metadata).ok())
                .and_then(|metadata| metadata.lenient_text("nodeName", limits::NAME)),
        })
    }
}
