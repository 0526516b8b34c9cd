//! A restaurant's handle: the part before the `@`, by which the Fediverse finds it.

/// Names that mean something else on every instance.
const RESERVED: &[&str] = &[
    "about",
    "abuse",
    "account",
    "accounts",
    "admin",
    "administrator",
    "ap",
    "api",
    "assets",
    "coop",
    "courier",
    "couriers",
    "desk",
    "dispatch",
    "health",
    "help",
    "instance",
    "live",
    "login",
    "logout",
    "metrics",
    "moderator",
    "nodeinfo",
    "official",
    "order",
    "orders",
    "postmaster",
    "restaurant",
    "restaurants",
    "root",
    "security",
    "settings",
    "sign-in",
    "sign-up",
    "static",
    "support",
    "webmaster",
    "well-known",
];

/// Why a text is no handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandleProblem {
    /// Too short or too long.
    #[error("a handle has between 2 and 30 characters")]
    Length,
    /// Other characters.
    #[error(
        "a handle consists of the letters a to z, digits, dash and underscore, and begins and ends with a letter or digit"
    )]
    Characters,
    /// Means something else.
    #[error("this handle is reserved; please choose another")]
    Reserved,
}

/// Reads a handle: 2 to 30 of a–z, 0–9, dash and underscore. Capital letters become small ones, a leading `@` is dropped.
pub fn parse(text: &str) -> Result<String, HandleProblem> {
    let text = text.trim();
    let handle = text.strip_prefix('@').unwrap_or(text).to_ascii_lowercase();
    if !(2..=30).contains(&handle.chars().count()) {
        return Err(HandleProblem::Length);
    }
    let solid = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let fits = handle.bytes().all(|b| solid(&b) || b == b'-' || b == b'_')
        && handle.as_bytes().first().is_some_and(solid)
        && handle.as_bytes().last().is_some_and(solid);
    if !fits {
        return Err(HandleProblem::Characters);
    }
    if RESERVED.contains(&handle.as_str()) {
        return Err(HandleProblem::Reserved);
    }
    Ok(handle)
}

/// A handle made from a restaurant's name, to suggest; `None` if nothing is left of it.
pub fn suggest(name: &str) -> Option<String> {
    let folded = crate::address::fold(name);
    let letters: String = folded
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(30)
        .collect();
    parse(&letters).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("chezmireille", Ok("chezmireille".to_owned()))]
    #[case(" @Zur_Post-2 ", Ok("zur_post-2".to_owned()))]
    #[case("a", Err(HandleProblem::Length))]
    #[case("", Err(HandleProblem::Length))]
    #[case(&"a".repeat(31), Err(HandleProblem::Length))]
    #[case("-ab", Err(HandleProblem::Characters))]
    #[case("zur post", Err(HandleProblem::Characters))]
    #[case("../etc", Err(HandleProblem::Characters))]
    #[case("löwen", Err(HandleProblem::Characters))]
    #[case("Desk", Err(HandleProblem::Reserved))]
    #[case("coop", Err(HandleProblem::Reserved))]
    #[case("ap", Err(HandleProblem::Reserved))]
    fn handles(#[case] text: &str, #[case] result: Result<String, HandleProblem>) {
        assert_eq!(parse(text), result);
    }

    #[test]
    fn suggestions() {
        assert_eq!(suggest("Gasthof Löwen"), Some("gasthoflowen".to_owned()));
        assert_eq!(suggest("東京"), None);
        assert_eq!(suggest("Coop!"), None);
    }
}
