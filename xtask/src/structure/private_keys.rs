//! Private keys are used by `aws-lc-rs` only.
//!
//! The crate `rsa`, which the federation library brings along, takes a time that depends on the private key (RUSTSEC-2023-0071). We verify, sign and make
//! keys ourselves, so it never sees one; this check keeps it so.

use std::path::Path;

use serde_json::Value;

use super::{Source, metadata};

/// Paths by which a private key could get there: the crate itself, and what the library does with it.
const FORBIDDEN: &[&str] = &[
    "rsa::RsaPrivateKey",
    "rsa::pkcs1",
    "rsa::pkcs1v15",
    "rsa::pkcs8",
    "extern crate rsa",
    "activitypub_federation::http_signatures",
    "generate_actor_keypair",
    "signed_fetch_actor",
    "SendActivityTask",
    "private_key_pem",
];

/// Lines of ours that would hand a private key to it.
pub fn check(sources: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for source in sources.iter().filter(|s| !s.path.starts_with("xtask/")) {
        for (number, line) in (1..).zip(source.text.lines()) {
            let code = line.split("//").next().unwrap_or_default();
            if let Some(path) = FORBIDDEN.iter().find(|path| code.contains(*path)) {
                wrong.push(format!(
                    "{}:{number}: `{path}` would give a private key to the crate `rsa`; use aws-lc-rs",
                    source.path
                ));
            }
        }
    }
    wrong
}

/// Members that depend on it themselves: only then could they name it.
pub fn check_members(root: &Path) -> anyhow::Result<Vec<String>> {
    let metadata = metadata(root)?;
    let list = |value: &Value, field: &str| {
        let list = value.get(field).and_then(Value::as_array);
        list.cloned().unwrap_or_default()
    };
    let name = |value: &Value| value.get("name").and_then(Value::as_str).map(str::to_owned);
    Ok(list(&metadata, "packages")
        .iter()
        .filter(|package| {
            list(package, "dependencies")
                .iter()
                .any(|used| name(used).as_deref() == Some("rsa"))
        })
        .filter_map(name)
        .map(|package| format!("{package} may not depend on `rsa`; use aws-lc-rs"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        check(&[Source {
            path: path.into(),
            text: text.into(),
        }])
    }

    #[test]
    fn a_private_key_for_the_crate_rsa_is_found() {
        for line in [
            "let key = rsa::RsaPrivateKey::new(&mut rng, 2048)?;",
            "use activitypub_federation::http_signatures::generate_actor_keypair;",
            "    builder.signed_fetch_actor(&actor);",
        ] {
            assert_eq!(found("src/peer/keys.rs", line).len(), 1, "{line}");
        }
    }

    #[test]
    fn our_own_keys_and_comments_are_free() {
        for line in [
            "pub use rsa::RsaKey;",
            "// never activitypub_federation::http_signatures",
        ] {
            assert!(
                found("federation/src/signature/keys.rs", line).is_empty(),
                "{line}"
            );
        }
    }
}
