//! Amounts on the wire: decimal numbers in quotation marks, such as `"13.50"`. Never floating point.

use crate::fields::checked_text;

checked_text! {
    /// A decimal number: up to twelve digits, then up to six after the point.
    Decimal, |text| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        all_digits(whole) && all_digits(part) && whole.len() <= 12 && part.len() <= 6 && !leading_zero
    }
}

impl Decimal {
    /// Writes minor units, such as cents, with `digits` digits after the point.
    pub fn from_minor(minor: i64, digits: u32) -> Self {
        let digits = digits.min(6);
        let scale = 10_u64.pow(digits);
        let size = minor.unsigned_abs();
        let sign = if minor < 0 { "-" } else { "" };
        let width = usize::try_from(digits).unwrap_or(0);
        if digits == 0 {
            Self(format!("{sign}{size}"))
        } else {
            Self(format!("{sign}{}.{:0width$}", size / scale, size % scale))
        }
    }

    /// The amount in minor units; `None` if it has more digits after the point than the currency, or is too large.
    pub fn to_minor(&self, digits: u32) -> Option<i64> {
        let unsigned = self.0.strip_prefix('-').unwrap_or(&self.0);
        let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let wanted = usize::try_from(digits).ok()?;
        let (kept, beyond) = part.split_at(part.len().min(wanted));
        if beyond.bytes().any(|b| b != b'0') {
            return None;
        }
        let size: i64 = format!("{whole}{kept:0<wanted$}").parse().ok()?;
        Some(if self.is_negative() { -size } else { size })
    }

    /// Whether the amount is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.starts_with('-') && self.0.bytes().any(|b| matches!(b, b'1'..=b'9'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_units_both_ways() {
        for (text, minor) in [
            ("13.50", 1350),
            ("0.05", 5),
            ("-7.20", -720),
            ("12", 1200),
            ("0", 0),
            ("1.500", 150),
        ] {
            assert_eq!(
                Decimal::parse(text).unwrap().to_minor(2),
                Some(minor),
                "{text}"
            );
        }
        assert_eq!(Decimal::from_minor(1350, 2).as_str(), "13.50");
        assert_eq!(Decimal::from_minor(-5, 2).as_str(), "-0.05");
        assert_eq!(Decimal::from_minor(800, 0).as_str(), "800");
        assert_eq!(Decimal::parse("0.001").unwrap().to_minor(2), None);
    }

    #[test]
    fn what_is_no_amount() {
        for text in [
            "",
            "-",
            ".5",
            "5.",
            "1e3",
            "1,50",
            "+1",
            "01",
            "NaN",
            "1234567890123",
            "0.1234567",
            " 1",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }
}
