//! How long to wait after a failure. Wire time, in seconds.

use chrono::TimeDelta;

/// The longest pause of the open tier: twelve hours.
const SOCIAL_MOST: i64 = 12 * 3600;

/// The pause after so many failures of a host in a row: 1 minute · 4ⁿ, at most 12 hours, ± 20 %.
///
/// `random` is any byte; it spreads hosts that failed together.
pub fn social(fails: i32, random: u8) -> TimeDelta {
    let power = u32::try_from(fails.clamp(1, 8) - 1).unwrap_or(0);
    spread((60 * 4_i64.pow(power)).min(SOCIAL_MOST), random)
}

/// The pause after so many failures of a trade message: 3 seconds doubling to 5 minutes, then 15 minutes, ± 20 %.
pub fn trade(attempts: i32, random: u8) -> TimeDelta {
    let power = u32::try_from(attempts.clamp(1, 9) - 1).unwrap_or(0);
    let seconds = match 3 * 2_i64.pow(power) {
        short @ ..300 => short,
        300..768 => 300,
        _ => 900,
    };
    spread(seconds, random)
}

fn spread(seconds: i64, random: u8) -> TimeDelta {
    // 80 % to 120 %, in milliseconds.
    let permille = 800 + i64::from(random) * 400 / 255;
    TimeDelta::milliseconds(seconds * permille)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let middle = 127;
        let social: Vec<i64> = (1..=7).map(|n| social(n, middle).num_minutes()).collect();
        assert_eq!(social, [0, 3, 15, 63, 255, 719, 719]);
        let trade: Vec<i64> = (1..=10).map(|n| trade(n, middle).num_seconds()).collect();
        assert_eq!(trade, [2, 5, 11, 23, 47, 95, 191, 299, 899, 899]);
        assert_eq!(super::trade(1, 0).num_milliseconds(), 2400);
        assert_eq!(super::trade(1, 255).num_milliseconds(), 3600);
        assert!(super::social(i32::MAX, 255) <= TimeDelta::hours(15));
    }
}
