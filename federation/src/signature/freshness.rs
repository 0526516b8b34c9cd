//! When a signature is young enough to be believed.
//!
//! Every number is bounded before anything is computed with it, so that no request can make the arithmetic overflow.

use super::Refusal;

/// How far in the past a signature of the social tier may be: one hour, the widest that is common in the Fediverse.
pub const SOCIAL_PAST: i64 = 3600;
/// How far in the future it may be: five minutes of clock difference.
pub const SOCIAL_FUTURE: i64 = 300;
/// How far either way a signature of the trade tier may be, in seconds.
pub const TRADE_SKEW: i64 = 60;
/// How long a signature of the trade tier may live, in seconds.
pub const TRADE_LIFE: i64 = 300;
/// How far ahead `expires` may lie in the social tier: a day.
const SOCIAL_EXPIRES_AHEAD: i64 = 86_400;
/// The end of the year 9999: no later time is a time.
const LAST_SECOND: i64 = 253_402_300_799;

/// Reads Unix seconds: digits only, not before 1970 and not after the year 9999.
pub fn unix_seconds(text: &str, what: &'static str) -> Result<i64, Refusal> {
    if text.is_empty() || text.len() > 12 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refusal::BadTime(what));
    }
    text.parse::<i64>()
        .ok()
        .filter(|t| *t <= LAST_SECOND)
        .ok_or(Refusal::BadTime(what))
}

/// Refuses a time of signing outside the window of the social tier.
pub fn check_social(seen: i64, now: i64) -> Result<(), Refusal> {
    let window = now.saturating_sub(SOCIAL_PAST)..=now.saturating_add(SOCIAL_FUTURE);
    if window.contains(&seen) {
        Ok(())
    } else {
        Err(Refusal::Stale { seen, now })
    }
}

/// Refuses an `expires` that has passed or that lies absurdly far ahead.
pub fn check_social_expires(expires: i64, now: i64) -> Result<(), Refusal> {
    if expires < now {
        return Err(Refusal::Expired { expires, now });
    }
    if expires > now.saturating_add(SOCIAL_EXPIRES_AHEAD) {
        return Err(Refusal::BadTime("expires"));
    }
    Ok(())
}

/// Refuses times outside the rules of the trade tier: made within a minute of now, alive for at most five.
pub fn check_trade(created: i64, expires: i64, now: i64) -> Result<(), Refusal> {
    if created.saturating_sub(now).saturating_abs() > TRADE_SKEW {
        return Err(Refusal::Stale { seen: created, now });
    }
    if expires > created.saturating_add(TRADE_LIFE) {
        return Err(Refusal::TooLongLived);
    }
    if expires < now {
        return Err(Refusal::Expired { expires, now });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("-1")]
    #[case("")]
    #[case("18446744073709551615")]
    #[case("9223372036854775807")]
    #[case("1e9")]
    #[case("999999999999")]
    #[case("1618884473.5")]
    #[case("+1618884473")]
    fn numbers_that_are_no_times(#[case] text: &str) {
        assert_eq!(
            unix_seconds(text, "created"),
            Err(Refusal::BadTime("created"))
        );
    }

    #[rstest]
    #[case(-3600, true)]
    #[case(-3601, false)]
    #[case(300, true)]
    #[case(301, false)]
    fn the_social_window(#[case] offset: i64, #[case] fine: bool) {
        let now = 1_780_000_000;
        assert_eq!(check_social(now + offset, now).is_ok(), fine);
    }

    #[rstest]
    #[case(0, 300, true)]
    #[case(-60, 240, true)]
    #[case(-61, 200, false)]
    #[case(61, 300, false)]
    #[case(0, 301, false)]
    #[case(-30, -1, false)]
    fn the_trade_window(#[case] created: i64, #[case] expires: i64, #[case] fine: bool) {
        let now = 1_780_000_000;
        assert_eq!(check_trade(now + created, now + expires, now).is_ok(), fine);
    }
}
