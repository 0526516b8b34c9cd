//! NodeInfo: what software runs here. No statistics about people.

use axum::Json;
use axum::extract::Extension;
use musette_federation::nodeinfo::{NodeInfo, well_known};
use serde_json::Value;
use url::Url;

use super::Peer;
use super::document::address;
use super::problem::Problem;
use crate::store::coop;

/// Where the source code is, if the package says so; a fork names its own there.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// Answers `/.well-known/nodeinfo`.
pub async fn links(peer: Extension<Peer>) -> Result<Json<Value>, Problem> {
    let urls = &peer.urls;
    Ok(Json(well_known(
        &address(&urls.absolute("/nodeinfo/2.0"))?,
        &address(&urls.absolute("/nodeinfo/2.1"))?,
        &address(&urls.instance())?,
    )))
}

/// Answers `/nodeinfo/2.0`.
pub async fn version_20(peer: Extension<Peer>) -> Result<Json<Value>, Problem> {
    Ok(Json(about(&peer).await?.to_json_20()))
}

/// Answers `/nodeinfo/2.1`.
pub async fn version_21(peer: Extension<Peer>) -> Result<Json<Value>, Problem> {
    let info = about(&peer).await?;
    Ok(Json(match Url::parse(REPOSITORY) {
        Ok(repository) => info.to_json_21(&repository),
        Err(_) => without_repository(&info),
    }))
}

/// Version 2.1 differs from 2.0 only in what it may tell besides.
fn without_repository(info: &NodeInfo) -> Value {
    let mut document = info.to_json_20();
    if let Some(document) = document.as_object_mut() {
        document.insert("version".into(), "2.1".into());
    }
    document
}

async fn about(peer: &Peer) -> Result<NodeInfo, Problem> {
    let ours = peer.db.read(coop::ours).await?;
    Ok(NodeInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        node_name: ours.as_ref().map_or_else(
            || peer.urls.authority().to_owned(),
            |coop| coop.name.clone(),
        ),
        node_description: ours.map(|coop| coop.about).filter(|text| !text.is_empty()),
        open_registrations: true,
        users_total: None,
        local_posts: None,
    })
}
