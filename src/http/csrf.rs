//! Requests that another site makes in a person's name are refused by what the browser itself says of them (`Sec-Fetch-Site`, `Origin`).
//!
//! No token stands in a form, so a page may stay open overnight. Inboxes are outside this layer: servers sign what they send.

use axum::response::{IntoResponse, Response};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use super::Site;
use super::error::Error;

/// Turns the layer's refusal into a page.
pub type Refusal = fn(ProtectionError) -> Response;

/// The layer. Our own public origin is trusted as it stands in the configuration, because a proxy may change the `Host` it passes on.
pub fn layer(site: &Site) -> CsrfLayer<Refusal> {
    let origin = site.app.urls.origin();
    let layer = CsrfLayer::new();
    let layer = match layer.clone().add_trusted_origin(origin) {
        Ok(layer) => layer,
        Err(error) => {
            tracing::warn!(%error, "the public URL is no origin a browser would send");
            layer
        }
    };
    layer.with_rejection_response(refuse as Refusal)
}

fn refuse(why: ProtectionError) -> Response {
    Error::forbidden("error-other-site")
        .because(format!("{why:?}"))
        .into_response()
}
