//! The one HTTP client that reaches other servers: no redirects by itself, short times, small answers, and no way into our own network.

pub mod answer;
pub mod resolver;

use std::time::Duration;

use reqwest::redirect::Policy;

use crate::config::federation::Federation;
use crate::url::Urls;

use resolver::GuardedResolver;

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
    build_with(
        settings,
        urls,
        GuardedResolver::new(settings.loopback_peers),
    )
}

/// Makes the client with this resolver.
fn build_with(
    settings: &Federation,
    urls: &Urls,
    resolver: GuardedResolver,
) -> Result<reqwest::Client, ClientProblem> {
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
        .dns_resolver(resolver);
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

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;
    use std::sync::Arc;

    use activitypub_federation::error::Error as LibraryError;
    use async_trait::async_trait;
    use rstest::rstest;
    use url::Url;

    use super::*;
    use crate::peer::address::NotAPeer;
    use crate::peer::fetch::FetchProblem;
    use crate::peer::fetch::signed::from_reqwest;
    use crate::peer::verify::refusal;
    use resolver::Names;

    /// Every name has these addresses; without any, it has none just now.
    struct Told(&'static [&'static str]);

    #[async_trait]
    impl Names for Told {
        async fn addresses(&self, _host: &str) -> std::io::Result<Vec<SocketAddr>> {
            let addresses = self
                .0
                .iter()
                .map(|ip| SocketAddr::new(ip.parse().unwrap(), 0));
            Ok(addresses.collect())
        }
    }

    #[rstest]
    #[case("into a private network", &["10.0.0.1"], 401)]
    #[case("into a private network as well", &["2606:4700::1", "192.168.1.1"], 401)]
    #[case("to ourselves", &["127.0.0.1"], 401)]
    #[case("nowhere just now", &[], 503)]
    #[tokio::test]
    async fn the_key_of_a_name_that_leads(
        #[case] what: &str,
        #[case] addresses: &'static [&'static str],
        #[case] status: u16,
    ) {
        let url = Url::parse("https://rebind.example/users/anna").unwrap();
        let resolver = GuardedResolver::asking(Arc::new(Told(addresses)), false);
        let client = build_with(&Federation::default(), &Urls::new(&url), resolver).unwrap();
        let error = client.get(url.clone()).send().await.unwrap_err();
        let problem = from_reqwest(&error, &url);
        assert_eq!(refusal("key", &problem).status(), status, "{what}");
        let private = FetchProblem::NotAPeer(NotAPeer::Private("rebind.example".into()));
        assert_eq!(problem == private, status == 401, "{what}: {problem}");
        let through_library = FetchProblem::from(LibraryError::Reqwest(error));
        assert_eq!(refusal("key", &through_library).status(), status, "{what}");
    }
}
