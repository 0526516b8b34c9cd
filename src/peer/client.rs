//! The one HTTP client that reaches other servers: no redirects by itself, short times, small answers, and no way into our own network.

pub mod answer;
pub mod resolver;

use std::time::Duration;

use reqwest::redirect::Policy;

use crate::config::federation::Federation;
use crate::url::Urls;

pub use answer::{TooLarge, read_answer};

/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a request may take altogether, its answer included.
pub const TOTAL: Duration = Duration::from_secs(10);

/// Why the client could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ClientProblem {
    /// The file of `federation.extra_ca` cannot be read.
    #[error("federation.extra_ca: cannot read {path}: {why}")]
    ExtraCa {
        /// The file.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// The HTTP library.
    #[error("the HTTP client cannot start: {0}")]
    Client(#[from] reqwest::Error),
}

/// The name by which we introduce ourselves: `musette/0.1.0 (+https://lyon.example)`.
pub fn user_agent(urls: &Urls) -> String {
    format!("musette/{} (+{})", env!("CARGO_PKG_VERSION"), urls.origin())
}

/// Makes the client. Everything that leaves for another server goes through it.
pub fn build(settings: &Federation, urls: &Urls) -> Result<reqwest::Client, ClientProblem> {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the guarded client that the lint points to"
    )]
    let mut builder = reqwest::Client::builder()
        .user_agent(user_agent(urls))
        .redirect(Policy::none())
        .no_proxy()
        .connect_timeout(CONNECT)
        .timeout(TOTAL)
        .pool_max_idle_per_host(2)
        .pool_idle_timeout(Duration::from_secs(30))
        .dns_resolver(resolver::GuardedResolver::new(settings.loopback_peers));
    if let Some(path) = &settings.extra_ca {
        let problem = |why: String| ClientProblem::ExtraCa {
            path: path.display().to_string(),
            why,
        };
        let pem = std::fs::read(path).map_err(|e| problem(e.to_string()))?;
        let certificates =
            reqwest::Certificate::from_pem_bundle(&pem).map_err(|e| problem(e.to_string()))?;
        if certificates.is_empty() {
            return Err(problem("it holds no certificate".into()));
        }
        builder = builder.tls_certs_merge(certificates);
    }
    Ok(builder.build()?)
}
