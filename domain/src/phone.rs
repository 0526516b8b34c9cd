//! Telephone numbers, kept as in E.164: a plus, the country's code and the number.

/// Why a text is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneProblem {
    /// Letters or other signs.
    #[error("a telephone number consists of digits, like +423 123 45 67")]
    Characters,
    /// Too short or too long.
    #[error("this telephone number has too few or too many digits")]
    Length,
    /// No country.
    #[error("please begin the telephone number with + and the country's code, like +423")]
    NoCountry,
}

/// Reads a telephone number. A number without a country gets `country` (such as `423`), if there is one; a leading 0 is dropped then.
pub fn parse(text: &str, country: Option<&str>) -> Result<String, PhoneProblem> {
    let text = text.trim().replace("(0)", "");
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '/' | '.' | '(' | ')'))
        .collect();
    let digits = if let Some(rest) = plain.strip_prefix('+').or_else(|| plain.strip_prefix("00")) {
        rest.to_owned()
    } else {
        let code = country.ok_or(PhoneProblem::NoCountry)?;
        format!("{code}{}", plain.strip_prefix('0').unwrap_or(&plain))
    };
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(PhoneProblem::Characters);
    }
    if !(7..=15).contains(&digits.len()) {
        return Err(PhoneProblem::Length);
    }
    if digits.starts_with('0') {
        return Err(PhoneProblem::NoCountry);
    }
    Ok(format!("+{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("+423 232 12 12", Ok("+4232321212".to_owned()))]
    #[case("0041 (0)81 111 22 33", Ok("+41811112233".to_owned()))]
    #[case("232 12 12", Ok("+4232321212".to_owned()))]
    #[case("call me", Err(PhoneProblem::Characters))]
    #[case("+1", Err(PhoneProblem::Length))]
    #[case("+0123456789", Err(PhoneProblem::NoCountry))]
    #[case("+1234567890123456", Err(PhoneProblem::Length))]
    fn numbers(#[case] text: &str, #[case] result: Result<String, PhoneProblem>) {
        assert_eq!(parse(text, Some("423")), result);
    }

    #[test]
    fn without_a_country_there_is_no_number() {
        assert_eq!(parse("232 12 12", None), Err(PhoneProblem::NoCountry));
    }
}
