//! E-mail addresses. Whether one works, only a mail tells; here it is only kept from being nonsense.

/// Why a text is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailProblem {
    /// Too long (RFC 5321, 4.5.3.1.3).
    #[error("this e-mail address is too long")]
    TooLong,
    /// Nothing like it.
    #[error("this is not an e-mail address; it should look like name@example.org")]
    Malformed,
}

/// Reads an e-mail address. The domain's capital letters become small ones.
pub fn parse(text: &str) -> Result<String, EmailProblem> {
    let text = text.trim();
    if text.len() > 254 {
        return Err(EmailProblem::TooLong);
    }
    let (local, domain) = text.rsplit_once('@').ok_or(EmailProblem::Malformed)?;
    let domain = domain.to_ascii_lowercase();
    if is_local(local) && is_domain(&domain) {
        Ok(format!("{local}@{domain}"))
    } else {
        Err(EmailProblem::Malformed)
    }
}

fn is_local(local: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b);
    !local.is_empty()
        && local.len() <= 64
        && local.bytes().all(fits)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // `localhost` has no dot and is where the demonstration's mail goes.
    domain.split('.').all(label) && (domain.contains('.') || domain == "localhost")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(" Mila.Frick+x@Example.ORG ", Ok("Mila.Frick+x@example.org".to_owned()))]
    #[case("a@vaduz.localhost", Ok("a@vaduz.localhost".to_owned()))]
    #[case("a@localhost", Ok("a@localhost".to_owned()))]
    #[case("no", Err(EmailProblem::Malformed))]
    #[case("@example.org", Err(EmailProblem::Malformed))]
    #[case("a@b@c", Err(EmailProblem::Malformed))]
    #[case("a@example", Err(EmailProblem::Malformed))]
    #[case("a..b@example.org", Err(EmailProblem::Malformed))]
    #[case("a@-x.org", Err(EmailProblem::Malformed))]
    #[case("a@example.org\nBcc: x@example.org", Err(EmailProblem::Malformed))]
    #[case(&format!("{}@example.org", "a".repeat(250)), Err(EmailProblem::TooLong))]
    fn addresses(#[case] text: &str, #[case] result: Result<String, EmailProblem>) {
        assert_eq!(parse(text), result);
    }
}
