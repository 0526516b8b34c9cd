//! The one rule for passwords: long enough. Length protects; required signs only annoy.

/// The least characters.
pub const SHORTEST: usize = 10;
/// The most characters: enough for any phrase, and nobody can make us hash a book.
pub const LONGEST: usize = 200;

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    /// Too short.
    #[error(
        "a password needs at least {SHORTEST} characters; a short sentence is easy to keep in mind"
    )]
    TooShort,
    /// Too long.
    #[error("a password can have at most {LONGEST} characters")]
    TooLong,
    /// One character again and again.
    #[error("please use more than one or two different characters")]
    TooPlain,
    /// The e-mail address.
    #[error("the password must not be the e-mail address")]
    IsEmail,
}

/// Checks a new password of the account with this e-mail address.
pub fn check(password: &str, email: &str) -> Result<(), PasswordProblem> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(PasswordProblem::TooShort);
    }
    if length > LONGEST {
        return Err(PasswordProblem::TooLong);
    }
    let different: std::collections::HashSet<_> = password.chars().collect();
    if different.len() < 3 {
        return Err(PasswordProblem::TooPlain);
    }
    if password.eq_ignore_ascii_case(email) {
        return Err(PasswordProblem::IsEmail);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("ein kurzer Satz", Ok(()))]
    #[case("短い文短い文短い文章", Ok(()))]
    #[case("tooshort1", Err(PasswordProblem::TooShort))]
    #[case("", Err(PasswordProblem::TooShort))]
    #[case(&"ab1".repeat(100), Err(PasswordProblem::TooLong))]
    #[case("aaaaaaaaaaaa", Err(PasswordProblem::TooPlain))]
    #[case("MILA@example.org", Err(PasswordProblem::IsEmail))]
    fn passwords(#[case] password: &str, #[case] result: Result<(), PasswordProblem>) {
        assert_eq!(check(password, "mila@example.org"), result);
    }
}
